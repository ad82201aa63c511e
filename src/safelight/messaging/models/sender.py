"""How a studio's messages leave, and the addresses that get none."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from safelight.foundation.tenancy import StudioRow
from safelight.messaging.models.message import Message


class SenderSettings(StudioRow):
    """How messages of the studio leave; a studio without this row sends with what is known of it.

    ``from_address`` is used only once somebody who reads its mail confirmed it: otherwise one studio could write in
    another's name. ``websites`` are host names that messages may link to besides the installation's own.
    """

    sender_name = models.TextField(blank=True)
    reply_to = models.TextField(blank=True)
    from_address = models.TextField(blank=True)
    from_confirmed_at = models.DateTimeField(null=True)
    copy_to = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    signature = models.TextField(blank=True)
    foot = models.TextField(blank=True)
    websites: models.JSONField[Any] = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        """One row per studio."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id"], name="sender_settings_once")
        ]


class SuppressedAddress(StudioRow):
    """An address that gets no mail any more, because mail to it came back or its owner complained.

    ``key`` is the mailbox as ``clients.rules.mails.mail_key`` knows it; ``lifted_at`` when somebody said that it
    works again.
    """

    class Reason(models.TextChoices):
        """Why."""

        BOUNCED = "bounced"
        COMPLAINED = "complained"
        BY_HAND = "by_hand"

    key = models.TextField(db_collation="C")
    address = models.TextField()
    reason = models.CharField(max_length=12, choices=Reason.choices)
    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    at = models.DateTimeField()
    by = models.TextField(blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.TextField(blank=True)

    class Meta:
        """An address is suppressed once at a time."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["studio_id", "key"], name="suppressed_once", condition=models.Q(lifted_at=None)
            )
        ]
