"""Finding a page of entries, newest first, in a ledger of millions of lines.

Walking entries until enough of them fit takes for ever when few do. So lines are walked, never entries: those of a
client or document through their own index; all others day by day, where the day totals tell beforehand on which days
and on which accounts there is anything to find.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Sum

from safelight.books.models import DayTotal, Entry
from safelight.books.queries.filters import Meant
from safelight.books.queries.paging import Place

_ENOUGH = 4
"""Lines looked at per entry wanted before the first try; an entry often has several lines that fit."""
_MORE = 16
"""How many times more lines each further try looks at, when conditions on entries left too few."""


def page_of_entries(meant: Meant, after: Place | None, size: int) -> list[Entry]:
    """Return the ``size`` newest entries that are meant, behind the place where the last page ended."""
    filters = meant.filters
    if not filters.is_about_lines:
        found = meant.entries()
        if after is not None:
            found = found.filter(on__lte=after[0]).filter(Q(on__lt=after[0]) | Q(id__lt=after[1]))
        return list(found.order_by("-on", "-id")[:size])
    if meant.client_ids or filters.document_id:
        return _entries(_places(meant, after, size, None))
    places: list[Place] = []
    for days in _portions(_days(meant, after), size):
        places += _places(meant, after, size - len(places), days)
        if len(places) == size:
            break
    return _entries(places)


@dataclass(frozen=True, slots=True)
class _Days:
    """Days one after the other, with the accounts on which something may be found."""

    first: date
    last: date
    account_ids: tuple[UUID, ...]


def _days(meant: Meant, after: Place | None) -> list[tuple[date, int, list[UUID]]]:
    totals = DayTotal.objects.filter(meant.days(), meant.of_totals())
    if after is not None:
        totals = totals.filter(on__lte=after[0])
    summed = totals.values("on").annotate(lines=Sum("line_count"), accounts=ArrayAgg("account_id", distinct=True))
    return [(row["on"], int(row["lines"]), row["accounts"]) for row in summed.order_by("-on")]


def _portions(days: Sequence[tuple[date, int, list[UUID]]], size: int) -> Iterator[_Days]:
    """Yield days in portions that hold enough lines, each larger than the last."""
    wanted, held, start = size * _ENOUGH, 0, 0
    for at, (_, lines, _accounts) in enumerate(days):
        held += lines
        if held >= wanted or at == len(days) - 1:
            part = days[start : at + 1]
            accounts = {account for _, _, accounts in part for account in accounts}
            yield _Days(part[-1][0], part[0][0], tuple(accounts))
            wanted, held, start = wanted * _MORE, 0, at + 1


def _places(meant: Meant, after: Place | None, size: int, days: _Days | None) -> list[Place]:
    lines = meant.lines()
    if days is not None:
        lines = lines.filter(on__gte=days.first, on__lte=days.last, account_id__in=days.account_ids)
    if after is not None:
        lines = lines.filter(on__lte=after[0]).filter(Q(on__lt=after[0]) | Q(entry_id__lt=after[1]))
    return list(lines.values_list("on", "entry_id").distinct().order_by("-on", "-entry_id")[:size])


def _entries(places: Sequence[Place]) -> list[Entry]:
    known = {entry.id: entry for entry in Entry.objects.filter(id__in=[identifier for _, identifier in places])}
    return [known[identifier] for _, identifier in places]
