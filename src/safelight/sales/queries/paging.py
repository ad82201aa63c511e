"""Cursors of lists that are sorted by a day: opaque text that continues behind the last row shown."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import date
from uuid import UUID

from django.db.models import Q

from safelight.foundation.actions import InvalidInput


def behind(name: str, after: tuple[date, UUID]) -> Q:
    """Return the condition of the rows behind a day and id; a leading hyphen means newest first."""
    column, way = name.removeprefix("-"), "lt" if name.startswith("-") else "gt"
    day, identifier = after
    return Q(**{f"{column}__{way}": day}) | Q(**{column: day, f"id__{way}": identifier})


def pack(sort: str, day: date, identifier: UUID) -> str:
    """Return the cursor that continues behind the row of this day and id."""
    packed = json.dumps([sort, day.isoformat(), str(identifier)], separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def read(cursor: str, sort: str) -> tuple[date, UUID] | None:
    """Return the day and id behind which a page starts.

    Raises:
        InvalidInput: the cursor is damaged or belongs to another order.
    """
    if not cursor:
        return None
    try:
        known, day, identifier = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        after = (date.fromisoformat(day), UUID(identifier))
    except (ValueError, TypeError, AttributeError, binascii.Error):
        known, after = "", None
    if known != sort or after is None:
        message = "This cursor does not belong to this list. Start again without one."
        raise InvalidInput(message, code="bad_cursor", fields={"cursor": message})
    return after
