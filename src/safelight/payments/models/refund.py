"""Money given back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from safelight.clients.models import Client
from safelight.foundation.tenancy import StudioRow
from safelight.payments.models.drawer import DrawerSession
from safelight.payments.models.payment import Allocation, PaymentPart
from safelight.payments.models.tender import Tender


class Refund(StudioRow):
    """Money that left by one tender, usually the one it came by (``part``); frozen but for what a gateway says later.

    ``state`` is ``done``, or ``asked`` while a gateway has not confirmed, or ``failed``: then the ledger was put right.
    """

    number = models.BigIntegerField()
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    part = models.ForeignKey(
        PaymentPart, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    session = models.ForeignKey(
        DrawerSession, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.TextField(blank=True)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    rounding_minor = models.BigIntegerField(default=0)
    reason = models.TextField()
    reference = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=8)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Numbered without gaps; read by day, client, part and drawer session."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "number"], name="refund_number_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "on", "id"], name="refund_by_day"),
            models.Index(fields=["studio_id", "client", "on"], name="refund_by_client"),
            models.Index(fields=["studio_id", "part"], name="refund_by_part"),
            models.Index(fields=["studio_id", "session"], name="refund_by_session", condition=Q(session__isnull=False)),
        ]


class RefundMove(StudioRow):
    """What a refund took its money out of: a settlement, a pot, a credit; append-only."""

    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    allocation = models.ForeignKey(
        Allocation, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=10)
    moved_id = models.UUIDField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        """Read by refund and allocation."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "refund"], name="refundmove_by_refund"),
            models.Index(fields=["studio_id", "allocation"], name="refundmove_by_allocation"),
        ]
