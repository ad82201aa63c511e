"""Everything that happened to a session, newest first: what was done to it, to its dates and to its tasks."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from pydantic import Field

from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, Page, query
from safelight.shoots.models import Shoot
from safelight.shoots.queries.dates import OWNER

# Each source gives its newest lines by its own index.
_TIMELINE: Final = """
with about as (
    select %(shoot)s::uuid as id
    union all select id from calendar_appointment where owner_kind = %(owner)s and owner_id = %(shoot)s
    union all select id from shoots_task where shoot_id = %(shoot)s
), lines as (
    select entry.* from about cross join lateral (
        select id, at, actor_label as who, action, summary as text, changes, subject_kind
        from foundation_journalentry line where line.subject_id = about.id
            and (%(at)s::timestamptz is null or (at, id) < (%(at)s, %(id)s))
        order by at desc, id desc limit %(limit)s
    ) entry
    union
    select line.id, line.at, line.actor_label, line.action, line.summary, line.changes, line.subject_kind
    from foundation_journalmention mention
    join foundation_journalentry line on line.studio_id = mention.studio_id and line.id = mention.entry_id
    where mention.subject_id = %(shoot)s
        and (%(at)s::timestamptz is null or (mention.at, mention.entry_id) < (%(at)s, %(id)s))
)
select id, at, who, action, text, changes, subject_kind from lines order by at desc, id desc limit %(limit)s
"""


class ShootTimeline(Frozen):
    """Which session's, and from where on."""

    shoot_id: UUID
    cursor: str = Field(default="", max_length=120)
    limit: int = Field(default=30, ge=1, le=200)


class ShootTimelineEntry(Frozen):
    """One thing that happened; ``subject_kind`` says to what: the session, an appointment, a task."""

    id: UUID
    at: datetime
    who: str
    action: str
    text: str
    changes: dict[str, Any] = Field(default_factory=dict)
    subject_kind: str = ""


@query("shoots.timeline", permission="shoots.view", door="GET /shoots/{shoot_id}/timeline")
def timeline(_: Context, data: ShootTimeline) -> Page[ShootTimelineEntry]:
    """Show what happened to a session, newest first: to itself, its dates and its tasks."""
    if not Shoot.objects.filter(id=data.shoot_id).exists():
        what = "session"
        raise NotFound(what)
    at, identifier = _position(data.cursor)
    asked: dict[str, Any] = {
        "shoot": data.shoot_id,
        "owner": OWNER,
        "at": at,
        "id": identifier,
        "limit": data.limit + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TIMELINE, asked)
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    entries = [
        ShootTimelineEntry.model_validate(
            {**row, "changes": json.loads(row["changes"]) if isinstance(row["changes"], str) else row["changes"]}
        )
        for row in rows
    ]
    shown = tuple(entries[: data.limit])
    following = f"{shown[-1].at.isoformat()}~{shown[-1].id}" if len(entries) > data.limit else None
    return Page(items=shown, next=following)


def _position(cursor: str) -> tuple[datetime | None, UUID | None]:
    if not cursor:
        return None, None
    at, _, identifier = cursor.partition("~")
    try:
        return datetime.fromisoformat(at), UUID(identifier)
    except ValueError:
        message = "This cursor does not belong to this timeline. Start again without one."
        raise InvalidInput(message, code="bad_cursor", fields={"cursor": message}) from None
