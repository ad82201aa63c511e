"""Which clients a file's rows may already be: looked up by key for thousands of drafts in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from safelight.clients.models import Address, Client
from safelight.clients.rules.draft import ClientDraft
from safelight.clients.rules.keys import match_keys

# So many clients are looked at behind one key; a studio's own number in every row must not make an import quadratic.
_MOST_BEHIND_A_KEY = 200
_MOST_MATCHES = 5
_BETWEEN = "\x1f"


def _behind(kind: str, source: str) -> str:
    """Return the SELECT for one kind of key: the few best of the clients behind it, same name first."""
    return f"""
    select asked.place, asked.kind, best.* from asked cross join lateral (
        select client.id, client.number, client.display_name, client.name_key, client.version
        from ({source} limit {_MOST_BEHIND_A_KEY}) reached join clients_client client on client.id = reached.id
        where client.removed_at is null
        order by (client.name_key = asked.name) desc, client.number limit {_MOST_MATCHES}
    ) best where asked.kind = '{kind}'
    """  # noqa: S608 - constants of this file


_LOOKUP = f"""
with asked as materialized (
    select * from unnest(
        string_to_array(%(rows)s, chr(31))::int[], string_to_array(%(kinds)s, chr(31)),
        string_to_array(%(keys)s, chr(31)), string_to_array(%(names)s, chr(31))
    ) as given (place, kind, key, name)
)
{
    " union all ".join(
        (
            _behind(
                "external_id",
                "select id from clients_client where external_id = asked.key and external_id <> ''",
            ),
            _behind(
                "number",
                "select id from clients_client"
                " where number = case when asked.kind = 'number' then asked.key::bigint end",
            ),
            _behind("email", "select client_id as id from clients_email where key = asked.key"),
            _behind("phone", "select client_id as id from clients_phone where number = asked.key"),
            _behind("name", "select id from clients_client where name_key = asked.key"),
        )
    )
}
"""  # noqa: S608 - constants of this file


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


def match_drafts(
    drafts: Sequence[ClientDraft], keys_of: Sequence[list[tuple[str, str]]] | None = None
) -> list[tuple[Match, ...]]:
    """Return for each draft the living clients it shares a key with, in one query; hand over some thousand at once.

    A name alone is asked for only where the draft has neither mail nor phone; elsewhere it is compared with those
    found by other keys. ``keys_of`` are the drafts' ``match_keys`` where the caller has them. Memory is bounded by the chunk, not by the studio.
    """
    rows: list[int] = []
    kinds: list[str] = []
    keys: list[str] = []
    names: list[str] = []
    name_of = [""] * len(drafts)
    for place, draft in enumerate(drafts):
        known = keys_of[place] if keys_of is not None else match_keys(draft)
        name_of[place] = name = next((key for kind, key in known if kind == "name"), "")
        for kind, key in known:
            if kind == "name" and (draft.emails or draft.phones):
                continue
            rows.append(place)
            kinds.append(kind)
            keys.append(key)
            names.append(name)
    if not rows:
        return [() for _ in drafts]
    with connection.cursor() as cursor:
        # One text per column goes over in a tenth of the time that a list of texts takes.
        given = {"rows": map(str, rows), "kinds": kinds, "keys": keys, "names": names}
        cursor.execute(_LOOKUP, {name: _joined(column) for name, column in given.items()})
        found = cursor.fetchall()
    if not found:
        return [() for _ in drafts]
    by: dict[tuple[int, UUID], set[str]] = {}
    known_clients: dict[UUID, tuple[int, str, int]] = {}
    for place, kind, identifier, number, shown, name_key, version in found:
        shared = by.setdefault((place, identifier), set())
        shared.add(kind)
        if name_key and name_key == name_of[place]:
            shared.add("name")
        known_clients[identifier] = (number, shown, version)
    matches: list[list[Match]] = [[] for _ in drafts]
    for (place, identifier), shared in by.items():
        number, shown, version = known_clients[identifier]
        matches[place].append(Match(identifier, number, shown, version, frozenset(shared)))
    return [tuple(sorted(found_here, key=lambda match: match.number)) for found_here in matches]


def _joined(column: Iterable[str]) -> str:
    return _BETWEEN.join([text.replace(_BETWEEN, " ") if _BETWEEN in text else text for text in column])


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
