"""Issuing an invoice: from whole orders, chosen lines, or a part of their amount. It never changes afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from safelight.books.actions import NewEntry, record
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, Refused, action
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.foundation.numbers import take_numbers
from safelight.pricing.queries.amounts import Amount, read
from safelight.sales.actions.building import check_references, lines_of, step
from safelight.sales.actions.issuing import Taken, make_cards, save_invoice_lines, take_parts
from safelight.sales.actions.locking import lock_documents, locked_order
from safelight.sales.actions.plans import PlanInput, make_plan
from safelight.sales.actions.retainers import use_retainer
from safelight.sales.events import InvoiceIssued
from safelight.sales.models import Invoice, Order, OrderLine
from safelight.sales.queries.amounts import taxes_to_json, totals_of
from safelight.sales.queries.cards import InvoiceCard
from safelight.sales.queries.invoice import invoice_card
from safelight.sales.queries.invoiced import left_of_order
from safelight.sales.queries.opens import pot
from safelight.sales.queries.order import problems_of
from safelight.sales.queries.reading import today_of
from safelight.sales.queries.settings import terms
from safelight.sales.queries.snapshots import about, addressee, language_of, seller
from safelight.sales.rules.due import due_on
from safelight.sales.rules.labels import SeriesKind
from safelight.sales.rules.moves import UseRetainer
from safelight.sales.rules.parts import Amounts, added
from safelight.sales.rules.posting import Sold, invoice_lines
from safelight.sales.rules.settings import Terms
from safelight.sales.rules.states import Step

Share = Annotated[Decimal, Field(gt=0, le=100)]


class PartInput(Frozen):
    """A line and what of it: an amount with tax, a quantity, or (neither) everything that is left."""

    line_id: UUID
    amount: Amount | None = None
    quantity: Annotated[Decimal, Field(gt=0, le=100_000, decimal_places=3)] | None = None

    @model_validator(mode="after")
    def _one(self) -> PartInput:
        if self.amount is not None and self.quantity is not None:
            message = "Give an amount or a quantity, not both."
            raise ValueError(message)
        return self


class IssueInvoice(Frozen):
    """What to invoice: everything left of the orders, the ``lines`` named, or ``amount`` / ``percent`` of what is left.

    ``also`` names further orders of the same payer for one invoice together. Without ``issued_on`` it is dated today,
    without ``due_on`` by the studio's terms. ``use_retainer`` counts held retainers of the orders and their sessions at
    once.
    """

    order_id: UUID
    also: tuple[UUID, ...] = Field(default=(), max_length=50)
    lines: tuple[PartInput, ...] = Field(default=(), max_length=300)
    amount: Amount | None = None
    percent: Share | None = None
    payer_id: UUID | None = None
    issued_on: date | None = None
    due_on: date | None = None
    language: str = Field(default="", max_length=10)
    purchase_order: str | None = Field(default=None, max_length=200)
    message: str | None = Field(default=None, max_length=4_000)
    plan: PlanInput | None = None
    use_retainer: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> IssueInvoice:
        if sum((bool(self.lines), self.amount is not None, self.percent is not None)) > 1:
            message = "Name lines, an amount or a percentage, one of them."
            raise ValueError(message)
        return self


@dataclass(frozen=True, slots=True)
class _Whole:
    orders: list[Order]
    lines: list[OrderLine]
    left: dict[UUID, Amounts]

    @property
    def first(self) -> Order:
        return self.orders[0]


@action("sales.issue_invoice", permission="sales.issue", door="POST /invoices", dry_run=True)
def issue_invoice(context: Context, data: IssueInvoice) -> InvoiceCard:
    """Issue an invoice; it gets the next number and never changes again.

    The ledger has it in the same transaction: what the payer owes, income, discounts and taxes.

    Raises:
        NotFound: no such order, line or payer.
        Conflict: an order is in a state that cannot be invoiced.
        Refused: there is nothing to invoice, something of the order must be put right first, the day is closed, or an
            invoice with a later date exists.
        InvalidInput: a part is not between nothing and what is left; orders do not fit together.
    """
    lock_documents(context)
    whole = _gather(data)
    order, today = whole.first, today_of(context)
    taken = _take(data, whole)
    payer_id = data.payer_id or order.payer_id or order.client_id
    if data.payer_id is not None:
        check_references(clients={"payer_id": data.payer_id}, location_id=None, price_list_id=None, shoots=())
    issued_on = _day(data, today)
    decided = terms()
    invoice = _document(context, data, whole, payer_id, issued_on, decided)
    total = added((part.amounts for part in taken), order.currency)
    if total.gross.minor <= 0:
        message = (
            "What would be invoiced comes to nothing."
            if not total.gross
            else "This would give money back: write a credit note instead."
        )
        raise Refused(message, code="nothing_to_invoice")
    invoice.listed_minor = total.listed.minor
    invoice.taxes = taxes_to_json(total.taxes)
    for name, value in totals_of(total).items():
        setattr(invoice, name, value)
    cards = make_cards(taken, invoice, decided)
    own = {
        part.line.id: tuple((card.id, Money.of_minor(card.amount_minor, card.currency)) for card in made)
        for part, made in cards
    }
    invoice.entry_id = record(
        context,
        NewEntry(
            on=issued_on,
            kind="invoice",
            memo=f"Invoice of order {order.order_label}",
            source_kind="invoice",
            source_id=invoice.id,
            lines=invoice_lines(
                (Sold(part.line.category, part.amounts, own.get(part.line.id, ())) for part in taken),
                currency=order.currency,
                document_id=invoice.id,
                client_id=payer_id,
                location_id=invoice.location_id,
            ),
        ),
    ).id
    series = decided.series(SeriesKind.INVOICE)
    invoice.number = take_numbers(series.name(issued_on))[0]
    invoice.label = series.label(invoice.number, issued_on)
    invoice.save(force_insert=True)
    save_invoice_lines(context, invoice, taken, cards, decided)
    _afterwards(context, data, whole, invoice)
    context.subject(
        "invoice", invoice.id, f"Invoice {invoice.label} over {total.gross.amount} {order.currency} was issued"
    )
    context.concerns(invoice.client_id, invoice.payer_id)
    context.publish(
        InvoiceIssued(
            invoice_id=invoice.id,
            order_id=order.id,
            client_id=invoice.client_id,
            payer_id=payer_id,
            gross=total.gross.amount,
            currency=order.currency,
            due_on=invoice.due_on,
        )
    )
    return invoice_card(invoice.id, today)


def _gather(data: IssueInvoice) -> _Whole:
    ids = list(dict.fromkeys([data.order_id, *data.also]))
    found = {one: locked_order(one) for one in sorted(ids)}
    orders = [found[one] for one in ids]
    first = orders[0]
    for order in orders:
        step(order, Step.INVOICE)
        if order.currency != first.currency or order.tax_included != first.tax_included:
            message = "Orders on one invoice have one currency, and prices with or without tax alike."
            raise InvalidInput(message, code="orders_differ", fields={"also": message})
        if (order.payer_id or order.client_id) != (first.payer_id or first.client_id) and data.payer_id is None:
            message = "These orders have different payers. Name the one who pays this invoice."
            raise InvalidInput(message, code="payers_differ", fields={"payer_id": message})
        if found_problems := problems_of(order):
            raise Refused(" ".join(found_problems), code="order_problems")
    lines = [line for order in orders for line in lines_of(order)]
    return _Whole(orders, lines, left_of_order(lines, first.currency))


def _take(data: IssueInvoice, whole: _Whole) -> list[Taken]:
    known = {line.id for line in whole.lines}
    for part in data.lines:
        if part.line_id not in known:
            what = "line"
            raise NotFound(what)
    if len({part.line_id for part in data.lines}) != len(data.lines):
        message = "A line is named twice."
        raise InvalidInput(message, fields={"lines": message})
    currency = whole.first.currency
    gross = sum((amounts.gross for amounts in whole.left.values()), Money.zero(currency))
    wished: Money | None = None
    if data.amount is not None:
        wished = read(data.amount, currency, "amount")
    elif data.percent is not None:
        total = Money.of_minor(sum(order.gross_minor for order in whole.orders), currency)
        wished = min(gross, Money.rounded(total.amount * data.percent / 100, currency))
    chosen = [
        (part.line_id, None if part.amount is None else read(part.amount, currency, "lines"), part.quantity)
        for part in data.lines
    ]
    return take_parts(whole.lines, whole.left, chosen, wished)


def _day(data: IssueInvoice, today: date) -> date:
    issued_on = data.issued_on or today
    if issued_on > today:
        message = "An invoice is not dated in the future."
        raise InvalidInput(message, fields={"issued_on": message})
    latest = Invoice.objects.order_by("-issued_on").values_list("issued_on", flat=True).first()
    if latest is not None and issued_on < latest:
        message = f"Invoices are numbered in the order of their dates, and the last one is of {latest:%d %B %Y}."
        raise Refused(message, code="too_early", fields={"issued_on": message})
    if data.due_on is not None and data.due_on < issued_on:
        message = "An invoice is not due before its date."
        raise InvalidInput(message, fields={"due_on": message})
    return issued_on


def _document(  # noqa: PLR0913, PLR0917 - what a document is made of
    context: Context, data: IssueInvoice, whole: _Whole, payer_id: UUID, issued_on: date, decided: Terms
) -> Invoice:
    order = whole.first
    to = addressee(context, payer_id)
    language = language_of(data.language or order.language, to["language"], context)
    shoots = {line.shoot_id for line in whole.lines if line.shoot_id is not None}
    return Invoice(
        id=new_id(),
        order_id=order.id,
        client_id=order.client_id,
        payer_id=payer_id,
        location_id=order.location_id,
        currency=order.currency,
        language=language,
        issued_on=issued_on,
        issued_at=context.now,
        issued_by=context.actor.label,
        due_on=data.due_on or due_on(issued_on, decided.due()),
        terms=decided.terms_text,
        seller=seller(context, decided, order.location_id),
        addressee=to,
        about=about(context, order.client_id, payer_id, shoots),
        purchase_order=order.purchase_order if data.purchase_order is None else data.purchase_order,
        message=order.message if data.message is None else data.message,
        exemption=order.exemption,
        tax_included=order.tax_included,
    )


def _afterwards(context: Context, data: IssueInvoice, whole: _Whole, invoice: Invoice) -> None:
    if data.use_retainer:
        pots: Sequence[UUID] = [
            *(order.id for order in whole.orders),
            *{line.shoot_id for line in whole.lines if line.shoot_id is not None},
        ]
        for pot_id in sorted(pots):
            if pot(pot_id).get(invoice.currency) and Invoice.objects.get(id=invoice.id).closed_on is None:
                use_retainer(context, UseRetainer(invoice.id, pot_id, invoice.issued_on))
    if data.plan is not None:
        if invoice_is_closed(invoice):
            message = "The retainer paid this invoice already, so there is nothing to pay in instalments."
            raise Conflict(message, code="nothing_open")
        make_plan(context, invoice, data.plan)


def invoice_is_closed(invoice: Invoice) -> bool:
    """Say whether nothing is open on an invoice any more, as the table has it now."""
    return Invoice.objects.filter(id=invoice.id, closed_on__isnull=False).exists()
