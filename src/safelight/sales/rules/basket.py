"""Lines of an order as the price engine takes them, and its answer as the amounts of lines."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from safelight.foundation.money import Money
from safelight.pricing.rules.items import ItemFacts, ItemKind, TaxClass
from safelight.pricing.rules.quote import QuoteLine
from safelight.sales.rules.parts import Amounts, Tax

GIFT_CARD = ItemKind.GIFT_CARD.value
LONGEST_CATEGORY = 50


def own_facts(  # noqa: PLR0913 - the facts of an item that no list has
    line_id: UUID, name: str, price: Money, *, kind: ItemKind, category: str, tax_class: TaxClass | None
) -> ItemFacts:
    """Return the facts of something sold that is in no price list; the line's own id stands for the item."""
    return ItemFacts(
        item_id=line_id,
        name=name,
        price=Money(abs(price.amount), price.currency),
        kind=kind,
        category=category,
        tax_class=tax_class or TaxClass.STANDARD,
    )


def category_of(facts: ItemFacts) -> str:
    """Return the income category under which a line is booked and counted."""
    return facts.income.strip()[:LONGEST_CATEGORY].strip() or facts.kind.value


def amounts_of_quote(line: QuoteLine) -> Amounts:
    """Return the engine's price of a line; amounts are without tax, as the ledger books them."""
    reduction = line.listed_net - line.net
    zero = Money.zero(line.net.currency)
    rewards = sum((cut.amount for cut in line.cuts if cut.kind == "reward"), zero)
    reward = _share(reduction, rewards, line.discount)
    return Amounts(
        quantity=line.quantity,
        listed=line.listed_net,
        reduction=reduction,
        net=line.net,
        gross=line.gross,
        taxes=tuple(Tax(tax.code, tax.name, tax.percent, tax.base, tax.amount) for tax in line.taxes),
        cost=line.cost or zero,
        reward=reward,
    )


def face_values(listed: Money, quantity: Decimal) -> list[Money]:
    """Return what each gift card of a line is worth.

    Raises:
        ValueError: the quantity is no whole number.
    """
    if quantity != quantity.to_integral_value():
        message = "Gift cards are sold in whole numbers."
        raise ValueError(message)
    return listed.split([1] * int(quantity))


def words_of_cuts(line: QuoteLine) -> list[str]:
    """Return the names of the discounts on a line, each once, in the order they were taken."""
    return list(dict.fromkeys(cut.label for cut in line.cuts if cut.label))


def parts_of(line: QuoteLine) -> list[dict[str, object]]:
    """Return what is inside a package, for documents: name, how many, how deep."""
    return [
        {"name": part.item.name, "quantity": part.quantity, "label": part.label, "depth": part.depth}
        for part in line.parts
    ]


def _share(reduction: Money, part: Money, whole: Money) -> Money:
    """Return the share of ``reduction`` that ``part`` of ``whole`` is; the amounts may have tax in them or not."""
    if not part or whole.minor <= 0 or reduction.minor <= 0:
        return Money.zero(reduction.currency)
    return reduction.split([part.minor, max(0, whole.minor - part.minor)])[0]
