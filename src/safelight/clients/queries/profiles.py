"""Loading what duplicates are compared by."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from safelight.clients.rules.duplicates import Profile

_PROFILES = """
select client.id, client.kind, client.first_name, client.last_name, client.display_name, client.birthday,
    client.external_id,
    array(select key from clients_email where client_id = client.id),
    array(select number from clients_phone where client_id = client.id),
    array(select key from clients_address where client_id = client.id and key <> '')
from clients_client client where client.id = any(%s) and client.removed_at is null
"""


def load_profiles(ids: Collection[UUID]) -> dict[UUID, Profile]:
    """Return the profiles of living clients by id (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_PROFILES, [list(ids)])
        return {
            row[0]: Profile(
                first_name=row[2] if row[1] != "organization" else "",
                last_name=row[3] if row[1] != "organization" else "",
                display_name=row[4],
                birthday=row[5],
                external_id=row[6],
                mails=frozenset(row[7]),
                phones=frozenset(row[8]),
                addresses=frozenset(row[9]),
            )
            for row in cursor.fetchall()
        }
