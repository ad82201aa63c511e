"""Pricing an order by the one price engine, and keeping its answer: totals and lines are written together or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from safelight.foundation.actions import Conflict, Context, InvalidInput
from safelight.foundation.money import Money
from safelight.pricing.queries import (
    BasketInput,
    DiscountInput,
    LineInput,
    PickInput,
    basket_of,
    exemption_of,
    regime_for,
)
from safelight.pricing.rules.basket import SessionCredit
from safelight.pricing.rules.engine import price
from safelight.pricing.rules.items import ItemFacts
from safelight.pricing.rules.quote import Quote
from safelight.pricing.rules.snapshot import from_json, to_json
from safelight.pricing.rules.taxes import TaxRegime
from safelight.sales.models import Order, OrderLine
from safelight.sales.queries.amounts import amounts_of, columns_of, major, totals_of
from safelight.sales.queries.invoiced import invoiced_of
from safelight.sales.queries.session_credits import session_credits_for
from safelight.sales.rules.basket import GIFT_CARD, amounts_of_quote, category_of
from safelight.sales.rules.parts import Amounts, added, rest


def reprice(context: Context, order: Order, lines: Sequence[OrderLine]) -> Quote:
    """Price an order anew from what it kept of its items and taxes; writes amounts into the rows, saves nothing.

    Raises:
        InvalidInput: something of a line cannot be priced; ``fields`` says where.
        Conflict: the new prices are less than what is invoiced already (``invoiced``).
    """
    quote = quote_of(context, order, lines)
    parts = []
    for line in lines:
        found = quote.line(str(line.id))
        amounts = amounts_of_quote(found)
        parts.append(amounts)
        for name, value in columns_of(amounts).items():
            setattr(line, name, value)
        line.unit_minor = found.unit.minor
        line.name = line.name or found.item.name
        line.category = category_of(found.item)
        if line.kind == GIFT_CARD and line.quantity != line.quantity.to_integral_value():
            message = "Gift cards are sold in whole numbers."
            raise InvalidInput(message, fields={"quantity": message})
    _refuse_less_than_invoiced(order, lines)
    total = added(parts, order.currency)
    order.listed_minor = total.listed.minor
    for name, value in totals_of(total).items():
        setattr(order, name, value)
    order.tax_included = from_json(TaxRegime, order.regime).includes_tax
    order.quote = to_json(quote)
    return quote


def quote_of(context: Context, order: Order, lines: Sequence[OrderLine]) -> Quote:
    """Return the engine's price of an order as it stands, with its own facts, taxes and credits."""
    if not order.regime:
        order.regime = to_json(regime_for(context, order.location_id))
    basket = basket_of(
        context,
        BasketInput(
            lines=tuple(line_input(line, order.currency) for line in lines),
            currency=order.currency,
            client_id=order.client_id,
            location_id=order.location_id,
            on=order.priced_on,
            discount=_discount(order, order.currency),
            codes=tuple(order.coupons),
            reward_ids=tuple(UUID(one) for one in order.rewards),
        ),
        facts={str(line.id): from_json(ItemFacts, line.facts) for line in lines},
        regime=from_json(TaxRegime, order.regime),
        session_credits=_session_credits(order),
        but_for=order.id,
    )
    if order.payer_id is not None and order.payer_id != order.client_id:
        # Who pays is who buys, for the tax office.
        basket = replace(basket, buyer=replace(basket.buyer, exemption=exemption_of(order.payer_id)))
    return price(basket)


def line_input(line: OrderLine, currency: str) -> LineInput:
    """Return a line of an order as the engine's door takes it."""
    facts: dict[str, Any] = line.facts
    options: dict[str, Any] = line.options
    return LineInput(
        key=str(line.id),
        item_id=UUID(facts["item_id"]),
        quantity=line.quantity,
        picks=tuple(PickInput.model_validate(pick) for pick in line.choices),
        images=options.get("images"),
        price=None if line.override_minor is None else major(line.override_minor, currency),
        discount=_discount(line, currency),
        exempt=bool(options.get("exempt")),
        tax_class=options.get("tax_class"),
        credit=bool(options.get("credit")),
    )


def _discount(row: Order | OrderLine, currency: str) -> DiscountInput | None:
    label = row.discount_reason[:120]
    if row.discount_percent is not None:
        return DiscountInput(percent=row.discount_percent, label=label)
    if row.discount_minor is not None:
        return DiscountInput(amount=major(row.discount_minor, currency), label=label)
    return None


def _session_credits(order: Order) -> tuple[SessionCredit, ...]:
    return session_credits_for(order) if order.use_session_credits else ()


def _refuse_less_than_invoiced(order: Order, lines: Sequence[OrderLine]) -> None:
    if order._state.adding or order.order_number is None:  # noqa: SLF001 - Django's own note whether a row is new
        return
    there = invoiced_of([line.id for line in lines], order.currency)
    for line in lines:
        left = rest(amounts_of(line, order.currency), [there[line.id]])
        if there[line.id].gross and not fits(left, line.gross_minor):
            message = (
                f"“{line.name}” is invoiced with {there[line.id].gross.amount} {order.currency} already;"
                " this change would make it less than that. Write a credit note first."
            )
            raise Conflict(message, code="invoiced", fields={"lines": message})


def fits(left: Amounts, gross_minor: int) -> bool:
    """Say whether what is left of a line can still be invoiced: nothing of it on the other side of zero."""
    sign = -1 if gross_minor < 0 else 1
    zero = Money.zero(left.currency)
    values = [left.net, left.gross, left.reduction, *(tax.amount for tax in left.taxes)]
    return left.quantity >= Decimal(0) and all(not value or (value < zero) == (sign < 0) for value in values)
