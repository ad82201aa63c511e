"""The trial balance: every account before, in and after a period; each figure opens its entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.books.queries import Postings, TrialRow, entries_url, postings, trial_balance
from safelight.books.queries.wording import show_day
from safelight.books.rules.chart import AccountKind
from safelight.books.rules.periods import PERIODS, Period, period
from safelight.books.web import wording
from safelight.books.web.asked import places_of, read_day, today_of
from safelight.foundation.actions import Context, Empty, ask
from safelight.foundation.web.access import context_of

USUAL = "month"
_EARNED = {AccountKind.INCOME, AccountKind.EXPENSE}


@never_cache
@require_GET
def trial(request: HttpRequest) -> HttpResponse:
    """Show the trial balance of a period, currency by currency."""
    context = context_of(request)
    name, days = _asked(request, context)
    location = request.GET.get("location", "")
    found = ask(trial_balance, context, {"since": days[0], "until": days[1], "location_id": location or None})
    known: Postings = ask(postings, context, Empty())
    page = {
        "tables": [
            _table(context, [row for row in found.rows if row.currency == currency], days, location)
            for currency in found.currencies
        ],
        "periods": [
            {"label": wording.PERIODS[key], "url": _address(location, period=key), "active": key == name}
            for key in PERIODS
        ],
        "name": name,
        "since": days[0],
        "until": days[1],
        "first_day": show_day(days[0], context.studio),
        "last_day": show_day(days[1], context.studio),
        "closed": show_day(known.closed_through, context.studio),
        "locations": [(str(place.id), place.name) for place in places_of(context)],
        "location": location,
        "may_post": context.actor.may("books.post"),
    }
    return render(request, "books/trial.html", page)


def _asked(request: HttpRequest, context: Context) -> tuple[str, Period]:
    """Return the period's name, empty for days that were written in, and its days."""
    since, until = read_day(request.GET.get("since", "")), read_day(request.GET.get("until", ""))
    name = request.GET.get("period", "")
    if name in PERIODS:
        return name, period(name, today_of(context))
    if since or until:
        return "", (since, until)
    return USUAL, period(USUAL, today_of(context))


def _address(location: str, **values: str) -> str:
    query = {**values, **({"location": location} if location else {})}
    return f"{reverse('books')}?{urlencode(query)}"


def _table(context: Context, rows: Sequence[TrialRow], days: Period, location: str) -> dict[str, Any]:
    currency = rows[0].currency
    result = -sum((row.debit - row.credit for row in rows if row.account.kind in _EARNED), Decimal(0))
    moved = {side: sum((getattr(row, side) for row in rows), Decimal(0)) for side in ("debit", "credit")}
    return {
        "currency": currency,
        "groups": [
            {"title": wording.KINDS[kind], "rows": [_row(context, row, days, location) for row in own]}
            for kind in AccountKind
            if (own := [row for row in rows if row.account.kind == kind])
        ],
        "debit": wording.plain(moved["debit"], currency, context.studio),
        "credit": wording.plain(moved["credit"], currency, context.studio),
        "even": moved["debit"] == moved["credit"],
        "result": wording.sided(-result, currency, context.studio).text,
        "is_loss": result < 0,
    }


def _row(context: Context, row: TrialRow, days: Period, location: str) -> dict[str, Any]:
    since, until = days

    def url(first: date | None, last: date | None, side: str = "") -> str:
        return entries_url(
            account=row.account.key, currency=row.currency, since=first, until=last, side=side, location_id=location
        )

    studio, before = context.studio, since - timedelta(days=1) if since else None
    return {
        "id": row.account.id,
        "code": row.account.code,
        "name": row.account.name,
        "opening": wording.sided(row.opening, row.currency, studio, url(None, before)) if row.opening else "",
        "debit": wording.plain(row.debit, row.currency, studio, url(since, until, "debit")),
        "credit": wording.plain(row.credit, row.currency, studio, url(since, until, "credit")),
        "closing": wording.sided(row.closing, row.currency, studio, url(None, until)),
    }
