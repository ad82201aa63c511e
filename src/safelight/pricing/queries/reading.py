"""Reading price lists into cards: every list, however long, by the same few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q

from safelight.foundation.actions import Context, NotFound
from safelight.foundation.money import Money
from safelight.pricing.models import Choice, Component, Item, ItemGroup, PriceList
from safelight.pricing.queries.amounts import major
from safelight.pricing.queries.cards import ChoiceCard, ComponentCard, GroupCard, ItemCard, PriceListCard, PriceListPage
from safelight.pricing.queries.facts import size_text
from safelight.pricing.rules.items import CreditRule, ItemKind, TaxClass
from safelight.pricing.rules.quote import share


def list_row(list_id: UUID) -> PriceList:
    """Return a list.

    Raises:
        NotFound: there is none.
    """
    row = PriceList.objects.filter(id=list_id).first()
    if row is None:
        what = "price list"
        raise NotFound(what)
    return row


def list_cards(rows: Sequence[PriceList]) -> list[PriceListCard]:
    """Return lists as cards with the number of their items; one statement."""
    counts = dict(
        Item.objects.filter(price_list_id__in=[row.id for row in rows], archived_at=None)
        .values_list("price_list_id")
        .annotate(Count("id"))
        .order_by()
    )
    return [list_card(row, counts.get(row.id, 0)) for row in rows]


def list_card(row: PriceList, items: int) -> PriceListCard:
    """Return a list as a card."""
    return PriceListCard(
        id=row.id,
        name=row.name,
        description=row.description,
        currency=row.currency,
        location_id=row.location_id,
        season_from=row.season_from,
        season_until=row.season_until,
        is_default=row.is_default,
        minimum_order=major(row.minimum_order_minor, row.currency),
        holds_changes=row.holds_changes,
        version=row.version,
        published_at=row.published_at,
        waiting=row.waiting,
        items=items,
        order=row.order,
        archived=row.archived_at is not None,
    )


def load_page(context: Context, row: PriceList, *, archived: bool = False) -> PriceListPage:
    """Return a whole list with its groups and items; five statements."""
    items = list(Item.objects.filter(Q() if archived else Q(archived_at=None), price_list=row).order_by("order", "id"))
    cards = item_cards(context, items, {row.id: row})
    by_group: dict[UUID | None, list[ItemCard]] = defaultdict(list)
    for card in cards:
        by_group[card.group_id].append(card)
    children: dict[UUID | None, list[ItemGroup]] = defaultdict(list)
    for group in ItemGroup.objects.filter(price_list=row).order_by("order", "id"):
        children[group.parent_id].append(group)

    def below(parent: UUID | None) -> tuple[GroupCard, ...]:
        return tuple(
            GroupCard(
                id=group.id,
                name=group.name,
                parent_id=group.parent_id,
                order=group.order,
                items=tuple(by_group[group.id]),
                groups=below(group.id),
            )
            for group in children[parent]
        )

    return PriceListPage(
        list=list_card(row, sum(1 for card in cards if not card.archived)),
        groups=below(None),
        items=tuple(by_group[None]),
    )


def load_items(context: Context, rows: Sequence[Item]) -> list[ItemCard]:
    """Return items of any lists as cards; three statements."""
    lists = {row.id: row for row in PriceList.objects.filter(id__in={item.price_list_id for item in rows})}
    return item_cards(context, rows, lists)


def item_cards(context: Context, rows: Sequence[Item], lists: Mapping[UUID, PriceList]) -> list[ItemCard]:
    """Return items as cards, packages with what they consist of; two statements."""
    packages = [row.id for row in rows if row.kind == ItemKind.PACKAGE.value]
    components = _components(packages)
    sees_costs = context.actor.may("pricing.costs")
    return [
        _item_card(row, lists[row.price_list_id].currency, components.get(row.id, ()), sees_costs=sees_costs)
        for row in rows
    ]


def _item_card(
    row: Item, currency: str, components: Iterable[tuple[Component, list[Choice]]], *, sees_costs: bool
) -> ItemCard:
    price = Money.of_minor(row.price_minor, currency)
    parts = list(components)
    cost_minor = _cost(row, parts)
    cost = Money.of_minor(cost_minor, currency) if sees_costs and cost_minor is not None else None
    margin = None if cost is None else price - cost
    value = sum(_dearest(component, choices) for component, choices in parts)
    return ItemCard(
        id=row.id,
        list_id=row.price_list_id,
        group_id=row.group_id,
        kind=ItemKind(row.kind),
        identifier=row.identifier,
        name=row.name,
        description=row.description,
        size=size_text(row.width, row.height, row.size_unit),
        width=row.width,
        height=row.height,
        size_unit=row.size_unit,
        currency=currency,
        price=price.amount,
        cost=None if cost is None else cost.amount,
        margin=None if margin is None else margin.amount,
        margin_percent=share(margin, price),
        vendor=row.vendor,
        tax_class=TaxClass(row.tax_class),
        category=row.category,
        discountable=row.discountable,
        hidden=row.hidden,
        quick_pick=row.quick_pick,
        inactive=row.inactive,
        takes_images=row.takes_images,
        images_included=row.images_included,
        images_least=row.images_least,
        images_most=row.images_most,
        extra_image=major(row.extra_image_minor, currency),
        taxed_by_parts=row.taxed_by_parts,
        credit_rule=CreditRule(row.credit_rule),
        credit_percent=row.credit_percent,
        credit_days=row.credit_days,
        promotion_id=row.promotion_id,
        components=tuple(_component_card(component, choices, currency) for component, choices in parts),
        parts_value=Money.of_minor(value, currency).amount if row.kind == ItemKind.PACKAGE.value else None,
        order=row.order,
        on_sale_version=row.published_version,
        archived=row.archived_at is not None,
    )


def _component_card(component: Component, choices: list[Choice], currency: str) -> ComponentCard:
    return ComponentCard(
        id=component.id,
        label=component.label,
        least=component.least,
        most=component.most,
        quantity=component.quantity,
        choices=tuple(
            ChoiceCard(
                id=choice.id,
                item_id=choice.item_id,
                identifier=choice.item.identifier,
                name=choice.item.name,
                price=Money.of_minor(choice.item.price_minor, currency).amount,
                surcharge=major(choice.surcharge_minor, currency) or Decimal(0),
                preset=choice.preset,
            )
            for choice in choices
        ),
    )


def _dearest(component: Component, choices: list[Choice]) -> int:
    prices = sorted((choice.item.price_minor for choice in choices), reverse=True)
    return prices[0] * component.most * component.quantity if prices else 0


def _cost(row: Item, parts: list[tuple[Component, list[Choice]]]) -> int | None:
    """What an item costs the studio; a package with the dearest choices, None where a cost is not known."""
    if row.kind != ItemKind.PACKAGE.value:
        return row.cost_minor
    total = row.cost_minor or 0
    for component, choices in parts:
        costs = [choice.item.cost_minor for choice in choices]
        known = [cost for cost in costs if cost is not None]
        if len(known) < len(costs):
            return None
        total += max(known, default=0) * component.most * component.quantity
    return total


def _components(packages: Sequence[UUID]) -> dict[UUID, list[tuple[Component, list[Choice]]]]:
    if not packages:
        return {}
    choices: dict[UUID, list[Choice]] = defaultdict(list)
    found = Choice.objects.filter(component__package_id__in=packages).select_related("item").order_by("order", "id")
    for choice in found:
        choices[choice.component_id].append(choice)
    result: dict[UUID, list[tuple[Component, list[Choice]]]] = defaultdict(list)
    for component in Component.objects.filter(package_id__in=packages).order_by("order", "id"):
        result[component.package_id].append((component, choices[component.id]))
    return result
