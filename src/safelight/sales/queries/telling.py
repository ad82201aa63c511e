"""What clients are told of their documents: the facts of messages, and what a message about a document may say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from safelight.foundation.actions import Context
from safelight.foundation.money import Money
from safelight.messaging.ports import AttachmentRef, Subject
from safelight.messaging.rules.facts import Fact
from safelight.sales.queries.cards import CreditNoteCard, InvoiceCard
from safelight.sales.queries.credit_note import credit_note_card
from safelight.sales.queries.invoice import invoice_card
from safelight.sales.queries.order import order_card
from safelight.sales.queries.order_cards import OrderCard
from safelight.sales.queries.reading import today_of
from safelight.sales.rules.states import OrderState

INVOICE_PDF: Final = "invoice_pdf"
CREDIT_NOTE_PDF: Final = "credit_note_pdf"
ESTIMATE_PDF: Final = "estimate_pdf"
ORDER_PDF: Final = "order_pdf"
RECEIPT_PDF: Final = "receipt_pdf"
STATEMENT_PDF: Final = "statement_pdf"


def invoice_facts(card: InvoiceCard) -> dict[str, Fact]:
    """Return what a message may say of an invoice."""
    return {
        "invoice.number": card.label,
        "invoice.date": card.issued_on,
        "invoice.total": Money(card.gross, card.currency),
        "invoice.open": Money(card.open, card.currency),
        "invoice.due": (card.plan.next_due_on if card.plan else None) or card.due_on,
        "invoice.days_overdue": card.days_over or None,
    }


def credit_note_facts(card: CreditNoteCard) -> dict[str, Fact]:
    """Return what a message may say of a credit note."""
    return {
        "credit_note.number": card.label,
        "credit_note.date": card.issued_on,
        "credit_note.total": Money(card.gross, card.currency),
        "credit_note.reason": card.reason,
        "invoice.number": card.invoice_label,
    }


def estimate_facts(card: OrderCard) -> dict[str, Fact]:
    """Return what a message may say of an estimate or order."""
    return {
        "estimate.number": card.label,
        "estimate.date": card.placed_on,
        "estimate.total": Money(card.gross, card.currency),
        "estimate.valid_until": card.valid_until,
    }


def only(facts: Mapping[str, Fact], names: frozenset[str]) -> dict[str, Fact]:
    """Return the facts that a kind of message has places for."""
    return {name: value for name, value in facts.items() if name in names}


def describe_invoice(context: Context, invoice_id: UUID) -> Subject:
    """Return what a message about an invoice may say; raises NotFound."""
    card = invoice_card(invoice_id, today_of(context))
    kinds = ("payment_reminder", "invoice") if card.days_over else ("invoice", "payment_reminder")
    return Subject(
        client_id=card.payer.id,
        name=card.label,
        kinds=kinds,
        facts=invoice_facts(card),
        attachments=(AttachmentRef(INVOICE_PDF, card.id, f"{card.label}.pdf"),),
    )


def describe_order(context: Context, order_id: UUID) -> Subject:
    """Return what a message about an estimate or order may say; raises NotFound."""
    card = order_card(order_id, today_of(context))
    renderer = ESTIMATE_PDF if card.state is OrderState.ESTIMATE else ORDER_PDF
    return Subject(
        client_id=(card.payer or card.client).id,
        name=card.label,
        kinds=("estimate",) if card.state is OrderState.ESTIMATE else (),
        facts=estimate_facts(card),
        attachments=(AttachmentRef(renderer, card.id, f"{card.label}.pdf"),),
    )


def describe_credit_note(context: Context, credit_note_id: UUID) -> Subject:  # noqa: ARG001 - the shape of the port
    """Return what a message about a credit note may say; raises NotFound."""
    card = credit_note_card(credit_note_id)
    return Subject(
        client_id=card.payer.id,
        name=card.label,
        kinds=("credit_note",),
        facts=credit_note_facts(card),
        attachments=(AttachmentRef(CREDIT_NOTE_PDF, card.id, f"{card.label}.pdf"),),
    )
