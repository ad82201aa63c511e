"""Short ways to book and to move: a copy, a block, longer or shorter."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import Field

from safelight.calendar.actions.book import book
from safelight.calendar.actions.inputs import (
    LONGEST_MINUTES,
    Fold,
    MoveAppointment,
    NewAppointment,
    Reason,
    Resources,
    When,
)
from safelight.calendar.actions.move import move_logged
from safelight.calendar.actions.state import resources_of
from safelight.calendar.models import Appointment
from safelight.calendar.models.details import Details
from safelight.calendar.queries.cards import AppointmentCard
from safelight.calendar.queries.upkeep import timing_of
from safelight.calendar.rules.kinds import AppointmentKind
from safelight.foundation.actions import Context, Frozen, NotFound, action


class CopyAppointment(When):
    """Where the copy goes: a new time, and other resources if they are given; it takes as long as the original."""

    appointment_id: UUID
    resource_ids: Resources | None = None
    override: Reason = ""


class BlockTime(When):
    """Time in which resources cannot be booked; of a resource that has several places, none of them."""

    resource_ids: Resources = Field(min_length=1)
    title: str = Field(default="", max_length=200)
    notes: str = Field(default="", max_length=20_000)
    location_id: UUID | None = None
    override: Reason = ""


class ResizeAppointment(Frozen):
    """A new end, or a new length from the same beginning."""

    appointment_id: UUID
    ends: datetime | None = None
    minutes: int | None = Field(default=None, ge=1, le=LONGEST_MINUTES)
    ends_fold: Fold | None = None
    version: int | None = Field(default=None, ge=1)
    override: Reason = ""


@action("calendar.copy", permission="calendar.book", door="POST /appointments/{appointment_id}/copy", dry_run=True)
def copy_appointment(context: Context, data: CopyAppointment) -> AppointmentCard:
    """Book the same once more at another time, with the same words, minutes and resources unless others are given."""
    row = Appointment.objects.filter(id=data.appointment_id).first()
    if row is None:
        what = "appointment"
        raise NotFound(what)
    given = {name: getattr(row, name) for name in Details.FIELDS}
    when = data.model_dump(exclude={"appointment_id", "resource_ids", "override"})
    when["zone"] = data.zone or row.zone
    if data.first_day is None and data.ends is None and data.minutes is None:
        when["minutes"] = timing_of(row).minutes
    elif data.first_day is not None and data.last_day is None:
        when["last_day"] = data.first_day + (row.last_day - row.first_day)
    wanted = data.resource_ids if data.resource_ids is not None else sorted(resources_of(row.id))
    card = book(context, NewAppointment(**{**given, **when}, resource_ids=tuple(wanted), override=data.override))
    context.subject("appointment", card.id, f"{card.title} was booked once more")
    context.undo_with("calendar.cancel", {"appointment_id": str(card.id), "reason": "Copied by mistake"})
    return card


@action("calendar.block", permission="calendar.book", door="POST /blocks", dry_run=True)
def block_time(context: Context, data: BlockTime) -> AppointmentCard:
    """Block time of resources, so that nobody books it."""
    card = book(context, NewAppointment(kind=AppointmentKind.BLOCK, **data.model_dump()))
    context.subject("appointment", card.id, f"Time was blocked: {card.title}")
    context.undo_with("calendar.cancel", {"appointment_id": str(card.id), "reason": "Blocked by mistake"})
    return card


@action("calendar.resize", permission="calendar.book", door="POST /appointments/{appointment_id}/resize", dry_run=True)
def resize_appointment(context: Context, data: ResizeAppointment) -> AppointmentCard:
    """Make an appointment longer or shorter; it begins when it did."""
    return move_logged(context, MoveAppointment(**data.model_dump(exclude_unset=True)))
