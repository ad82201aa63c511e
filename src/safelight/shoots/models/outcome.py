"""What became of a date: cancelled or moved by the client, and what the policy said."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from safelight.foundation.tenancy import StudioRow
from safelight.shoots.models.shoot import Shoot
from safelight.shoots.rules.policy import Change


class Outcome(StudioRow):
    """One cancellation or change of date, for ever.

    ``notice_hours`` is how long before the session it was told. ``fee_minor`` is what the client owes for it and
    ``credit_minor`` what they keep, in ``currency``; ``waived`` says that a person set the fee aside.
    """

    shoot = models.ForeignKey(Shoot, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    kind = models.CharField(max_length=12, choices=[(item.value, item.name) for item in Change])
    at = models.DateTimeField()
    by = models.TextField()
    reason = models.TextField()
    by_studio = models.BooleanField(default=False)
    notice_hours = models.IntegerField(null=True)
    fee_minor = models.BigIntegerField(default=0)
    credit_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    waived = models.BooleanField(default=False)
    starts_before = models.DateTimeField(null=True)
    starts_after = models.DateTimeField(null=True)

    class Meta:
        """Read by session."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "shoot_id", "at"], name="outcome_shoot"),
        ]
