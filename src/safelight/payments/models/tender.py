"""The ways in which a studio takes money."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from safelight.foundation.tenancy import StudioRow


class Tender(StudioRow):
    """One way to hand money over; ``account`` is the key of the ledger account where the money stands then."""

    key = models.CharField(max_length=30)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=60)
    account = models.CharField(max_length=80)
    needs_reference = models.BooleanField(default=False)
    order = models.IntegerField(default=0)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        """Named once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "key"], name="tender_key_once"),
        ]
