"""Estimates and orders: one row from the first question to the delivered prints."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from safelight.accounts.models import Location
from safelight.clients.models import Client
from safelight.foundation.tenancy import StudioRow
from safelight.sales.rules.states import OrderState


class Order(StudioRow):
    """What a client asked for.

    ``quote`` is the price engine's whole answer as JSON, and the totals and the lines' amounts are read off it: they
    are written together and never apart. ``regime`` is the tax regime kept with it, ``priced_on`` the day it holds for. ``payer`` None means that the client pays. An estimate has a number of the
    estimates' series and gets one of the orders' series when it is accepted.
    """

    state = models.CharField(max_length=12, choices=[(state.value, state.name) for state in OrderState])
    estimate_number = models.BigIntegerField(null=True)
    estimate_label = models.TextField(blank=True)
    order_number = models.BigIntegerField(null=True)
    order_label = models.TextField(blank=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    payer = models.ForeignKey(
        Client, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    price_list = models.ForeignKey(
        "pricing.PriceList", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    shoot = models.ForeignKey(
        "shoots.Shoot", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    currency = models.CharField(max_length=3)
    language = models.CharField(max_length=10, blank=True)
    placed_on = models.DateField()
    valid_until = models.DateField(null=True)
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    fulfilled_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    discount_percent = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    discount_minor = models.BigIntegerField(null=True)
    discount_reason = models.TextField(blank=True)
    coupons: models.JSONField[Any] = models.JSONField(default=list)
    rewards: models.JSONField[Any] = models.JSONField(default=list)
    use_session_credits = models.BooleanField(default=True)
    exemption = models.TextField(blank=True)
    tax_included = models.BooleanField(default=False)
    regime: models.JSONField[Any] = models.JSONField(default=dict)
    priced_on = models.DateField()
    quote: models.JSONField[Any] = models.JSONField(default=dict)
    listed_minor = models.BigIntegerField(default=0)
    reduction_minor = models.BigIntegerField(default=0)
    reward_minor = models.BigIntegerField(default=0)
    net_minor = models.BigIntegerField(default=0)
    tax_minor = models.BigIntegerField(default=0)
    gross_minor = models.BigIntegerField(default=0)
    retainer_minor = models.BigIntegerField(default=0)
    retainer_due_on = models.DateField(null=True)
    purchase_order = models.TextField(blank=True)
    message = models.TextField(blank=True)
    note = models.TextField(blank=True)
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        """Numbered without gaps per kind; found by client, payer, session, state and day."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["studio_id", "estimate_label"], name="order_estimate_once", condition=~Q(estimate_label="")
            ),
            models.UniqueConstraint(
                fields=["studio_id", "order_label"], name="order_label_once", condition=~Q(order_label="")
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "placed_on", "id"], name="order_by_day"),
            models.Index(fields=["studio_id", "state", "placed_on", "id"], name="order_by_state"),
            models.Index(fields=["studio_id", "client_id"], name="order_client"),
            models.Index(fields=["studio_id", "payer_id"], name="order_payer", condition=Q(payer_id__isnull=False)),
            models.Index(fields=["studio_id", "shoot_id"], name="order_shoot", condition=Q(shoot_id__isnull=False)),
        ]


class OrderLine(StudioRow):
    """One line of an order.

    ``facts`` is the item as the price list had it when the line was written (with the version of the list), so that
    an old order keeps its prices; ``choices`` are the components chosen of a package; ``images`` name pictures by
    free references; ``options`` are the engine's finer questions (images taken, exemption, tax class, credit). The amounts
    below ``discount_reason`` are the price engine's answer.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    position = models.IntegerField(default=0)
    kind = models.CharField(max_length=20)
    item = models.ForeignKey(
        "pricing.Item", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    shoot = models.ForeignKey(
        "shoots.Shoot", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    name = models.TextField()
    description = models.TextField(blank=True)
    category = models.CharField(max_length=60)
    facts: models.JSONField[Any] = models.JSONField(default=dict)
    choices: models.JSONField[Any] = models.JSONField(default=list)
    options: models.JSONField[Any] = models.JSONField(default=dict)
    images: models.JSONField[Any] = models.JSONField(default=list)
    gift: models.JSONField[Any] = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    unit_minor = models.BigIntegerField(default=0)
    override_minor = models.BigIntegerField(null=True)
    override_reason = models.TextField(blank=True)
    discount_percent = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    discount_minor = models.BigIntegerField(null=True)
    discount_reason = models.TextField(blank=True)
    listed_minor = models.BigIntegerField(default=0)
    reduction_minor = models.BigIntegerField(default=0)
    reward_minor = models.BigIntegerField(default=0)
    net_minor = models.BigIntegerField(default=0)
    taxes: models.JSONField[Any] = models.JSONField(default=list)
    tax_minor = models.BigIntegerField(default=0)
    gross_minor = models.BigIntegerField(default=0)
    cost_minor = models.BigIntegerField(default=0)

    class Meta:
        """Read by order; found by session and item."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "order_id", "position"], name="orderline_order"),
            models.Index(fields=["studio_id", "shoot_id"], name="orderline_shoot", condition=Q(shoot_id__isnull=False)),
            models.Index(fields=["studio_id", "item_id"], name="orderline_item", condition=Q(item_id__isnull=False)),
        ]
