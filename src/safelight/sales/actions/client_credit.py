"""What a person decides about client credit: given, counted against an invoice, promised back or kept after all."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, action
from safelight.foundation.ids import new_id
from safelight.pricing.queries.amounts import Amount, read
from safelight.sales.actions.building import check_references, checked_currency
from safelight.sales.actions.credits import keep_credit, repurpose, use_credit
from safelight.sales.actions.locking import locked_credit
from safelight.sales.models import Credit, Invoice
from safelight.sales.queries.cards import CreditCard, InvoiceCard
from safelight.sales.queries.invoice import invoice_card
from safelight.sales.queries.opens import left_of_credits
from safelight.sales.queries.owed import credit_cards
from safelight.sales.queries.reading import today_of
from safelight.sales.rules.moves import KeepCredit, UseCredit


class GiveCredit(Frozen):
    """Whom, how much and why; it is booked as a discount given."""

    client_id: UUID
    amount: Amount
    currency: str = Field(default="", max_length=3)
    reason: str = Field(min_length=1, max_length=300)
    on: date | None = None
    location_id: UUID | None = None


class ApplyCredit(Frozen):
    """Which invoice; which credit and how much, as much as is there and open unless given."""

    invoice_id: UUID
    credit_id: UUID | None = None
    amount: Amount | None = None
    on: date | None = None


class TurnCredit(Frozen):
    """Which credit, and what it becomes: promised back (``refund``) or kept for later (``credit``); all unless given."""

    credit_id: UUID
    purpose: Literal["credit", "refund"]
    amount: Amount | None = None
    on: date | None = None
    reason: str = Field(default="", max_length=300)


@action("sales.give_credit", permission="sales.correct", door="POST /clients/{client_id}/credits")
def give_credit(context: Context, data: GiveCredit) -> CreditCard:
    """Give a client credit for a later invoice.

    Raises:
        NotFound: no such client or place.
        InvalidInput: nothing and less, an amount too fine, or no such currency.
        Refused: the day is closed.
    """
    currency = checked_currency(data.currency or context.studio.currency)
    amount = read(data.amount, currency, "amount")
    check_references(clients={"client_id": data.client_id}, location_id=data.location_id, price_list_id=None, shoots=())
    kept = keep_credit(
        context,
        KeepCredit(
            client_id=data.client_id,
            amount=amount,
            on=data.on or today_of(context),
            source_kind="given",
            source_id=new_id(),
            debit_account="discounts",
            reason=data.reason,
            location_id=data.location_id,
        ),
    )
    context.subject("credit", kept.id, f"A credit of {amount.amount} {currency} was given")
    return _card(kept.id)


@action("sales.apply_credit", permission="payments.take", door="POST /invoices/{invoice_id}/credit")
def apply_credit(context: Context, data: ApplyCredit) -> InvoiceCard:
    """Count credit of the payer or client against an invoice, the oldest first.

    Raises:
        NotFound: no such invoice or credit.
        Refused: there is no credit, or nothing is open.
    """
    currency = Invoice.objects.filter(id=data.invoice_id).values_list("currency", flat=True).first()
    if currency is None:
        what = "invoice"
        raise NotFound(what)
    amount = read(data.amount, currency, "amount") if data.amount is not None else None
    settled = use_credit(context, UseCredit(data.invoice_id, data.on or today_of(context), amount, data.credit_id))
    card = invoice_card(data.invoice_id, today_of(context))
    total = sum((one.amount.amount for one in settled[1:]), settled[0].amount.amount)
    context.subject("invoice", card.id, f"{total} {card.currency} of credit counts against invoice {card.label}")
    return card


@action("sales.turn_credit", permission="sales.correct", door="POST /credits/{credit_id}/purpose")
def turn_credit(context: Context, data: TurnCredit) -> CreditCard:
    """Promise a client's credit back, or keep a promised refund as credit.

    Raises:
        NotFound: no such credit.
        InvalidInput: it is that already.
        Refused: nothing is left of it, or the day is closed.
    """
    credit = locked_credit(data.credit_id)
    if credit.purpose == data.purpose:
        message = "It is promised back already." if data.purpose == "refund" else "It is credit already."
        raise InvalidInput(message, fields={"purpose": message})
    left = left_of_credits([credit])[credit.id]
    amount = read(data.amount, credit.currency, "amount") if data.amount is not None else left
    on = max(data.on or today_of(context), credit.on)
    kept = repurpose(context, credit, amount, on, purpose=data.purpose, reason=data.reason or credit.reason)
    words = "is promised back" if data.purpose == "refund" else "is kept as credit"
    context.subject("credit", kept.id, f"{amount.amount} {amount.currency} {words}")
    return _card(kept.id)


def _card(credit_id: UUID) -> CreditCard:
    return credit_cards([Credit.objects.select_related("client").get(id=credit_id)])[0]
