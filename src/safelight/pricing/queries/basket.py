"""From ids to the engine's basket: what every seller calls before it asks for a price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from safelight.foundation import clock
from safelight.foundation.actions import Context, InvalidInput
from safelight.foundation.money import Money
from safelight.pricing.models import PriceList
from safelight.pricing.queries.amounts import known_currency, read
from safelight.pricing.queries.facts import facts_for
from safelight.pricing.queries.inputs import BasketInput, DiscountInput, LineInput, PickInput
from safelight.pricing.queries.promotions import coupons_for, promotions_for, used_by
from safelight.pricing.queries.regimes import exemption_of, regime_by_id, regime_for
from safelight.pricing.queries.rewards import rewards_for
from safelight.pricing.rules.basket import BadBasket, Basket, BasketLine, Buyer, Discount, Pick, SessionCredit
from safelight.pricing.rules.items import ItemFacts
from safelight.pricing.rules.taxes import TaxRegime


def basket_of(  # noqa: PLR0913 - what a seller kept is named one by one
    context: Context,
    data: BasketInput,
    *,
    facts: Mapping[str, ItemFacts] | None = None,
    regime: TaxRegime | None = None,
    session_credits: Sequence[SessionCredit] = (),
    but_for: UUID | None = None,
) -> Basket:
    """Return the basket that the engine prices, at the prices on sale; about ten statements whatever its length.

    Lines without a key get their place ("0", "1" …). ``facts`` (by line key) are what an order kept of its items: those
    lines are not looked up. ``regime`` is what it kept of its taxes. ``but_for`` is the document that is priced again: its own
    uses of promotions, coupons and rewards do not stand in its way.

    Raises:
        InvalidInput: an item is not on sale (or not there), currencies differ, an amount is too fine.
        NotFound: no such regime or reward.
    """
    keys = [line.key or str(place) for place, line in enumerate(data.lines)]
    kept = facts or {}
    sold = facts_for(line.item_id for key, line in zip(keys, data.lines, strict=True) if key not in kept)
    items: list[ItemFacts] = []
    for place, (key, line) in enumerate(zip(keys, data.lines, strict=True)):
        item = kept.get(key) or sold.get(line.item_id)
        if item is None:
            message = "This item is not on sale. It may be inactive, or its price list was not published yet."
            raise InvalidInput(message, code="not_on_sale", fields={f"lines.{place}.item_id": message})
        items.append(item)
    currency = _currency(context, data, items)
    lists = {item.list_id for item in items if item.list_id is not None}
    coupons, unknown = coupons_for(data.codes, data.client_id, but_for=but_for) if data.codes else ((), ())
    exemption = exemption_of(data.client_id)
    if regime is None:
        regime = (
            regime_for(context, data.location_id)
            if data.regime_id is None
            else regime_by_id(data.regime_id, context.studio)
        )
    try:
        return Basket(
            currency=currency,
            on=data.on or clock.local(context.now, context.studio.zone).date(),
            lines=tuple(
                _line(key, line, item, f"lines.{place}")
                for place, (key, line, item) in enumerate(zip(keys, data.lines, items, strict=True))
            ),
            regime=regime,
            discount=_discount(data.discount, currency, "discount"),
            promotions=promotions_for(currency, lists, but_for=but_for),
            coupons=coupons,
            unknown_codes=unknown,
            rewards=rewards_for(data.reward_ids, data.client_id, currency, but_for=but_for) if data.reward_ids else (),
            session_credits=tuple(session_credits),
            buyer=Buyer(exemption, used_by(data.client_id, but_for=but_for)),
            minimum_order=_minimum(lists, currency) if data.minimum_order else None,
        )
    except BadBasket as refusal:
        known = refusal.line_key in keys
        path = f"lines.{keys.index(refusal.line_key)}.{refusal.field}" if known else refusal.field or "lines"
        raise InvalidInput(refusal.message, fields={path: refusal.message}) from refusal


def _currency(context: Context, data: BasketInput, items: Sequence[ItemFacts]) -> str:
    otherwise = items[0].price.currency if items else context.studio.currency
    currency = known_currency(data.currency, otherwise)
    for place, item in enumerate(items):
        if item.price.currency != currency:
            message = f"“{item.name}” is priced in {item.price.currency}; everything here is in {currency}."
            raise InvalidInput(message, code="currency", fields={f"lines.{place}.item_id": message})
    return currency


def _line(key: str, line: LineInput, item: ItemFacts, path: str) -> BasketLine:
    currency = item.price.currency
    return BasketLine(
        key=key,
        item=item,
        quantity=line.quantity,
        picks=tuple(map(_pick, line.picks)),
        images=line.images,
        price=None if line.price is None else read(line.price, currency, f"{path}.price"),
        discount=_discount(line.discount, currency, f"{path}.discount"),
        exempt=line.exempt,
        tax_class=line.tax_class,
        credit=line.credit,
    )


def _pick(pick: PickInput) -> Pick:
    return Pick(pick.component_id, pick.item_id, pick.count, tuple(map(_pick, pick.picks)))


def _discount(given: DiscountInput | None, currency: str, path: str) -> Discount | None:
    if given is None:
        return None
    amount = None if given.amount is None else read(given.amount, currency, f"{path}.amount")
    return Discount(amount, given.percent, given.label)


def _minimum(lists: set[UUID], currency: str) -> Money | None:
    """The highest smallest order of the lists that are sold from."""
    found = PriceList.objects.filter(id__in=lists).values_list("minimum_order_minor", flat=True)
    amounts = [amount for amount in found if amount is not None]
    return Money.of_minor(max(amounts), currency) if amounts else None
