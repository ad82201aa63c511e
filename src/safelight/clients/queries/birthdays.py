"""Whose birthday comes next: clients and the members of their families."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import connection
from pydantic import Field

from safelight.clients.rules.draft import Relationship
from safelight.foundation import clock
from safelight.foundation.actions import Context, Frozen, query

_LEAP_DAY: Final = "0229"
_EVE_OF_MARCH: Final = "0228"
# A person of the family is named with the client they belong to; clients who wish no contact are left out.
_COMING = """
with wished as (select day, place from unnest(%(days)s::text[], %(places)s::int[]) as given (day, place))
select wished.place, client.id, client.display_name, client.display_name, '', client.birthday, client.birth_year_known
from clients_client client join wished on wished.day = to_char(client.birthday, 'MMDD')
where client.removed_at is null and client.birthday is not null and not client.do_not_contact
union all
select wished.place, client.id, client.display_name,
    trim(member.first_name || ' ' || member.last_name), member.relationship, member.birthday, member.birth_year_known
from clients_familymember member join wished on wished.day = to_char(member.birthday, 'MMDD')
join clients_client client on client.id = member.client_id
where client.removed_at is null and not client.do_not_contact
order by 1, 4
limit %(limit)s
"""


class ComingBirthdays(Frozen):
    """How many days ahead to look, today included."""

    days: int = Field(default=14, ge=1, le=60)
    limit: int = Field(default=20, ge=1, le=200)


class Birthday(Frozen):
    """A birthday: whose it is, the day it falls on, and the age reached where the year of birth is known."""

    client_id: UUID
    client_name: str
    name: str
    relationship: Relationship | None = None
    day: date
    turns: int | None = None


class Birthdays(Frozen):
    """The birthdays, the nearest first."""

    items: tuple[Birthday, ...]


@query("clients.birthdays", permission="clients.view", door="GET /client-birthdays")
def birthdays(context: Context, data: ComingBirthdays) -> Birthdays:
    """List the coming birthdays of clients and their families.

    Somebody born on 29 February has their day on the 28th in other years. Clients who wish no contact are left out.
    """
    today = clock.local(context.now, context.studio.zone).date()
    ahead = [today + timedelta(days=count) for count in range(data.days)]
    keys: list[str] = []
    places: list[int] = []
    for place, day in enumerate(ahead):
        keys.append(f"{day:%m%d}")
        places.append(place)
        if keys[-1] == _EVE_OF_MARCH and (day + timedelta(days=1)).day == 1:
            keys.append(_LEAP_DAY)
            places.append(place)
    with connection.cursor() as cursor:
        cursor.execute(_COMING, {"days": keys, "places": places, "limit": data.limit})
        found = cursor.fetchall()
    return Birthdays(
        items=tuple(
            Birthday(
                client_id=client_id,
                client_name=client_name,
                name=name or client_name,
                relationship=Relationship(relationship) if relationship else None,
                day=ahead[place],
                turns=ahead[place].year - born.year if year_known else None,
            )
            for place, client_id, client_name, name, relationship, born, year_known in found
        )
    )
