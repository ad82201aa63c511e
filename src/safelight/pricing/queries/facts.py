"""Rows of a price list as the engine's facts: as they are being edited, and as they were published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F

from safelight.foundation.money import Money
from safelight.pricing.models import Choice, Component, Item, ItemGroup, ItemVersion, PriceList
from safelight.pricing.rules import items as rules
from safelight.pricing.rules.snapshot import from_json


def live_facts(price_list: PriceList) -> dict[UUID, rules.ItemFacts]:
    """Return the facts of every item of a list as it is being edited, archived ones left out; four statements.

    A package holds the facts of what is inside it; a circle of packages, which actions refuse, is cut.
    """
    items = {row.id: row for row in Item.objects.filter(price_list=price_list, archived_at=None)}
    groups = {row.id: row for row in ItemGroup.objects.filter(price_list=price_list)}
    components = _components(price_list.id)
    made: dict[UUID, rules.ItemFacts] = {}

    def make(row: Item, above: tuple[UUID, ...]) -> rules.ItemFacts:
        known = made.get(row.id)
        if known is not None:
            return known
        package = None
        if row.kind == rules.ItemKind.PACKAGE.value:
            parts = []
            for component, choices in components.get(row.id, ()):
                found = tuple(
                    rules.Choice(
                        make(items[choice.item_id], (*above, row.id)),
                        Money.of_minor(choice.surcharge_minor, price_list.currency) if choice.surcharge_minor else None,
                        choice.preset,
                    )
                    for choice in choices
                    if choice.item_id in items and choice.item_id not in (*above, row.id)
                )
                parts.append(
                    rules.Component(
                        component.id, component.label, found, component.least, component.most, component.quantity
                    )
                )
            package = rules.PackageFacts(tuple(parts), row.taxed_by_parts)
        facts = facts_of(row, price_list, groups, package)
        # What lies inside a package under way may have been cut; it is made anew when its own turn comes.
        if not above:
            made[row.id] = facts
        return facts

    return {row.id: make(row, ()) for row in items.values()}


def facts_of(
    row: Item, price_list: PriceList, groups: Mapping[UUID, ItemGroup], package: rules.PackageFacts | None
) -> rules.ItemFacts:
    """Return one row as facts; ``version`` stays 0 until it is published."""
    currency = price_list.currency
    path = group_path(row.group_id, groups)
    images = None
    if row.takes_images:
        extra = None if row.extra_image_minor is None else Money.of_minor(row.extra_image_minor, currency)
        images = rules.ImageRule(row.images_included, row.images_least, row.images_most, extra)
    return rules.ItemFacts(
        item_id=row.id,
        name=row.name,
        price=Money.of_minor(row.price_minor, currency),
        kind=rules.ItemKind(row.kind),
        identifier=row.identifier,
        description=row.description,
        size=size_text(row.width, row.height, row.size_unit),
        cost=None if row.cost_minor is None else Money.of_minor(row.cost_minor, currency),
        vendor=row.vendor,
        tax_class=rules.TaxClass(row.tax_class),
        category=row.category,
        discountable=row.discountable,
        group_ids=tuple(group.id for group in path),
        group=" › ".join(group.name for group in reversed(path)),
        images=images,
        package=package,
        credit=rules.CreditRule(row.credit_rule),
        credit_percent=row.credit_percent,
        credit_days=row.credit_days,
        promotion_id=row.promotion_id,
        list_id=price_list.id,
    )


def group_path(group_id: UUID | None, groups: Mapping[UUID, ItemGroup]) -> list[ItemGroup]:
    """Return a group and those above it, the nearest first."""
    path: list[ItemGroup] = []
    while group_id is not None and group_id in groups and len(path) < len(groups):
        path.append(groups[group_id])
        group_id = groups[group_id].parent_id
    return path


def size_text(width: Decimal | None, height: Decimal | None, unit: str) -> str:
    """Write a size as people do: ``8 × 10 in``; one number where there is only one."""
    numbers = [f"{number.normalize():f}" for number in (width, height) if number is not None]
    return " ".join(part for part in (" × ".join(numbers), unit) if part) if numbers else ""


def facts_for(item_ids: Iterable[UUID]) -> dict[UUID, rules.ItemFacts]:
    """Return the facts at which items are on sale now; one that is not on sale is left out. One statement."""
    rows = ItemVersion.objects.filter(
        item_id__in=set(item_ids),
        version=F("item__published_version"),
        facts__isnull=False,
        item__archived_at=None,
        item__price_list__archived_at=None,
    )
    return {row.item_id: published(row) for row in rows}


def facts_at(item_id: UUID, version: int) -> rules.ItemFacts | None:
    """Return the facts an item had in a version of its list, None when it was not on sale."""
    row = ItemVersion.objects.filter(item_id=item_id, version__lte=version).order_by("-version").first()
    return None if row is None or row.facts is None else published(row)


def published(row: ItemVersion) -> rules.ItemFacts:
    """Read the facts of a published version."""
    facts: dict[str, Any] = row.facts
    return from_json(rules.ItemFacts, {**facts, "version": row.version})


def packages_with(item_ids: Collection[UUID]) -> set[UUID]:
    """Return the packages in which any of the items is a choice, and the packages these are in, and so on."""
    found: set[UUID] = set()
    fresh = set(item_ids)
    while fresh:
        above = set(Choice.objects.filter(item_id__in=fresh).values_list("component__package_id", flat=True))
        fresh = above - found
        found |= above
    return found


def _components(list_id: UUID) -> dict[UUID, list[tuple[Component, list[Choice]]]]:
    choices: dict[UUID, list[Choice]] = defaultdict(list)
    for choice in Choice.objects.filter(component__package__price_list_id=list_id).order_by("order", "id"):
        choices[choice.component_id].append(choice)
    found: dict[UUID, list[tuple[Component, list[Choice]]]] = defaultdict(list)
    for component in Component.objects.filter(package__price_list_id=list_id).order_by("order", "id"):
        found[component.package_id].append((component, choices[component.id]))
    return found
