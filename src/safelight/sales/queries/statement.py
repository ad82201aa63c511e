"""Statements of account of a payer over a period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from safelight.books.queries import balance
from safelight.clients.models import Client
from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, query
from safelight.foundation.money import Money
from safelight.sales.models import CreditNote, Invoice, Settlement
from safelight.sales.queries.cards import PersonCard
from safelight.sales.queries.invoices import open_invoices
from safelight.sales.queries.owed import credits_of
from safelight.sales.queries.reading import person, today_of
from safelight.sales.rules.ageing import Bucket, aged
from safelight.sales.rules.posting import RECEIVABLE
from safelight.sales.rules.statements import Move, Statement, state

LONGEST_DAYS = 3_700


class AskStatement(Frozen):
    """Whose statement, from and until when (both days included), in which currency (the studio's unless given)."""

    client_id: UUID
    since: date
    until: date
    currency: str = ""


class StatementLine(Frozen):
    """One movement; ``amount`` above zero raises what is owed, ``balance`` is owed after it."""

    on: date
    kind: str
    label: str
    memo: str
    amount: Decimal
    balance: Decimal


class StatementCard(Frozen):
    """A payer's account over a period. ``ledger`` is what the ledger says is owed at its end; it equals ``closing``.

    ``buckets`` is how old the closing amount is today; ``credit`` is what the studio owes the client.
    """

    client: PersonCard
    currency: str
    since: date
    until: date
    opening: Decimal
    lines: tuple[StatementLine, ...]
    closing: Decimal
    ledger: Decimal
    buckets: dict[Bucket, Decimal]
    credit: Decimal


@query("sales.statement", permission="sales.view", door="GET /clients/{client_id}/statement")
def get_statement(context: Context, data: AskStatement) -> StatementCard:
    """Show what a payer owed at the beginning of a period, what moved, and what they owe at its end.

    Raises:
        NotFound: no such client.
        InvalidInput: the period ends before it begins, or is longer than ten years.
    """
    client = Client.objects.filter(id=data.client_id).first()
    if client is None:
        what = "client"
        raise NotFound(what)
    if data.until < data.since or (data.until - data.since).days > LONGEST_DAYS:
        message = "A statement covers at most ten years and does not end before it begins."
        raise InvalidInput(message, fields={"until": message})
    currency = data.currency or context.studio.currency
    made = _statement(client.id, data.since, data.until, currency)
    today = today_of(context)
    opens = open_invoices(client.id, today, currency=currency)
    pieces = [piece for item in opens for piece in item.due.pieces]
    credit = [card.left for card in credits_of(client.id) if card.currency == currency]
    ids = list(Invoice.objects.filter(payer_id=client.id, currency=currency).values_list("id", flat=True))
    owed = balance(RECEIVABLE, document_ids=ids, until=data.until).of(currency) if ids else Money.zero(currency)
    return StatementCard(
        client=person(client),
        currency=currency,
        since=data.since,
        until=data.until,
        opening=made.opening.amount,
        lines=tuple(
            StatementLine(
                on=one.move.on,
                kind=one.move.kind,
                label=one.move.label,
                memo=one.move.memo,
                amount=one.move.amount.amount,
                balance=one.balance.amount,
            )
            for one in made.moves
        ),
        closing=made.closing.amount,
        ledger=owed.amount,
        buckets={bucket: amount.amount for bucket, amount in aged(pieces, today, currency).items()},
        credit=sum(credit, Money.zero(currency).amount),
    )


def _statement(payer_id: UUID, since: date, until: date, currency: str) -> Statement:
    """Draw the statement up from documents and settlements (three queries)."""

    def money(minor: int) -> Money:
        return Money.of_minor(minor, currency)

    moves: list[Move] = []
    invoices = Invoice.objects.filter(payer_id=payer_id, currency=currency, issued_on__lte=until)
    moves += [
        Move(row.issued_on, "invoice", row.label, money(row.gross_minor), row.purchase_order, str(row.id))
        for row in invoices.only("id", "issued_on", "label", "gross_minor", "purchase_order")
    ]
    notes = CreditNote.objects.filter(payer_id=payer_id, currency=currency, issued_on__lte=until)
    moves += [
        Move(row.issued_on, "credit_note", row.label, money(-row.gross_minor), row.reason, str(row.id))
        for row in notes.only("id", "issued_on", "label", "gross_minor", "reason")
    ]
    settlements = Settlement.objects.filter(
        invoice__payer_id=payer_id, currency=currency, on__lte=until
    ).select_related("invoice")
    moves += [
        Move(row.on, _kind(row), row.invoice.label, money(-row.amount_minor), row.memo, str(row.id))
        for row in settlements
    ]
    return state(moves, since, until, currency)


def _kind(row: Settlement) -> str:
    known = {"retainer", "credit", "gift_card", "write_off", "left_over"}
    kind = row.source_kind if row.source_kind in known else "payment"
    return f"{kind}_taken_back" if row.reverses_id is not None else kind
