"""Credit notes: taking an invoice back, whole or in part, by a document of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field, model_validator

from safelight.books.actions import NewEntry, record
from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, Refused, action
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.foundation.numbers import take_numbers
from safelight.pricing.queries.amounts import Amount, read
from safelight.sales.actions.credits import keep_credit
from safelight.sales.actions.issue_invoice import PartInput
from safelight.sales.actions.issuing import Taken, take_parts
from safelight.sales.actions.locking import lock_documents, locked_invoice
from safelight.sales.actions.settling import line_of, watch
from safelight.sales.events import CreditNoteIssued
from safelight.sales.models import Credit, CreditNote, CreditNoteLine, GiftCard, Invoice, InvoiceLine, Settlement
from safelight.sales.queries.amounts import columns_of, taxes_to_json, totals_of
from safelight.sales.queries.cards import CreditNoteCard
from safelight.sales.queries.credit_note import credit_note_card
from safelight.sales.queries.invoiced import left_of_invoice
from safelight.sales.queries.opens import left_on_cards, open_of
from safelight.sales.queries.reading import today_of
from safelight.sales.queries.settings import terms
from safelight.sales.queries.snapshots import addressee, seller
from safelight.sales.rules.basket import GIFT_CARD
from safelight.sales.rules.labels import SeriesKind
from safelight.sales.rules.moves import KeepCredit
from safelight.sales.rules.parts import added
from safelight.sales.rules.posting import RECEIVABLE, Sold, credit_note_lines


class CreditInvoice(Frozen):
    """What to take back: the whole invoice, its ``lines`` (all, an amount or a quantity of each), or one ``amount``.

    What was paid already and is owed by nobody any more stays as credit of the payer, or is promised back
    (``left_over="refund"``).
    """

    invoice_id: UUID
    reason: str = Field(min_length=1, max_length=1_000)
    lines: tuple[PartInput, ...] = Field(default=(), max_length=300)
    amount: Amount | None = None
    issued_on: date | None = None
    left_over: Literal["credit", "refund"] = "credit"

    @model_validator(mode="after")
    def _one_way(self) -> CreditInvoice:
        if self.lines and self.amount is not None:
            message = "Name lines or an amount, not both."
            raise ValueError(message)
        return self


@action(
    "sales.credit_invoice", permission="sales.correct", door="POST /invoices/{invoice_id}/credit_notes", dry_run=True
)
def credit_invoice(context: Context, data: CreditInvoice) -> CreditNoteCard:
    """Take an invoice back, or a part of it, by a credit note with a number of its own.

    Raises:
        NotFound: no such invoice or line.
        Refused: nothing is left to take back, a gift card on it was used, or the day is closed.
        InvalidInput: a part is not between nothing and what is left.
    """
    lock_documents(context)
    note = write_credit_note(context, data)
    context.subject("credit_note", note.id, f"Credit note {note.label} took back a part of an invoice")
    return credit_note_card(note.id)


def write_credit_note(context: Context, data: CreditInvoice) -> CreditNote:
    """Write a credit note; documents must be locked. Names no subject.

    Raises:
        NotFound: no such invoice or line.
        Refused: nothing is left to take back, a gift card on it was used, or the day is closed.
        InvalidInput: a part is not between nothing and what is left.
    """
    invoice = locked_invoice(data.invoice_id)
    taken = _take(data, invoice)
    issued_on = _day(context, data, invoice)
    cards = _void_cards(context, taken, data.reason)
    total = added((part.amounts for part in taken), invoice.currency)
    decided = terms()
    note = CreditNote(
        id=new_id(),
        invoice_id=invoice.id,
        client_id=invoice.client_id,
        payer_id=invoice.payer_id,
        location_id=invoice.location_id,
        currency=invoice.currency,
        language=invoice.language,
        issued_on=issued_on,
        issued_at=context.now,
        issued_by=context.actor.label,
        reason=data.reason,
        seller=seller(context, decided, invoice.location_id),
        addressee=addressee(context, invoice.payer_id),
        taxes=taxes_to_json(total.taxes),
        **totals_of(total),
    )
    note.entry_id = record(
        context,
        NewEntry(
            on=issued_on,
            kind="credit_note",
            memo=f"Credit note to invoice {invoice.label}",
            source_kind="credit_note",
            source_id=note.id,
            lines=credit_note_lines(
                (Sold(part.line.category, part.amounts, cards.get(part.line.id, ())) for part in taken),
                currency=invoice.currency,
                document_id=invoice.id,
                client_id=invoice.payer_id,
                location_id=invoice.location_id,
            ),
        ),
    ).id
    _left_over(context, data, invoice, note)
    series = decided.series(SeriesKind.CREDIT_NOTE)
    note.number = take_numbers(series.name(issued_on))[0]
    note.label = series.label(note.number, issued_on)
    note.save(force_insert=True)
    rows = [_line(context, note, part, position) for position, part in enumerate(taken)]
    # One statement, so that the day figures are added up once.
    CreditNoteLine.objects.bulk_create(rows, batch_size=len(rows))
    watch(context, invoice, open_of([invoice])[invoice.id], issued_on)
    context.publish(
        CreditNoteIssued(
            credit_note_id=note.id,
            invoice_id=invoice.id,
            payer_id=invoice.payer_id,
            gross=total.gross.amount,
            currency=invoice.currency,
        )
    )
    return note


def _take(data: CreditInvoice, invoice: Invoice) -> list[Taken]:
    lines = list(InvoiceLine.objects.filter(invoice_id=invoice.id).order_by("position", "id"))
    known = {line.id for line in lines}
    if any(part.line_id not in known for part in data.lines):
        what = "line"
        raise NotFound(what)
    left = left_of_invoice(lines, invoice.currency)
    chosen = [
        (part.line_id, None if part.amount is None else read(part.amount, invoice.currency, "lines"), part.quantity)
        for part in data.lines
    ]
    wished = read(data.amount, invoice.currency, "amount") if data.amount is not None else None
    try:
        taken = take_parts(lines, left, chosen, wished)
    except Refused as refusal:
        if refusal.code != "nothing_to_invoice":
            raise
        message = f"Everything of invoice {invoice.label} was taken back already."
        raise Refused(message, code="nothing_left") from None
    if added((part.amounts for part in taken), invoice.currency).gross.minor <= 0:
        message = "What would be taken back comes to nothing."
        raise Refused(message, code="nothing_left")
    return taken


def _day(context: Context, data: CreditInvoice, invoice: Invoice) -> date:
    today = today_of(context)
    issued_on = data.issued_on or today
    latest = CreditNote.objects.order_by("-issued_on").values_list("issued_on", flat=True).first()
    earliest = max(invoice.issued_on, latest or invoice.issued_on)
    if issued_on > today or issued_on < earliest:
        message = f"A credit note is dated between {earliest:%d %B %Y} and today."
        raise InvalidInput(message, fields={"issued_on": message})
    return issued_on


def _void_cards(context: Context, taken: Sequence[Taken], reason: str) -> Mapping[UUID, tuple[tuple[UUID, Money], ...]]:
    """Void the gift cards on lines that are taken back, and return what each was worth."""
    line_ids = [part.line.id for part in taken if part.line.kind == GIFT_CARD]
    if not line_ids:
        return {}
    found: defaultdict[UUID, list[tuple[UUID, Money]]] = defaultdict(list)
    cards = list(GiftCard.objects.select_for_update().filter(invoice_line_id__in=line_ids).order_by("id"))
    left = left_on_cards(cards)
    for card in cards:
        worth = Money.of_minor(card.amount_minor, card.currency)
        if left[card.id] != worth or card.voided_at is not None:
            message = f"Gift card {card.label} was used or made void, so its sale cannot be taken back."
            raise Refused(message, code="card_used")
        card.voided_at, card.void_reason = context.now, reason
        card.save(update_fields=["voided_at", "void_reason"])
        found[card.invoice_line_id].append((card.id, worth))
    return {line_id: tuple(some) for line_id, some in found.items()}


def _left_over(context: Context, data: CreditInvoice, invoice: Invoice, note: CreditNote) -> None:
    """Move what nobody owes any more from the invoice to the payer's credit, or promise it back."""
    open_ = open_of([invoice])[invoice.id]
    if open_.minor >= 0:
        return
    amount = -open_
    kept = keep_credit(
        context,
        KeepCredit(
            client_id=invoice.payer_id,
            amount=amount,
            on=note.issued_on,
            source_kind="credit_note",
            source_id=note.id,
            debit_account=RECEIVABLE,
            reason=data.reason,
            purpose=data.left_over,
            location_id=invoice.location_id,
        ),
        debit=line_of(invoice, RECEIVABLE, amount, invoice.id),
    )
    Settlement(
        invoice_id=invoice.id,
        amount_minor=-amount.minor,
        currency=amount.currency,
        on=note.issued_on,
        source_kind="left_over",
        source_id=kept.id,
        account="client_credit",
        memo="Left over after a credit note",
        entry_id=Credit.objects.get(id=kept.id).entry_id,
        made_at=context.now,
        made_by=context.actor.label,
    ).save(force_insert=True)


def _line(context: Context, note: CreditNote, part: Taken, position: int) -> CreditNoteLine:
    line: InvoiceLine = part.line
    return CreditNoteLine(
        id=new_id(),
        studio_id=context.studio.id,
        credit_note_id=note.id,
        position=position,
        invoice_line_id=line.id,
        kind=line.kind,
        category=line.category,
        name=line.name,
        **columns_of(part.amounts),
    )
