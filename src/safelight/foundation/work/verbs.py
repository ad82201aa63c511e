"""Long work as the studio sees it: everything that runs or ran, and the button that stops it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field

from safelight.foundation.actions.context import Context
from safelight.foundation.actions.errors import Conflict, NotFound
from safelight.foundation.actions.registry import Frozen, Page, action, query
from safelight.foundation.models import Work

_SILENT_AFTER = timedelta(minutes=2)


class WorkFilter(Frozen):
    """How many of the newest."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50


class WorkChoice(Frozen):
    """One piece of work."""

    work_id: UUID


class WorkCard(Frozen):
    """A long piece of work; ``state`` is queued, running, done, failed or cancelled.

    ``is_silent`` says that running work has not reported for two minutes: its worker was probably killed, and the
    job is begun again by itself.
    """

    id: UUID
    kind: str
    title: str
    state: str
    done: int
    total: int | None
    message: str
    started_by: str
    created_at: datetime
    finished_at: datetime | None
    stopping: bool
    is_silent: bool


@query("work.list", permission="jobs.view", door="GET /work")
def list_work(context: Context, data: WorkFilter) -> Page[WorkCard]:
    """List the newest long work of the studio."""
    rows = Work.objects.order_by("-created_at")[: data.limit]
    return Page(items=tuple(_card(row, context.now) for row in rows))


@action("work.stop", permission="jobs.manage", door="POST /work/{work_id}/cancellation")
def stop_work(context: Context, data: WorkChoice) -> WorkCard:
    """Ask long work to stop; nothing of it is kept.

    Raises:
        NotFound: no such work in this studio.
        Conflict: it has ended already.
    """
    row = Work.objects.filter(id=data.work_id).first()
    if row is None:
        what = "work"
        raise NotFound(what)
    if row.state not in {Work.State.QUEUED, Work.State.RUNNING}:
        message = f"“{row.title}” has ended already."
        raise Conflict(message)
    # Running work writes its own row too; only this column is ours.
    Work.objects.filter(id=row.id).update(cancel_wanted=True)
    row.cancel_wanted = True
    context.subject("work", row.id, f"“{row.title}” was asked to stop")
    return _card(row, context.now)


def _card(row: Work, now: datetime) -> WorkCard:
    runs = row.state == Work.State.RUNNING
    return WorkCard(
        id=row.id,
        kind=row.kind,
        title=row.title,
        state=row.state,
        done=row.done,
        total=row.total,
        message=row.message,
        started_by=row.started_by,
        created_at=row.created_at,
        finished_at=row.finished_at,
        stopping=row.cancel_wanted and row.state in {Work.State.QUEUED, Work.State.RUNNING},
        is_silent=runs and now - row.touched_at > _SILENT_AFTER,
    )
