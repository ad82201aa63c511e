"""Everything that happened to a client, newest first."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db import connection
from pydantic import Field

from safelight.clients.models import Client
from safelight.clients.ports import timeline_subjects
from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, Page, query

# A client carries the history of those that were merged into it; a note's own journal line would say it twice. Each source
# gives its newest lines by its own index, so that a client of many years costs what a new one does.
_TIMELINE = """
with recursive mine as (
    select id from clients_client where id = %(client)s
    union select merged.id from clients_client merged join mine on merged.merged_into_id = mine.id
), lines as (
    select 'action' as kind, entry.* from mine cross join lateral (
        select id, at, actor_label as who, action, summary as text, changes, false as pinned, null::uuid as author_id,
            subject_kind, subject_id
        from foundation_journalentry
        where subject_id = mine.id
            and action not in ('clients.add_note', 'clients.change_note', 'clients.remove_note', 'clients.restore_note')
            and (%(at)s::timestamptz is null or (at, id) < (%(at)s, %(id)s))
        order by at desc, id desc limit %(limit)s
    ) entry
    union
    select 'action', entry.* from mine cross join lateral (
        select line.id, line.at, line.actor_label, line.action, line.summary, line.changes, false, null::uuid,
            line.subject_kind, line.subject_id
        from foundation_journalmention mention
        join foundation_journalentry line on line.studio_id = mention.studio_id and line.id = mention.entry_id
        where mention.subject_id = mine.id and line.subject_kind <> all (%(hidden)s)
            and (%(at)s::timestamptz is null or (mention.at, mention.entry_id) < (%(at)s, %(id)s))
        order by mention.at desc, mention.entry_id desc limit %(limit)s
    ) entry
    union all
    select 'note', id, at, author_label, '', text, '{}'::jsonb, pinned, author_id, '', null
    from clients_note where client_id in (select id from mine) and removed_at is null
    union all
    select 'change_of_many', item.id, change.at, change.by, 'clients.change_many', change.summary, change.what, false, null,
        '', null
    from clients_bulkchangeitem item join clients_bulkchange change on change.id = item.change_id
    where item.client_id in (select id from mine) and change.undone_at is null
)
select kind, id, at, who, action, text, changes, pinned, author_id, subject_kind, subject_id from lines
where %(at)s::timestamptz is null or (at, id) < (%(at)s, %(id)s)
order by at desc, id desc limit %(limit)s
"""


class ClientTimeline(Frozen):
    """Which client's, and from where on."""

    client_id: UUID
    cursor: str = ""
    limit: int = Field(default=30, ge=1, le=200)


class TimelineEntry(Frozen):
    """One thing that happened: an action, a note, or a change of many clients that this one was part of.

    ``subject_kind`` and ``subject_id`` name the record an action was about: the client, or one that concerns it.
    """

    kind: Literal["action", "note", "change_of_many"]
    id: UUID
    at: datetime
    who: str
    action: str = ""
    text: str
    changes: dict[str, Any] = Field(default_factory=dict)
    pinned: bool = False
    author_id: UUID | None = None
    subject_kind: str = ""
    subject_id: UUID | None = None


@query("clients.timeline", permission="clients.view", door="GET /clients/{client_id}/timeline")
def timeline(context: Context, data: ClientTimeline) -> Page[TimelineEntry]:
    """Show what happened to a client, newest first: everything done to it or for it, and notes."""
    if not Client.objects.filter(id=data.client_id).exists():
        what = "client"
        raise NotFound(what)
    at, identifier = _position(data.cursor)
    hidden = [kind.key for kind in timeline_subjects.all() if not context.actor.may(kind.permission)]
    asked = {"client": data.client_id, "at": at, "id": identifier, "limit": data.limit + 1, "hidden": hidden}
    with connection.cursor() as cursor:
        cursor.execute(_TIMELINE, asked)
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
