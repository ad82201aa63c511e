"""Jobs of the messaging module: load, call one thing, done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from safelight.foundation import clock
from safelight.foundation.actions import Context
from safelight.foundation.jobs import defer, every, on, task
from safelight.messaging.events import MessageQueued
from safelight.messaging.mails import deliver, deliver_due
from safelight.messaging.queries.due import due_studios


@on(MessageQueued)
def send_queued(context: Context, payload: Mapping[str, Any]) -> None:
    """Send a message right after the change that wrote it; one that is for later waits for the timetable."""
    deliver(context, UUID(payload["message_id"]))


@task(queue="mail")
def send_due_of_studio(context: Context) -> None:
    """Send what is due in one studio; harmless when repeated."""
    deliver_due(context)


@every("* * * * *")
def send_due() -> None:
    """Look every minute which studios have messages to send: reminders, further tries, those of killed workers."""
    for studio_id in due_studios(clock.now()):
        defer(send_due_of_studio, studio_id, lock=f"messaging.{studio_id}")
