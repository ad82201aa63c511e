"""One estimate or order with everything: lines, price in words, invoices, what is held and open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from safelight.foundation.actions import Context, Frozen, NotFound, query
from safelight.foundation.money import Money
from safelight.pricing.rules.items import ItemFacts
from safelight.pricing.rules.quote import Problem, Quote, QuoteLine, Reason
from safelight.pricing.rules.snapshot import from_json
from safelight.sales.models import CreditNote, Invoice, InvoiceLine, Order, OrderLine
from safelight.sales.queries.amounts import major, tax_cards, taxes_to_json
from safelight.sales.queries.cards import DocumentLink
from safelight.sales.queries.invoice import link_of_note
from safelight.sales.queries.invoiced import invoiced_of
from safelight.sales.queries.opens import open_and_held
from safelight.sales.queries.order_cards import OrderCard, OrderLineCard, WordCard
from safelight.sales.queries.reading import person, today_of
from safelight.sales.rules.basket import parts_of
from safelight.sales.rules.parts import Amounts, Tax
from safelight.sales.rules.states import OrderState, steps

_COSTS = "pricing.costs"


class AskOrder(Frozen):
    """One estimate or order."""

    order_id: UUID


@query("sales.order", permission="sales.view", door="GET /orders/{order_id}")
def get_order(context: Context, data: AskOrder) -> OrderCard:
    """Show an estimate or order with its lines, prices in words, invoices and what is held and open."""
    found = order_card(data.order_id, today_of(context))
    return found if context.actor.may(_COSTS) else found.model_copy(update={"cost": None, "margin": None})


def order_card(order_id: UUID, today: date) -> OrderCard:
    """Return an order's card.

    Raises:
        NotFound: there is no such order.
    """
    row = Order.objects.select_related("client", "payer").filter(id=order_id).first()
    if row is None:
        what = "order"
        raise NotFound(what)
    lines = list(OrderLine.objects.filter(order_id=row.id).order_by("position", "id"))
    quote = quote_kept(row)
    code = row.currency
    invoiced = invoiced_of([line.id for line in lines], code)
    invoices = list(
        Invoice.objects.filter(
            id__in=InvoiceLine.objects.filter(order_line__order_id=row.id).values("invoice_id")
        ).order_by("issued_on", "id")
    )
    notes = list(CreditNote.objects.filter(invoice_id__in=[one.id for one in invoices]).order_by("issued_on", "id"))
    zero = Money.zero(code)
    opens, held = open_and_held(invoices, [row.id])
    billed = sum((one.gross for one in invoiced.values()), zero)
    taxes = tuple(Tax(tax.code, tax.name, tax.percent, tax.base, tax.amount) for tax in quote.taxes)
    return OrderCard(
        id=row.id,
        version=row.version,
        state=OrderState(row.state),
        steps=steps(OrderState(row.state)),
        label=row.order_label or row.estimate_label,
        estimate_label=row.estimate_label,
        order_label=row.order_label,
        client=person(row.client),
        payer=person(row.payer) if row.payer else None,
        location_id=row.location_id,
        price_list_id=row.price_list_id,
        shoot_id=row.shoot_id,
        currency=code,
        language=row.language,
        placed_on=row.placed_on,
        valid_until=row.valid_until,
        is_expired=row.state == OrderState.ESTIMATE.value and row.valid_until is not None and row.valid_until < today,
        accepted_at=row.accepted_at,
        declined_at=row.declined_at,
        fulfilled_at=row.fulfilled_at,
        cancelled_at=row.cancelled_at,
        reason=row.reason,
        discount_percent=row.discount_percent,
        discount_amount=None if row.discount_minor is None else major(row.discount_minor, code),
        discount_reason=row.discount_reason,
        coupons=tuple(row.coupons),
        reward_ids=tuple(UUID(one) for one in row.rewards),
        use_session_credits=row.use_session_credits,
        exemption=row.exemption,
        tax_included=row.tax_included,
        lines=tuple(_line(line, row, quote, invoiced) for line in lines),
        listed=major(row.listed_minor, code),
        reduction=major(row.reduction_minor, code),
        net=major(row.net_minor, code),
        taxes=tax_cards(taxes_to_json(taxes), code),
        tax=major(row.tax_minor, code),
        gross=major(row.gross_minor, code),
        cost=quote.cost.amount if quote.cost_complete else None,
        margin=quote.margin.amount if quote.margin is not None else None,
        reasons=_words(quote.reasons),
        problems=_words(quote.problems),
        offers=_words(quote.offers),
        retainer=major(row.retainer_minor, code),
        retainer_due_on=row.retainer_due_on,
        retainer_held=held[row.id].get(code, zero).amount,
        invoiced=billed.amount,
        uninvoiced=(Money.of_minor(row.gross_minor, code) - billed).amount,
        open=sum(opens.values(), zero).amount,
        invoices=tuple(
            DocumentLink(
                id=one.id, label=one.label, on=one.issued_on, currency=code, gross=major(one.gross_minor, code)
            )
            for one in invoices
        ),
        credit_notes=tuple(link_of_note(note) for note in notes),
        purchase_order=row.purchase_order,
        message=row.message,
        note=row.note,
        copied_from_id=row.copied_from_id,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def quote_kept(row: Order) -> Quote:
    """Return the price engine's answer as the order keeps it."""
    return from_json(Quote, row.quote)


def problems_of(row: Order) -> list[str]:
    """Return what must be put right before an order can be sold, in words; an order without lines too."""
    quote = quote_kept(row)
    if not quote.lines:
        return ["There is nothing on this order yet."]
    return [problem.text for problem in quote.problems]


def _line(line: OrderLine, row: Order, quote: Quote, invoiced: Mapping[UUID, Amounts]) -> OrderLineCard:
    code = row.currency
    priced = _priced(quote, line)
    facts = from_json(ItemFacts, line.facts)
    return OrderLineCard(
        id=line.id,
        position=line.position,
        kind=line.kind,
        item_id=line.item_id,
        shoot_id=line.shoot_id,
        name=line.name,
        description=line.description,
        size=facts.size,
        identifier=facts.identifier,
        category=line.category,
        choices=line.choices,
        parts=parts_of(priced) if priced else [],
        images=line.images,
        options=line.options,
        gift=line.gift,
        note=line.note,
        quantity=line.quantity,
        unit=major(line.unit_minor, code),
        override=None if line.override_minor is None else major(line.override_minor, code),
        override_reason=line.override_reason,
        discount_percent=line.discount_percent,
        discount_amount=None if line.discount_minor is None else major(line.discount_minor, code),
        discount_reason=line.discount_reason,
        listed=major(line.listed_minor, code),
        reduction=major(line.reduction_minor, code),
        shown=priced.amount.amount if priced else major(line.net_minor, code),
        shown_listed=priced.listed.amount if priced else major(line.listed_minor, code),
        net=major(line.net_minor, code),
        taxes=tax_cards(line.taxes, code),
        tax=major(line.tax_minor, code),
        gross=major(line.gross_minor, code),
        invoiced=invoiced[line.id].gross.amount,
    )


def _priced(quote: Quote, line: OrderLine) -> QuoteLine | None:
    return next((one for one in quote.lines if one.key == str(line.id)), None)


def _words(said: tuple[Reason, ...] | tuple[Problem, ...]) -> tuple[WordCard, ...]:
    return tuple(
        WordCard(
            code=one.code,
            text=one.text,
            amount=one.amount.amount if isinstance(one, Reason) and one.amount is not None else None,
            line_id=UUID(one.line_key) if one.line_key else None,
        )
        for one in said
    )
