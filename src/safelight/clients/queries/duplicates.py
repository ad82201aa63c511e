"""The review list: pairs of clients that may be one."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db import connection
from pydantic import Field

from safelight.clients.models import PairSearch
from safelight.clients.queries.cards import ClientRow
from safelight.clients.queries.pairs import AT_ONCE, Alike, changed_since, find_pairs
from safelight.clients.queries.reading import load_rows
from safelight.clients.rules.duplicates import Likeness
from safelight.foundation.actions import Context, Frozen, Page, query

# What was found by the last look, but for those who are gone, dismissed, or compared anew because they changed.
_FOUND = """
select found.first_id, found.second_id, found.score, found.reasons, count(*) over ()
from clients_foundpair found
join clients_client one on one.id = found.first_id and one.removed_at is null
join clients_client other on other.id = found.second_id and other.removed_at is null
where found.first_id <> all (%(changed)s) and found.second_id <> all (%(changed)s) and not exists (
    select from clients_dismissedpair said where said.first_id = found.first_id and said.second_id = found.second_id)
order by found.score desc, found.first_id, found.second_id limit %(most)s
"""


class FindDuplicates(Frozen):
    """Which page of the review list; ``client_id`` narrows it to one client's pairs."""

    client_id: UUID | None = None
    offset: int = Field(default=0, ge=0)
    limit: int = Field(default=25, ge=1, le=100)


class DuplicatePair(Frozen):
    """Two clients that may be one; the older number comes first. ``score`` from 0 to 1, ``reasons`` in words."""

    first: ClientRow
    second: ClientRow
    score: float
    reasons: tuple[str, ...]


@query("clients.duplicates", permission="clients.view", door="GET /client-duplicates")
def duplicates(context: Context, data: FindDuplicates) -> Page[DuplicatePair]:
    """List pairs of clients that may be one, the likeliest first.

    Pairs that somebody said are two different clients are left out.
    """
    reached = data.offset + data.limit
    alike, total = _alike(data, reached)
    shown = alike[data.offset : reached]
    ids = list({identifier for pair in shown for identifier in (pair.first_id, pair.second_id)})
    rows = {row.id: row for row in load_rows(ids, context.studio.country)}
    items = tuple(_pair(pair.likeness, rows[pair.first_id], rows[pair.second_id]) for pair in shown)
    return Page[DuplicatePair](items=items, next=str(reached) if reached < total else None, total=total)


def _alike(data: FindDuplicates, reached: int) -> tuple[list[Alike], int]:
    """Return the likeliest pairs as far as the page reaches, and how many there are in all."""
    search = PairSearch.objects.first() if data.client_id is None else None
    changed = changed_since(search) if search else None
    if changed is None:
        alike = find_pairs(AT_ONCE, None if data.client_id is None else [data.client_id])
        return alike, len(alike)
    kept, count = _kept(changed, reached)
    fresh = find_pairs(AT_ONCE, changed) if changed else []
    return sorted([*kept, *fresh], key=lambda pair: pair.place), count + len(fresh)


def _kept(changed: list[UUID], most: int) -> tuple[list[Alike], int]:
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, {"changed": changed, "most": most})
        rows = cursor.fetchall()
    found = [Alike(row[0], row[1], Likeness(row[2] / 1000, tuple(_plain(row[3])))) for row in rows]
    return found, int(rows[0][4]) if rows else 0


def _plain(reasons: Any) -> list[str]:  # noqa: ANN401 - JSON, as text or read already
    read: list[str] = json.loads(reasons) if isinstance(reasons, str) else reasons
    return read


def _pair(likeness: Likeness, one: ClientRow, other: ClientRow) -> DuplicatePair:
    first, second = sorted((one, other), key=lambda row: row.number)
    return DuplicatePair.model_construct(first=first, second=second, score=likeness.score, reasons=likeness.reasons)
