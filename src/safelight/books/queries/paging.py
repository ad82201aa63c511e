"""Cursors of lists by day and id, newest first."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from safelight.foundation.actions import InvalidInput

Place = tuple[date, UUID]
"""Where a page ended: the day and the id of its last row."""


def read_place(cursor: str) -> Place | None:
    """Return where a page starts.

    Raises:
        InvalidInput: the cursor is damaged.
    """
    if not cursor:
        return None
    day, _, identifier = cursor.partition("~")
    try:
        return date.fromisoformat(day), UUID(identifier)
    except ValueError:
        message = "This cursor does not belong to this list. Start again without one."
        raise InvalidInput(message, code="bad_cursor", fields={"cursor": message}) from None


def write_place(place: Place) -> str:
    """Return the cursor that continues behind a row."""
    return f"{place[0].isoformat()}~{place[1]}"
