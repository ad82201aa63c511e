"""Money received: the payment, the ways in which it was handed over, and what each of them was for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from safelight.accounts.models import Location
from safelight.clients.models import Client
from safelight.foundation.tenancy import StudioRow
from safelight.payments.models.drawer import DepositSlip, DrawerSession
from safelight.payments.models.tender import Tender


class Payment(StudioRow):
    """One payment as the receipt shows it, in one currency.

    ``amount_minor`` counts what paid something, so change is not in it. Frozen but for the note of being taken back:
    ``voided_at`` with ``void_reason`` (taken by mistake, cheque bounced). The money moves back in the ledger then.
    """

    number = models.BigIntegerField()
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    session = models.ForeignKey(
        DrawerSession, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    on = models.DateField()
    taken_at = models.DateTimeField()
    taken_by = models.TextField(blank=True)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    note = models.TextField(blank=True)
    voided_at = models.DateTimeField(null=True)
    voided_on = models.DateField(null=True)
    voided_by = models.TextField(blank=True)
    void_reason = models.TextField(blank=True)

    class Meta:
        """Numbered without gaps; read by day, client and drawer session."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "number"], name="payment_number_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "on", "id"], name="payment_by_day"),
            models.Index(fields=["studio_id", "client", "on"], name="payment_by_client"),
            models.Index(
                fields=["studio_id", "session"], name="payment_by_session", condition=Q(session__isnull=False)
            ),
        ]


class PaymentPart(StudioRow):
    """One tender of a payment; append-only.

    ``handed_minor`` is the cash that was given, ``change_minor`` what was given back of it at once, and
    ``rounding_minor`` what cash was rounded by (handed − change − amount). ``reference`` is a cheque's number or a
    terminal's approval; of a card only brand and last four digits are known.
    """

    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    place = models.IntegerField()
    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    amount_minor = models.BigIntegerField()
    handed_minor = models.BigIntegerField(null=True)
    change_minor = models.BigIntegerField(default=0)
    rounding_minor = models.BigIntegerField(default=0)
    reference = models.CharField(max_length=80, blank=True)
    card_brand = models.CharField(max_length=20, blank=True)
    card_last4 = models.CharField(max_length=4, blank=True)
    slip = models.ForeignKey(
        DepositSlip, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )

    class Meta:
        """Read by payment, tender and deposit slip."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "payment", "place"], name="paymentpart_place_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "tender", "payment"], name="paymentpart_by_tender"),
            models.Index(fields=["studio_id", "slip"], name="paymentpart_by_slip", condition=Q(slip__isnull=False)),
        ]


class Allocation(StudioRow):
    """So much of one part went to one invoice, retainer or credit; append-only.

    ``kind`` says which of ``invoice_id``, ``pot_id`` (an order's or session's) or ``credit_id`` is meant; ``moved_id``
    is the row by which the sales module counts it (settlement, retainer, credit).
    """

    part = models.ForeignKey(
        PaymentPart, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=10)
    invoice = models.ForeignKey(
        "sales.Invoice", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    pot_id = models.UUIDField(null=True)
    credit = models.ForeignKey(
        "sales.Credit", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    moved_id = models.UUIDField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        """Read by part and by what was paid."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "part"], name="allocation_by_part"),
            models.Index(fields=["studio_id", "invoice"], name="allocation_by_invoice"),
            models.Index(fields=["studio_id", "pot_id"], name="allocation_by_pot", condition=Q(pot_id__isnull=False)),
        ]
