"""Invoices: what a payer owes. Once issued, the database refuses every change but the few that the trigger names."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from safelight.accounts.models import Location
from safelight.clients.models import Client
from safelight.foundation.tenancy import StudioRow
from safelight.sales.models.order import Order, OrderLine


class Invoice(StudioRow):
    """One issued invoice; it is never changed and never deleted.

    ``seller``, ``addressee`` and ``about`` (the client and the sessions it is for) are snapshots: a client who moves
    does not change an old invoice. ``taxes`` is the tax summary by code. Only ``client`` and ``payer`` may be
    re-pointed (when clients are merged), and ``closed_on`` follows the ledger: the first day on which nothing was
    open any more, written in the transaction that moved the money. The open amount itself stands in no column.
    """

    number = models.BigIntegerField()
    label = models.TextField()
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
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
    due_on = models.DateField()
    terms = models.TextField(blank=True)
    seller: models.JSONField[Any] = models.JSONField(default=dict)
    addressee: models.JSONField[Any] = models.JSONField(default=dict)
    about: models.JSONField[Any] = models.JSONField(default=dict)
    purchase_order = models.TextField(blank=True)
    message = models.TextField(blank=True)
    exemption = models.TextField(blank=True)
    tax_included = models.BooleanField(default=False)
    taxes: models.JSONField[Any] = models.JSONField(default=list)
    listed_minor = models.BigIntegerField()
    reduction_minor = models.BigIntegerField()
    reward_minor = models.BigIntegerField(default=0)
    net_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    gross_minor = models.BigIntegerField()
    entry = models.ForeignKey(
        "books.Entry", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    closed_on = models.DateField(null=True)

    class Meta:
        """Numbered without gaps; found by day, payer, client and order, and the open ones by due day."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "label"], name="invoice_label_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "issued_on", "id"], name="invoice_by_day"),
            models.Index(fields=["studio_id", "payer_id", "issued_on"], name="invoice_payer"),
            models.Index(fields=["studio_id", "client_id", "issued_on"], name="invoice_client"),
            models.Index(fields=["studio_id", "order_id"], name="invoice_order"),
            models.Index(fields=["studio_id", "due_on", "id"], name="invoice_open", condition=Q(closed_on=None)),
        ]


class InvoiceLine(StudioRow):
    """One line of an invoice; append-only. ``is_part`` when it takes a part of its order line's amount."""

    invoice = models.ForeignKey(
        Invoice, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    position = models.IntegerField()
    order_line = models.ForeignKey(
        OrderLine, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    item = models.ForeignKey(
        "pricing.Item", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    shoot = models.ForeignKey(
        "shoots.Shoot", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=20)
    category = models.CharField(max_length=60)
    name = models.TextField()
    description = models.TextField(blank=True)
    parts: models.JSONField[Any] = models.JSONField(default=list)
    is_part = models.BooleanField(default=False)
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    unit_minor = models.BigIntegerField()
    listed_minor = models.BigIntegerField()
    reduction_minor = models.BigIntegerField()
    reward_minor = models.BigIntegerField(default=0)
    net_minor = models.BigIntegerField()
    taxes: models.JSONField[Any] = models.JSONField(default=list)
    tax_minor = models.BigIntegerField()
    gross_minor = models.BigIntegerField()
    cost_minor = models.BigIntegerField(default=0)

    class Meta:
        """Read by invoice; what of an order line is invoiced; what was billed for a session."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "invoice_id", "position"], name="invoiceline_invoice"),
            models.Index(fields=["studio_id", "order_line_id"], name="invoiceline_orderline"),
            models.Index(
                fields=["studio_id", "shoot_id"], name="invoiceline_shoot", condition=Q(shoot_id__isnull=False)
            ),
        ]
