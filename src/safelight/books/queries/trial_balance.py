"""The trial balance and the day report: both come out of the day totals."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.db.models import F, Q, Sum, Value
from django.db.models.functions import Coalesce
from pydantic import Field

from safelight.books.models import Account, DayTotal
from safelight.books.queries.balances import Accounts, of_keys
from safelight.books.queries.cards import AccountCard
from safelight.books.queries.chart import COLUMNS, account_card
from safelight.foundation.actions import Context, Frozen, query
from safelight.foundation.money import Money

By = Literal["on", "account", "location", "category"]


class AskTrialBalance(Frozen):
    """The period, both days included (None: from the beginning, to the end), and a place."""

    since: date | None = None
    until: date | None = None
    location_id: UUID | None = None


class TrialRow(Frozen):
    """An account in one currency: balance before the period, what moved in it, balance after it (debits less credits)."""

    account: AccountCard
    currency: str
    opening: Decimal
    debit: Decimal
    credit: Decimal
    closing: Decimal


class TrialBalance(Frozen):
    """All accounts with lines up to the end of the period, in the order of their codes, currency by currency.

    In each currency the openings, the movements and the closings of all accounts add up to nothing; with a place chosen
    they need not, as an entry may touch several places.
    """

    rows: tuple[TrialRow, ...]
    currencies: tuple[str, ...]


class AskDayTotals(Frozen):
    """The period, both days included; keys of accounts or beginnings with a star; what a row is about."""

    since: date
    until: date
    account: tuple[str, ...] = Field(default=("*",), max_length=50)
    location_id: UUID | None = None
    by: tuple[By, ...] = Field(default=("on", "account"), max_length=4)


class TotalRow(Frozen):
    """Sums of lines; what a row is not about is None."""

    on: date | None = None
    account_id: UUID | None = None
    account_key: str | None = None
    account_name: str | None = None
    location_id: UUID | None = None
    category: str | None = None
    currency: str
    debit: Decimal
    credit: Decimal
    lines: int


class DayTotals(Frozen):
    """Rows in the order of what they are about."""

    rows: tuple[TotalRow, ...]


@query("books.trial_balance", permission="books.view", door="GET /books/trial-balance")
def trial_balance(_: Context, data: AskTrialBalance) -> TrialBalance:
    """Show what every account held before a period, what moved in it, and what it held after it."""
    before = Q(on__lt=data.since) if data.since else Q(pk__in=[])
    within = Q(on__gte=data.since) if data.since else Q()
    totals = DayTotal.objects.filter(Q(on__lte=data.until) if data.until else Q())
    if data.location_id is not None:
        totals = totals.filter(location_id=data.location_id)
    found = list(
        totals.values("account_id", "currency").annotate(
            opening=Coalesce(Sum(F("debit_minor") - F("credit_minor"), filter=before), Value(0)),
            debit=Coalesce(Sum("debit_minor", filter=within), Value(0)),
            credit=Coalesce(Sum("credit_minor", filter=within), Value(0)),
        )
    )
    cards = {
        row["id"]: account_card(row)
        for row in Account.objects.filter(id__in={row["account_id"] for row in found}).values(*COLUMNS)
    }
    rows = [_trial_row(cards[row["account_id"]], dict(row)) for row in found]
    rows.sort(key=lambda row: (row.currency, row.account.code or "~", row.account.name))
    return TrialBalance(rows=tuple(rows), currencies=tuple(sorted({row.currency for row in rows})))


@query("books.day_totals", permission="books.view", door="GET /books/days")
def ask_day_totals(_: Context, data: AskDayTotals) -> DayTotals:
    """Show what was debited and credited by day, account, place and category."""
    rows = day_totals(data.since, data.until, data.account, location_id=data.location_id, by=data.by)
    return DayTotals(rows=tuple(rows))


def day_totals(
    since: date,
    until: date,
    accounts: Accounts = "*",
    *,
    location_id: UUID | None = None,
    by: Collection[By] = ("on", "account"),
) -> list[TotalRow]:
    """Return the sums of a period, both days included, in one query over the day totals; currencies stay apart."""
    totals = DayTotal.objects.filter(on__gte=since, on__lte=until)
    if accounts != "*" and tuple(accounts) != ("*",):
        totals = totals.filter(account__in=of_keys(accounts))
    if location_id is not None:
        totals = totals.filter(location_id=location_id)
    columns = [column for name in ("on", "account", "location", "category") if name in by for column in _COLUMNS[name]]
    summed = (
        totals.values("currency", *columns)
        .annotate(debit=Sum("debit_minor"), credit=Sum("credit_minor"), lines=Sum("line_count"))
        .order_by(*columns, "currency")
    )
    return [_total_row(row) for row in summed]


_COLUMNS: dict[str, tuple[str, ...]] = {
    "on": ("on",),
    "account": ("account__code", "account_id", "account__key", "account__name"),
    "location": ("location_id",),
    "category": ("category",),
}


def _trial_row(account: AccountCard, row: dict[str, Any]) -> TrialRow:
    currency = row["currency"]
    opening, debit, credit = (int(row[name]) for name in ("opening", "debit", "credit"))
    return TrialRow(
        account=account,
        currency=currency,
        opening=Money.of_minor(opening, currency).amount,
        debit=Money.of_minor(debit, currency).amount,
        credit=Money.of_minor(credit, currency).amount,
        closing=Money.of_minor(opening + debit - credit, currency).amount,
    )


def _total_row(row: dict[str, Any]) -> TotalRow:
    return TotalRow(
        on=row.get("on"),
        account_id=row.get("account_id"),
        account_key=row.get("account__key"),
        account_name=row.get("account__name"),
        location_id=row.get("location_id"),
        category=row.get("category"),
        currency=row["currency"],
        debit=Money.of_minor(int(row["debit"]), row["currency"]).amount,
        credit=Money.of_minor(int(row["credit"]), row["currency"]).amount,
        lines=int(row["lines"]),
    )
