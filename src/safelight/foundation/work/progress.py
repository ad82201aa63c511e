"""Reporting progress from inside a transaction that nobody else can see yet.

The work itself is all or nothing in one transaction on the ``default`` connection; its counts are written
through the ``aside`` connection, which commits at once, so the page that watches sees them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.conf import settings

from safelight.foundation import clock
from safelight.foundation.actions.context import Context
from safelight.foundation.ids import new_id
from safelight.foundation.models import Work
from safelight.foundation.tenancy import studio_scope

_REPORT_EVERY_SECONDS = 0.4


class Cancelled(Exception):
    """A person asked for the work to stop; everything it did is rolled back."""


class Progress:
    """The hand that long work reports with."""

    def __init__(self, studio_id: UUID, work_id: UUID | None) -> None:
        """Report for one work row; without one (command line, tests) reports go nowhere."""
        self.studio_id, self.work_id = studio_id, work_id
        self._last = 0.0

    def report(self, done: int, total: int | None = None, message: str = "") -> None:
        """Tell how far the work is; cheap to call often.

        Raises:
            Cancelled: a person asked to stop.
        """
        beat = time.monotonic()
        if self.work_id is None or beat - self._last < _REPORT_EVERY_SECONDS:
            return
        self._last = beat
        with studio_scope(self.studio_id, using=settings.ASIDE_DATABASE):
            rows = Work.objects.using(settings.ASIDE_DATABASE).filter(id=self.work_id)
            changes: dict[str, Any] = {"done": done, "touched_at": clock.now()}
            if total is not None:
                changes["total"] = total
            if message:
                changes["message"] = message[:500]
            rows.update(**changes)
            wanted = rows.filter(cancel_wanted=True).exists()
        if wanted:
            message = "The work was stopped on request; nothing of it was kept."
            raise Cancelled(message)


def queue_work(context: Context, kind: str, title: str, *, total: int | None = None) -> Work:
    """Create the row a person watches, in the current transaction."""
    work = Work(
        id=new_id(),
        kind=kind,
        title=title[:200],
        total=total,
        started_by=context.actor.label[:200],
        created_at=context.now,
        touched_at=context.now,
    )
    work.save(force_insert=True)
    return work


@contextmanager
def begin(studio_id: UUID, work_id: UUID) -> Iterator[Progress]:
    """Mark the work as running, and as done, cancelled or failed when the block ends.

    An exception is kept as the work's message only by its kind; the sentence for people is written by
    whoever catches it, since a message may carry personal data.
    """
    _mark(studio_id, work_id, state=Work.State.RUNNING)
    try:
        yield Progress(studio_id, work_id)
    except Cancelled as stopped:
        _mark(studio_id, work_id, state=Work.State.CANCELLED, message=str(stopped), finished_at=clock.now())
    except Exception as error:
        sentence = getattr(error, "message", "") or f"It failed ({type(error).__name__}); nothing of it was kept."
        _mark(studio_id, work_id, state=Work.State.FAILED, message=str(sentence)[:500], finished_at=clock.now())
        raise
    else:
        _mark(studio_id, work_id, state=Work.State.DONE, finished_at=clock.now())


def seen(work_id: UUID) -> Work | None:
    """Return a work row of the studio in scope, or None."""
    return Work.objects.filter(id=work_id).first()


def mine(limit: int = 50) -> list[Work]:
    """Return the newest work of the studio in scope."""
    return list(Work.objects.order_by("-created_at")[:limit])


def _mark(studio_id: UUID, work_id: UUID, **changes: Any) -> None:  # noqa: ANN401 - column values
    with studio_scope(studio_id, using=settings.ASIDE_DATABASE):
        Work.objects.using(settings.ASIDE_DATABASE).filter(id=work_id).update(touched_at=clock.now(), **changes)
