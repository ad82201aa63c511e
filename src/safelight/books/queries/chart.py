"""The accounts of a studio, and the page of one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, Q, Sum
from pydantic import Field

from safelight.books.models import Account, DayTotal, Entry, Line
from safelight.books.queries.cards import AccountCard, AmountCard
from safelight.books.queries.paging import read_place, write_place
from safelight.books.queries.reading import numbers_of, sources_of
from safelight.books.rules.chart import OWN, AccountKind
from safelight.foundation.actions import Context, Empty, Frozen, NotFound, Page, query
from safelight.foundation.money import Money

COLUMNS = ("id", "key", "code", "name", "kind", "active")


class AccountWithBalance(AccountCard):
    """An account and what it holds, one amount per currency (debits less credits)."""

    balances: tuple[AmountCard, ...]


class WhichAccount(Frozen):
    """One account."""

    account_id: UUID


class ListAccountLines(Frozen):
    """Lines of an account in a period, both days included; one currency or all; where the page starts."""

    account_id: UUID
    since: date | None = None
    until: date | None = None
    currency: str = Field(default="", max_length=3)
    cursor: str = Field(default="", max_length=80)
    limit: int = Field(default=50, ge=1, le=200)


class AccountLine(Frozen):
    """A line on the page of its account; ``balance`` is what the account holds in this currency after it."""

    id: UUID
    entry_id: UUID
    entry_number: int | None
    on: date
    kind: str
    memo: str
    source_label: str = ""
    source_url: str = ""
    currency: str
    amount: Decimal
    balance: Decimal
    client_id: UUID | None
    document_id: UUID | None
    location_id: UUID | None
    category: str


@query("books.accounts", permission="books.view", door="GET /books/accounts")
def list_accounts(_: Context, data: Empty) -> Page[AccountWithBalance]:  # noqa: ARG001 - there is nothing to choose
    """List the accounts with what they hold, in the order of their codes."""
    balances = _balances(Q())
    cards = [
        AccountWithBalance(**account_card(row).model_dump(), balances=balances.get(row["id"], ()))
        for row in Account.objects.values(*COLUMNS)
    ]
    return Page(items=tuple(sorted(cards, key=lambda card: (card.code or "~", card.name))))


@query("books.account", permission="books.view", door="GET /books/accounts/{account_id}")
def get_account(_: Context, data: WhichAccount) -> AccountWithBalance:
    """Show an account and what it holds."""
    row = Account.objects.filter(id=data.account_id).values(*COLUMNS).first()
    if row is None:
        what = "account"
        raise NotFound(what)
    found = _balances(Q(account_id=data.account_id))
    return AccountWithBalance(**account_card(row).model_dump(), balances=found.get(data.account_id, ()))


@query("books.account_lines", permission="books.view", door="GET /books/accounts/{account_id}/lines")
def list_account_lines(_: Context, data: ListAccountLines) -> Page[AccountLine]:
    """List the lines of an account, newest first, each with the balance after it."""
    lines = Line.objects.filter(account_id=data.account_id)
    if data.since:
        lines = lines.filter(on__gte=data.since)
    if data.until:
        lines = lines.filter(on__lte=data.until)
    if data.currency:
        lines = lines.filter(currency=data.currency.upper())
    after = read_place(data.cursor)
    if after is not None:
        lines = lines.filter(on__lte=after[0]).filter(Q(on__lt=after[0]) | Q(id__lt=after[1]))
    found = list(lines.order_by("-on", "-id")[: data.limit + 1])
    if not found and not Account.objects.filter(id=data.account_id).exists():
        what = "account"
        raise NotFound(what)
    shown = found[: data.limit]
    return Page(
        items=tuple(_account_lines(data.account_id, shown)),
        next=write_place((shown[-1].on, shown[-1].id)) if len(found) > data.limit else None,
    )


def account_card(row: dict[str, Any]) -> AccountCard:
    """Show an account read as :data:`COLUMNS`."""
    return AccountCard(
        id=row["id"],
        key=row["key"],
        code=row["code"],
        name=row["name"],
        kind=AccountKind(row["kind"]),
        active=row["active"],
        own=row["key"].startswith(OWN),
    )


def accounts_by_key(keys: Collection[str]) -> dict[str, AccountCard]:
    """Return those of the accounts that exist, by key."""
    return {row["key"]: account_card(row) for row in Account.objects.filter(key__in=keys).values(*COLUMNS)}


def _balances(accounts: Q) -> dict[UUID, tuple[AmountCard, ...]]:
    found: defaultdict[UUID, list[AmountCard]] = defaultdict(list)
    summed = (
        DayTotal.objects.filter(accounts)
        .values("account_id", "currency")
        .annotate(minor=Sum(F("debit_minor") - F("credit_minor")))
    )
    for row in summed.order_by("currency"):
        money = Money.of_minor(int(row["minor"]), row["currency"])
        found[row["account_id"]].append(AmountCard(currency=money.currency, amount=money.amount))
    return {identifier: tuple(cards) for identifier, cards in found.items()}


def _account_lines(account_id: UUID, lines: list[Line]) -> list[AccountLine]:
    if not lines:
        return []
    entries = {entry.id: entry for entry in Entry.objects.filter(id__in={line.entry_id for line in lines})}
    numbers, sources = numbers_of(entries), sources_of(entries.values())
    held = _held_after(account_id, lines[0])
    shown = []
    for line in lines:
        entry, after = entries[line.entry_id], held.get(line.currency, 0)
        held[line.currency] = after - line.amount_minor
        shown.append(
            AccountLine(
                id=line.id,
                entry_id=line.entry_id,
                entry_number=numbers.get(line.entry_id),
                on=line.on,
                kind=entry.kind,
                memo=line.memo or entry.memo,
                source_label=sources[entry.id].label if entry.id in sources else "",
                source_url=sources[entry.id].url if entry.id in sources else "",
                currency=line.currency,
                amount=Money.of_minor(line.amount_minor, line.currency).amount,
                balance=Money.of_minor(after, line.currency).amount,
                client_id=line.client_id,
                document_id=line.document_id,
                location_id=line.location_id,
                category=line.category,
            )
        )
    return shown


def _held_after(account_id: UUID, newest: Line) -> dict[str, int]:
    """Return what the account holds per currency after a line: full days from the totals, its own day line by line."""
    days = DayTotal.objects.filter(account_id=account_id, on__lte=newest.on - timedelta(days=1))
    before = days.values("currency").annotate(minor=Sum(F("debit_minor") - F("credit_minor")))
    today = Line.objects.filter(account_id=account_id, on=newest.on, id__lte=newest.id)
    held: defaultdict[str, int] = defaultdict(int)
    for row in [*before, *today.values("currency").annotate(minor=Sum("amount_minor"))]:
        held[row["currency"]] += int(row["minor"])
    return held
