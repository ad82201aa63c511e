"""Rows that came in before, word for word."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

_LOOKUP = """
select asked.key, found.client_id from unnest(string_to_array(%s, ' ')::uuid[]) as asked (key)
cross join lateral (
    select kept.client_id from exchange_importedrow kept
    join exchange_importbatch batch on batch.id = kept.batch_id and batch.state = 'done'
    join clients_client client on client.id = kept.client_id and client.removed_at is null
    where kept.row_key = asked.key and kept.client_id is not null
    order by kept.id limit 1
) found
"""


def known_rows(keys: Sequence[str]) -> dict[str, UUID]:
    """Return the living client that each of these rows created or completed in an earlier import.

    It is what keeps a file from coming in twice even where its rows say too little to know a person by.
    """
    if not keys:
        return {}
    with connection.cursor() as cursor:
        # Each key once: a file of one row repeated would look through all of its lines for every line.
        cursor.execute(_LOOKUP, [" ".join(set(keys))])
        return {key.hex: client_id for key, client_id in cursor.fetchall()}
