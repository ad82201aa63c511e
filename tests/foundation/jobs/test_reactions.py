"""A reaction runs when, and only when, the change it reacts to was committed; killed workers' jobs run again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from safelight.foundation import events
from safelight.foundation.actions import Conflict, Context, NotFound
from safelight.foundation.actions.context import Trace
from safelight.foundation.ids import new_id
from safelight.foundation.jobs import on
from safelight.foundation.jobs.deliver import store_events
from safelight.foundation.jobs.queries import cancel, jobs_of, retry
from safelight.foundation.jobs.upkeep import revive
from safelight.foundation.tenancy import maybe_studio_id, studio_scope

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True, slots=True)
class BellRung(events.Event):
    """Somebody rang."""

    name: ClassVar[str] = "bell.rung"
    times: int


Heard = list[tuple[UUID, int, bool]]


@pytest.fixture
def heard() -> Iterator[Heard]:
    """What the reaction of this test heard: studio, payload, whether it runs outside any open scope."""
    rung: Heard = []

    @on(BellRung)
    def hear(context: Context, payload: Mapping[str, Any]) -> None:
        rung.append((context.studio.id, payload["times"], maybe_studio_id() is None))

    yield rung
    events._listeners.pop(BellRung.name)
    for name in [name for name in app.tasks if "hear" in name]:
        app.tasks.pop(name)


def ring(context: Context, times: int) -> None:
    fresh = Context(context.studio, context.actor, context.now, "", Trace())
    fresh.publish(BellRung(times))
    store_events(fresh, new_id())


async def work() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        async with worker.open_async():
            await worker.run_worker_async(
                queues=["reactions"], wait=False, install_signal_handlers=False, listen_notify=False
            )


def run_worker() -> None:
    asyncio.run(work())


def test_a_committed_event_is_heard_once(heard: Heard, ana: Context) -> None:
    with studio_scope(ana.studio.id):
        ring(ana, 3)
    run_worker()
    assert heard == [(ana.studio.id, 3, True)]


def test_a_rolled_back_event_is_never_heard(heard: Heard, ana: Context) -> None:
    def ring_and_fail() -> None:
        with studio_scope(ana.studio.id):
            ring(ana, 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ring_and_fail()
    run_worker()
    assert heard == []
    assert jobs_of(ana.studio.id) == []


def test_the_job_list_shows_a_studio_its_own_jobs_alone(heard: Heard, ana: Context, dana: Context) -> None:
    with studio_scope(ana.studio.id):
        ring(ana, 1)
    (job,) = jobs_of(ana.studio.id)
    assert jobs_of(dana.studio.id) == []
    with pytest.raises(NotFound):
        cancel(dana.studio.id, job.id)
    cancel(ana.studio.id, job.id)
    run_worker()
    assert heard == []
    with pytest.raises(Conflict):
        cancel(ana.studio.id, job.id)
    with pytest.raises(Conflict):
        retry(ana.studio.id, job.id, ana.now)


def test_a_failed_job_runs_again_when_asked_to(heard: Heard, ana: Context) -> None:
    with studio_scope(ana.studio.id):
        ring(ana, 2)
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'failed'")
    (job,) = jobs_of(ana.studio.id)
    retry(ana.studio.id, job.id, ana.now)
    run_worker()
    assert heard == [(ana.studio.id, 2, True)]


def test_the_job_of_a_killed_worker_runs_again(heard: Heard, ana: Context) -> None:
    with studio_scope(ana.studio.id):
        ring(ana, 7)
    with connection.cursor() as cursor:
        cursor.execute(
            "with dead as (insert into procrastinate_workers (last_heartbeat)"
            " values (now() - interval '10 minutes') returning id)"
            " update procrastinate_jobs set status = 'doing', worker_id = (select id from dead)"
        )
    run_worker()
    assert heard == [], "nobody else takes a job that is being done"

    async def reap() -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as worker:
            async with worker.open_async():
                await revive(timestamp=0)

    asyncio.run(reap())
    run_worker()
    assert heard == [(ana.studio.id, 7, True)]
