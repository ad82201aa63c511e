"""Finding a client by a few letters, for the palette and for fields that name a client."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.clients.models import Client
from safelight.clients.queries.cards import ClientRow
from safelight.clients.queries.filters import search_page
from safelight.clients.queries.list import attempts
from safelight.clients.queries.reading import load_rows
from safelight.clients.rules.draft import ClientKind
from safelight.clients.rules.names import words
from safelight.foundation.actions import Context, Frozen, Page, query

_RANKED = 60
_LONGEST_NUMBER = 12


class FindClients(Frozen):
    """What was typed."""

    q: str = Field(max_length=200)
    limit: int = Field(default=8, ge=1, le=30)


class ClientHit(Frozen):
    """A client as a suggestion; ``detail`` tells namesakes apart."""

    id: UUID
    number: int
    display_name: str
    kind: ClientKind
    detail: str


@query("clients.find", permission="clients.view", door="GET /client-suggestions")
def find(context: Context, data: FindClients) -> Page[ClientHit]:
    """Find clients by a few letters, the likeliest first.

    A client number typed whole comes first, then names that begin with what was typed, then all else.
    """
    typed = data.q.strip()
    if not typed:
        return Page[ClientHit](items=(), total=0)
    exact: list[UUID] = []
    number = typed.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER:
        exact = list(Client.objects.filter(number=int(number), removed_at=None).values_list("id", flat=True))
    ids: list[UUID] = []
    total: int | None = 0
    for attempt, _ in attempts(typed):
        if attempt is not None:
            places, total = search_page(
                attempt, removed=False, sort="name", descending=False, after=None, skip=0, size=_RANKED
            )
            ids = [identifier for identifier, _ in places]
        if ids:
            break
    rows = load_rows(list(dict.fromkeys([*exact, *ids])), context.studio.country)
    begins = words(typed)
    rows.sort(key=lambda row: (row.id not in exact, not _begins(row, begins)))
    return Page[ClientHit](items=tuple(_hit(row) for row in rows[: data.limit]), total=max(total or 0, len(rows)))


def _begins(row: ClientRow, typed: list[str]) -> bool:
    names = words(row.display_name)
    return all(any(name.startswith(word) for name in names) for word in typed)


def _hit(row: ClientRow) -> ClientHit:
    detail = ", ".join(
        part for part in (row.organization if row.organization != row.display_name else "", row.city) if part
    )
    reached = row.emails[0] if row.emails else row.phones[0].display if row.phones else ""
    return ClientHit(
        id=row.id,
        number=row.number,
        display_name=row.display_name,
        kind=row.kind,
        detail=" · ".join(part for part in (detail, reached) if part),
    )
