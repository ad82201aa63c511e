"""Gift cards: given a code, used, prolonged, made void."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from safelight.books.actions import NewEntry, NewLine, record
from safelight.foundation.actions import Context, Frozen, InvalidInput, Refused, action
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.pricing.queries.amounts import Amount, read
from safelight.sales.actions.credits import keep_credit
from safelight.sales.actions.locking import locked_card
from safelight.sales.actions.use_gift_card import use_gift_card
from safelight.sales.events import GiftCardActivated
from safelight.sales.models import GiftCard, Invoice
from safelight.sales.queries.cards import GiftCardCard, InvoiceCard, IssuedCode
from safelight.sales.queries.gift_cards import gift_card_card
from safelight.sales.queries.invoice import invoice_card
from safelight.sales.queries.opens import left_on_cards, open_of
from safelight.sales.queries.reading import today_of
from safelight.sales.rules.codes import hash_code, last_of, make_code, show_code
from safelight.sales.rules.moves import KeepCredit, UseGiftCard
from safelight.sales.rules.posting import EXPIRED_CARDS, GIFT_CARDS


class WhichCard(Frozen):
    """One gift card."""

    card_id: UUID


class ActivateCard(Frozen):
    """Which card.

    ``unpaid`` gives the code out although its invoice is open; ``again`` makes a new code for one that is lost, and the
    old code is worth nothing from then on.
    """

    card_id: UUID
    unpaid: bool = False
    again: bool = False


class RedeemCard(Frozen):
    """A code as typed, the invoice it pays, and how much (as much as is there and open unless given)."""

    invoice_id: UUID
    code: str = Field(min_length=1, max_length=60)
    amount: Amount | None = None
    on: date | None = None


class ChangeCard(Frozen):
    """What of a card changes; only the fields given. An explicit null lets it never expire."""

    card_id: UUID
    recipient: str = Field(default="", max_length=200)
    message: str = Field(default="", max_length=1_000)
    expires_on: date | None = None


class VoidCard(Frozen):
    """Which card, why, and what becomes of the money on it: income, credit of the buyer, or a refund promised to them."""

    card_id: UUID
    reason: str = Field(min_length=1, max_length=300)
    left_to: Literal["income", "credit", "refund"]
    on: date | None = None


@action("sales.activate_gift_card", permission="sales.issue", door="POST /gift_cards/{card_id}/code", answer_once=True)
def activate_gift_card(context: Context, data: ActivateCard) -> IssuedCode:
    """Give a gift card its code; the code is told this one time and kept nowhere.

    Raises:
        NotFound: no such card.
        Refused: its invoice is not paid, it has a code already, it is void or was used.
    """
    card = locked_card(data.card_id)
    _not_void(card)
    invoice = Invoice.objects.get(id=card.invoice_line.invoice_id)
    open_ = open_of([invoice])[invoice.id]
    if open_.minor > 0 and not data.unpaid:
        message = (
            f"{open_.amount} {open_.currency} of invoice {invoice.label} is open."
            " Give the code out when it is paid, or say that it may be given before."
        )
        raise Refused(message, code="unpaid", fields={"unpaid": message})
    if card.code_hash is not None and not data.again:
        message = (
            f"Gift card {card.label} has a code already, ending in {card.last4}."
            " If it is lost, ask for a new one: the old code is worth nothing then."
        )
        raise Refused(message, code="has_code", fields={"again": message})
    code = make_code(secrets.randbelow)
    card.code_hash, card.last4, card.activated_at = hash_code(code), last_of(code), context.now
    card.save(update_fields=["code_hash", "last4", "activated_at"])
    context.subject("gift_card", card.id, f"Gift card {card.label} has a code, ending in {card.last4}")
    context.concerns(card.client_id)
    context.publish(GiftCardActivated(card_id=card.id, client_id=card.client_id))
    return IssuedCode(
        card_id=card.id,
        label=card.label,
        code=show_code(code),
        amount=left_on_cards([card])[card.id].amount,
        currency=card.currency,
        expires_on=card.expires_on,
    )


@action("sales.redeem_gift_card", permission="payments.take", door="POST /invoices/{invoice_id}/gift_card")
def redeem_gift_card(context: Context, data: RedeemCard) -> InvoiceCard:
    """Pay an invoice, or a part of it, with a gift card.

    Raises:
        NotFound: no such invoice, or no card has this code.
        InvalidInput: the code has a slip, or the amount does not fit.
        Refused: the card is void, expired or empty.
    """
    currency = Invoice.objects.filter(id=data.invoice_id).values_list("currency", flat=True).first()
    amount = read(data.amount, currency, "amount") if data.amount is not None and currency else None
    settled = use_gift_card(context, UseGiftCard(data.code, data.invoice_id, data.on or today_of(context), amount))
    card = invoice_card(data.invoice_id, today_of(context))
    context.subject(
        "invoice", card.id, f"{settled.amount.amount} {card.currency} of a gift card pays invoice {card.label}"
    )
    return card


@action("sales.change_gift_card", permission="sales.issue", door="PATCH /gift_cards/{card_id}")
def change_gift_card(context: Context, data: ChangeCard) -> GiftCardCard:
    """Change for whom a gift card is, what stands on it, or until when it can be used.

    Raises:
        NotFound: no such card.
        Refused: it is void.
        InvalidInput: it would expire before today.
    """
    card = locked_card(data.card_id)
    _not_void(card)
    given = data.model_fields_set - {"card_id"}
    if "expires_on" in given and data.expires_on is not None and data.expires_on < today_of(context):
        message = "A card does not expire in the past. Make it void instead."
        raise InvalidInput(message, fields={"expires_on": message})
    before = {name: str(getattr(card, name) or "") for name in given}
    for name in given:
        setattr(card, name, getattr(data, name))
    card.save(update_fields=sorted(given) or None)
    context.changed({name: [value, str(getattr(card, name) or "")] for name, value in before.items()})
    context.subject("gift_card", card.id, f"Gift card {card.label} was changed")
    context.concerns(card.client_id)
    return gift_card_card(card.id, today_of(context))


@action("sales.void_gift_card", permission="sales.correct", door="POST /gift_cards/{card_id}/void")
def void_gift_card(context: Context, data: VoidCard) -> GiftCardCard:
    """Make a gift card void, because it is lost, expired or taken back; says what becomes of the money on it.

    Raises:
        NotFound: no such card.
        Refused: it is void already, or the day is closed.
    """
    card = locked_card(data.card_id)
    _not_void(card)
    left = left_on_cards([card])[card.id]
    on = max(data.on or today_of(context), card.sold_on)
    if left.minor > 0:
        _empty(context, card, left, on, data)
    card.voided_at, card.void_reason = context.now, data.reason
    card.save(update_fields=["voided_at", "void_reason"])
    context.subject("gift_card", card.id, f"Gift card {card.label} is void")
    context.concerns(card.client_id)
    return gift_card_card(card.id, today_of(context))


def _empty(context: Context, card: GiftCard, left: Money, on: date, data: VoidCard) -> None:
    debit = NewLine(GIFT_CARDS, left, client_id=card.client_id, document_id=card.id)
    if data.left_to == "income":
        credit = NewLine(EXPIRED_CARDS, -left, client_id=card.client_id)
        memo = f"Gift card {card.label}: {data.reason}"[:300]
        record(context, NewEntry(on, "gift_card_void", memo, "gift_card", card.id, (debit, credit)))
        return
    keep_credit(
        context,
        KeepCredit(
            client_id=card.client_id,
            amount=left,
            on=on,
            source_kind="gift_card",
            source_id=new_id(),
            debit_account=GIFT_CARDS,
            reason=f"Gift card {card.label}: {data.reason}",
            purpose=data.left_to,
        ),
        debit=debit,
    )


def _not_void(card: GiftCard) -> None:
    if card.voided_at is not None:
        message = f"Gift card {card.label} is void."
        raise Refused(message, code="card_void")
