"""Money owed that will not be asked for any more, and the way back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, Refused, action
from safelight.foundation.ids import new_id
from safelight.pricing.queries.amounts import Amount, read
from safelight.sales.actions.settle import unsettle
from safelight.sales.actions.settling import count, line_of, locked_with_open
from safelight.sales.models import Settlement
from safelight.sales.queries.cards import InvoiceCard
from safelight.sales.queries.invoice import invoice_card
from safelight.sales.queries.reading import today_of
from safelight.sales.rules.posting import WRITE_OFFS

# What this module counted itself; everything else is taken back where it came from.
_OWN = frozenset({"write_off", "retainer", "credit", "gift_card"})


class WriteOff(Frozen):
    """Which invoice, why, and how much (all that is open unless given)."""

    invoice_id: UUID
    reason: str = Field(min_length=1, max_length=300)
    amount: Amount | None = None
    on: date | None = None


class TakeBack(Frozen):
    """Which settlement to take back, and why."""

    invoice_id: UUID
    settlement_id: UUID
    reason: str = Field(default="", max_length=300)
    on: date | None = None


@action("sales.write_off", permission="sales.correct", door="POST /invoices/{invoice_id}/write_offs")
def write_off(context: Context, data: WriteOff) -> InvoiceCard:
    """Write off what is open on an invoice: it will not be asked for any more.

    The tax on it stays as it was booked; where the tax office gives it back, write a credit note instead.

    Raises:
        NotFound: no such invoice.
        Refused: nothing, or less than that, is open; the day is closed.
    """
    invoice, open_ = locked_with_open(data.invoice_id)
    amount = read(data.amount, invoice.currency, "amount") if data.amount is not None else open_
    if not amount:
        message = f"Nothing is open on invoice {invoice.label}."
        raise Refused(message, code="nothing_open")
    settled = count(
        context,
        invoice,
        amount,
        on=data.on or today_of(context),
        source=("write_off", new_id()),
        debit=line_of(invoice, WRITE_OFFS, amount),
        kind="write_off",
        memo=data.reason,
    )
    context.subject(
        "invoice", invoice.id, f"{amount.amount} {amount.currency} of invoice {invoice.label} was written off"
    )
    context.undo_with("sales.take_back", {"invoice_id": str(invoice.id), "settlement_id": str(settled.id)})
    return invoice_card(invoice.id, today_of(context))


@action(
    "sales.take_back",
    permission="sales.correct",
    door="POST /invoices/{invoice_id}/settlements/{settlement_id}/reversal",
)
def take_back(context: Context, data: TakeBack) -> InvoiceCard:
    """Take back what was written off, or counted out of a retainer, credit or gift card.

    Raises:
        NotFound: no such settlement on this invoice.
        InvalidInput: it came from a payment, which is voided or refunded itself.
        Refused: it was taken back already, or the day is closed.
    """
    row = Settlement.objects.filter(id=data.settlement_id, invoice_id=data.invoice_id).first()
    if row is None:
        what = "settlement"
        raise NotFound(what)
    if row.source_kind not in _OWN:
        message = "This came from a payment. Void or refund the payment; the invoice follows."
        raise InvalidInput(message, code="from_payment", fields={"settlement_id": message})
    today = today_of(context)
    settled = unsettle(context, row.id, max(data.on or today, row.on), memo=data.reason)
    card = invoice_card(data.invoice_id, today)
    context.subject(
        "invoice", card.id, f"{-settled.amount.amount} {card.currency} is open on invoice {card.label} again"
    )
    return card
