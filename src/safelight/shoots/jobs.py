"""Reactions and timetables of the shoots module: load, call one action, done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from safelight.calendar.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentChanged,
    AppointmentMoved,
    AppointmentRestored,
)
from safelight.foundation.actions import Context, run
from safelight.foundation.jobs import every_studio, on
from safelight.foundation.tenancy import studio_scope
from safelight.shoots.actions import (
    NoteOverdue,
    RemindOfTask,
    TellOfAppointment,
    WhichShoot,
    follow_calendar,
    note_overdue,
    remind,
    tell_of_appointment,
)
from safelight.shoots.models import Outcome, Shoot, Task
from safelight.shoots.queries.dates import OWNER, span_of, standing_events
from safelight.shoots.queries.filters import is_open
from safelight.shoots.queries.reading import state_of, today_of

_TOLD_OF = frozenset({"client_id", "location_id", "place"})
_AT_ONCE = 200


@on(AppointmentBooked)
def tell_booked(context: Context, payload: Mapping[str, Any]) -> None:
    """Confirm an appointment and set its reminder."""
    _tell(context, payload, "booked")


@on(AppointmentRestored)
def tell_restored(context: Context, payload: Mapping[str, Any]) -> None:
    """Confirm an appointment that takes place after all."""
    _tell(context, payload, "booked")


@on(AppointmentMoved)
def tell_moved(context: Context, payload: Mapping[str, Any]) -> None:
    """Tell that an appointment moved, where its time did."""
    before = datetime.fromisoformat(payload["before_starts_at"])
    has_moved = before != datetime.fromisoformat(payload["starts_at"])
    _tell(context, payload, "moved" if has_moved else "changed", before=before)


@on(AppointmentChanged)
def tell_changed(context: Context, payload: Mapping[str, Any]) -> None:
    """Confirm anew to another client; set the reminder anew where its words changed."""
    if "client_id" in payload["fields"]:
        _tell(context, payload, "booked")
    elif _TOLD_OF & set(payload["fields"]):
        _tell(context, payload, "changed")


@on(AppointmentCancelled)
def tell_cancelled(context: Context, payload: Mapping[str, Any]) -> None:
    """Tell that an appointment will not take place."""
    _tell(context, payload, "cancelled", reason=_reason_for_client(context, payload))


@on(AppointmentBooked)
def follow_booked(context: Context, payload: Mapping[str, Any]) -> None:
    """Bring a session in line with a date that was booked in the calendar."""
    _follow(context, payload)


@on(AppointmentMoved)
def follow_moved(context: Context, payload: Mapping[str, Any]) -> None:
    """Bring a session in line with a date that was moved in the calendar."""
    _follow(context, payload)


@on(AppointmentCancelled)
def follow_cancelled(context: Context, payload: Mapping[str, Any]) -> None:
    """Bring a session in line with a date that was cancelled in the calendar."""
    _follow(context, payload)


@on(AppointmentRestored)
def follow_restored(context: Context, payload: Mapping[str, Any]) -> None:
    """Bring a session in line with a date that takes place after all."""
    _follow(context, payload)


@every_studio("7 * * * *")
def look_for_overdue(context: Context) -> None:
    """Tell of what became overdue since the last look, in the studio's zone."""
    today = today_of(context)
    with studio_scope(context.studio.id):
        late = Shoot.objects.filter(is_open(), due_on__lt=today, overdue_told_at=None).exists()
        late = (
            late or Task.objects.filter(due_on__lt=today, overdue_told_at=None, done_at=None, removed_at=None).exists()
        )
    if late:
        run(note_overdue, context, NoteOverdue())


@every_studio("*/5 * * * *")
def remind_of_tasks(context: Context) -> None:
    """Send the reminders of tasks whose moment has come."""
    with studio_scope(context.studio.id):
        due = Task.objects.filter(remind_at__lte=context.now, reminded_at=None, done_at=None, removed_at=None)
        ids = list(due.order_by("remind_at", "id").values_list("id", flat=True)[:_AT_ONCE])
    for task_id in ids:
        run(remind, context, RemindOfTask(task_id=task_id))


def _tell(
    context: Context, payload: Mapping[str, Any], what: str, before: datetime | None = None, reason: str = ""
) -> None:
    if payload["client_id"] is None or datetime.fromisoformat(payload["starts_at"]) <= context.now:
        return
    run(
        tell_of_appointment,
        context,
        TellOfAppointment.model_validate(
            {"appointment_id": payload["appointment_id"], "what": what, "before": before, "reason": reason}
        ),
    )


def _reason_for_client(context: Context, payload: Mapping[str, Any]) -> str:
    """Return the reason where the studio itself called a session off; what clients said is not repeated to them."""
    if payload["owner_kind"] != OWNER:
        return ""
    with studio_scope(context.studio.id):
        last = Outcome.objects.filter(shoot_id=payload["owner_id"]).order_by("-at", "-id").first()
    return last.reason if last is not None and last.by_studio else ""


def _follow(context: Context, payload: Mapping[str, Any]) -> None:
    if payload["owner_kind"] != OWNER:
        return
    shoot_id = UUID(payload["owner_id"])
    with studio_scope(context.studio.id):
        shoot = Shoot.objects.filter(id=shoot_id).first()
        follows = (
            shoot is None
            or state_of(shoot) in {"cancelled", "removed"}
            or span_of(standing_events([shoot_id])[shoot_id]) == (shoot.starts_at, shoot.ends_at)
        )
    if not follows:
        run(follow_calendar, context, WhichShoot(shoot_id=shoot_id))
