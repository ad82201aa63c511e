"""All ids that one client has had: its own and those of the clients that were merged into it."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

_IDS = """
with recursive mine as (
    select id from clients_client where id = %s
    union select merged.id from clients_client merged join mine on merged.merged_into_id = mine.id
)
select id from mine
"""


def with_merged(client_id: UUID) -> tuple[UUID, ...]:
    """Return the client's id and those of all that became part of it; nothing for an id that is not there (one query).

    For records that keep the id they were written with, such as ledger lines: a merge moves only foreign keys.
    """
    with connection.cursor() as cursor:
        cursor.execute(_IDS, [client_id])
        found = [row[0] for row in cursor.fetchall()]
    return tuple(sorted(found, key=lambda identifier: identifier != client_id))
