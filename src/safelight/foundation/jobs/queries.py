"""What a studio's owner may see and do about background jobs: only those of the own studio."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from procrastinate.contrib.django import app

from safelight.foundation.actions.errors import Conflict, NotFound

_COLUMNS = "id, task_name, queue_name, status::text, attempts, scheduled_at, abort_requested"


@dataclass(frozen=True, slots=True)
class JobCard:
    """One background job; ``status`` is todo, doing, succeeded, failed, cancelled, aborting or aborted."""

    id: int
    name: str
    queue: str
    status: str
    attempts: int
    scheduled_at: datetime | None
    stopping: bool

    @property
    def can_retry(self) -> bool:
        """Whether it can be run again; a cancelled job is gone for good, as the person who cancelled it wished."""
        return self.status == "failed"

    @property
    def can_cancel(self) -> bool:
        """Whether it can still be stopped."""
        return self.status in {"todo", "doing"} and not self.stopping


def jobs_of(studio_id: UUID, *, status: str = "", limit: int = 100) -> list[JobCard]:
    """Return the newest jobs of a studio, failed ones first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {_COLUMNS} from procrastinate_jobs where args->>'studio' = %s and (%s = '' or status::text = %s)"  # noqa: S608 - constant columns
            " order by (status = 'failed') desc, id desc limit %s",
            [str(studio_id), status, status, limit],
        )
        return [JobCard(*row) for row in cursor.fetchall()]


def job_of(studio_id: UUID, job_id: int) -> JobCard:
    """Return one job of a studio.

    Raises:
        NotFound: there is none of this number in this studio.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {_COLUMNS} from procrastinate_jobs where args->>'studio' = %s and id = %s",  # noqa: S608 - constant columns
            [str(studio_id), job_id],
        )
        row = cursor.fetchone()
    if row is None:
        what = "job"
        raise NotFound(what)
    return JobCard(*row)


def retry(studio_id: UUID, job_id: int, now: datetime) -> None:
    """Put a failed job back into the queue.

    Raises:
        NotFound: no such job in this studio.
        Conflict: the job is not in a state that can be retried.
    """
    card = job_of(studio_id, job_id)
    if not card.can_retry:
        message = f"Job {job_id} is “{card.status}” ; only a failed job can be run again."
        raise Conflict(message)
    app.job_manager.retry_job_by_id(job_id, retry_at=now)


def cancel(studio_id: UUID, job_id: int) -> None:
    """Take a waiting job out of the queue, or ask a running one to stop.

    Raises:
        NotFound: no such job in this studio.
        Conflict: the job has ended already.
    """
    card = job_of(studio_id, job_id)
    if not card.can_cancel:
        message = f"Job {job_id} is “{card.status}” and cannot be cancelled any more."
        raise Conflict(message)
    app.job_manager.cancel_job_by_id(job_id, abort=card.status == "doing")
