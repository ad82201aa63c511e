"""What the studio owes: money received before it was earned, gift cards, credit of clients."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from safelight.accounts.models import Location
from safelight.clients.models import Client
from safelight.foundation.tenancy import StudioRow
from safelight.sales.models.invoice import InvoiceLine
from safelight.sales.models.order import Order


class Retainer(StudioRow):
    """One movement of the retainer held for an order, or for a session that has no order yet; append-only.

    ``pot_id`` is the order's id, or else the session's: the document under which the ledger holds the money.
    Amounts are positive when money is taken in and negative when it is applied, given back or kept.
    """

    pot_id = models.UUIDField()
    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    shoot = models.ForeignKey(
        "shoots.Shoot", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    kind = models.CharField(max_length=12)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    on = models.DateField()
    source_kind = models.CharField(max_length=30)
    source_id = models.UUIDField()
    account = models.TextField()
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
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
        """A source moves a pot once in each way; read by pot and client."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "reverses"], name="retainer_reversed_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "pot_id"], name="retainer_pot"),
            models.Index(fields=["studio_id", "client_id"], name="retainer_client"),
            models.Index(fields=["studio_id", "source_kind", "source_id"], name="retainer_source"),
        ]


class Credit(StudioRow):
    """Money the studio owes a client; what is left of it is the ledger's balance under this row's id.

    ``purpose`` is ``credit`` (to be used on an invoice) or ``refund`` (promised back to the client).
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    purpose = models.CharField(max_length=12)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    on = models.DateField()
    reason = models.TextField(blank=True)
    account = models.TextField()
    source_kind = models.CharField(max_length=30)
    source_id = models.UUIDField()
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    entry = models.ForeignKey(
        "books.Entry", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    made_at = models.DateTimeField()
    made_by = models.TextField(blank=True)

    class Meta:
        """Read by client, oldest first."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "client_id", "id"], name="credit_client"),
            models.Index(fields=["studio_id", "source_kind", "source_id"], name="credit_source"),
        ]


class GiftCard(StudioRow):
    """A code with money on it, sold on an invoice; what is left is the ledger's balance under this row's id.

    The code itself is nowhere: ``code_hash`` is its SHA-256 (the code has 100 random bits), ``last4`` names it to
    people. Without a hash the card was sold and no code was given out yet.
    """

    number = models.BigIntegerField()
    label = models.TextField()
    invoice_line = models.ForeignKey(
        InvoiceLine, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    recipient = models.TextField(blank=True)
    message = models.TextField(blank=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    sold_on = models.DateField()
    expires_on = models.DateField(null=True)
    code_hash = models.BinaryField(max_length=32, null=True)
    last4 = models.CharField(max_length=4, blank=True)
    activated_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.TextField(blank=True)

    class Meta:
        """Found by the hash of the code; numbered."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "code_hash"], name="giftcard_code_once"),
            models.UniqueConstraint(fields=["studio_id", "label"], name="giftcard_label_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "client_id"], name="giftcard_client"),
            models.Index(fields=["studio_id", "invoice_line_id"], name="giftcard_line"),
            models.Index(fields=["studio_id", "expires_on"], name="giftcard_expiry", condition=Q(voided_at=None)),
        ]
