"""Pairs of clients who may be one: those who share a key, compared."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection

from safelight.clients.models import Client, PairSearch
from safelight.clients.queries.profiles import load_profiles
from safelight.clients.rules.duplicates import REVIEWED_FROM, Likeness, compare

# A key that many share (a school's phone, a common name) says nothing and would make quadratically many pairs.
_MOST_SHARING: Final = 12
AT_ONCE: Final = 4_000
"""So many pairs are compared while somebody waits."""
_COMPARED_TOGETHER: Final = 2_000
MOST_CHANGED: Final = 300
"""So many clients may have changed since the last look for the list to be completed while it is read."""
# A change is dated by its request, a moment before the transaction begins that a look waits for.
_OVERLAP: Final = timedelta(seconds=15)

_ALL = """
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
), pairs as (
    select one.kind, one.client_id as first_id, other.client_id as second_id
    from members one join members other on other.kind = one.kind and other.key = one.key and one.client_id < other.client_id
)
"""


def _others(kind: str, table: str, key: str, identifier: str, only: str = "true") -> str:
    """Return the SELECT of the living clients behind each of the asked clients' keys of one kind."""
    return f"""
    select mine.kind, mine.key, mine.client_id, other.id as other_id from (
        select '{kind}' as kind, {key} as key, {identifier} as client_id from {table}
        where {identifier} = any(%(ids)s) and {only}
    ) mine cross join lateral (
        select client.id from {table} behind join clients_client client on client.id = behind.{identifier}
        where behind.{key} = mine.key and client.removed_at is null limit %(sharing)s + 1
    ) other
    """  # noqa: S608 - names of this file


_SOME = f"""
with met as (
    {
    " union all ".join(
        (
            _others("email", "clients_email", "key", "client_id"),
            _others("phone", "clients_phone", "number", "client_id"),
            _others("address", "clients_address", "key", "client_id", "key <> ''"),
            _others("name", "clients_client", "name_key", "id", "position(' ' in name_key) > 0"),
            _others("sound", "clients_client", "sound_key", "id", "sound_key <> ''"),
            _others("external", "clients_client", "external_id", "id", "external_id <> ''"),
        )
    )
}
), counted as (
    select kind, client_id, other_id, count(*) over (partition by kind, key, client_id) as sharing from met
), pairs as (
    select distinct counted.kind, least(client_id, other_id) as first_id, greatest(client_id, other_id) as second_id
    from counted join clients_client living on living.id = client_id and living.removed_at is null
    where sharing <= %(sharing)s and client_id <> other_id
)
"""  # noqa: S608 - likewise
_LIKELIEST = """
select first_id, second_id from pairs
where not exists (
    select from clients_dismissedpair said where said.first_id = pairs.first_id and said.second_id = pairs.second_id)
group by 1, 2
order by count(*) filter (where kind in ('email', 'phone', 'external')) desc,
    count(*) filter (where kind = 'name') desc, count(*) desc, 1, 2
limit %(most)s
"""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two clients who may be one; ``first_id`` is the smaller id."""

    first_id: UUID
    second_id: UUID
    likeness: Likeness

    @property
    def place(self) -> tuple[float, UUID, UUID]:
        """The likeliest first."""
        return -self.likeness.score, self.first_id, self.second_id


def find_pairs(most: int, ids: Collection[UUID] | None = None) -> list[Alike]:
    """Compare the clients who share a key, over the whole studio or around some ``ids``; the likeliest first.

    At most ``most`` pairs are looked at, those that share most first. Dismissed pairs are left out.
    """
    asked: dict[str, Any] = {"sharing": _MOST_SHARING, "most": most, "ids": list(ids or ())}
    with connection.cursor() as cursor:
        cursor.execute((_ALL if ids is None else _SOME) + _LIKELIEST, asked)
        pairs = [(row[0], row[1]) for row in cursor.fetchall()]
    alike: list[Alike] = []
    for start in range(0, len(pairs), _COMPARED_TOGETHER):
        part = pairs[start : start + _COMPARED_TOGETHER]
        profiles = load_profiles({identifier for pair in part for identifier in pair})
        for one, other in part:
            likeness = compare(profiles[one], profiles[other])
            if likeness.score >= REVIEWED_FROM:
                alike.append(Alike(one, other, likeness))
    return sorted(alike, key=lambda found: found.place)


def changed_since(search: PairSearch) -> list[UUID] | None:
    """Return the living clients who changed since a look through the studio; None when they are too many."""
    rows = Client.objects.filter(removed_at=None, updated_at__gt=search.found_at - _OVERLAP)
    found = list(rows.values_list("id", flat=True)[: MOST_CHANGED + 1])
    return found if len(found) <= MOST_CHANGED else None
