"""Gift cards: one, by code, and lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal
from uuid import UUID

from django.db.models import Q
from pydantic import Field

from safelight.books.queries import open_documents
from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, Page, query
from safelight.foundation.money import Money
from safelight.sales.models import GiftCard
from safelight.sales.queries.amounts import major
from safelight.sales.queries.cards import GiftCardCard
from safelight.sales.queries.opens import left_on_cards, open_of
from safelight.sales.queries.reading import person, today_of
from safelight.sales.rules.codes import NotACode, hash_code, read_code
from safelight.sales.rules.gift_cards import is_expired
from safelight.sales.rules.posting import GIFT_CARDS


class AskCard(Frozen):
    """One gift card."""

    card_id: UUID


class AskCode(Frozen):
    """A code as somebody typed it."""

    code: str = Field(min_length=1, max_length=60)


class ListCards(Frozen):
    """Which cards; ``q`` is a part of the number, of the code's end, of the recipient's or buyer's name."""

    q: str = Field(default="", max_length=100)
    client_id: UUID | None = None
    invoice_id: UUID | None = None
    state: Literal["", "sold", "active", "used", "expired", "void"] = ""
    cursor: UUID | None = None
    limit: int = Field(default=50, ge=1, le=200)


@query("sales.gift_card", permission="sales.view", door="GET /gift_cards/{card_id}")
def get_gift_card(context: Context, data: AskCard) -> GiftCardCard:
    """Show a gift card with what is left on it."""
    return gift_card_card(data.card_id, today_of(context))


@query("sales.check_gift_card", permission="sales.view", door="GET /gift_card_of_code")
def check_gift_card(context: Context, data: AskCode) -> GiftCardCard:
    """Show the gift card of a code: what is left and until when.

    Raises:
        InvalidInput: the code has a slip.
        NotFound: no card has this code.
    """
    try:
        code = read_code(data.code)
    except NotACode as error:
        raise InvalidInput(str(error), code="not_a_code", fields={"code": str(error)}) from None
    row = GiftCard.objects.filter(code_hash=hash_code(code)).first()
    if row is None:
        what = "gift card"
        raise NotFound(what)
    return gift_card_card(row.id, today_of(context))


@query("sales.list_gift_cards", permission="sales.view", door="GET /gift_cards")
def list_gift_cards(context: Context, data: ListCards) -> Page[GiftCardCard]:
    """List gift cards with what is left on each, newest first."""
    today = today_of(context)
    rows = GiftCard.objects.select_related("client", "invoice_line__invoice")
    if data.client_id is not None:
        rows = rows.filter(client_id=data.client_id)
    if data.invoice_id is not None:
        rows = rows.filter(invoice_line__invoice_id=data.invoice_id)
    for word in data.q.split():
        rows = rows.filter(
            Q(label__icontains=word)
            | Q(last4__iexact=word)
            | Q(recipient__icontains=word)
            | Q(client__display_name__icontains=word)
        )
    if data.state:
        rows = rows.filter(_condition(data.state, today))
    total = rows.count()
    if data.cursor is not None:
        rows = rows.filter(id__lt=data.cursor)
    found = list(rows.order_by("-id")[: data.limit + 1])
    shown = found[: data.limit]
    following = str(shown[-1].id) if len(found) > data.limit else None
    return Page(items=tuple(gift_card_cards(shown, today)), next=following, total=total)


def gift_card_card(card_id: UUID, today: date) -> GiftCardCard:
    """Return a gift card's card.

    Raises:
        NotFound: there is no such gift card.
    """
    row = GiftCard.objects.select_related("client", "invoice_line__invoice").filter(id=card_id).first()
    if row is None:
        what = "gift card"
        raise NotFound(what)
    return gift_card_cards([row], today)[0]


def gift_card_cards(rows: Sequence[GiftCard], today: date) -> list[GiftCardCard]:
    """Return gift cards loaded with client and invoice as cards (two queries)."""
    left = left_on_cards(rows)
    opens = open_of([row.invoice_line.invoice for row in rows])
    return [
        GiftCardCard(
            id=row.id,
            label=row.label,
            state=_state(row, left[row.id], today),
            client=person(row.client),
            invoice_id=row.invoice_line.invoice_id,
            invoice_label=row.invoice_line.invoice.label,
            invoice_open=opens[row.invoice_line.invoice_id].amount,
            recipient=row.recipient,
            message=row.message,
            amount=major(row.amount_minor, row.currency),
            left=left[row.id].amount,
            currency=row.currency,
            sold_on=row.sold_on,
            expires_on=row.expires_on,
            last4=row.last4,
            activated_at=row.activated_at,
            voided_at=row.voided_at,
            void_reason=row.void_reason,
        )
        for row in rows
    ]


def _state(row: GiftCard, left: Money, today: date) -> Literal["sold", "active", "used", "expired", "void"]:
    if row.voided_at is not None:
        return "void"
    if left.minor <= 0:
        return "used"
    if is_expired(row.expires_on, today):
        return "expired"
    return "active" if row.code_hash is not None else "sold"


def _condition(state: str, today: date) -> Q:
    """Return the condition of a state; whether anything is left on a card is the ledger's to say."""
    if state == "void":
        return Q(voided_at__isnull=False)
    filled = Q(id__in=[one.document_id for one in open_documents(GIFT_CARDS)])
    if state == "used":
        return Q(voided_at=None) & ~filled
    if state == "expired":
        return filled & Q(voided_at=None, expires_on__lt=today)
    usable = filled & Q(voided_at=None) & (Q(expires_on=None) | Q(expires_on__gte=today))
    return usable & Q(code_hash__isnull=state == "sold")
