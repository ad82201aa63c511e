"""Items of a price list: adding, changing, copying, archiving. An item is never deleted: orders may show it for ever."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.db.models import Max
from pydantic import Field

from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, action
from safelight.foundation.ids import new_id
from safelight.pricing.actions.copying import copy_components, copy_item_row
from safelight.pricing.actions.groups import group_of
from safelight.pricing.actions.patching import given, write
from safelight.pricing.actions.publishing import locked_list, touched
from safelight.pricing.models import Choice, Component, Item, PriceList
from safelight.pricing.queries.amounts import Amount, Percent, minor
from safelight.pricing.queries.cards import ItemCard
from safelight.pricing.queries.facts import size_text
from safelight.pricing.queries.promotions import promotion_row
from safelight.pricing.queries.reading import item_cards
from safelight.pricing.rules.items import CreditRule, ItemKind, TaxClass
from safelight.pricing.rules.searching import search_text

Unit = Literal["", "in", "cm", "mm", "px"]
_MOST_IMAGES = 100_000
_AMOUNTS = {"price": "price_minor", "cost": "cost_minor", "extra_image": "extra_image_minor"}
_CLEARABLE = ("group_id", "width", "height", "cost", "images_most", "extra_image", "credit_days", "promotion_id")


class AddItem(Frozen):
    """A new item of a list; amounts in the list's currency. See ``ItemCard`` for what the fields mean."""

    list_id: UUID
    kind: ItemKind
    name: str = Field(min_length=1, max_length=200)
    price: Amount
    group_id: UUID | None = None
    identifier: str = Field(default="", max_length=60)
    description: str = Field(default="", max_length=2000)
    width: Decimal | None = Field(default=None, gt=0, le=99_999, decimal_places=2)
    height: Decimal | None = Field(default=None, gt=0, le=99_999, decimal_places=2)
    size_unit: Unit = ""
    cost: Amount | None = None
    vendor: str = Field(default="", max_length=120)
    tax_class: TaxClass = TaxClass.STANDARD
    category: str = Field(default="", max_length=60)
    discountable: bool | None = None
    hidden: bool = False
    quick_pick: bool = False
    inactive: bool = False
    takes_images: bool = False
    images_included: int = Field(default=0, ge=0, le=_MOST_IMAGES)
    images_least: int = Field(default=0, ge=0, le=_MOST_IMAGES)
    images_most: int | None = Field(default=None, ge=0, le=_MOST_IMAGES)
    extra_image: Amount | None = None
    taxed_by_parts: bool = False
    credit_rule: CreditRule = CreditRule.NONE
    credit_percent: Percent = Decimal(100)
    credit_days: int | None = Field(default=None, ge=1, le=36_500)
    promotion_id: UUID | None = None


class ChangeItem(Frozen):
    """What changes on an item; what is left out stays, null clears what can be empty."""

    item_id: UUID
    kind: ItemKind | None = None
    name: str | None = Field(default=None, min_length=1, max_length=200)
    price: Amount | None = None
    group_id: UUID | None = None
    identifier: str | None = Field(default=None, max_length=60)
    description: str | None = Field(default=None, max_length=2000)
    width: Decimal | None = Field(default=None, gt=0, le=99_999, decimal_places=2)
    height: Decimal | None = Field(default=None, gt=0, le=99_999, decimal_places=2)
    size_unit: Unit | None = None
    cost: Amount | None = None
    vendor: str | None = Field(default=None, max_length=120)
    tax_class: TaxClass | None = None
    category: str | None = Field(default=None, max_length=60)
    discountable: bool | None = None
    hidden: bool | None = None
    quick_pick: bool | None = None
    inactive: bool | None = None
    takes_images: bool | None = None
    images_included: int | None = Field(default=None, ge=0, le=_MOST_IMAGES)
    images_least: int | None = Field(default=None, ge=0, le=_MOST_IMAGES)
    images_most: int | None = Field(default=None, ge=0, le=_MOST_IMAGES)
    extra_image: Amount | None = None
    taxed_by_parts: bool | None = None
    credit_rule: CreditRule | None = None
    credit_percent: Percent | None = None
    credit_days: int | None = Field(default=None, ge=1, le=36_500)
    promotion_id: UUID | None = None


class WhichItem(Frozen):
    """Which item."""

    item_id: UUID


