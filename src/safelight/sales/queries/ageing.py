"""How much is owed and how old it is, by payer: on any day, by payment plans where there are some."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from safelight.books.queries import balances_by_document
from safelight.foundation.actions import Context, Frozen, query
from safelight.foundation.money import Money
from safelight.sales.models import Invoice
from safelight.sales.queries.cards import PersonCard
from safelight.sales.queries.reading import person, plans_of, today_of
from safelight.sales.rules.ageing import Bucket, Owed, aged
from safelight.sales.rules.dueness import dueness
from safelight.sales.rules.posting import RECEIVABLE


class AskAgeing(Frozen):
    """On which day (today unless given), of which payer and place."""

    on: date | None = None
    payer_id: UUID | None = None
    location_id: UUID | None = None


class AgeingRow(Frozen):
    """What one payer owes in one currency, by age; ``oldest_on`` is the earliest due day."""

    payer: PersonCard
    currency: str
    buckets: dict[Bucket, Decimal]
    total: Decimal
    invoices: int
    oldest_on: date


class AgeingTotal(Frozen):
    """What everybody owes in one currency, by age."""

    currency: str
    buckets: dict[Bucket, Decimal]
    total: Decimal


class Ageing(Frozen):
    """Who owes how much since when; the rows add up to the totals, and these to the ledger's receivable."""

    on: date
    rows: tuple[AgeingRow, ...]
    totals: tuple[AgeingTotal, ...]


@query("sales.ageing", permission="sales.view", door="GET /ageing")
def ageing(context: Context, data: AskAgeing) -> Ageing:
    """Show what is owed by payer and how long it is overdue."""
    on = data.on or today_of(context)
    rows = Invoice.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on), issued_on__lte=on)
    if data.payer_id is not None:
        rows = rows.filter(payer_id=data.payer_id)
    if data.location_id is not None:
        rows = rows.filter(location_id=data.location_id)
    invoices = list(rows.select_related("payer").order_by("due_on", "id"))
    found = balances_by_document(RECEIVABLE, [row.id for row in invoices], until=on) if invoices else {}
    plans = plans_of([row.id for row in invoices])
    pieces: defaultdict[tuple[UUID, str], list[Owed]] = defaultdict(list)
    counts: defaultdict[tuple[UUID, str], int] = defaultdict(int)
    people: dict[UUID, PersonCard] = {}
    for row in invoices:
        open_ = found[row.id].of(row.currency)
        if not open_:
            continue
        plan = plans.get(row.id)
        due = dueness(row.due_on, open_, on, plan=plan.parts if plan else (), plan_total=plan.total if plan else None)
        pieces[row.payer_id, row.currency] += due.pieces
        counts[row.payer_id, row.currency] += 1
        people[row.payer_id] = person(row.payer)
    shown = [
        _row(people[payer_id], currency, owed, counts[payer_id, currency], on)
        for (payer_id, currency), owed in pieces.items()
    ]
    currencies = sorted({currency for _, currency in pieces})
    totals = []
    for currency in currencies:
        owed = [piece for (_, code), some in pieces.items() if code == currency for piece in some]
        totals.append(AgeingTotal(currency=currency, buckets=_plain(owed, on, currency), total=_sum(owed, currency)))
    shown.sort(key=lambda row: (row.currency, -row.total, row.payer.name, row.payer.id))
    return Ageing(on=on, rows=tuple(shown), totals=tuple(totals))


def _row(payer: PersonCard, currency: str, owed: list[Owed], count: int, on: date) -> AgeingRow:
    return AgeingRow(
        payer=payer,
        currency=currency,
        buckets=_plain(owed, on, currency),
        total=_sum(owed, currency),
        invoices=count,
        oldest_on=min(piece.due_on for piece in owed),
    )


def _plain(owed: list[Owed], on: date, currency: str) -> dict[Bucket, Decimal]:
    return {bucket: amount.amount for bucket, amount in aged(owed, on, currency).items()}


def _sum(owed: list[Owed], currency: str) -> Decimal:
    return sum((piece.amount for piece in owed), Money.zero(currency)).amount
