"""Pairs of clients that may be one: found by shared keys over the whole studio, then compared."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from pydantic import Field

from safelight.clients.queries.cards import ClientRow
from safelight.clients.queries.profiles import load_profiles
from safelight.clients.queries.reading import load_rows
from safelight.clients.rules.duplicates import REVIEWED_FROM, Likeness, compare
from safelight.foundation.actions import Context, Frozen, Page, query

# A key that many share (a school's phone, a common name) says nothing and would make quadratically many pairs.
_MOST_SHARING = 12
_MOST_PAIRS = 4_000
_PAIRS = """
with keyed as (
    select 'email' as kind, key, client_id from clients_email
    union select 'phone', number, client_id from clients_phone
    union select 'address', key, client_id from clients_address where key <> ''
    union select 'name', name_key, id from clients_client where position(' ' in name_key) > 0
    union select 'sound', sound_key, id from clients_client where sound_key <> ''
    union select 'external', external_id, id from clients_client where external_id <> ''
), living as (
    select keyed.* from keyed join clients_client client on client.id = keyed.client_id and client.removed_at is null
), shared as (
    select kind, key from living group by kind, key having count(*) between 2 and %(sharing)s
), members as materialized (
    select living.* from living join shared using (kind, key)
)
select one.client_id, other.client_id
from members one join members other on other.kind = one.kind and other.key = one.key and one.client_id < other.client_id
where not exists (
    select from clients_dismissedpair pair where pair.first_id = one.client_id and pair.second_id = other.client_id)
group by 1, 2
order by count(*) filter (where one.kind in ('email', 'phone', 'external')) desc,
    count(*) filter (where one.kind = 'name') desc, count(*) desc, 1, 2
limit %(pairs)s
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
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, {"sharing": _MOST_SHARING, "pairs": _MOST_PAIRS})
        pairs = [(row[0], row[1]) for row in cursor.fetchall()]
    if data.client_id is not None:
        pairs = [pair for pair in pairs if data.client_id in pair]
    profiles = load_profiles({identifier for pair in pairs for identifier in pair})
    alike: list[tuple[Likeness, UUID, UUID]] = []
    for one, other in pairs:
        likeness = compare(profiles[one], profiles[other])
        if likeness.score >= REVIEWED_FROM:
            alike.append((likeness, one, other))
    alike.sort(key=lambda found: (-found[0].score, found[1], found[2]))
    shown = alike[data.offset : data.offset + data.limit]
    rows = {
        row.id: row
        for row in load_rows(list({identifier for _, *pair in shown for identifier in pair}), context.studio.country)
    }
    items = tuple(_pair(likeness, rows[one], rows[other]) for likeness, one, other in shown)
    more = data.offset + data.limit < len(alike)
    return Page[DuplicatePair](items=items, next=str(data.offset + data.limit) if more else None, total=len(alike))


def _pair(likeness: Likeness, one: ClientRow, other: ClientRow) -> DuplicatePair:
    first, second = sorted((one, other), key=lambda row: row.number)
    return DuplicatePair.model_construct(first=first, second=second, score=likeness.score, reasons=likeness.reasons)
