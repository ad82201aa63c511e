"""Copying what a list consists of into another list: groups, items, packages; nothing of versions."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from safelight.foundation.actions import Context
from safelight.foundation.ids import new_id
from safelight.pricing.models import Choice, Component, Item, ItemGroup, PriceList

_COPIED: Final = (
    "kind", "identifier", "identifier_key", "name", "description", "width", "height", "size_unit", "price_minor",
    "cost_minor", "vendor", "tax_class", "category", "discountable", "hidden", "quick_pick", "inactive", "takes_images",
    "images_included", "images_least", "images_most", "extra_image_minor", "taxed_by_parts", "credit_rule",
    "credit_percent", "credit_days", "promotion_id", "order", "search",
)  # fmt: skip


def copy_contents(context: Context, source: PriceList, target: PriceList) -> dict[UUID, UUID]:
    """Copy groups, items in use and packages; returns old item id to new one."""
    groups = list(ItemGroup.objects.filter(price_list=source))
    new_groups = {group.id: new_id() for group in groups}
    ItemGroup.objects.bulk_create(
        [
            ItemGroup(
                id=new_groups[group.id],
                studio_id=source.studio_id,
                price_list=target,
                parent_id=new_groups.get(group.parent_id) if group.parent_id else None,
                name=group.name,
                order=group.order,
            )
            for group in groups
        ]
    )
    items = list(Item.objects.filter(price_list=source, archived_at=None))
    new_items = {item.id: new_id() for item in items}
    Item.objects.bulk_create([_copy(context, item, target, new_items, new_groups) for item in items])
    copy_components(source.studio_id, new_items)
    return new_items


def copy_components(studio_id: UUID, packages: dict[UUID, UUID], *, same_items: bool = False) -> None:
    """Copy what packages consist of; ``packages`` maps old to new, which the items inside follow unless they stay the same."""
    components = list(Component.objects.filter(package_id__in=packages))
    new_components = {component.id: new_id() for component in components}
    Component.objects.bulk_create(
        [
            Component(
                id=new_components[one.id],
                studio_id=studio_id,
                package_id=packages[one.package_id],
                label=one.label,
                least=one.least,
                most=one.most,
                quantity=one.quantity,
                order=one.order,
            )
            for one in components
        ]
    )
    choices = Choice.objects.filter(component_id__in=new_components)
    Choice.objects.bulk_create(
        [
            Choice(
                id=new_id(),
                studio_id=studio_id,
                component_id=new_components[one.component_id],
                item_id=one.item_id if same_items else packages[one.item_id],
                surcharge_minor=one.surcharge_minor,
                preset=one.preset,
                order=one.order,
            )
            for one in choices
            if same_items or one.item_id in packages
        ]
    )


def copy_item_row(context: Context, item: Item) -> Item:
    """Return a copy of an item in its own list, not saved, without an identifier, since that is taken."""
    made = _copy(context, item, item.price_list, {item.id: new_id()}, {})
    made.group_id, made.identifier, made.identifier_key = item.group_id, "", ""
    return made


def _copy(context: Context, item: Item, target: PriceList, items: dict[UUID, UUID], groups: dict[UUID, UUID]) -> Item:
    return Item(
        id=items[item.id],
        studio_id=item.studio_id,
        price_list=target,
        group_id=groups.get(item.group_id) if item.group_id else None,
        created_at=context.now,
        changed_at=context.now,
        **{name: getattr(item, name) for name in _COPIED},
    )
