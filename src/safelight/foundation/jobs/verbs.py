"""What the owner does about background jobs: see them, run them again, stop them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from safelight.foundation.actions.context import Context
from safelight.foundation.actions.registry import Frozen, Page, action, query
from safelight.foundation.jobs import queries

Status = Literal["", "todo", "doing", "succeeded", "failed", "cancelled", "aborted"]


class JobFilter(Frozen):
    """Which jobs; an empty status is all of them."""

    status: Status = ""
    limit: Annotated[int, Field(ge=1, le=500)] = 100


class JobChoice(Frozen):
    """One job, by its number."""

    job_id: Annotated[int, Field(ge=1, le=2**63 - 1)]


class JobView(Frozen):
    """A background job; ``name`` says which one, ``attempts`` how often it was begun."""

    id: int
    name: str
    queue: str
    status: str
    attempts: int
    scheduled_at: datetime | None
    stopping: bool
    can_retry: bool
    can_cancel: bool


@query("jobs.list", permission="jobs.view", door="GET /jobs")
def list_jobs(context: Context, data: JobFilter) -> Page[JobView]:
    """List the newest background jobs of the studio, failed ones first."""
    cards = queries.jobs_of(context.studio.id, status=data.status, limit=data.limit)
    return Page(items=tuple(map(_view, cards)))


@action("jobs.retry", permission="jobs.manage", door="POST /jobs/{job_id}/retry")
def retry_job(context: Context, data: JobChoice) -> JobView:
    """Run a failed or cancelled job again.

    Raises:
        NotFound: no such job in this studio.
        Conflict: it is not in a state that can be run again.
    """
    card = queries.job_of(context.studio.id, data.job_id)
    queries.retry(context.studio.id, data.job_id, context.now)
    context.subject("job", context.studio.id, f"Job {card.id} ({card.name}) was run again")
    return _view(queries.job_of(context.studio.id, data.job_id))


@action("jobs.cancel", permission="jobs.manage", door="POST /jobs/{job_id}/cancellation")
def cancel_job(context: Context, data: JobChoice) -> JobView:
    """Take a waiting job out of the queue, or ask a running one to stop.

    Raises:
        NotFound: no such job in this studio.
        Conflict: it has ended already.
    """
    card = queries.job_of(context.studio.id, data.job_id)
    queries.cancel(context.studio.id, data.job_id)
    context.subject("job", context.studio.id, f"Job {card.id} ({card.name}) was cancelled")
    return _view(queries.job_of(context.studio.id, data.job_id))


def _view(card: queries.JobCard) -> JobView:
    return JobView(
        id=card.id,
        name=card.name,
        queue=card.queue,
        status=card.status,
        attempts=card.attempts,
        scheduled_at=card.scheduled_at,
        stopping=card.stopping,
        can_retry=card.can_retry,
        can_cancel=card.can_cancel,
    )
