"""One invoice with everything that happened to it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from safelight.foundation.actions import Context, Frozen, NotFound, query
from safelight.foundation.money import Money
from safelight.sales.models import Credit, CreditNote, CreditNoteLine, Invoice, InvoiceLine, Retainer, Settlement
from safelight.sales.queries.amounts import major, tax_cards
from safelight.sales.queries.cards import DocumentLink, InvoiceCard, InvoiceLineCard, SettlementCard
from safelight.sales.queries.opens import left_of_credits, pots
from safelight.sales.queries.reading import Opened, opened, person, plan_card, reminded, state_of, today_of


class WhichInvoice(Frozen):
    """One invoice."""

    invoice_id: UUID


@query("sales.invoice", permission="sales.view", door="GET /invoices/{invoice_id}")
def get_invoice(context: Context, data: WhichInvoice) -> InvoiceCard:
    """Show an invoice with its lines, what was paid, credited and is open."""
    return invoice_card(data.invoice_id, today_of(context))


def invoice_card(invoice_id: UUID, today: date) -> InvoiceCard:
    """Return an invoice's card.

    Raises:
        NotFound: there is no such invoice.
    """
    row = Invoice.objects.select_related("client", "payer", "order").filter(id=invoice_id).first()
    if row is None:
        what = "invoice"
        raise NotFound(what)
    item = opened([row], today)[0]
    credit_lines = list(
        CreditNoteLine.objects.filter(credit_note__invoice_id=row.id).select_related("credit_note").order_by("id")
    )
    notes = {line.credit_note_id: line.credit_note for line in credit_lines}
    credited = sum(note.gross_minor for note in notes.values())
    settlements = _settlements(row.id)
    own = [one for one in settlements if one.source_kind not in {"write_off", "left_over"}]
    off = [one for one in settlements if one.source_kind == "write_off"]
    usable_pots, usable_credit = _usable(item)
    return InvoiceCard(
        id=row.id,
        label=row.label,
        number=row.number,
        state=state_of(item, credited),
        order_id=row.order_id,
        order_label=row.order.order_label,
        client=person(row.client),
        payer=person(row.payer),
        location_id=row.location_id,
        currency=row.currency,
        language=row.language,
        issued_on=row.issued_on,
        issued_at=row.issued_at,
        issued_by=row.issued_by,
        due_on=row.due_on,
        days_over=item.due.days_over,
        terms=row.terms,
        seller=row.seller,
        addressee=row.addressee,
        about=row.about,
        purchase_order=row.purchase_order,
        message=row.message,
        exemption=row.exemption,
        tax_included=row.tax_included,
        lines=_lines(row, credit_lines),
        taxes=tax_cards(row.taxes, row.currency),
        listed=major(row.listed_minor, row.currency),
        reduction=major(row.reduction_minor, row.currency),
        net=major(row.net_minor, row.currency),
        tax=major(row.tax_minor, row.currency),
        gross=item.gross.amount,
        credited=major(credited, row.currency),
        settled=sum((one.amount for one in own), Money.zero(row.currency).amount),
        written_off=sum((one.amount for one in off), Money.zero(row.currency).amount),
        open=item.open.amount,
        due_now=item.due.now.amount,
        closed_on=row.closed_on,
        entry_id=row.entry_id,
        settlements=settlements,
        credit_notes=tuple(link_of_note(note) for note in notes.values()),
        plan=plan_card(item),
        retainer_to_use=usable_pots.amount,
        credit_to_use=usable_credit.amount,
        reminded_at=reminded([row.id]).get(row.id),
    )


def link_of_note(note: CreditNote) -> DocumentLink:
    """Return a credit note's link."""
    return DocumentLink(
        id=note.id,
        label=note.label,
        on=note.issued_on,
        currency=note.currency,
        gross=major(note.gross_minor, note.currency),
    )


def settlement_cards(rows: list[Settlement]) -> tuple[SettlementCard, ...]:
    """Return settlements with what is left of each, oldest first."""
    back: defaultdict[UUID, int] = defaultdict(int)
    for row in rows:
        if row.reverses_id is not None:
            back[row.reverses_id] += row.amount_minor
    return tuple(
        SettlementCard(
            id=row.id,
            invoice_id=row.invoice_id,
            on=row.on,
            amount=major(row.amount_minor, row.currency),
            left=major(row.amount_minor + back[row.id] if row.reverses_id is None else 0, row.currency),
            currency=row.currency,
            source_kind=row.source_kind,
            source_id=row.source_id,
            account=row.account,
            memo=row.memo,
            reverses_id=row.reverses_id,
            entry_id=row.entry_id,
            made_at=row.made_at,
            made_by=row.made_by,
        )
        for row in rows
    )


def _settlements(invoice_id: UUID) -> tuple[SettlementCard, ...]:
    return settlement_cards(list(Settlement.objects.filter(invoice_id=invoice_id).order_by("on", "id")))


def _lines(row: Invoice, credit_lines: list[CreditNoteLine]) -> tuple[InvoiceLineCard, ...]:
    credited: defaultdict[UUID, int] = defaultdict(int)
    for credit in credit_lines:
        credited[credit.invoice_line_id] += credit.gross_minor
    lines = InvoiceLine.objects.filter(invoice_id=row.id).order_by("position", "id")
    code = row.currency
    return tuple(
        InvoiceLineCard(
            id=line.id,
            position=line.position,
            kind=line.kind,
            category=line.category,
            name=line.name,
            description=line.description,
            parts=line.parts,
            is_part=line.is_part,
            shoot_id=line.shoot_id,
            order_line_id=line.order_line_id,
            invoice_line_id=None,
            quantity=line.quantity,
            unit=major(line.unit_minor, code),
            listed=major(line.listed_minor, code),
            reduction=major(line.reduction_minor, code),
            shown=major(line.gross_minor if row.tax_included else line.net_minor, code),
            net=major(line.net_minor, code),
            taxes=tax_cards(line.taxes, code),
            tax=major(line.tax_minor, code),
            gross=major(line.gross_minor, code),
            credited=major(credited[line.id], code),
        )
        for line in lines
    )


def _usable(item: Opened) -> tuple[Money, Money]:
    """Return how much held retainer and credit could be counted against an open invoice."""
    zero = Money.zero(item.row.currency)
    if item.open.minor <= 0:
        return zero, zero
    row = item.row
    held = sum((amounts.get(row.currency, zero) for amounts in pots(pots_for(row)).values()), zero)
    credits_ = list(
        Credit.objects.filter(
            client_id__in={row.payer_id, row.client_id}, currency=row.currency, purpose="credit"
        ).only("id", "currency")
    )
    return held, sum(left_of_credits(credits_).values(), zero)


def pots_for(row: Invoice) -> list[UUID]:
    """Return the pots out of which an invoice may be paid: its order's, and those of the sessions on its lines."""
    shoots = InvoiceLine.objects.filter(invoice_id=row.id, shoot_id__isnull=False).values("shoot_id")
    orders = InvoiceLine.objects.filter(invoice_id=row.id).values("order_line__order_id")
    of_shoots = Retainer.objects.filter(pot_id__in=shoots)
    of_orders = Retainer.objects.filter(pot_id__in=orders)
    return list((of_shoots | of_orders).order_by("pot_id").values_list("pot_id", flat=True).distinct())
