"""Counting money against invoices: the one place that writes settlements and watches when an invoice closes."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from safelight.books.actions import NewEntry, NewLine, record
from safelight.foundation.actions import Context, InvalidInput, Refused
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.messaging.actions import cancel_about
from safelight.sales.actions.locking import locked_invoice
from safelight.sales.actions.redeeming import earn_for, unearn_for
from safelight.sales.events import InvoiceClosed, InvoiceReopened
from safelight.sales.models import Invoice, Settlement
from safelight.sales.queries.opens import open_of
from safelight.sales.rules.moves import Settled
from safelight.sales.rules.posting import RECEIVABLE


def checked_amount(invoice: Invoice, amount: Money, open_: Money) -> None:
    """Refuse amounts that do not fit an invoice.

    Raises:
        InvalidInput: another currency, or nothing and less.
        Refused: more than is open (``over_settled``).
    """
    if amount.currency != invoice.currency:
        message = f"Invoice {invoice.label} is in {invoice.currency}; {amount.currency} cannot pay it without a rate."
        raise InvalidInput(message, code="wrong_currency", fields={"currency": message})
    if amount.minor <= 0:
        message = "An amount that is counted against an invoice is more than nothing."
        raise InvalidInput(message, code="not_positive", fields={"amount": message})
    if open_ < amount:
        if open_.minor <= 0:
            message = f"Nothing is open on invoice {invoice.label} any more."
        else:
            message = (
                f"Only {open_.amount} {open_.currency} of invoice {invoice.label} is open."
                " Keep what is above as client credit, or count it against another invoice."
            )
        raise Refused(message, code="over_settled", fields={"amount": message})


def count(  # noqa: PLR0913 - the parts of a settlement, all named
    context: Context,
    invoice: Invoice,
    amount: Money,
    *,
    on: date,
    source: tuple[str, UUID],
    debit: NewLine,
    kind: str,
    memo: str = "",
) -> Settled:
    """Write a settlement of a locked invoice with its ledger entry; ``debit`` is the other side, with the amount.

    Raises:
        InvalidInput: the amount does not fit.
        Refused: more than is open, or the day is closed in the ledger.
    """
    open_ = open_of([invoice])[invoice.id]
    checked_amount(invoice, amount, open_)
    identifier = new_id()
    entry = record(
        context,
        NewEntry(
            on=on,
            kind=kind,
            memo=memo or f"Invoice {invoice.label}",
            source_kind="settlement",
            source_id=identifier,
            lines=(debit, _receivable(invoice, -amount)),
        ),
    )
    Settlement(
        id=identifier,
        invoice_id=invoice.id,
        amount_minor=amount.minor,
        currency=amount.currency,
        on=on,
        source_kind=source[0],
        source_id=source[1],
        account=debit.account,
        memo=memo,
        entry_id=entry.id,
        made_at=context.now,
        made_by=context.actor.label,
    ).save(force_insert=True)
    left = open_ - amount
    watch(context, invoice, left, on)
    return Settled(identifier, invoice.id, amount, left)


def watch(context: Context, invoice: Invoice, left: Money, on: date) -> None:
    """Note the day on which nothing was open any more on a locked invoice, or that something is open again."""
    if not left and invoice.closed_on is None:
        invoice.closed_on = max(on, invoice.issued_on)
        invoice.save(update_fields=["closed_on"])
        earn_for(context, invoice)
        cancel_about(context, "invoice", invoice.id, "payment_reminder")
        context.publish(InvoiceClosed(invoice_id=invoice.id, order_id=invoice.order_id, payer_id=invoice.payer_id))
    elif left and invoice.closed_on is not None:
        invoice.closed_on = None
        invoice.save(update_fields=["closed_on"])
        unearn_for(context, invoice)
        context.publish(InvoiceReopened(invoice_id=invoice.id, order_id=invoice.order_id, payer_id=invoice.payer_id))
    context.concerns(invoice.client_id, invoice.payer_id)


def line_of(invoice: Invoice, account: str, amount: Money, document_id: UUID | None = None) -> NewLine:
    """Return a ledger line about an invoice's payer and place."""
    return NewLine(
        account, amount, client_id=invoice.payer_id, document_id=document_id, location_id=invoice.location_id
    )


def locked_with_open(invoice_id: UUID) -> tuple[Invoice, Money]:
    """Return a locked invoice and what is open on it.

    Raises:
        NotFound: there is none.
    """
    invoice = locked_invoice(invoice_id)
    return invoice, open_of([invoice])[invoice.id]


def _receivable(invoice: Invoice, amount: Money) -> NewLine:
    return line_of(invoice, RECEIVABLE, amount, invoice.id)
