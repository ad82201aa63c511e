"""Decorators that turn a thin function into a job: load, call one action, done.

Jobs run at least once (a killed worker's job is run again), so each must be harmless when repeated.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from safelight.foundation import clock, events
from safelight.foundation.actions.context import Context, system_actor
from safelight.foundation.directory import directory
from safelight.foundation.models import StoredEvent
from safelight.foundation.tenancy import studio_scope

log = logging.getLogger("safelight.jobs")

# 5 s, 25 s, 2 min, 10 min, 52 min, 4 h, 22 h: about a day and a half before a person must look.
RETRY = RetryStrategy(max_attempts=8, exponential_wait=5)

Reaction = Callable[[Context, Mapping[str, Any]], None]
Timetable = Callable[[], None]
StudioTimetable = Callable[[Context], None]
StudioTask = Callable[..., None]


def on(event: type[events.Event]) -> Callable[[Reaction], Reaction]:
    """Run a reaction, as its own job, for every stored event of a type."""

    def register(reaction: Reaction) -> Reaction:
        name = _name(reaction)

        @app.task(name=name, queue="reactions", retry=RETRY)
        def react(*, studio: str, event: str) -> None:
            with studio_scope(UUID(studio)):
                stored = StoredEvent.objects.get(id=event)
            reaction(system_context(UUID(studio), f"job {name}"), stored.payload)

        events.listens(event.name, name)
        return reaction

    return register


def task(*, queue: str = "work", retry: bool = False) -> Callable[[StudioTask], StudioTask]:
    """Make a job of a function ``(context, **plain values)`` that works in one studio."""

    def register(perform: StudioTask) -> StudioTask:
        name = _name(perform)

        @app.task(name=name, queue=queue, retry=RETRY if retry else False)
        def job(*, studio: str, **values: Any) -> None:  # noqa: ANN401 - JSON values of the job
            perform(system_context(UUID(studio), f"job {name}"), **values)

        return perform

    return register


def defer(perform: StudioTask, studio_id: UUID, *, lock: str | None = None, **values: Any) -> int:  # noqa: ANN401
    """Queue a task in the current transaction; returns the job's number."""
    configured = app.configure_task(name=_name(perform), lock=lock)
    return int(configured.defer(studio=str(studio_id), **values))


def every(cron: str) -> Callable[[Timetable], Timetable]:
    """Run a function on a timetable (UTC cron, five fields, or six with seconds last)."""

    def register(perform: Timetable) -> Timetable:
        name = _name(perform)

        @app.periodic(cron=cron)
        @app.task(name=name, queue="timetable", queueing_lock=name)
        def job(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it by name
            perform()

        return perform

    return register


def every_studio(cron: str) -> Callable[[StudioTimetable], StudioTimetable]:
    """Run a function for each studio on a timetable; one studio's failure does not stop the others."""

    def register(perform: StudioTimetable) -> StudioTimetable:
        name = _name(perform)

        @app.periodic(cron=cron)
        @app.task(name=name, queue="timetable", queueing_lock=name)
        def job(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it by name
            for studio_id in directory().all_ids():
                try:
                    perform(system_context(studio_id, f"job {name}"))
                except Exception:  # one studio's trouble must not keep the others waiting
                    log.exception("timetable failed", extra={"job": name, "studio": str(studio_id)})

        return perform

    return register


def system_context(studio_id: UUID, label: str) -> Context:
    """Return the context in which Safelight itself acts in a studio."""
    facts = directory().facts(studio_id)
    return Context(studio=facts, actor=system_actor(label), now=clock.now())


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__.removeprefix('safelight.')}.{function.__qualname__}"
