"""Credit notes: one, and lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Context, Frozen, NotFound, Page, query
from safelight.sales.models import Credit, CreditNote, CreditNoteLine
from safelight.sales.queries.amounts import major, tax_cards
from safelight.sales.queries.cards import CreditNoteCard, InvoiceLineCard
from safelight.sales.queries.paging import behind, pack, read
from safelight.sales.queries.reading import person


class WhichCreditNote(Frozen):
    """One credit note."""

    credit_note_id: UUID


class ListCreditNotes(Frozen):
    """Which credit notes."""

    invoice_id: UUID | None = None
    payer_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    cursor: str = ""
    limit: int = Field(default=50, ge=1, le=200)


class CreditNoteRow(Frozen):
    """A credit note in a list."""

    id: UUID
    label: str
    invoice_id: UUID
    invoice_label: str
    payer_id: UUID
    payer_name: str
    issued_on: date
    reason: str
    currency: str
    gross: Decimal


@query("sales.credit_note", permission="sales.view", door="GET /credit_notes/{credit_note_id}")
def get_credit_note(context: Context, data: WhichCreditNote) -> CreditNoteCard:  # noqa: ARG001 - the studio is in scope
    """Show a credit note."""
    return credit_note_card(data.credit_note_id)


def credit_note_card(credit_note_id: UUID) -> CreditNoteCard:
    """Return a credit note's card.

    Raises:
        NotFound: there is no such credit note.
    """
    row = CreditNote.objects.select_related("invoice", "client", "payer").filter(id=credit_note_id).first()
    if row is None:
        what = "credit note"
        raise NotFound(what)
    code, with_tax = row.currency, row.invoice.tax_included
    over = Credit.objects.filter(source_kind="credit_note", source_id=row.id).first()
    lines = (
        CreditNoteLine.objects.filter(credit_note_id=row.id).select_related("invoice_line").order_by("position", "id")
    )
    return CreditNoteCard(
        id=row.id,
        label=row.label,
        number=row.number,
        invoice_id=row.invoice_id,
        invoice_label=row.invoice.label,
        client=person(row.client),
        payer=person(row.payer),
        location_id=row.location_id,
        currency=code,
        language=row.language,
        issued_on=row.issued_on,
        issued_at=row.issued_at,
        issued_by=row.issued_by,
        reason=row.reason,
        seller=row.seller,
        addressee=row.addressee,
        tax_included=with_tax,
        lines=tuple(
            InvoiceLineCard(
                id=line.id,
                position=line.position,
                kind=line.kind,
                category=line.category,
                name=line.name,
                description="",
                parts=[],
                is_part=line.gross_minor != line.invoice_line.gross_minor,
                shoot_id=line.invoice_line.shoot_id,
                order_line_id=line.invoice_line.order_line_id,
                invoice_line_id=line.invoice_line_id,
                quantity=line.quantity,
                unit=major(line.invoice_line.unit_minor, code),
                listed=major(line.listed_minor, code),
                reduction=major(line.reduction_minor, code),
                shown=major(line.gross_minor if with_tax else line.net_minor, code),
                net=major(line.net_minor, code),
                taxes=tax_cards(line.taxes, code),
                tax=major(line.tax_minor, code),
                gross=major(line.gross_minor, code),
                credited=major(0, code),
            )
            for line in lines
        ),
        taxes=tax_cards(row.taxes, code),
        reduction=major(row.reduction_minor, code),
        net=major(row.net_minor, code),
        tax=major(row.tax_minor, code),
        gross=major(row.gross_minor, code),
        credit_id=over.id if over else None,
        left_over=major(over.amount_minor if over else 0, code),
        entry_id=row.entry_id,
    )


@query("sales.list_credit_notes", permission="sales.view", door="GET /credit_notes")
def list_credit_notes(context: Context, data: ListCreditNotes) -> Page[CreditNoteRow]:  # noqa: ARG001 - the studio is in scope
    """List credit notes, newest first.

    Raises:
        InvalidInput: the cursor is of another list.
    """
    wanted: dict[str, Any] = {
        "invoice_id": data.invoice_id,
        "payer_id": data.payer_id,
        "issued_on__gte": data.since,
        "issued_on__lte": data.until,
    }
    rows = CreditNote.objects.filter(**{name: value for name, value in wanted.items() if value is not None})
    total = rows.count()
    after = read(data.cursor, "newest")
    if after is not None:
        rows = rows.filter(behind("-issued_on", after))
    found = list(rows.select_related("invoice", "payer").order_by("-issued_on", "-id")[: data.limit + 1])
    shown = found[: data.limit]
    following = pack("newest", shown[-1].issued_on, shown[-1].id) if len(found) > data.limit else None
    cards = tuple(
        CreditNoteRow(
            id=row.id,
            label=row.label,
            invoice_id=row.invoice_id,
            invoice_label=row.invoice.label,
            payer_id=row.payer_id,
            payer_name=row.payer.display_name,
            issued_on=row.issued_on,
            reason=row.reason,
            currency=row.currency,
            gross=major(row.gross_minor, row.currency),
        )
        for row in shown
    )
    return Page(items=cards, next=following, total=total)
