"""Price lists, their groups and their versions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from safelight.foundation.tenancy import StudioRow


class PriceList(StudioRow):
    """What is sold at which price, in one currency, at one place or everywhere, in a season or always.

    ``version`` counts what was published; 0 is a list nobody sells from yet. With ``holds_changes`` changes wait until
    they are published, otherwise each one is on sale at once; ``waiting`` says that some do.
    """

    name = models.CharField(max_length=120)
    key = models.CharField(max_length=120)
    description = models.CharField(max_length=500, blank=True)
    currency = models.CharField(max_length=3)
    location = models.ForeignKey(
        "accounts.Location",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_constraint=False,
        db_index=False,
    )
    season_from = models.DateField(null=True)
    season_until = models.DateField(null=True)
    is_default = models.BooleanField(default=False)
    minimum_order_minor = models.BigIntegerField(null=True)
    holds_changes = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True)
    waiting = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        """One name per list in use, one default."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["studio_id", "key"], condition=Q(archived_at=None), name="price_list_name_once"
            ),
            models.UniqueConstraint(
                fields=["studio_id"], condition=Q(is_default=True, archived_at=None), name="price_list_one_default"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "location_id"], name="price_list_location"),
        ]


class PriceListVersion(StudioRow):
    """That a list was published: when, by whom, and what changed by it. Never changed."""

    price_list = models.ForeignKey(
        PriceList, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)

    class Meta:
        """One row per version."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "price_list", "version"], name="price_list_version_once"),
        ]


class ItemGroup(StudioRow):
    """A heading of a price list; groups lie inside groups."""

    price_list = models.ForeignKey(
        PriceList, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    name = models.CharField(max_length=120)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        """Read list by list, child by child."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "price_list", "order"], name="item_group_list"),
            models.Index(
                fields=["studio_id", "parent"], name="item_group_parent", condition=Q(parent_id__isnull=False)
            ),
        ]
