"""Credit notes: the documents that take back an invoice or a part of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from safelight.accounts.models import Location
from safelight.clients.models import Client
from safelight.foundation.tenancy import StudioRow
from safelight.sales.models.invoice import Invoice, InvoiceLine


class CreditNote(StudioRow):
    """One issued credit note, with a number of its own series; amounts are positive and count against the invoice."""

    number = models.BigIntegerField()
    label = models.TextField()
    invoice = models.ForeignKey(
        Invoice, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    payer = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    currency = models.CharField(max_length=3)
    language = models.CharField(max_length=10)
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.TextField(blank=True)
    reason = models.TextField()
    seller: models.JSONField[Any] = models.JSONField(default=dict)
    addressee: models.JSONField[Any] = models.JSONField(default=dict)
    taxes: models.JSONField[Any] = models.JSONField(default=list)
    reduction_minor = models.BigIntegerField()
    reward_minor = models.BigIntegerField(default=0)
    net_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    gross_minor = models.BigIntegerField()
    entry = models.ForeignKey(
        "books.Entry", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        """Numbered without gaps; found by invoice, payer and day."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "label"], name="creditnote_label_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "issued_on", "id"], name="creditnote_by_day"),
            models.Index(fields=["studio_id", "invoice_id"], name="creditnote_invoice"),
            models.Index(fields=["studio_id", "payer_id", "issued_on"], name="creditnote_payer"),
        ]


class CreditNoteLine(StudioRow):
    """One line of a credit note; append-only. Quantity and amounts are those taken back, positive."""

    credit_note = models.ForeignKey(
        CreditNote, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    position = models.IntegerField()
    invoice_line = models.ForeignKey(
        InvoiceLine, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=20)
    category = models.CharField(max_length=60)
    name = models.TextField()
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    listed_minor = models.BigIntegerField()
    reduction_minor = models.BigIntegerField()
    reward_minor = models.BigIntegerField(default=0)
    net_minor = models.BigIntegerField()
    taxes: models.JSONField[Any] = models.JSONField(default=list)
    tax_minor = models.BigIntegerField()
    gross_minor = models.BigIntegerField()
    cost_minor = models.BigIntegerField(default=0)

    class Meta:
        """Read by credit note; what of an invoice line was taken back."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "credit_note_id", "position"], name="creditnoteline_note"),
            models.Index(fields=["studio_id", "invoice_line_id"], name="creditnoteline_line"),
        ]
