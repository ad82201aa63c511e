"""Paying with a gift card."""

from __future__ import annotations

from datetime import date

from safelight.foundation import clock
from safelight.foundation.actions import Context, InvalidInput, NotFound, Refused
from safelight.foundation.money import Money
from safelight.sales.actions.locking import locked_card
from safelight.sales.actions.settling import count, line_of, locked_with_open
from safelight.sales.models import GiftCard
from safelight.sales.queries.opens import left_on_cards
from safelight.sales.rules.codes import NotACode, hash_code, read_code
from safelight.sales.rules.gift_cards import is_expired
from safelight.sales.rules.moves import Settled, UseGiftCard
from safelight.sales.rules.posting import GIFT_CARDS


def use_gift_card(context: Context, wanted: UseGiftCard) -> Settled:
    """Count a gift card against an invoice; without an amount as much as is on it and open.

    Raises:
        NotFound: there is no such invoice, or no card of that code.
        InvalidInput: the code has a slip, or the amount does not fit.
        Refused: the card is void, expired or empty, or holds less than the amount.
    """
    invoice, open_ = locked_with_open(wanted.invoice_id)
    card = card_of_code(wanted.code)
    card = locked_card(card.id)
    left = usable(card, clock.local(context.now, context.studio.zone).date())
    if card.currency != invoice.currency:
        message = f"This card is in {card.currency}, invoice {invoice.label} in {invoice.currency}."
        raise InvalidInput(message, code="wrong_currency", fields={"code": message})
    amount = wanted.amount or min(left, open_)
    if left < amount:
        message = f"{left.amount} {left.currency} is left on this card."
        raise Refused(message, code="card_too_small", fields={"amount": message})
    settled = count(
        context,
        invoice,
        amount,
        on=wanted.on,
        source=("gift_card", card.id),
        debit=line_of(invoice, GIFT_CARDS, amount, card.id),
        kind="gift_card_used",
        memo=f"Gift card {card.label} counted against invoice {invoice.label}",
    )
    context.concerns(card.client_id)
    return settled


def card_of_code(typed: str) -> GiftCard:
    """Return the card of a code as somebody typed it.

    Raises:
        InvalidInput: the code has a slip.
        NotFound: no card has this code.
    """
    try:
        code = read_code(typed)
    except NotACode as error:
        raise InvalidInput(str(error), code="not_a_code", fields={"code": str(error)}) from None
    found = GiftCard.objects.filter(code_hash=hash_code(code)).first()
    if found is None:
        what = "gift card"
        raise NotFound(what)
    return found


def usable(card: GiftCard, today: date) -> Money:
    """Return what is left on a card that can be used.

    Raises:
        Refused: it is void, expired or empty.
    """
    left = left_on_cards([card])[card.id]
    if card.voided_at is not None:
        message = f"Gift card {card.label} is void" + (f": {card.void_reason}" if card.void_reason else ".")
        raise Refused(message, code="card_void", fields={"code": message})
    if card.expires_on is not None and is_expired(card.expires_on, today):
        message = (
            f"Gift card {card.label} expired on {card.expires_on:%d %B %Y}. Extend it first, if you mean to take it."
        )
        raise Refused(message, code="card_expired", fields={"code": message})
    if left.minor <= 0:
        message = f"Nothing is left on gift card {card.label}."
        raise Refused(message, code="card_empty", fields={"code": message})
    return left
