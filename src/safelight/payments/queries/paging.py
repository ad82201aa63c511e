"""Where a page of a list by day ended."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from safelight.foundation.actions import InvalidInput


def position(cursor: str) -> tuple[date, UUID] | None:
    """Read a cursor: the last row's day and id; None at the start.

    Raises:
        InvalidInput: it is of another list.
    """
    if not cursor:
        return None
    day, _, identifier = cursor.partition("~")
    try:
        return date.fromisoformat(day), UUID(identifier)
    except ValueError as error:
        message = "This cursor is of another list."
        raise InvalidInput(message, fields={"cursor": message}) from error
