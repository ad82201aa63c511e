"""What counts against an invoice, when it is to be paid, and who was reminded."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from safelight.foundation.tenancy import StudioRow
from safelight.sales.models.invoice import Invoice


class Settlement(StudioRow):
    """Money counted against an invoice; append-only.

    ``source_kind`` and ``source_id`` say where it came from without knowing it: a payment's allocation, a retainer, a
    gift card. Taking one back, or a part of it, is a further row with the opposite sign that names the first in
    ``reverses``. ``account`` is the ledger account on the other side.
    """

    invoice = models.ForeignKey(
        Invoice, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    on = models.DateField()
    source_kind = models.CharField(max_length=30)
    source_id = models.UUIDField()
    account = models.TextField()
    memo = models.TextField(blank=True)
    entry = models.ForeignKey(
        "books.Entry", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    reverses = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    made_at = models.DateTimeField()
    made_by = models.TextField(blank=True)

    class Meta:
        """Read by invoice, source and day; what of a settlement was taken back."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "invoice_id", "on"], name="settlement_invoice"),
            models.Index(fields=["studio_id", "source_kind", "source_id"], name="settlement_source"),
            models.Index(fields=["studio_id", "on"], name="settlement_by_day"),
            models.Index(
                fields=["studio_id", "reverses_id"], name="settlement_reverses", condition=Q(reverses_id__isnull=False)
            ),
        ]


class PaymentPlan(StudioRow):
    """An invoice paid in parts; a new plan ends the one before. ``method`` names a stored way to pay, for later."""

    invoice = models.ForeignKey(
        Invoice, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    currency = models.CharField(max_length=3)
    total_minor = models.BigIntegerField()
    autopay = models.BooleanField(default=False)
    method = models.TextField(blank=True)
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One plan at a time."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["studio_id", "invoice"], name="paymentplan_one_at_a_time", condition=Q(ended_at=None)
            ),
        ]


class Instalment(StudioRow):
    """One part of a payment plan; whether it is paid follows from what was settled in all."""

    plan = models.ForeignKey(
        PaymentPlan, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    position = models.IntegerField()
    due_on = models.DateField()
    amount_minor = models.BigIntegerField()

    class Meta:
        """Read by plan; what falls due when."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "plan_id", "position"], name="instalment_plan"),
            models.Index(fields=["studio_id", "due_on"], name="instalment_due"),
        ]


class Reminder(StudioRow):
    """A payment reminder that was sent: which step of the schedule, for the amount due since which day."""

    invoice = models.ForeignKey(
        Invoice, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    due_on = models.DateField()
    step = models.IntegerField()
    at = models.DateTimeField()
    by = models.TextField(blank=True)

    class Meta:
        """Each step once for each due day."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "invoice", "due_on", "step"], name="reminder_step_once"),
        ]


class SentStatement(StudioRow):
    """That a statement of account over a period was sent to a payer; it is drawn up again from the ledger when asked."""

    client = models.ForeignKey(
        "clients.Client", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    since = models.DateField()
    until = models.DateField()
    currency = models.CharField(max_length=3)
    made_at = models.DateTimeField()
    made_by = models.TextField(blank=True)

    class Meta:
        """Read by client."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "client_id"], name="sentstatement_client"),
        ]
