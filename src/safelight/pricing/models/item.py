"""Items of price lists, what packages consist of, and every item as it was in each version."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from safelight.foundation.tenancy import StudioRow
from safelight.pricing.models.price_list import ItemGroup, PriceList
from safelight.pricing.rules.items import CreditRule, ItemKind, TaxClass


class Item(StudioRow):
    """One thing that is sold, as it is being edited; amounts are minor units of the list's currency.

    An item is never deleted: ``inactive`` keeps it from being sold, ``archived_at`` from being seen as well.
    ``published_version`` is the version with which its facts were last published (None: not on sale).
    """

    price_list = models.ForeignKey(
        PriceList, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    group = models.ForeignKey(
        ItemGroup, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in ItemKind])
    identifier = models.CharField(max_length=60, blank=True)
    identifier_key = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=200)
    description = models.CharField(max_length=2000, blank=True)
    width = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    height = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    size_unit = models.CharField(max_length=2, blank=True)
    price_minor = models.BigIntegerField(default=0)
    cost_minor = models.BigIntegerField(null=True)
    vendor = models.CharField(max_length=120, blank=True)
    tax_class = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in TaxClass], default=TaxClass.STANDARD.value
    )
    category = models.CharField(max_length=60, blank=True)
    discountable = models.BooleanField(default=True)
    hidden = models.BooleanField(default=False)
    quick_pick = models.BooleanField(default=False)
    inactive = models.BooleanField(default=False)
    takes_images = models.BooleanField(default=False)
    images_included = models.PositiveIntegerField(default=0)
    images_least = models.PositiveIntegerField(default=0)
    images_most = models.PositiveIntegerField(null=True)
    extra_image_minor = models.BigIntegerField(null=True)
    taxed_by_parts = models.BooleanField(default=False)
    credit_rule = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in CreditRule], default=CreditRule.NONE.value
    )
    credit_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(100))
    credit_days = models.PositiveIntegerField(null=True)
    promotion = models.ForeignKey(
        "pricing.Promotion", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    order = models.PositiveIntegerField(default=0)
    search = models.TextField(blank=True)
    published_version = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        """One identifier per list; amounts are never below nothing."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["studio_id", "price_list", "identifier_key"],
                condition=~Q(identifier_key="") & Q(archived_at=None),
                name="item_identifier_once",
            ),
            models.CheckConstraint(
                condition=Q(price_minor__gte=0)
                & (Q(cost_minor__isnull=True) | Q(cost_minor__gte=0))
                & (Q(extra_image_minor__isnull=True) | Q(extra_image_minor__gte=0)),
                name="item_amounts_not_negative",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "price_list", "order", "id"], name="item_list_order"),
            models.Index(fields=["studio_id", "identifier_key"], name="item_identifier"),
            models.Index(fields=["studio_id", "group"], name="item_group", condition=Q(group_id__isnull=False)),
            models.Index(
                fields=["studio_id", "promotion"], name="item_promotion", condition=Q(promotion_id__isnull=False)
            ),
        ]


class ItemVersion(StudioRow):
    """An item's facts as they were published with a version of its list; None says it was withdrawn. Never changed.

    A row is written only where something changed: the facts of version 7 are those of the newest row up to 7.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    version = models.PositiveIntegerField()
    facts: models.JSONField[Any] = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        """One row per item and version."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "item", "version"], name="item_version_once"),
        ]


class Component(StudioRow):
    """A place of a package: from ``least`` to ``most`` pieces out of its choices, each of ``quantity``."""

    package = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    label = models.CharField(max_length=120)
    least = models.PositiveIntegerField(default=1)
    most = models.PositiveIntegerField(default=1)
    quantity = models.PositiveIntegerField(default=1)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        """Read package by package; the numbers make sense."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(least__lte=models.F("most")) & Q(most__gte=1) & Q(quantity__gte=1), name="component_numbers"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "package", "order"], name="component_package"),
        ]


class Choice(StudioRow):
    """An item that may fill a component, for a surcharge per piece."""

    component = models.ForeignKey(
        Component, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    surcharge_minor = models.BigIntegerField(default=0)
    preset = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        """An item is a choice of a component once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "component", "item"], name="choice_once"),
            models.CheckConstraint(condition=Q(surcharge_minor__gte=0), name="choice_surcharge_not_negative"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "item"], name="choice_item"),
        ]
