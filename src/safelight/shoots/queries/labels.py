"""What appointments of sessions are called in the calendar."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from safelight.calendar.ports import Owner, OwnerLink, owners
from safelight.foundation.actions import Context
from safelight.shoots.queries.dates import OWNER
from safelight.shoots.queries.reading import links


def look(context: Context, ids: Collection[UUID]) -> Mapping[UUID, OwnerLink]:  # noqa: ARG001 - the shape of the port
    """Return name and address of sessions by id (one statement)."""
    return {
        identifier: OwnerLink(f"Session {link.number}, {link.title}", f"/sessions/{identifier}/")
        for identifier, link in links(ids).items()
    }


owners.add(Owner(key=OWNER, label="Session", look=look, permission="shoots.view", order=10))
