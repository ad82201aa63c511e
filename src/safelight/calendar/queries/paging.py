"""Places in lists that are ordered by a moment and an id."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from safelight.foundation.actions import InvalidInput


def cursor_of(at: datetime, identifier: UUID) -> str:
    """Return the place after a row."""
    return f"{at.isoformat()}~{identifier}"


def position_of(cursor: str) -> tuple[datetime, UUID] | None:
    """Return the moment and the id of a place, None for the beginning.

    Raises:
        InvalidInput: it does not belong to such a list.
    """
    if not cursor:
        return None
    at, _, identifier = cursor.partition("~")
    try:
        moment, found = datetime.fromisoformat(at), UUID(identifier)
    except ValueError:
        raise _foreign() from None
    if moment.tzinfo is None:
        raise _foreign()
    return moment, found


def _foreign() -> InvalidInput:
    message = "This cursor does not belong to this list. Start again without one."
    return InvalidInput(message, code="bad_cursor", fields={"cursor": message})
