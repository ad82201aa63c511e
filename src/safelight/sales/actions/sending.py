"""Mail about documents: estimates, invoices, credit notes, receipts, statements, reminders."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field

from safelight.clients.models import Client
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, action, ask
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.messaging import kinds
from safelight.messaging.actions import NewMessage, queue
from safelight.messaging.ports import AttachmentRef
from safelight.messaging.queries.cards import MessageCard
from safelight.messaging.rules.facts import Fact
from safelight.sales.actions.locking import locked_invoice
from safelight.sales.models import Reminder, SentStatement, Settlement
from safelight.sales.queries import telling
from safelight.sales.queries.credit_note import credit_note_card
from safelight.sales.queries.invoice import invoice_card
from safelight.sales.queries.opens import open_of
from safelight.sales.queries.order import order_card
from safelight.sales.queries.reading import today_of
from safelight.sales.queries.statement import AskStatement, get_statement
from safelight.sales.rules.states import OrderState

Addresses = Annotated[tuple[Annotated[str, Field(max_length=254)], ...], Field(max_length=20)]
_STALE = timedelta(days=3)


class SendInvoice(Frozen):
    """Which invoice; to which addresses (the payer's own unless given)."""

    invoice_id: UUID
    to: Addresses = ()


class SendOrder(Frozen):
    """Which estimate; to which addresses (the payer's own unless given)."""

    order_id: UUID
    to: Addresses = ()


class SendCreditNote(Frozen):
    """Which credit note; to which addresses (the payer's own unless given)."""

    credit_note_id: UUID
    to: Addresses = ()


class SendReceipt(Frozen):
    """Which settlement of which invoice; to which addresses (the payer's own unless given)."""

    invoice_id: UUID
    settlement_id: UUID
    to: Addresses = ()


class SendStatement(Frozen):
    """Whose statement, over which period and currency; to which addresses (the client's own unless given)."""

    client_id: UUID
    since: date
    until: date
    currency: str = Field(default="", max_length=3)
    to: Addresses = ()


class Remind(Frozen):
    """Which invoice; ``step`` is the step of the schedule, left out when a person reminds by hand."""

    invoice_id: UUID
    step: int | None = Field(default=None, ge=-60, le=365)
    to: Addresses = ()


@action("sales.send_invoice", permission="messaging.send", door="POST /invoices/{invoice_id}/mails")
def send_invoice(context: Context, data: SendInvoice) -> MessageCard:
    """Mail an invoice to its payer.

    Raises:
        NotFound: no such invoice.
        InvalidInput: an address is none.
        Refused: there is no address, or it cannot be written to.
    """
    card = invoice_card(data.invoice_id, today_of(context))
    sent = _queue(
        context, "invoice", card.payer.id, telling.invoice_facts(card), data.to, ("invoice", card.id, card.language),
        AttachmentRef(telling.INVOICE_PDF, card.id, f"{card.label}.pdf"),
    )  # fmt: skip
    context.subject("invoice", card.id, f"Invoice {card.label} was mailed")
    return sent


@action("sales.send_estimate", permission="messaging.send", door="POST /orders/{order_id}/mails")
def send_estimate(context: Context, data: SendOrder) -> MessageCard:
    """Mail an estimate to who would pay it.

    Raises:
        NotFound: no such estimate.
        Conflict: it is no estimate any more.
        Refused: there is no address, or it cannot be written to.
    """
    card = order_card(data.order_id, today_of(context))
    if card.state is not OrderState.ESTIMATE:
        message = "This is an order by now. Issue its invoice and mail that."
        raise Conflict(message, code="not_now")
    sent = _queue(
        context, "estimate", (card.payer or card.client).id, telling.estimate_facts(card), data.to,
        ("order", card.id, card.language), AttachmentRef(telling.ESTIMATE_PDF, card.id, f"{card.label}.pdf"),
    )  # fmt: skip
    context.subject("order", card.id, f"Estimate {card.label} was mailed")
    return sent


@action("sales.send_credit_note", permission="messaging.send", door="POST /credit_notes/{credit_note_id}/mails")
def send_credit_note(context: Context, data: SendCreditNote) -> MessageCard:
    """Mail a credit note to the payer.

    Raises:
        NotFound: no such credit note.
        Refused: there is no address, or it cannot be written to.
    """
    card = credit_note_card(data.credit_note_id)
    sent = _queue(
        context, "credit_note", card.payer.id, telling.credit_note_facts(card), data.to,
        ("credit_note", card.id, card.language), AttachmentRef(telling.CREDIT_NOTE_PDF, card.id, f"{card.label}.pdf"),
    )  # fmt: skip
    context.subject("credit_note", card.id, f"Credit note {card.label} was mailed")
    return sent


@action(
    "sales.send_receipt",
    permission="messaging.send",
    door="POST /invoices/{invoice_id}/settlements/{settlement_id}/mails",
)
def send_receipt(context: Context, data: SendReceipt) -> MessageCard:
    """Mail a receipt of what was counted against an invoice.

    Raises:
        NotFound: no such settlement on this invoice.
        InvalidInput: it takes money back.
        Refused: there is no address, or it cannot be written to.
    """
    row = Settlement.objects.select_related("invoice").filter(id=data.settlement_id, invoice_id=data.invoice_id).first()
    if row is None:
        what = "settlement"
        raise NotFound(what)
    if row.amount_minor <= 0:
        message = "This takes money back, so there is nothing to receipt."
        raise InvalidInput(message, fields={"settlement_id": message})
    invoice = row.invoice
    facts: dict[str, Fact] = {
        "receipt.number": invoice.label,
        "receipt.date": row.on,
        "receipt.amount": Money.of_minor(row.amount_minor, row.currency),
        "receipt.tender": row.memo or None,
        "invoice.number": invoice.label,
        "invoice.open": open_of([invoice])[invoice.id],
    }
    sent = _queue(
        context, "receipt", invoice.payer_id, facts, data.to, ("invoice", invoice.id, invoice.language),
        AttachmentRef(telling.RECEIPT_PDF, row.id, f"{invoice.label}.pdf"),
    )  # fmt: skip
    context.subject("invoice", invoice.id, f"A receipt for invoice {invoice.label} was mailed")
    return sent


@action("sales.send_statement", permission="messaging.send", door="POST /clients/{client_id}/statements")
def send_statement(context: Context, data: SendStatement) -> MessageCard:
    """Mail a payer their statement of account over a period.

    Raises:
        NotFound: no such client.
        InvalidInput: the period ends before it begins.
        Refused: there is no address, or it cannot be written to.
    """
    wanted = AskStatement(client_id=data.client_id, since=data.since, until=data.until, currency=data.currency)
    card = ask(get_statement, context, wanted)
    row = SentStatement(
        id=new_id(),
        client_id=data.client_id,
        since=data.since,
        until=data.until,
        currency=card.currency,
        made_at=context.now,
        made_by=context.actor.label,
    )
    row.save(force_insert=True)
    facts: dict[str, Fact] = {
        "statement.from": data.since,
        "statement.until": data.until,
        "statement.open": Money(card.closing, card.currency),
    }
    sent = _queue(
        context, "statement", data.client_id, facts, data.to, ("statement", row.id, ""),
        AttachmentRef(telling.STATEMENT_PDF, row.id, f"{data.until.isoformat()}.pdf"),
    )  # fmt: skip
    name = Client.objects.values_list("display_name", flat=True).get(id=data.client_id)
    context.subject("client", data.client_id, f"A statement of account was mailed to {name}")
    return sent


@action("sales.remind", permission="messaging.send", door="POST /invoices/{invoice_id}/reminders")
def remind(context: Context, data: Remind) -> MessageCard:
    """Remind a payer of an invoice; each step of the schedule is sent once for each due day.

    Raises:
        NotFound: no such invoice.
        Conflict: nothing is open on it, or it was reminded of like this already.
        Refused: there is no address, or it cannot be written to.
    """
    locked_invoice(data.invoice_id)
    today = today_of(context)
    card = invoice_card(data.invoice_id, today)
    if card.open <= 0:
        message = f"Nothing is open on invoice {card.label}, so there is nothing to remind of."
        raise Conflict(message, code="nothing_open")
    due = (card.plan.next_due_on if card.plan else None) or card.due_on
    step = data.step if data.step is not None else (today - due).days
    if Reminder.objects.filter(invoice_id=card.id, due_on=due, step=step).exists():
        message = f"A reminder of invoice {card.label} went out already. Wait a day before the next one."
        raise Conflict(message, code="reminded")
    Reminder(invoice_id=card.id, due_on=due, step=step, at=context.now, by=context.actor.label).save(force_insert=True)
    by_hand = data.step is None
    sent = queue(
        context,
        NewMessage(
            kind="payment_reminder",
            client_id=card.payer.id,
            to=data.to,
            facts=telling.only(telling.invoice_facts(card), _fields("payment_reminder")),
            attachments=(AttachmentRef(telling.INVOICE_PDF, card.id, f"{card.label}.pdf"),),
            language=card.language,
            stale_after=None if by_hand else context.now + _STALE,
            about_kind="invoice",
            about_id=card.id,
            idempotency=f"reminder {card.id} {due.isoformat()} {step}",
            deliberate=by_hand,
        ),
    )
    context.subject("invoice", card.id, f"A reminder of invoice {card.label} was written")
    context.concerns(card.payer.id, card.client.id)
    return sent


def _queue(  # noqa: PLR0913, PLR0917 - the parts of a mail
    context: Context,
    kind: str,
    client_id: UUID,
    facts: dict[str, Fact],
    to: tuple[str, ...],
    about: tuple[str, UUID, str],
    attachment: AttachmentRef,
) -> MessageCard:
    about_kind, about_id, language = about
    context.concerns(client_id)
    return queue(
        context,
        NewMessage(
            kind=kind,
            client_id=client_id,
            to=to,
            facts=telling.only(facts, _fields(kind)),
            attachments=(attachment,),
            language=language,
            about_kind=about_kind,
            about_id=about_id,
            deliberate=True,
        ),
    )


def _fields(kind: str) -> frozenset[str]:
    """Return the facts that a kind of message has places for."""
    known = kinds.find(kind)
    return frozenset(field.fact for field in known.fields) if known else frozenset()
