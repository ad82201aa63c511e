"""Storing events and waking their listeners, inside the transaction of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from procrastinate.contrib.django import app

from safelight.foundation.events import listeners
from safelight.foundation.models import StoredEvent

if TYPE_CHECKING:
    from safelight.foundation.actions.context import Context


def store_events(context: Context, entry_id: UUID) -> None:
    """Store the events of one action run and queue one job per listener; both vanish on rollback."""
    if not context.trace.events:
        return
    rows = [
        StoredEvent(
            studio_id=context.studio.id, name=event.name, at=context.now, payload=event.payload(), entry_id=entry_id
        )
        for event in context.trace.events
    ]
    StoredEvent.objects.bulk_create(rows)
    for row in rows:
        for name in listeners(row.name):
            app.configure_task(name=name).defer(studio=str(row.studio_id), event=str(row.id))
