"""Booking: time is taken for good."""

from __future__ import annotations

from collections.abc import Sequence

from safelight.calendar.actions.inputs import AppointmentWords, BookAppointment, NewAppointment
from safelight.calendar.actions.placing import check_resources, lock_resources, take
from safelight.calendar.actions.state import (
    claims_of,
    client_name,
    news,
    place_of,
    put_timing,
    timing_from,
)
from safelight.calendar.events import AppointmentBooked
from safelight.calendar.models import Appointment, Resource
from safelight.calendar.queries.availability import hours_notices
from safelight.calendar.queries.cards import AppointmentCard
from safelight.calendar.queries.reading import load_card
from safelight.calendar.rules.kinds import AppointmentKind, Status
from safelight.calendar.rules.timing import Timing
from safelight.foundation.actions import Conflict, Context, InvalidInput, action
from safelight.foundation.ids import new_id


@action("calendar.book", permission="calendar.book", door="POST /appointments", dry_run=True)
def book_appointment(context: Context, data: BookAppointment) -> AppointmentCard:
    """Book an appointment, with people, rooms and props.

    Refused if one of them is taken, unless ``override`` gives a reason and the booker may. Times may be wall-clock
    times of the place or instants; ones the clock skips or shows twice are refused with what to say instead.
    """
    card = book(context, NewAppointment(**data.model_dump()))
    context.subject("appointment", card.id, f"{card.title} was booked")
    context.changed({"starts": [None, card.starts.isoformat()], "ends": [None, card.ends.isoformat()]})
    context.undo_with("calendar.cancel", {"appointment_id": str(card.id), "reason": "Booked by mistake"})
    return card


def book(context: Context, data: NewAppointment) -> AppointmentCard:
    """Book an appointment inside another action's transaction.

    Publishes :class:`AppointmentBooked`; the journal line is the caller's.

    Raises:
        Taken: a resource is taken and no reason to override was given (``code`` ``double_booked``).
        InvalidInput: a time that is none; ``fields`` says where.
        NotFound: a client, location or resource that does not exist.
        Forbidden: an override without the permission.
    """
    row, notices = write(context, data, Status.CONFIRMED)
    context.publish(news(AppointmentBooked, row))
    return load_card(context, row.id, fresh=not data.override, notices=notices)


def write(
    context: Context, data: NewAppointment, status: Status, **more: object
) -> tuple[Appointment, tuple[str, ...]]:
    """Write a new appointment and take its resources; return it and what the booker should know.

    ``more`` are further columns.
    """
    check_resources(data.resource_ids)
    if bool(data.owner_kind) != (data.owner_id is not None):
        message = "An owner needs a kind and an id."
        raise InvalidInput(message, fields={"owner_id": message})
    resources = lock_resources(data.resource_ids, context.now)
    location = place_of(data.location_id, resources)
    name = client_name(data.client_id)
    timing = timing_from(data, location.zone if location and location.zone else context.studio.zone)
    if data.id is not None and Appointment.objects.filter(id=data.id).exists():
        message = "This appointment was booked already."
        raise Conflict(message, code="exists")
    row = Appointment(
        id=data.id or new_id(),
        kind=data.kind,
        title=data.title or title_of(data, name),
        type=data.type,
        client_id=data.client_id,
        location_id=location.id if location else None,
        place=data.place,
        participants=data.participants,
        notes=data.notes,
        color=data.color,
        owner_kind=data.owner_kind,
        owner_id=data.owner_id,
        arrival_minutes=data.arrival_minutes,
        preparation_minutes=data.preparation_minutes,
        buffer_minutes=data.buffer_minutes,
        drive_minutes=data.drive_minutes,
        status=status,
        created_at=context.now,
        created_by=context.actor.label,
        updated_at=context.now,
        updated_by=context.actor.label,
        **more,
    )
    put_timing(row, timing)
    row.save(force_insert=True)
    claims = claims_of(row, data.resource_ids, resources)
    take(context, claims, resources, zone=row.zone, override=data.override)
    context.concerns(row.client_id)
    return row, notices_of(context, row, timing, [resources[key] for key in data.resource_ids])


def notices_of(context: Context, row: Appointment, timing: Timing, resources: Sequence[Resource]) -> tuple[str, ...]:
    """Return what the booker should know: a shifted time, closed hours, a day that is over."""
    if row.kind == AppointmentKind.BLOCK:
        return timing.notices
    return timing.notices + hours_notices(context, resources, (row.starts_at, row.ends_at), row.zone)


def title_of(data: AppointmentWords, client: str) -> str:
    """Return a title for what was booked without one."""
    if data.kind is AppointmentKind.BLOCK:
        return "Blocked"
    words = data.type.replace("_", " ").replace("-", " ").strip()
    return ", ".join(part for part in (words[:1].upper() + words[1:], client) if part) or "Appointment"
