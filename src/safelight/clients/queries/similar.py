"""Clients that a new one may already be, found while somebody types."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from pydantic import Field

from safelight.clients.queries.cards import ClientRow
from safelight.clients.queries.profiles import load_profiles
from safelight.clients.queries.reading import load_rows
from safelight.clients.rules.duplicates import Profile, compare
from safelight.clients.rules.keys import address_key
from safelight.clients.rules.mails import mail_key
from safelight.clients.rules.names import display_name, name_key, sound_key
from safelight.clients.rules.phones import NotAPhone, read_phone
from safelight.foundation.actions import Context, Frozen, query

_MOST_COMPARED = 60
_SHOWN_FROM = 0.3
_CANDIDATES = """
select client_id from clients_email where key = any(%(mails)s)
union select client_id from clients_phone where number = any(%(phones)s)
union (select client_id from clients_address where key = %(address)s and key <> '' limit 20)
union (select id from clients_client where name_key = %(name)s and name_key <> '' and removed_at is null limit 20)
union (select id from clients_client where sound_key = %(sound)s and sound_key <> '' and removed_at is null limit 20)
limit %(most)s
"""


class SimilarClients(Frozen):
    """What is known so far of a client who is being typed in."""

    first_name: str = Field(default="", max_length=120)
    last_name: str = Field(default="", max_length=120)
    organization: str = Field(default="", max_length=200)
    emails: tuple[str, ...] = Field(default=(), max_length=20)
    phones: tuple[str, ...] = Field(default=(), max_length=20)
    street: str = Field(default="", max_length=240)
    postal_code: str = Field(default="", max_length=40)
    except_id: UUID | None = None
    limit: int = Field(default=5, ge=1, le=20)


class SimilarClient(Frozen):
    """A client who may be the same; ``score`` from 0 to 1, ``reasons`` in words."""

    client: ClientRow
    score: float
    reasons: tuple[str, ...]


class SimilarFound(Frozen):
    """Who may be the same, the likeliest first."""

    items: tuple[SimilarClient, ...]


@query("clients.similar", permission="clients.view", door="GET /client-similar")
def similar(context: Context, data: SimilarClients) -> SimilarFound:
    """Find clients that a new one may already be."""
    profile = _profile(data, context.studio.country)
    shown = profile.display_name
    with connection.cursor() as cursor:
        cursor.execute(
            _CANDIDATES,
            {
                "mails": sorted(profile.mails),
                "phones": sorted(profile.phones),
                "address": next(iter(profile.addresses), ""),
                "name": name_key(profile.first_name, profile.last_name, shown),
                "sound": sound_key(profile.first_name, profile.last_name, shown),
                "most": _MOST_COMPARED,
            },
        )
        ids = {row[0] for row in cursor.fetchall()} - {data.except_id}
    if not ids:
        return SimilarFound(items=())
    alike = [(compare(profile, other), identifier) for identifier, other in load_profiles(ids).items()]
    alike = sorted((pair for pair in alike if pair[0].score >= _SHOWN_FROM), key=lambda pair: -pair[0].score)
    best = alike[: data.limit]
    rows = {row.id: row for row in load_rows([identifier for _, identifier in best], context.studio.country)}
    return SimilarFound(
        items=tuple(
            SimilarClient.model_construct(client=rows[identifier], score=likeness.score, reasons=likeness.reasons)
            for likeness, identifier in best
            if identifier in rows
        )
    )


def _profile(data: SimilarClients, country: str) -> Profile:
    phones: set[str] = set()
    for text in data.phones:
        try:
            phones.add(read_phone(text, country)[0])
        except NotAPhone:
            continue
    key = address_key(data.street, data.postal_code)
    return Profile(
        first_name=data.first_name,
        last_name=data.last_name,
        display_name=display_name("person", data.first_name, "", data.last_name, data.organization, ""),
        mails=frozenset(mail_key(mail) for mail in data.emails if mail),
        phones=frozenset(phones),
        addresses=frozenset({key} if key else ()),
    )
