"""Pricing a basket through the doors: the engine's quote as a card."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from safelight.foundation.actions import Context, Frozen, query
from safelight.pricing.queries.amounts import plain
from safelight.pricing.queries.basket import basket_of
from safelight.pricing.queries.inputs import BasketInput
from safelight.pricing.rules.engine import price
from safelight.pricing.rules.items import ItemKind
from safelight.pricing.rules.quote import LineTax, Quote, QuoteLine, Reason
from safelight.pricing.rules.taxes import TaxMode


class ReasonCard(Frozen):
    """Why a price is what it is; ``line`` is the key of the line, empty for the whole."""

    code: str
    text: str
    amount: Decimal | None = None
    line: str = ""


class TaxCard(Frozen):
    """One tax: ``percent`` per cent of ``base``."""

    code: str
    name: str
    percent: Decimal
    base: Decimal
    amount: Decimal


class PartCard(Frozen):
    """An item inside a package, and what it costs alone."""

    item_id: UUID
    name: str
    label: str
    quantity: int
    value: Decimal
    surcharge: Decimal
    depth: int


class QuoteLineCard(Frozen):
    """A line with its price; ``cost`` and ``margin`` only for those who may see costs."""

    key: str
    item_id: UUID
    name: str
    identifier: str
    kind: ItemKind
    quantity: Decimal
    unit: Decimal
    listed: Decimal
    discount: Decimal
    amount: Decimal
    net: Decimal
    tax: Decimal
    gross: Decimal
    taxes: tuple[TaxCard, ...]
    parts: tuple[PartCard, ...]
    parts_value: Decimal | None
    cost: Decimal | None
    margin: Decimal | None


class QuoteCard(Frozen):
    """The price of a basket. ``problems`` must be put right before it can be sold; ``offers`` point at what is free."""

    currency: str
    mode: TaxMode
    lines: tuple[QuoteLineCard, ...]
    listed: Decimal
    discount: Decimal
    subtotal: Decimal
    net: Decimal
    taxes: tuple[TaxCard, ...]
    tax: Decimal
    total: Decimal
    cash_total: Decimal
    cost: Decimal | None
    margin: Decimal | None
    margin_percent: Decimal | None
    reasons: tuple[ReasonCard, ...]
    problems: tuple[ReasonCard, ...]
    offers: tuple[ReasonCard, ...]


@query("pricing.quote", permission="pricing.view", door="GET /quote")
def quote(context: Context, data: BasketInput) -> QuoteCard:
    """Price a basket of items on sale, with discounts, coupons, rewards and taxes, and say why it costs what it costs.

    Nothing is stored. Costs and margins are told to those who may see them.
    """
    return quote_card(price(basket_of(context, data)), sees_costs=context.actor.may("pricing.costs"))


def quote_card(found: Quote, *, sees_costs: bool) -> QuoteCard:
    """Return a quote as a card, with costs only for those who may see them."""
    return QuoteCard(
        currency=found.currency,
        mode=found.mode,
        lines=tuple(_line(line, sees_costs=sees_costs) for line in found.lines),
        listed=found.listed.amount,
        discount=found.discount.amount,
        subtotal=found.subtotal.amount,
        net=found.net.amount,
        taxes=tuple(map(_tax, found.taxes)),
        tax=found.tax.amount,
        total=found.total.amount,
        cash_total=found.cash_total.amount,
        cost=found.cost.amount if sees_costs and found.cost_complete else None,
        margin=plain(found.margin) if sees_costs else None,
        margin_percent=found.margin_percent if sees_costs else None,
        reasons=tuple(map(_reason, found.reasons)),
        problems=tuple(ReasonCard(code=one.code, text=one.text, line=one.line_key) for one in found.problems),
        offers=tuple(map(_reason, found.offers)),
    )


def _line(line: QuoteLine, *, sees_costs: bool) -> QuoteLineCard:
    return QuoteLineCard(
        key=line.key,
        item_id=line.item.item_id,
        name=line.item.name,
        identifier=line.item.identifier,
        kind=line.item.kind,
        quantity=line.quantity,
        unit=line.unit.amount,
        listed=line.listed.amount,
        discount=line.discount.amount,
        amount=line.amount.amount,
        net=line.net.amount,
        tax=line.tax.amount,
        gross=line.gross.amount,
        taxes=tuple(map(_tax, line.taxes)),
        parts=tuple(
            PartCard(
                item_id=part.item.item_id,
                name=part.item.name,
                label=part.label,
                quantity=part.quantity,
                value=part.value.amount,
                surcharge=part.surcharge.amount,
                depth=part.depth,
            )
            for part in line.parts
        ),
        parts_value=plain(line.parts_value),
        cost=plain(line.cost) if sees_costs else None,
        margin=plain(line.margin) if sees_costs else None,
    )


def _tax(tax: LineTax) -> TaxCard:
    return TaxCard(code=tax.code, name=tax.name, percent=tax.percent, base=tax.base.amount, amount=tax.amount.amount)


def _reason(reason: Reason) -> ReasonCard:
    return ReasonCard(code=reason.code, text=reason.text, amount=plain(reason.amount), line=reason.line_key)
