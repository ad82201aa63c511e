"""Which studios have messages to send."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection


def due_studios(now: datetime) -> list[UUID]:
    """Return the studios with messages that are due or whose worker is gone (one statement, outside any studio)."""
    with connection.cursor() as cursor:
        cursor.execute("select studio from messaging_due_studios(%s) as studio order by 1", [now])
        return [row[0] for row in cursor.fetchall()]