@action("pricing.add_item", permission="pricing.manage", door="POST /price-lists/{list_id}/items")
def add_item(context: Context, data: AddItem) -> ItemCard:
    """Add an item to a price list, last under its heading."""
    price_list = locked_list(data.list_id)
    values = data.model_dump(exclude={"list_id"})
    row = new_item(context, price_list, values)
    row.save(force_insert=True)
    touched(context, price_list, [row.id])
    context.subject("item", row.id, f"“{row.name}” was added to “{price_list.name}”")
    context.undo_with("pricing.archive_item", {"item_id": str(row.id)})
    return _card(context, row, price_list)


@action("pricing.change_item", permission="pricing.manage", door="PATCH /items/{item_id}")
def change_item(context: Context, data: ChangeItem) -> ItemCard:
    """Change an item; where the list holds its changes, they wait until it is published."""
    row, price_list = locked_item(data.item_id)
    wanted = given(data, without=("item_id",), clearable=_CLEARABLE)
    if "cost" in wanted:
        context.require("pricing.costs")
    card = _card(context, row, price_list).model_dump(mode="json")
    changes = write(row, columns_of(price_list, wanted, row))
    check(row)
    if row.kind != ItemKind.PACKAGE.value and Component.objects.filter(package=row).exists():
        message = f"“{row.name}” consists of other items. Empty the package before it becomes something else."
        raise Conflict(message, code="has_components", fields={"kind": message})
    row.search = search_of(row)
    row.changed_at = context.now
    row.save()
    if changes:
        touched(context, price_list, [row.id])
    context.subject("item", row.id, f"“{row.name}” was changed")
    context.changed({name: [card[name], after] for name, after in _shown(context, row, price_list, wanted).items()})
    context.undo_with("pricing.change_item", {"item_id": str(row.id), **{name: card[name] for name in wanted}})
    return _card(context, row, price_list)


@action("pricing.copy_item", permission="pricing.manage", door="POST /items/{item_id}/copies")
def copy_item(context: Context, data: WhichItem) -> ItemCard:
    """Copy an item inside its list; the copy has no identifier yet and follows behind it."""
    source, price_list = locked_item(data.item_id)
    row = copy_item_row(context, source)
    row.name = f"{source.name[:193]} (copy)"
    row.search = search_of(row)
    row.save(force_insert=True)
    copy_components(row.studio_id, {source.id: row.id}, same_items=True)
    touched(context, price_list, [row.id])
    context.subject("item", row.id, f"“{source.name}” was copied")
    context.undo_with("pricing.archive_item", {"item_id": str(row.id)})
    return _card(context, row, price_list)


@action("pricing.archive_item", permission="pricing.manage", door="POST /items/{item_id}/archive")
def archive_item(context: Context, data: WhichItem) -> ItemCard:
    """Take an item off the list; orders that have it keep it, and it can be restored."""
    row, price_list = locked_item(data.item_id)
    used = Choice.objects.filter(item=row, component__package__archived_at=None).select_related("component__package")
    names = sorted({choice.component.package.name for choice in used})
    if names:
        message = f"“{row.name}” is part of {', '.join(f'“{name}”' for name in names[:5])}. Take it out there first."
        raise Conflict(message, code="in_use")
    if row.archived_at is None:
        row.archived_at = row.changed_at = context.now
        row.save(update_fields=["archived_at", "changed_at"])
        touched(context, price_list, [row.id])
    context.subject("item", row.id, f"“{row.name}” was taken off “{price_list.name}”")
    context.undo_with("pricing.restore_item", {"item_id": str(row.id)})
    return _card(context, row, price_list)


@action("pricing.restore_item", permission="pricing.manage", door="POST /items/{item_id}/restoration")
def restore_item(context: Context, data: WhichItem) -> ItemCard:
    """Put an archived item back on its list."""
    row, price_list = locked_item(data.item_id)
    if row.archived_at is not None:
        free_identifier(price_list, row.identifier, but=row.id)
        row.archived_at = None
        row.changed_at = context.now
        row.save(update_fields=["archived_at", "changed_at"])
        touched(context, price_list, [row.id])
    context.subject("item", row.id, f"“{row.name}” was put back on “{price_list.name}”")
    context.undo_with("pricing.archive_item", {"item_id": str(row.id)})
    return _card(context, row, price_list)


