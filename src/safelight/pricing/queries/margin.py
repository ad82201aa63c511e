"""What each item of a list earns: price without tax, cost, margin."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from safelight.foundation import clock
from safelight.foundation.actions import Context, Frozen, query
from safelight.foundation.money import Money
from safelight.pricing.models import Item, ItemVersion
from safelight.pricing.queries.amounts import plain
from safelight.pricing.queries.facts import published
from safelight.pricing.queries.reading import list_row
from safelight.pricing.queries.regimes import regime_for
from safelight.pricing.rules.basket import Basket, BasketLine
from safelight.pricing.rules.engine import price
from safelight.pricing.rules.items import ItemFacts, ItemKind
from safelight.pricing.rules.quote import share


class AskMargins(Frozen):
    """Of which list, reckoned with the taxes of which location (the studio's own regime unless given)."""

    list_id: UUID
    location_id: UUID | None = None


class MarginRow(Frozen):
    """An item on sale: ``net`` is its price without tax; ``margin`` is None where a cost is not known."""

    item_id: UUID
    name: str
    identifier: str
    kind: ItemKind
    group: str
    price: Decimal
    net: Decimal
    cost: Decimal | None
    margin: Decimal | None
    margin_percent: Decimal | None


class Margins(Frozen):
    """Every item of a list, the thinnest margin first; items without a cost last, and how many they are."""

    list_id: UUID
    currency: str
    rows: tuple[MarginRow, ...]
    without_cost: int
    losing: int


@query("pricing.margins", permission="pricing.costs", door="GET /price-lists/{list_id}/margins")
def margins(context: Context, data: AskMargins) -> Margins:
    """Show what each item on sale of a price list earns, the thinnest margin first.

    Prices are taken without tax and without discounts, packages with what they contain by themselves and the dearest
    choices elsewhere.
    """
    row = list_row(data.list_id)
    regime = regime_for(context, data.location_id)
    on = clock.local(context.now, context.studio.zone).date()
    versions = ItemVersion.objects.filter(item__price_list=row, item__archived_at=None, facts__isnull=False)
    current = dict(Item.objects.filter(price_list=row, archived_at=None).values_list("id", "published_version"))
    facts = [published(one) for one in versions if current.get(one.item_id) == one.version]
    sold = [one for one in facts if one.kind is not ItemKind.PROMOTION]
    found: list[MarginRow] = []
    for item in sold:
        basket = Basket(currency=row.currency, on=on, regime=regime, lines=(BasketLine("", item),))
        net = price(basket).net
        cost = dearest_cost(item)
        margin = None if cost is None else net - cost
        found.append(
            MarginRow(
                item_id=item.item_id,
                name=item.name,
                identifier=item.identifier,
                kind=item.kind,
                group=item.group,
                price=item.price.amount,
                net=net.amount,
                cost=plain(cost),
                margin=plain(margin),
                margin_percent=share(margin, net),
            )
        )
    found.sort(
        key=lambda one: (one.margin is None, one.margin_percent or Decimal(0), one.margin or Decimal(0), one.name)
    )
    return Margins(
        list_id=row.id,
        currency=row.currency,
        rows=tuple(found),
        without_cost=sum(1 for one in found if one.margin is None),
        losing=sum(1 for one in found if one.margin is not None and one.margin < 0),
    )


def dearest_cost(item: ItemFacts) -> Money | None:
    """What an item costs the studio at most; a package with as many of the dearest choices as it takes."""
    if item.package is None:
        return item.cost
    total = item.cost or Money.zero(item.price.currency)
    for component in item.package.components:
        costs = [dearest_cost(choice.item) for choice in component.choices]
        known = [cost for cost in costs if cost is not None]
        if len(known) < len(costs):
            return None
        if known:
            total += max(known, key=lambda cost: cost.minor) * (component.most * component.quantity)
    return total
