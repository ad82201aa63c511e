"""Writing the one journal line of an action."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from safelight.foundation.events import as_json
from safelight.foundation.models import JournalEntry

if TYPE_CHECKING:
    from safelight.foundation.actions.context import Context

_SUMMARY_LENGTH = 300


def record(context: Context, action_name: str) -> UUID:
    """Write who did what to which row; returns the entry's id. The chain link follows at commit."""
    trace = context.trace
    entry = JournalEntry(
        at=context.now,
        actor_kind=context.actor.kind,
        actor_id=context.actor.id,
        actor_label=context.actor.label[:200],
        action=action_name,
        subject_kind=trace.subject_kind,
        subject_id=trace.subject_id,
        summary=trace.summary[:_SUMMARY_LENGTH],
        changes=as_json(trace.changes),
        request_id=context.request_id[:64],
    )
    entry.save(force_insert=True)
    return entry.id
