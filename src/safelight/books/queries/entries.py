"""Entries: one, and lists of them with what they add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Sum
from pydantic import Field

from safelight.books.models import DayTotal, Entry, Line
from safelight.books.queries.cards import AmountCard, EntryCard
from safelight.books.queries.filters import EntryFilters, Meant
from safelight.books.queries.finding import page_of_entries
from safelight.books.queries.paging import read_place, write_place
from safelight.books.queries.reading import lines_of, load_entries, sources_of, standings_of
from safelight.foundation.actions import Context, Frozen, NotFound, Page, query
from safelight.foundation.money import Money


class WhichEntry(Frozen):
    """One entry."""

    entry_id: UUID


class ListEntries(EntryFilters):
    """Filters, and where the page starts."""

    cursor: str = Field(default="", max_length=80)
    limit: int = Field(default=50, ge=1, le=200)


class EntryRow(Frozen):
    """An entry in a list.

    ``amounts`` is what the lines meant by the filters add up to (debits less credits); without filters on lines, the
    amount that moved. ``debited`` and ``credited`` name the accounts.
    """

    id: UUID
    number: int | None
    on: date
    kind: str
    memo: str
    source_kind: str
    source_id: UUID | None
    source_label: str = ""
    source_url: str = ""
    reverses_id: UUID | None = None
    reversed_by_id: UUID | None = None
    made_by: str
    amounts: tuple[AmountCard, ...]
    debited: tuple[str, ...]
    credited: tuple[str, ...]


class EntryPage(Page[EntryRow]):
    """A page of entries, newest first; ``sums`` and ``line_count`` are those of all lines meant, not of this page.

    They are there on the first page when single lines are meant; ``line_count`` is 0 where nobody counted.
    """

    sums: tuple[AmountCard, ...] = ()
    line_count: int = 0


@query("books.entry", permission="books.view", door="GET /books/entries/{entry_id}")
def get_entry(_: Context, data: WhichEntry) -> EntryCard:
    """Show an entry with its lines and what caused it."""
    entry = Entry.objects.filter(id=data.entry_id).first()
    if entry is None:
        what = "entry"
        raise NotFound(what)
    return load_entries([entry])[0]


@query("books.entries", permission="books.view", door="GET /books/entries")
def list_entries(_: Context, data: ListEntries) -> EntryPage:
    """List entries, newest first, and what the lines meant add up to.

    This is where every figure of the program leads: the sums of the page are the figure.
    """
    meant = Meant(data)
    after = read_place(data.cursor)
    entries = page_of_entries(meant, after, data.limit + 1)
    shown = entries[: data.limit]
    sums, line_count = sums_of(meant) if data.is_about_lines and after is None else ((), 0)
    return EntryPage(
        items=tuple(_rows(shown, meant)),
        next=write_place((shown[-1].on, shown[-1].id)) if len(entries) > data.limit else None,
        sums=sums,
        line_count=line_count,
    )


_SIDES = {"": F("debit_minor") - F("credit_minor"), "debit": F("debit_minor"), "credit": -F("credit_minor")}


def sums_of(meant: Meant) -> tuple[tuple[AmountCard, ...], int]:
    """Return what the lines meant add up to per currency, and how many they are; one query.

    Day totals do not count the lines of each side, so with a side asked for their number is 0.
    """
    if meant.filters.fits_totals:
        totals = DayTotal.objects.filter(meant.days(), meant.of_totals()).values("currency")
        rows = list(totals.annotate(minor=Sum(_SIDES[meant.filters.side]), lines=Sum("line_count")))
    else:
        rows = list(meant.lines().values("currency").annotate(minor=Sum("amount_minor"), lines=Count("id")))
    rows.sort(key=lambda row: str(row["currency"]))
    count = 0 if meant.filters.side and meant.filters.fits_totals else sum(int(row["lines"]) for row in rows)
    return amounts((row["currency"], int(row["minor"])) for row in rows), count


def amounts(pairs: Iterable[tuple[str, int]]) -> tuple[AmountCard, ...]:
    """Return pairs of currency and minor units as amounts in major units."""
    return tuple(
        AmountCard(currency=currency, amount=Money.of_minor(minor, currency).amount) for currency, minor in pairs
    )


def _rows(entries: list[Entry], meant: Meant) -> Iterable[EntryRow]:
    ids = [entry.id for entry in entries]
    lines, standings, sources = lines_of(ids), standings_of(ids), sources_of(entries)
    for entry in entries:
        own = lines[entry.id]
        yield EntryRow(
            id=entry.id,
            number=standings[entry.id].number,
            on=entry.on,
            kind=entry.kind,
            memo=entry.memo,
            source_kind=entry.source_kind,
            source_id=entry.source_id,
            source_label=sources[entry.id].label if entry.id in sources else "",
            source_url=sources[entry.id].url if entry.id in sources else "",
            reverses_id=entry.reverses_id,
            reversed_by_id=standings[entry.id].reversed_by_id,
            made_by=entry.made_by,
            amounts=_amounts(own, meant),
            debited=tuple(dict.fromkeys(line.account.name for line in own if line.amount_minor > 0)),
            credited=tuple(dict.fromkeys(line.account.name for line in own if line.amount_minor < 0)),
        )


def _amounts(lines: list[Line], meant: Meant) -> tuple[AmountCard, ...]:
    added: defaultdict[str, int] = defaultdict(int)
    for line in lines:
        if not meant.filters.is_about_lines:
            added[line.currency] += max(line.amount_minor, 0)
        elif meant.fits(line, line.account.key):
            added[line.currency] += line.amount_minor
    return amounts(sorted(added.items()))
