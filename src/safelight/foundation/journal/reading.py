"""Reading the journal: who did what, when, to which row; and whether the record of it is whole."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from safelight.foundation.actions.context import Context
from safelight.foundation.actions.errors import InvalidInput
from safelight.foundation.actions.registry import Empty, Frozen, Page, query
from safelight.foundation.journal.verify import verify
from safelight.foundation.models import JournalEntry

LONGEST_PAGE = 200


class JournalFilter(Frozen):
    """Which lines: words of the summary or the actor's name, an actor, a verb or its module, a row, a time.

    ``since`` counts, ``until`` does not; ``cursor`` is the ``next`` of the page before.
    """

    q: Annotated[str, Field(max_length=200)] = ""
    actor_id: UUID | None = None
    action: Annotated[str, Field(max_length=100)] = ""
    subject_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    cursor: UUID | None = None
    limit: Annotated[int, Field(ge=1, le=LONGEST_PAGE)] = 50


class JournalCard(Frozen):
    """One line of the journal."""

    id: UUID
    at: datetime
    actor_kind: str
    actor_id: UUID | None
    actor: str
    action: str
    subject_kind: str
    subject_id: UUID | None
    summary: str
    changes: dict[str, Any]
    request_id: str


class JournalHealth(Frozen):
    """Whether every link of the chain holds; else the first line that does not, and why."""

    lines: int
    whole: bool
    broken_at: int | None = None
    reason: str = ""


@query("journal.list", permission="journal.view", door="GET /journal")
def list_journal(context: Context, data: JournalFilter) -> Page[JournalCard]:  # noqa: ARG001 - the studio is in scope
    """List what was done in the studio, newest first.

    Raises:
        InvalidInput: a moment without a time zone.
    """
    for name in ("since", "until"):
        moment = getattr(data, name)
        if moment is not None and moment.tzinfo is None:
            message = "Name the time zone too, as in 2026-05-04T12:00:00+02:00."
            raise InvalidInput(message, fields={name: message})
    rows = JournalEntry.objects.order_by("-at", "-id")
    # Words of a summary are looked for one by one; the studio's own lines are few enough for that.
    for word in data.q.split():
        rows = rows.filter(summary__icontains=word) | rows.filter(actor_label__icontains=word)
    wanted = {"actor_id": data.actor_id, "subject_id": data.subject_id, "at__gte": data.since, "at__lt": data.until}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    if data.action:
        rows = rows.filter(action__startswith=data.action)
    if data.cursor is not None and (last := JournalEntry.objects.filter(id=data.cursor).first()) is not None:
        rows = rows.filter(at__lt=last.at) | rows.filter(at=last.at, id__lt=last.id)
    found = list(rows[: data.limit + 1])
    shown = found[: data.limit]
    return Page(items=tuple(map(_card, shown)), next=str(shown[-1].id) if len(found) > data.limit else None)


@query("journal.verify", permission="journal.view", door="GET /journal/verification")
def verify_journal(context: Context, data: Empty) -> JournalHealth:  # noqa: ARG001 - the studio is in scope
    """Read the studio's journal from its first line and say whether every link of the chain holds."""
    lines, broken = verify()
    if broken is None:
        return JournalHealth(lines=lines, whole=True)
    return JournalHealth(lines=lines, whole=False, broken_at=broken.sequence, reason=broken.reason)


def _card(row: JournalEntry) -> JournalCard:
    return JournalCard(
        id=row.id,
        at=row.at,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        actor=row.actor_label,
        action=row.action,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        summary=row.summary,
        changes=row.changes,
        request_id=row.request_id,
    )
