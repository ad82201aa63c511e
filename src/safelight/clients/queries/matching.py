"""Which clients a file's rows may already be: looked up by key for thousands of drafts in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from safelight.clients.models import Address, Client
from safelight.clients.rules.draft import ClientDraft
from safelight.clients.rules.keys import match_keys

_LOOKUP = """
with asked as materialized (
    select * from unnest(%(rows)s::int[], %(kinds)s::text[], %(keys)s::text[]) as given (place, kind, key)
), hits as (
    select asked.place, asked.kind, client.id from asked join clients_client client
        on asked.kind = 'external_id' and client.external_id = asked.key and client.external_id <> ''
    union select asked.place, asked.kind, client.id from asked join clients_client client
        on asked.kind = 'number' and client.number = case when asked.kind = 'number' then asked.key::bigint end
    union select asked.place, asked.kind, email.client_id from asked join clients_email email
        on asked.kind = 'email' and email.key = asked.key
    union select asked.place, asked.kind, phone.client_id from asked join clients_phone phone
        on asked.kind = 'phone' and phone.number = asked.key
    union select asked.place, asked.kind, client.id from asked join clients_client client
        on asked.kind = 'name' and client.name_key = asked.key
)
select hits.place, hits.kind, client.id, client.number, client.display_name, client.name_key, client.version
from hits join clients_client client on client.id = hits.id where client.removed_at is null
order by hits.place, client.number
"""


@dataclass(frozen=True, slots=True)
class Match:
    """A known client that shares keys with a draft.

    ``by`` names what is shared: ``external_id``, ``number``, ``email``, ``phone``, ``name``; ``name`` means the
    same words in any order, umlauts and nicknames apart.
    """

    client_id: UUID
    number: int
    display_name: str
    version: int
    by: frozenset[str]


def match_drafts(drafts: Sequence[ClientDraft]) -> list[tuple[Match, ...]]:
    """Return for each draft the living clients it shares a key with, in one query; hand over some thousand at once.

    Memory is bounded by the chunk, not by the studio: the keys go to the database, not the clients here.
    """
    rows: list[int] = []
    kinds: list[str] = []
    keys: list[str] = []
    for place, draft in enumerate(drafts):
        for kind, key in match_keys(draft):
            rows.append(place)
            kinds.append(kind)
            keys.append(key)
    if not rows:
        return [() for _ in drafts]
    with connection.cursor() as cursor:
        cursor.execute(_LOOKUP, {"rows": rows, "kinds": kinds, "keys": keys})
        found = cursor.fetchall()
    by: dict[tuple[int, UUID], set[str]] = {}
    known: dict[UUID, tuple[int, str, int]] = {}
    for place, kind, identifier, number, name, _, version in found:
        by.setdefault((place, identifier), set()).add(kind)
        known[identifier] = (number, name, version)
    matches: list[list[Match]] = [[] for _ in drafts]
    for (place, identifier), shared in by.items():
        number, name, version = known[identifier]
        matches[place].append(Match(identifier, number, name, version, frozenset(shared)))
    return [tuple(found_here) for found_here in matches]


def addresses_of(ids: Sequence[UUID]) -> dict[UUID, set[str]]:
    """Return the house keys (``rules.keys.address_key``) of the clients that have any, in one query."""
    found: dict[UUID, set[str]] = {}
    for client_id, key in Address.objects.filter(client_id__in=ids).exclude(key="").values_list("client_id", "key"):
        found.setdefault(client_id, set()).add(key)
    return found


def names_of(ids: Sequence[UUID]) -> dict[UUID, tuple[int, str]]:
    """Return (number, shown name) of clients by id."""
    rows = Client.objects.filter(id__in=ids).values_list("id", "number", "display_name")
    return {identifier: (number, name) for identifier, number, name in rows}