def new_item(context: Context, price_list: PriceList, values: dict[str, Any]) -> Item:
    """Return a checked item that is not saved yet; ``values`` as in :class:`AddItem`, its list left out.

    Raises:
        ActionError: a value does not fit.
    """
    if values.get("cost") is not None:
        context.require("pricing.costs")
    last = Item.objects.filter(price_list=price_list, group_id=values.get("group_id")).aggregate(last=Max("order"))
    row = Item(
        id=new_id(),
        studio_id=price_list.studio_id,
        price_list=price_list,
        order=int(last["last"] or 0) + 1,
        created_at=context.now,
        changed_at=context.now,
    )
    if values.get("discountable") is None:
        # A gift card is money and shipping is passed on: what lowers the goods leaves them alone unless told otherwise.
        values = {**values, "discountable": values["kind"] not in {ItemKind.GIFT_CARD, ItemKind.SHIPPING}}
    write(row, columns_of(price_list, values, row))
    check(row)
    row.search = search_of(row)
    return row


def columns_of(price_list: PriceList, values: dict[str, Any], row: Item) -> dict[str, Any]:
    """Turn given fields into columns: amounts into minor units, words into keys, ids checked."""
    columns: dict[str, Any] = {}
    for name, value in values.items():
        if name in _AMOUNTS:
            columns[_AMOUNTS[name]] = minor(value, price_list.currency, name)
        elif name in {"kind", "tax_class", "credit_rule"}:
            columns[name] = str(value.value)
        else:
            columns[name] = value
    if columns.get("group_id") is not None:
        group_of(price_list, columns["group_id"])
    if columns.get("promotion_id") is not None:
        promotion_row(columns["promotion_id"])
    if "identifier" in columns:
        columns["identifier_key"] = free_identifier(price_list, columns["identifier"], but=row.id)
    return columns


def check(row: Item) -> None:
    """Refuse values that do not go together.

    Raises:
        InvalidInput: with the field.
    """
    fields: dict[str, str] = {}
    if row.images_most is not None and row.images_most < max(row.images_least, row.images_included):
        fields["images_most"] = "At most as many images as are included or needed at least makes no sense."
    if (row.kind == ItemKind.PROMOTION.value) != (row.promotion_id is not None):
        fields["promotion_id"] = (
            "Say which promotion this item stands for."
            if row.promotion_id is None
            else "Only an item of the kind “promotion” stands for one."
        )
    if row.kind != ItemKind.SESSION_FEE.value and row.credit_rule != CreditRule.NONE.value:
        fields["credit_rule"] = "Only a session fee counts towards the order that follows."
    if fields:
        raise InvalidInput("Some fields need another value: " + ", ".join(sorted(fields)) + ".", fields=fields)


def free_identifier(price_list: PriceList, identifier: str, *, but: UUID | None = None) -> str:
    """Return the key of an identifier.

    Raises:
        Conflict: another item of the list has it.
    """
    key = identifier.casefold()
    taken = Item.objects.filter(price_list=price_list, identifier_key=key, archived_at=None).exclude(
        id=but or UUID(int=0)
    )
    other = taken.first() if key else None
    if other is not None:
        message = f"“{other.name}” has the identifier {other.identifier} already."
        raise Conflict(message, code="exists", fields={"identifier": message})
    return key


def search_of(row: Item) -> str:
    """Return the folded text in which an item is found."""
    size = size_text(row.width, row.height, row.size_unit)
    return search_text(row.identifier, row.name, size, row.vendor, row.kind.replace("_", " "))


def locked_item(item_id: UUID) -> tuple[Item, PriceList]:
    """Return an item and its list, both locked, the list first.

    Raises:
        NotFound: there is none.
    """
    what = "item"
    found = Item.objects.filter(id=item_id).first()
    if found is None:
        raise NotFound(what)
    price_list = locked_list(found.price_list_id)
    return Item.objects.select_for_update().get(id=item_id), price_list


def _card(context: Context, row: Item, price_list: PriceList) -> ItemCard:
    row.refresh_from_db(fields=["published_version"])
    return item_cards(context, [row], {price_list.id: price_list})[0]


def _shown(context: Context, row: Item, price_list: PriceList, wanted: dict[str, Any]) -> dict[str, Any]:
    after = _card(context, row, price_list).model_dump(mode="json")
    return {name: after[name] for name in wanted}
