"""Everything that happened to a client, newest first."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db import connection
from pydantic import Field

from safelight.clients.models import Client
from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, Page, query

# A client carries the history of those that were merged into it; a note's own journal line would say it twice.
_TIMELINE = """
with recursive mine as (
    select id from clients_client where id = %(client)s
    union select merged.id from clients_client merged join mine on merged.merged_into_id = mine.id
), lines as (
    select 'action' as kind, id, at, actor_label as who, action, summary as text, changes, false as pinned,
        null::uuid as author_id
    from foundation_journalentry
    where subject_id in (select id from mine)
        and action not in ('clients.add_note', 'clients.change_note', 'clients.remove_note', 'clients.restore_note')
    union all
    select 'note', id, at, author_label, '', text, '{}'::jsonb, pinned, author_id
    from clients_note where client_id in (select id from mine) and removed_at is null
    union all
    select 'change_of_many', item.id, change.at, change.by, 'clients.change_many', change.summary, change.what, false, null
    from clients_bulkchangeitem item join clients_bulkchange change on change.id = item.change_id
    where item.client_id in (select id from mine) and change.undone_at is null
)
select kind, id, at, who, action, text, changes, pinned, author_id from lines
where %(at)s::timestamptz is null or (at, id) < (%(at)s, %(id)s)
order by at desc, id desc limit %(limit)s
"""


class ClientTimeline(Frozen):
    """Which client's, and from where on."""

    client_id: UUID
    cursor: str = ""
    limit: int = Field(default=30, ge=1, le=200)


class TimelineEntry(Frozen):
    """One thing that happened: an action, a note, or a change of many clients that this one was part of."""

    kind: Literal["action", "note", "change_of_many"]
    id: UUID
    at: datetime
    who: str
    action: str = ""
    text: str
    changes: dict[str, Any] = Field(default_factory=dict)
    pinned: bool = False
    author_id: UUID | None = None


@query("clients.timeline", permission="clients.view", door="GET /clients/{client_id}/timeline")
def timeline(_: Context, data: ClientTimeline) -> Page[TimelineEntry]:
    """Show what happened to a client, newest first: everything done, and notes."""
    if not Client.objects.filter(id=data.client_id).exists():
        what = "client"
        raise NotFound(what)
    at, identifier = _position(data.cursor)
    with connection.cursor() as cursor:
        cursor.execute(_TIMELINE, {"client": data.client_id, "at": at, "id": identifier, "limit": data.limit + 1})
        names = [column[0] for column in cursor.description]
        entries = [
            TimelineEntry.model_validate(_plain(dict(zip(names, row, strict=True)))) for row in cursor.fetchall()
        ]
    shown = tuple(entries[: data.limit])
    following = f"{shown[-1].at.isoformat()}~{shown[-1].id}" if len(entries) > data.limit else None
    return Page[TimelineEntry](items=shown, next=following)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    if isinstance(row["changes"], str):
        row["changes"] = json.loads(row["changes"])
    return row


def _position(cursor: str) -> tuple[datetime | None, UUID | None]:
    if not cursor:
        return None, None
    at, _, identifier = cursor.partition("~")
    try:
        return datetime.fromisoformat(at), UUID(identifier)
    except ValueError:
        message = "This cursor does not belong to this timeline. Start again without one."
        raise InvalidInput(message, code="bad_cursor", fields={"cursor": message}) from None
