"""Parts of lines for documents, and the rows that a document consists of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from safelight.foundation.actions import Context, InvalidInput, Refused
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.foundation.numbers import take_numbers
from safelight.sales.models import GiftCard, Invoice, InvoiceLine, OrderLine
from safelight.sales.queries.amounts import columns_of
from safelight.sales.queries.order import quote_kept
from safelight.sales.rules.basket import GIFT_CARD, face_values, parts_of
from safelight.sales.rules.gift_cards import expires_on
from safelight.sales.rules.labels import SeriesKind
from safelight.sales.rules.parts import Amounts, NoSuchPart, part_by_amount, part_by_quantity, spread
from safelight.sales.rules.settings import Terms


class Line(Protocol):
    """A line of an order or invoice, as far as taking parts of it needs."""

    id: UUID
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A line of an order or invoice and what is taken of it."""

    line: Any
    amounts: Amounts


Cards = list[tuple[Taken, list[GiftCard]]]
Chosen = tuple[UUID, Money | None, Decimal | None]


def take_parts(
    lines: Sequence[Line], left: Mapping[UUID, Amounts], chosen: Sequence[Chosen], wished: Money | None
) -> list[Taken]:
    """Take everything that is left of lines, the chosen ones (with amount or quantity), or one amount out of all.

    Raises:
        InvalidInput: a part is not between nothing and what is left; ``fields`` says where.
        Refused: nothing is left (``nothing_to_invoice``), or a gift card would be divided.
    """
    found: list[Taken] = []
    if wished is not None:
        try:
            parts = spread([left[line.id] for line in lines], wished)
        except NoSuchPart as error:
            raise InvalidInput(str(error), code="not_a_part", fields={"amount": str(error)}) from None
        found = [Taken(line, part) for line, part in zip(lines, parts, strict=True) if part is not None]
    elif chosen:
        by_id = {line.id: line for line in lines}
        for place, (line_id, amount, quantity) in enumerate(chosen):
            try:
                found.append(Taken(by_id[line_id], _part(left[line_id], amount, quantity)))
            except NoSuchPart as error:
                message = f"“{by_id[line_id].name}”: {error}"
                raise InvalidInput(message, code="not_a_part", fields={f"lines.{place}": message}) from None
    else:
        found = [Taken(line, left[line.id]) for line in lines if _is_something(left[line.id])]
    if not any(_is_something(part.amounts) for part in found):
        message = "Everything of this stands on invoices already."
        raise Refused(message, code="nothing_to_invoice")
    for part in found:
        if part.line.kind == GIFT_CARD and part.amounts.gross != left[part.line.id].gross:
            message = f"“{part.line.name}” is a gift card and cannot be divided; name the lines to invoice one by one."
            raise Refused(message, code="card_divided")
    return found


def make_cards(taken: Sequence[Taken], invoice: Invoice, decided: Terms) -> Cards:
    """Return the gift cards that lines sell, not saved yet; each worth its share of the price without discounts."""
    found: Cards = []
    for part in taken:
        if part.line.kind != GIFT_CARD:
            continue
        gift: dict[str, Any] = part.line.gift
        cards = [
            GiftCard(
                id=new_id(),
                client_id=invoice.client_id,
                recipient=gift.get("recipient", ""),
                message=gift.get("message", ""),
                amount_minor=value.minor,
                currency=invoice.currency,
                sold_on=invoice.issued_on,
                expires_on=expires_on(
                    invoice.issued_on, decided.gift_card_months, to_year_end=decided.gift_card_year_end
                ),
            )
            for value in face_values(part.amounts.listed, part.amounts.quantity)
        ]
        found.append((part, cards))
    return found


def save_invoice_lines(
    context: Context, invoice: Invoice, taken: Sequence[Taken], cards: Cards, decided: Terms
) -> None:
    """Write the lines of an invoice and the gift cards they sell."""
    inside = _inside(taken)
    rows = [
        invoice_line(context, invoice, part, position, inside.get(part.line.id, []))
        for position, part in enumerate(taken)
    ]
    # One statement, so that the day figures are added up once.
    InvoiceLine.objects.bulk_create(rows, batch_size=len(rows))
    if not cards:
        return
    by_line = {row.order_line_id: row for row in rows}
    made = [card for _, some in cards for card in some]
    series = decided.series(SeriesKind.GIFT_CARD)
    numbers = take_numbers(series.name(invoice.issued_on), len(made))
    for part, some in cards:
        for card in some:
            card.invoice_line_id = by_line[part.line.id].id
    for number, card in zip(numbers, made, strict=True):
        card.studio_id, card.number = context.studio.id, number
        card.label = series.label(number, invoice.issued_on)
    GiftCard.objects.bulk_create(made)


def invoice_line(
    context: Context, invoice: Invoice, part: Taken, position: int, inside: list[dict[str, object]]
) -> InvoiceLine:
    """Return the row of a line of an invoice, not saved yet."""
    line: OrderLine = part.line
    return InvoiceLine(
        id=new_id(),
        studio_id=context.studio.id,
        invoice_id=invoice.id,
        position=position,
        order_line_id=line.id,
        item_id=line.item_id,
        shoot_id=line.shoot_id,
        kind=line.kind,
        category=line.category,
        name=line.name,
        description=line.description,
        parts=inside,
        is_part=part.amounts.gross.minor != line.gross_minor,
        unit_minor=line.unit_minor,
        **columns_of(part.amounts),
    )


def _inside(taken: Sequence[Taken]) -> dict[UUID, list[dict[str, object]]]:
    """Return what is inside the packages among lines, by line."""
    orders = {part.line.order_id: part.line.order for part in taken}
    return {UUID(one.key): parts_of(one) for order in orders.values() for one in quote_kept(order).lines if one.parts}


def _part(left: Amounts, amount: Money | None, quantity: Decimal | None) -> Amounts:
    if amount is not None:
        return part_by_amount(left, amount)
    return left if quantity is None else part_by_quantity(left, quantity)


def _is_something(amounts: Amounts) -> bool:
    return bool(amounts.gross or amounts.listed or amounts.quantity)
