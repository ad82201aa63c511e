"""Headings of a price list: adding, changing, removing, and the order of headings and items."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max
from pydantic import Field

from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, action
from safelight.foundation.ids import new_id
from safelight.pricing.actions.patching import given, plain, write
from safelight.pricing.actions.publishing import locked_list, touched
from safelight.pricing.models import Item, ItemGroup, PriceList, PromotionTarget

_DEEPEST = 6


class AddItemGroup(Frozen):
    """A new heading of a list, inside another one or at the top; last in the order."""

    list_id: UUID
    name: str = Field(min_length=1, max_length=120)
    parent_id: UUID | None = None


class ChangeItemGroup(Frozen):
    """What changes on a heading; ``parent_id`` null lifts it to the top."""

    group_id: UUID
    name: str | None = Field(default=None, min_length=1, max_length=120)
    parent_id: UUID | None = None


class WhichItemGroup(Frozen):
    """Which heading."""

    group_id: UUID


class RestoreItemGroup(Frozen):
    """A heading that was removed, with its items, as it was."""

    list_id: UUID
    name: str = Field(min_length=1, max_length=120)
    parent_id: UUID | None = None
    order: int = Field(default=0, ge=0)
    item_ids: tuple[UUID, ...] = Field(default=(), max_length=10_000)
    group_ids: tuple[UUID, ...] = Field(default=(), max_length=1000)


class SortGroups(Frozen):
    """All headings below a heading (or at the top), in the order wanted."""

    list_id: UUID
    parent_id: UUID | None = None
    group_ids: tuple[UUID, ...] = Field(max_length=1000)


class SortItems(Frozen):
    """Items in the order wanted under a heading (or under none); those from elsewhere in the list are moved here."""

    list_id: UUID
    group_id: UUID | None = None
    item_ids: tuple[UUID, ...] = Field(max_length=10_000)


class ItemGroupCard(Frozen):
    """A heading."""

    id: UUID
    list_id: UUID
    parent_id: UUID | None
    name: str
    order: int


class Order(Frozen):
    """What stands there now, in order."""

    ids: tuple[UUID, ...]


@action("pricing.add_group", permission="pricing.manage", door="POST /price-lists/{list_id}/groups")
def add_group(context: Context, data: AddItemGroup) -> ItemGroupCard:
    """Add a heading to a price list."""
    price_list = locked_list(data.list_id)
    if data.parent_id is not None:
        parent = group_of(price_list, data.parent_id)
        _not_too_deep(parent)
    last = ItemGroup.objects.filter(price_list=price_list, parent_id=data.parent_id).aggregate(last=Max("order"))[
        "last"
    ]
    row = ItemGroup(
        id=new_id(), price_list=price_list, parent_id=data.parent_id, name=data.name, order=int(last or 0) + 1
    )
    row.save(force_insert=True)
    context.subject("item_group", row.id, f"Group “{row.name}” was added to “{price_list.name}”")
    context.undo_with("pricing.remove_group", {"group_id": str(row.id)})
    return group_card(row)


@action("pricing.change_group", permission="pricing.manage", door="PATCH /item-groups/{group_id}")
def change_group(context: Context, data: ChangeItemGroup) -> ItemGroupCard:
    """Rename a heading or put it under another one."""
    row, price_list = _locked(data.group_id)
    wanted = given(data, without=("group_id",), clearable=("parent_id",))
    if wanted.get("parent_id") is not None:
        parent = group_of(price_list, wanted["parent_id"])
        if row.id in {parent.id, *(above.id for above in _above(parent))}:
            message = "A group cannot lie inside itself."
            raise Conflict(message, code="circle", fields={"parent_id": message})
        _not_too_deep(parent)
    changes = write(row, wanted)
    row.save()
    touched(context, price_list)
    context.subject("item_group", row.id, f"Group “{row.name}” was changed")
    context.changed(plain(changes))
    context.undo_with(
        "pricing.change_group",
        {"group_id": str(row.id), **{name: before for name, (before, _) in plain(changes).items()}},
    )
    return group_card(row)


@action("pricing.remove_group", permission="pricing.manage", door="DELETE /item-groups/{group_id}")
def remove_group(context: Context, data: WhichItemGroup) -> ItemGroupCard:
    """Remove a heading; what stood under it moves up to the heading above."""
    row, price_list = _locked(data.group_id)
    if PromotionTarget.objects.filter(group=row).exists():
        message = f"A promotion is about the group “{row.name}”. Change that promotion first."
        raise Conflict(message, code="in_use")
    items = list(Item.objects.filter(group=row).order_by("order", "id").values_list("id", flat=True))
    below = list(ItemGroup.objects.filter(parent=row).order_by("order", "id").values_list("id", flat=True))
    Item.objects.filter(group=row).update(group_id=row.parent_id)
    ItemGroup.objects.filter(parent=row).update(parent_id=row.parent_id)
    card = group_card(row)
    row.delete()
    touched(context, price_list)
    context.subject("item_group", card.id, f"Group “{card.name}” was removed from “{price_list.name}”")
    context.undo_with(
        "pricing.restore_group",
        {
            "list_id": str(price_list.id),
            "name": card.name,
            "parent_id": str(card.parent_id) if card.parent_id else None,
            "order": card.order,
            "item_ids": [str(one) for one in items],
            "group_ids": [str(one) for one in below],
        },
    )
    return card


@action("pricing.restore_group", permission="pricing.manage", door="POST /price-lists/{list_id}/restored-groups")
def restore_group(context: Context, data: RestoreItemGroup) -> ItemGroupCard:
    """Make a removed heading again, with what stood under it."""
    price_list = locked_list(data.list_id)
    if data.parent_id is not None:
        group_of(price_list, data.parent_id)
    items = Item.objects.filter(price_list=price_list, id__in=data.item_ids)
    groups = ItemGroup.objects.filter(price_list=price_list, id__in=data.group_ids)
    if items.count() != len(set(data.item_ids)) or groups.count() != len(set(data.group_ids)):
        what = "item or group"
        raise NotFound(what)
    row = ItemGroup(id=new_id(), price_list=price_list, parent_id=data.parent_id, name=data.name, order=data.order)
    row.save(force_insert=True)
    items.update(group=row)
    groups.update(parent=row)
    touched(context, price_list)
    context.subject("item_group", row.id, f"Group “{row.name}” was restored")
    context.undo_with("pricing.remove_group", {"group_id": str(row.id)})
    return group_card(row)


@action("pricing.sort_groups", permission="pricing.manage", door="PUT /price-lists/{list_id}/groups/order")
def sort_groups(context: Context, data: SortGroups) -> Order:
    """Put the headings below one heading into another order."""
    price_list = locked_list(data.list_id)
    if data.parent_id is not None:
        group_of(price_list, data.parent_id)
    rows = {
        row.id: row
        for row in ItemGroup.objects.filter(price_list=price_list, parent_id=data.parent_id).order_by("order", "id")
    }
    if set(rows) != set(data.group_ids) or len(rows) != len(data.group_ids):
        message = "Name every group that stands here once."
        raise InvalidInput(message, fields={"group_ids": message})
    before = [str(identifier) for identifier in rows]
    for order, identifier in enumerate(data.group_ids, start=1):
        rows[identifier].order = order
    ItemGroup.objects.bulk_update(list(rows.values()), ["order"])
    context.subject("price_list", price_list.id, f"Groups of “{price_list.name}” were put into another order")
    context.undo_with(
        "pricing.sort_groups",
        {
            "list_id": str(price_list.id),
            "parent_id": str(data.parent_id) if data.parent_id else None,
            "group_ids": before,
        },
    )
    return Order(ids=data.group_ids)


@action("pricing.sort_items", permission="pricing.manage", door="PUT /price-lists/{list_id}/items/order")
def sort_items(context: Context, data: SortItems) -> Order:
    """Put items into an order under a heading; items named from elsewhere in the list are moved there."""
    price_list = locked_list(data.list_id)
    if data.group_id is not None:
        group_of(price_list, data.group_id)
    named = {row.id: row for row in Item.objects.filter(price_list=price_list, id__in=data.item_ids, archived_at=None)}
    if len(named) != len(data.item_ids):
        what = "item"
        raise NotFound(what)
    standing = list(
        Item.objects.filter(price_list=price_list, group_id=data.group_id, archived_at=None)
        .order_by("order", "id")
        .values_list("id", flat=True)
    )
    # What stands here and was not named keeps its order behind those that were.
    rest = {row.id: row for row in Item.objects.filter(id__in=set(standing) - set(named))}
    ordered = [*data.item_ids, *(identifier for identifier in standing if identifier in rest)]
    moved = [identifier for identifier in data.item_ids if named[identifier].group_id != data.group_id]
    for order, identifier in enumerate(ordered, start=1):
        row = named.get(identifier) or rest[identifier]
        row.order, row.group_id = order, data.group_id
    Item.objects.bulk_update([*named.values(), *rest.values()], ["order", "group"])
    if moved:
        touched(context, price_list, moved)
    context.subject("price_list", price_list.id, f"Items of “{price_list.name}” were put into another order")
    if not moved:
        context.undo_with(
            "pricing.sort_items",
            {
                "list_id": str(price_list.id),
                "group_id": str(data.group_id) if data.group_id else None,
                "item_ids": [str(one) for one in standing],
            },
        )
    return Order(ids=tuple(ordered))


def group_of(price_list: PriceList, group_id: UUID) -> ItemGroup:
    """Return a group of a list.

    Raises:
        NotFound: there is none in this list.
    """
    row = ItemGroup.objects.filter(id=group_id, price_list=price_list).first()
    if row is None:
        what = "item group"
        raise NotFound(what)
    return row


def group_card(row: ItemGroup) -> ItemGroupCard:
    """Return a group as a card."""
    return ItemGroupCard(id=row.id, list_id=row.price_list_id, parent_id=row.parent_id, name=row.name, order=row.order)


def _locked(group_id: UUID) -> tuple[ItemGroup, PriceList]:
    found = ItemGroup.objects.filter(id=group_id).first()
    if found is None:
        what = "item group"
        raise NotFound(what)
    price_list = locked_list(found.price_list_id)
    return group_of(price_list, group_id), price_list


def _above(row: ItemGroup) -> list[ItemGroup]:
    found: list[ItemGroup] = []
    parent_id = row.parent_id
    while parent_id is not None and len(found) <= _DEEPEST:
        parent = ItemGroup.objects.get(id=parent_id)
        found.append(parent)
        parent_id = parent.parent_id
    return found


def _not_too_deep(parent: ItemGroup) -> None:
    if len(_above(parent)) + 2 > _DEEPEST:
        message = f"Groups lie at most {_DEEPEST} deep inside each other."
        raise InvalidInput(message, code="too_deep", fields={"parent_id": message})
