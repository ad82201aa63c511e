"""Promotions: adding, changing, archiving."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import Field, model_validator

from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, action
from safelight.foundation.ids import new_id
from safelight.pricing.actions.patching import given, plain, write
from safelight.pricing.models import Item, ItemGroup, PriceList, Promotion, PromotionTarget
from safelight.pricing.queries.amounts import Amount, Percent, known_currency, minor
from safelight.pricing.queries.promotions import PromotionCard, TargetCard, promotion_cards
from safelight.pricing.rules.items import ItemKind
from safelight.pricing.rules.promotions import PromotionKind

_CLEARABLE = ("amount", "times", "minimum", "starts_on", "ends_on", "uses_most", "list_id")
_MOST = 500


class TargetInput(Frozen):
    """One thing a promotion is about: an item, a group with all below it, or a kind."""

    item_id: UUID | None = None
    group_id: UUID | None = None
    kind: ItemKind | None = None

    @model_validator(mode="after")
    def _one(self) -> TargetInput:
        if sum(value is not None for value in (self.item_id, self.group_id, self.kind)) != 1:
            message = "Name an item, a group or a kind."
            raise ValueError(message)
        return self


class AddPromotion(Frozen):
    """A new promotion; amounts in ``currency``, the studio's unless given. See ``PromotionCard`` for the fields.

    An empty ``scope`` means everything that may be discounted; an empty ``gift`` means the scope.
    """

    name: str = Field(min_length=1, max_length=120)
    kind: PromotionKind
    description: str = Field(default="", max_length=500)
    currency: str = Field(default="", max_length=3)
    amount: Amount | None = None
    percent: Percent = Decimal(0)
    each: bool = False
    buy: int = Field(default=1, ge=1, le=10_000)
    get: int = Field(default=1, ge=1, le=10_000)
    get_percent: Percent = Decimal(100)
    times: int | None = Field(default=None, ge=1, le=10_000)
    minimum: Amount | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    once_per_client: bool = False
    uses_most: int | None = Field(default=None, ge=1, le=1_000_000)
    stackable: bool = True
    priority: int = Field(default=0, ge=-1000, le=1000)
    needs_code: bool = False
    list_id: UUID | None = None
    scope: tuple[TargetInput, ...] = Field(default=(), max_length=_MOST)
    gift: tuple[TargetInput, ...] = Field(default=(), max_length=_MOST)


class ChangePromotion(Frozen):
    """What changes on a promotion; what is left out stays, null clears a limit. ``archived`` ends or revives it."""

    promotion_id: UUID
    name: str | None = Field(default=None, min_length=1, max_length=120)
    description: str | None = Field(default=None, max_length=500)
    amount: Amount | None = None
    percent: Percent | None = None
    each: bool | None = None
    buy: int | None = Field(default=None, ge=1, le=10_000)
    get: int | None = Field(default=None, ge=1, le=10_000)
    get_percent: Percent | None = None
    times: int | None = Field(default=None, ge=1, le=10_000)
    minimum: Amount | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    once_per_client: bool | None = None
    uses_most: int | None = Field(default=None, ge=1, le=1_000_000)
    stackable: bool | None = None
    priority: int | None = Field(default=None, ge=-1000, le=1000)
    needs_code: bool | None = None
    list_id: UUID | None = None
    scope: tuple[TargetInput, ...] | None = Field(default=None, max_length=_MOST)
    gift: tuple[TargetInput, ...] | None = Field(default=None, max_length=_MOST)
    archived: bool | None = None


@action("pricing.add_promotion", permission="pricing.manage", door="POST /promotions")
def add_promotion(context: Context, data: AddPromotion) -> PromotionCard:
    """Add a promotion: an amount or a percentage off, a free item, or n bought and m given."""
    currency = known_currency(data.currency, context.studio.currency)
    row = Promotion(id=new_id(), currency=currency, kind=data.kind.value, created_at=context.now)
    values = data.model_dump(exclude={"currency", "kind", "scope", "gift"})
    write(row, _columns(values, currency))
    _check(row, has_gift=bool(data.gift))
    row.save(force_insert=True)
    _set_targets(row, "scope", data.scope)
    _set_targets(row, "gift", data.gift)
    context.subject("promotion", row.id, f"Promotion “{row.name}” was added")
    context.undo_with("pricing.change_promotion", {"promotion_id": str(row.id), "archived": True})
    return promotion_cards([row])[0]


@action("pricing.change_promotion", permission="pricing.manage", door="PATCH /promotions/{promotion_id}")
def change_promotion(context: Context, data: ChangePromotion) -> PromotionCard:
    """Change a promotion, or archive it; orders keep what they got by it."""
    row = locked_promotion(data.promotion_id)
    wanted = given(data, without=("promotion_id",), clearable=_CLEARABLE)
    card = promotion_cards([row])[0]
    before = card.model_dump(mode="json")
    values = {name: value for name, value in wanted.items() if name not in {"scope", "gift", "archived"}}
    columns = _columns(values, row.currency)
    if "archived" in wanted and wanted["archived"] != (row.archived_at is not None):
        columns["archived_at"] = context.now if wanted["archived"] else None
    changes = write(row, columns)
    for role in ("scope", "gift"):
        if role in wanted:
            before[role] = [_as_input(target) for target in (card.scope if role == "scope" else card.gift)]
            _set_targets(row, role, wanted[role])
    gifts = PromotionTarget.objects.filter(promotion=row, role="gift").exists()
    _check(row, has_gift=gifts)
    row.save()
    context.subject("promotion", row.id, f"Promotion “{row.name}” was changed")
    context.changed(plain(changes))
    context.undo_with(
        "pricing.change_promotion", {"promotion_id": str(row.id), **{name: before[name] for name in wanted}}
    )
    return promotion_cards([row])[0]


def locked_promotion(promotion_id: UUID) -> Promotion:
    """Return a promotion, locked.

    Raises:
        NotFound: there is none.
    """
    row = Promotion.objects.select_for_update().filter(id=promotion_id).first()
    if row is None:
        what = "promotion"
        raise NotFound(what)
    return row


def _columns(values: dict[str, Any], currency: str) -> dict[str, Any]:
    columns = dict(values)
    for name in ("amount", "minimum"):
        if name in columns:
            columns[f"{name}_minor"] = minor(columns.pop(name), currency, name)
    if "list_id" in columns:
        list_id = columns.pop("list_id")
        if list_id is not None and not PriceList.objects.filter(id=list_id).exists():
            what = "price list"
            raise NotFound(what)
        columns["price_list_id"] = list_id
    return columns


def _check(row: Promotion, *, has_gift: bool) -> None:
    fields: dict[str, str] = {}
    if row.kind == PromotionKind.AMOUNT.value and not row.amount_minor:
        fields["amount"] = "Say how much is taken off."
    if row.kind == PromotionKind.PERCENT.value and not row.percent:
        fields["percent"] = "Say how many per cent are taken off."
    if row.kind == PromotionKind.FREE_ITEM.value and not has_gift:
        fields["gift"] = "Say which item is free."
    if row.starts_on is not None and row.ends_on is not None and row.ends_on < row.starts_on:
        fields["ends_on"] = "It ends before it begins."
    if fields:
        raise InvalidInput("Some fields need another value: " + ", ".join(sorted(fields)) + ".", fields=fields)


def _set_targets(row: Promotion, role: str, targets: Iterable[TargetInput]) -> None:
    known = list(dict.fromkeys(targets))
    items = {target.item_id for target in known if target.item_id is not None}
    groups = {target.group_id for target in known if target.group_id is not None}
    if Item.objects.filter(id__in=items).count() != len(items):
        what = "item"
        raise NotFound(what)
    if ItemGroup.objects.filter(id__in=groups).count() != len(groups):
        what = "item group"
        raise NotFound(what)
    PromotionTarget.objects.filter(promotion=row, role=role).delete()
    PromotionTarget.objects.bulk_create(
        [
            PromotionTarget(
                id=new_id(),
                studio_id=row.studio_id,
                promotion=row,
                role=role,
                item_id=target.item_id,
                group_id=target.group_id,
                kind=target.kind.value if target.kind else "",
            )
            for target in known
        ]
    )


def _as_input(target: TargetCard) -> dict[str, Any]:
    return target.model_dump(mode="json", exclude={"name"}, exclude_none=True)
