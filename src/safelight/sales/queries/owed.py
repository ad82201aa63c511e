"""What the studio owes: retainers held, credits, promised refunds, gift cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from django.db.models import QuerySet
from pydantic import Field

from safelight.books.queries import open_documents
from safelight.foundation.actions import Context, Frozen, NotFound, Page, query
from safelight.foundation.money import Money
from safelight.sales.models import Credit, Retainer
from safelight.sales.queries.amounts import major
from safelight.sales.queries.cards import CreditCard, PotCard, PotMoveCard
from safelight.sales.queries.opens import left_of_credits, pots
from safelight.sales.queries.reading import person
from safelight.sales.rules.posting import CLIENT_CREDIT, RETAINERS


class WhichPot(Frozen):
    """The retainer of one order, or of a session that has no order: by its id."""

    pot_id: UUID


class ListPots(Frozen):
    """Whose retainers; all that hold money when nothing is named."""

    client_id: UUID | None = None
    order_id: UUID | None = None
    shoot_id: UUID | None = None


class WhoseCredits(Frozen):
    """Whose credits, and which: to be used, or promised back; used-up ones only with ``all``."""

    client_id: UUID | None = None
    purpose: Literal["", "credit", "refund"] = ""
    all: bool = False
    limit: int = Field(default=200, ge=1, le=500)


@query("sales.retainer", permission="sales.view", door="GET /retainers/{pot_id}")
def get_retainer(context: Context, data: WhichPot) -> Page[PotCard]:  # noqa: ARG001 - the studio is in scope
    """Show what is held for an order or session, with every movement; one card per currency."""
    cards = _cards(Retainer.objects.filter(pot_id=data.pot_id))
    if not cards:
        what = "retainer"
        raise NotFound(what)
    return Page(items=tuple(cards), total=len(cards))


@query("sales.list_retainers", permission="sales.view", door="GET /retainers")
def list_retainers(context: Context, data: ListPots) -> Page[PotCard]:  # noqa: ARG001 - the studio is in scope
    """List retainers: those of a client, order or session, or all that hold money."""
    rows = Retainer.objects.all()
    if data.client_id is None and data.order_id is None and data.shoot_id is None:
        rows = rows.filter(pot_id__in=[one.document_id for one in open_documents(RETAINERS)])
    if data.client_id is not None:
        rows = rows.filter(client_id=data.client_id)
    if data.order_id is not None:
        rows = rows.filter(order_id=data.order_id)
    if data.shoot_id is not None:
        rows = rows.filter(shoot_id=data.shoot_id)
    cards = _cards(rows)
    return Page(items=tuple(cards), total=len(cards))


@query("sales.credits", permission="sales.view", door="GET /credits")
def list_credits(context: Context, data: WhoseCredits) -> Page[CreditCard]:  # noqa: ARG001 - the studio is in scope
    """List credits and promised refunds with what is left of each, oldest first."""
    rows = Credit.objects.select_related("client")
    if data.client_id is not None:
        rows = rows.filter(client_id=data.client_id)
    elif not data.all:
        rows = rows.filter(id__in=[one.document_id for one in open_documents(CLIENT_CREDIT)])
    if data.purpose:
        rows = rows.filter(purpose=data.purpose)
    cards = credit_cards(list(rows.order_by("id")[: data.limit]))
    shown = cards if data.all else [card for card in cards if card.left]
    return Page(items=tuple(shown), total=len(shown))


def credits_of(client_id: UUID, *, purpose: str = "") -> tuple[CreditCard, ...]:
    """Return what is left of a client's credits, oldest first."""
    rows = Credit.objects.select_related("client").filter(client_id=client_id)
    if purpose:
        rows = rows.filter(purpose=purpose)
    return tuple(card for card in credit_cards(list(rows.order_by("id"))) if card.left)


def refunds_due() -> tuple[CreditCard, ...]:
    """Return the refunds that are promised and not paid yet, oldest first."""
    rows = Credit.objects.select_related("client").filter(
        purpose="refund", id__in=[one.document_id for one in open_documents(CLIENT_CREDIT)]
    )
    return tuple(card for card in credit_cards(list(rows.order_by("id"))) if card.left)


def credit_cards(rows: Sequence[Credit]) -> list[CreditCard]:
    """Return credits loaded with their clients as cards (one query)."""
    left = left_of_credits(rows)
    return [
        CreditCard(
            id=row.id,
            client=person(row.client),
            purpose="refund" if row.purpose == "refund" else "credit",
            on=row.on,
            amount=major(row.amount_minor, row.currency),
            left=left[row.id].amount,
            currency=row.currency,
            reason=row.reason,
            source_kind=row.source_kind,
            source_id=row.source_id,
            entry_id=row.entry_id,
            made_by=row.made_by,
        )
        for row in rows
    ]


def pot_card(pot_id: UUID, currency: str) -> PotCard:
    """Return the retainer of an order or session in one currency.

    Raises:
        NotFound: nothing was ever held there.
    """
    for card in _cards(Retainer.objects.filter(pot_id=pot_id)):
        if card.currency == currency:
            return card
    what = "retainer"
    raise NotFound(what)


def _cards(rows: QuerySet[Retainer, Retainer]) -> list[PotCard]:
    moves: defaultdict[tuple[UUID, str], list[Retainer]] = defaultdict(list)
    for row in rows.select_related("client", "order").order_by("id"):
        moves[row.pot_id, row.currency].append(row)
    held = pots({pot_id for pot_id, _ in moves})
    return [
        PotCard(
            pot_id=pot_id,
            order_id=some[0].order_id,
            order_label=(some[0].order.order_label or some[0].order.estimate_label) if some[0].order else "",
            shoot_id=some[0].shoot_id,
            client=person(some[0].client),
            currency=currency,
            held=(held[pot_id].get(currency) or Money.zero(currency)).amount,
            moves=tuple(_move(row) for row in some),
        )
        for (pot_id, currency), some in moves.items()
    ]


def _move(row: Retainer) -> PotMoveCard:
    return PotMoveCard(
        id=row.id,
        kind=row.kind,
        on=row.on,
        amount=major(row.amount_minor, row.currency),
        memo=row.memo,
        source_kind=row.source_kind,
        source_id=row.source_id,
        reverses_id=row.reverses_id,
        entry_id=row.entry_id,
        made_by=row.made_by,
    )
