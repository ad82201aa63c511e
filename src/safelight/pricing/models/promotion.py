"""Promotions, the coupons that ask for them, and how often they were used."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from safelight.foundation.tenancy import StudioRow
from safelight.pricing.models.price_list import ItemGroup, PriceList
from safelight.pricing.rules.items import ItemKind
from safelight.pricing.rules.promotions import PromotionKind


class Promotion(StudioRow):
    """A rule that lowers a price; amounts are minor units of ``currency``. What it is about stands in its targets."""

    name = models.CharField(max_length=120)
    description = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in PromotionKind])
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField(null=True)
    percent = models.DecimalField(max_digits=7, decimal_places=4, default=Decimal(0))
    each = models.BooleanField(default=False)
    buy = models.PositiveIntegerField(default=1)
    get = models.PositiveIntegerField(default=1)
    get_percent = models.DecimalField(max_digits=7, decimal_places=4, default=Decimal(100))
    times = models.PositiveIntegerField(null=True)
    minimum_minor = models.BigIntegerField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    once_per_client = models.BooleanField(default=False)
    uses_most = models.PositiveIntegerField(null=True)
    stackable = models.BooleanField(default=True)
    priority = models.IntegerField(default=0)
    needs_code = models.BooleanField(default=False)
    price_list = models.ForeignKey(
        PriceList, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        """Percentages are percentages."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(percent__range=(0, 100))
                & Q(get_percent__range=(0, 100))
                & (Q(amount_minor__isnull=True) | Q(amount_minor__gte=0))
                & Q(buy__gte=1)
                & Q(get__gte=1),
                name="promotion_numbers",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["studio_id", "price_list"], name="promotion_list", condition=Q(price_list_id__isnull=False)
            ),
        ]


class PromotionTarget(StudioRow):
    """What a promotion is about: an item, a group with all below it, or a kind; as ``scope`` or as ``gift``."""

    promotion = models.ForeignKey(
        Promotion, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    role = models.CharField(max_length=5, choices=[("scope", "scope"), ("gift", "gift")])
    item = models.ForeignKey(
        "pricing.Item", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    group = models.ForeignKey(
        ItemGroup, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=20, blank=True, choices=[(kind.value, kind.value) for kind in ItemKind])

    class Meta:
        """Exactly one thing is named."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, group__isnull=True, kind="")
                | Q(item__isnull=True, group__isnull=False, kind="")
                | (Q(item__isnull=True, group__isnull=True) & ~Q(kind="")),
                name="promotion_target_one",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "promotion"], name="promotion_target_promotion"),
            models.Index(fields=["studio_id", "item"], name="promotion_target_item", condition=Q(item__isnull=False)),
            models.Index(
                fields=["studio_id", "group"], name="promotion_target_group", condition=Q(group__isnull=False)
            ),
        ]


class Coupon(StudioRow):
    """A code that asks for a promotion. ``key`` is the code as it is compared: without case, spaces and dashes."""

    promotion = models.ForeignKey(
        Promotion, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    code = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    client_id = models.UUIDField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    uses_most = models.PositiveIntegerField(null=True)
    uses_per_client = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        """One coupon per code."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "key"], name="coupon_code_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "promotion"], name="coupon_promotion"),
        ]


class PromotionUse(StudioRow):
    """That a promotion, perhaps by a coupon, lowered a document; released when the document is taken back."""

    promotion = models.ForeignKey(
        Promotion, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    coupon = models.ForeignKey(
        Coupon, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    client_id = models.UUIDField(null=True)
    source_kind = models.CharField(max_length=30)
    source_id = models.UUIDField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        """Counted per promotion, coupon and client; a document uses a promotion once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["studio_id", "source_id", "promotion"],
                condition=Q(released_at=None),
                name="promotion_use_once_per_document",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "promotion", "client_id"], name="promotion_use_client"),
            models.Index(
                fields=["studio_id", "coupon"], name="promotion_use_coupon", condition=Q(coupon__isnull=False)
            ),
        ]
