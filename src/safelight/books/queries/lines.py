"""Lines one by one with what their entries say: for exports and programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from pydantic import Field

from safelight.accounts.models import Location
from safelight.books import ports
from safelight.books.models import Entry
from safelight.books.ports import Named
from safelight.books.queries.filters import EntryFilters, Meant
from safelight.books.queries.finding import page_of_entries
from safelight.books.queries.paging import read_place, write_place
from safelight.books.queries.reading import lines_of, numbers_of, sources_of
from safelight.foundation.actions import Context, Frozen, Page, query
from safelight.foundation.money import Money


class ListLines(EntryFilters):
    """Filters, and where the page starts; ``limit`` counts entries, so that none is cut in two."""

    cursor: str = Field(default="", max_length=80)
    limit: int = Field(default=50, ge=1, le=200)


class LedgerLine(Frozen):
    """A line with its entry; either ``debit`` or ``credit`` is there, in major units of ``currency``.

    ``client_name`` and ``document_label`` are there as far as a module above tells them.
    """

    id: UUID
    entry_id: UUID
    entry_number: int | None
    on: date
    kind: str
    memo: str
    source_kind: str
    source_label: str
    account_key: str
    account_code: str
    account_name: str
    currency: str
    debit: Decimal | None
    credit: Decimal | None
    client_id: UUID | None
    client_name: str
    document_id: UUID | None
    document_label: str
    location_id: UUID | None
    location_name: str
    category: str
    line_memo: str


@query("books.lines", permission="books.view", door="GET /books/lines")
def list_lines(_: Context, data: ListLines) -> Page[LedgerLine]:
    """List the lines of the ledger, newest day first, each with its entry.

    Lines of an entry that the filters do not mean are left out.
    """
    meant = Meant(data)
    found = page_of_entries(meant, read_place(data.cursor), data.limit + 1)
    shown = found[: data.limit]
    return Page(
        items=tuple(_shown(shown, meant)),
        next=write_place((shown[-1].on, shown[-1].id)) if len(found) > data.limit else None,
    )


def _shown(entries: list[Entry], meant: Meant) -> Iterable[LedgerLine]:
    ids = [entry.id for entry in entries]
    by_entry, numbers, sources = lines_of(ids), numbers_of(ids), sources_of(entries)
    lines = [(entry, line) for entry in entries for line in by_entry[entry.id] if meant.fits(line, line.account.key)]
    clients = ports.clients.of({line.client_id for _, line in lines if line.client_id})
    documents = ports.documents.of_any({line.document_id for _, line in lines if line.document_id})
    places = dict(Location.objects.filter(id__in={line.location_id for _, line in lines}).values_list("id", "name"))
    for entry, line in lines:
        amount = Money.of_minor(line.amount_minor, line.currency).amount
        yield LedgerLine(
            id=line.id,
            entry_id=entry.id,
            entry_number=numbers.get(entry.id),
            on=line.on,
            kind=entry.kind,
            memo=entry.memo,
            source_kind=entry.source_kind,
            source_label=sources[entry.id].label if entry.id in sources else "",
            account_key=line.account.key,
            account_code=line.account.code,
            account_name=line.account.name,
            currency=line.currency,
            debit=amount if amount > 0 else None,
            credit=-amount if amount < 0 else None,
            client_id=line.client_id,
            client_name=_label(clients, line.client_id),
            document_id=line.document_id,
            document_label=_label(documents, line.document_id),
            location_id=line.location_id,
            location_name=places.get(line.location_id, "") if line.location_id else "",
            category=line.category,
            line_memo=line.memo,
        )


def _label(named: Mapping[UUID, Named], identifier: UUID | None) -> str:
    return named[identifier].label if identifier in named and identifier is not None else ""
