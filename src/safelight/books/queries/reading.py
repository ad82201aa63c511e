"""Reading entries with their lines into cards: a fixed number of queries, however many entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Subquery

from safelight.books import ports
from safelight.books.models import Entry, EntryNumber, Line
from safelight.books.ports import Named
from safelight.books.queries.cards import EntryCard, LineCard
from safelight.foundation.money import Money


def lines_of(entry_ids: Collection[UUID]) -> dict[UUID, list[Line]]:
    """Return the lines of entries in their order, with their accounts; one query."""
    found: defaultdict[UUID, list[Line]] = defaultdict(list)
    for line in Line.objects.filter(entry_id__in=entry_ids).select_related("account").order_by("entry_id", "place"):
        found[line.entry_id].append(line)
    return found


def numbers_of(entry_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return the numbers of entries; one that is not committed yet has none."""
    return dict(EntryNumber.objects.filter(entry_id__in=entry_ids).values_list("entry_id", "number"))


@dataclass(frozen=True, slots=True)
class Standing:
    """What was found out about an entry after it was written: its number, and what took it back."""

    number: int | None = None
    reversed_by_id: UUID | None = None


def standings_of(entry_ids: Collection[UUID]) -> Mapping[UUID, Standing]:
    """Return how entries stand; one query."""
    own = {"studio_id": OuterRef("studio_id")}
    found = Entry.objects.filter(id__in=entry_ids).annotate(
        number=Subquery(EntryNumber.objects.filter(entry_id=OuterRef("id"), **own).values("number")),
        reversed_by=Subquery(Entry.objects.filter(reverses_id=OuterRef("id"), **own).values("id")),
    )
    return {
        identifier: Standing(number, reversed_by)
        for identifier, number, reversed_by in found.values_list("id", "number", "reversed_by")
    }


def sources_of(entries: Collection[Entry]) -> dict[UUID, Named]:
    """Return what caused entries, by entry, as far as the modules above name it; a query per kind of source."""
    by_kind: defaultdict[str, set[UUID]] = defaultdict(set)
    for entry in entries:
        if entry.source_id is not None:
            by_kind[entry.source_kind].add(entry.source_id)
    named = {kind: ports.sources.of(kind, ids) for kind, ids in by_kind.items()}
    return {
        entry.id: named[entry.source_kind][entry.source_id]
        for entry in entries
        if entry.source_id is not None and entry.source_id in named[entry.source_kind]
    }


def load_entries(entries: Sequence[Entry]) -> list[EntryCard]:
    """Show entries in the order given."""
    ids = [entry.id for entry in entries]
    lines, standings, sources = lines_of(ids), standings_of(ids), sources_of(entries)
    return [
        EntryCard(
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
            made_at=entry.made_at,
            made_by=entry.made_by,
            lines=tuple(line_card(line) for line in lines[entry.id]),
        )
        for entry in entries
    ]


def line_card(line: Line) -> LineCard:
    """Show a line that was read with its account."""
    return LineCard(
        id=line.id,
        place=line.place,
        account_id=line.account_id,
        account_key=line.account.key,
        account_code=line.account.code,
        account_name=line.account.name,
        currency=line.currency,
        amount=Money.of_minor(line.amount_minor, line.currency).amount,
        client_id=line.client_id,
        document_id=line.document_id,
        location_id=line.location_id,
        category=line.category,
        memo=line.memo,
    )
