"""Timetables of the foundation itself: jobs of killed workers run again, old traces are swept."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from procrastinate.contrib.django import app

from safelight.foundation import clock
from safelight.foundation.actions.context import Context
from safelight.foundation.jobs.register import every_studio
from safelight.foundation.journal.anchor import anchor
from safelight.foundation.models import IdempotencyRecord
from safelight.foundation.tenancy import studio_scope

log = logging.getLogger("safelight.jobs")

STALLED_AFTER_SECONDS = 30
KEEP_KEYS = timedelta(days=7)
KEEP_FINISHED_JOBS_HOURS = 24 * 14


@app.periodic(cron="* * * * * */10")
@app.task(name="foundation.jobs.upkeep.revive", queue="upkeep", queueing_lock="revive")
async def revive(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it by name
    """Put the jobs of workers that no longer beat back into the queue.

    Without this a killed worker's job stays "doing" for ever. No ``lock``: a lock held by a stalled
    reviver would stall revival itself.
    """
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        log.warning("job revived", extra={"job": job.task_name, "job_id": job.id})
        await app.job_manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(name="foundation.jobs.upkeep.forget_finished", queue="upkeep", queueing_lock="forget_finished")
async def forget_finished(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it by name
    """Delete jobs that succeeded two weeks ago; failed ones stay until a person has seen them."""
    await app.job_manager.delete_old_jobs(nb_hours=KEEP_FINISHED_JOBS_HOURS, include_failed=False)


@every_studio("41 3 * * *")
def forget_keys(context: Context) -> None:
    """Forget idempotency keys a week after their request."""
    with studio_scope(context.studio.id):
        IdempotencyRecord.objects.filter(at__lt=clock.now() - KEEP_KEYS).delete()


@every_studio("7 * * * *")
def anchor_journal(context: Context) -> None:
    """Keep the head of the journal's chain outside the database, hourly."""
    anchor(settings.DATA / "journal-anchors", context.studio.id, context.now)


__all__ = ["anchor_journal", "forget_finished", "forget_keys", "revive"]
