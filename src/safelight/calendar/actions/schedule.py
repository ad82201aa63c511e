"""Booking a group or a class: one appointment for each name, by a timetable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final, Literal
from uuid import UUID

from pydantic import Field

from safelight.calendar.actions.inputs import Minutes, Reason
from safelight.calendar.actions.placing import lock_resources, take
from safelight.calendar.actions.state import claims_of, client_name, place_of, put_timing
from safelight.calendar.events import AppointmentsScheduled
from safelight.calendar.models import Appointment
from safelight.calendar.queries.availability import load_availability
from safelight.calendar.queries.reading import known_zone
from safelight.calendar.queries.resources import load_resources
from safelight.calendar.rules.bulk import Seat, seats, timetable
from safelight.calendar.rules.clock_words import minute_of
from safelight.calendar.rules.free import Around
from safelight.calendar.rules.hours import wall_at
from safelight.calendar.rules.kinds import AppointmentKind, Status
from safelight.calendar.rules.spans import Span
from safelight.calendar.rules.timing import timed
from safelight.calendar.rules.wall import TimeTrouble, moment
from safelight.foundation.actions import Context, Frozen, InvalidInput, action
from safelight.foundation.clock import zone as zone_of
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import current_studio_id

MOST: Final = 1_000


class Sitting(Frozen):
    """From when until when pictures are taken on a day, on the wall clock of the place."""

    day: date
    starts: str = Field(max_length=5, examples=["08:30"])
    ends: str = Field(max_length=5, examples=["13:00"])


class Pause(Frozen):
    """Time that is left out: on one day, or (without a day) on every day."""

    starts: str = Field(max_length=5)
    ends: str = Field(max_length=5)
    day: date | None = None


class ScheduleMany(Frozen):
    """Whom to book (``names``, or so many), when, how long each, and which resources work side by side.

    Each lane is a set of resources that serves one name at a time; several lanes work in parallel. ``title`` may hold
    ``{name}`` and ``{number}``. ``fill`` across gives the first names the first times; down fills one lane after the other.
    """

    names: tuple[str, ...] = Field(default=(), max_length=MOST)
    count: int | None = Field(default=None, ge=1, le=MOST)
    sittings: tuple[Sitting, ...] = Field(min_length=1, max_length=60)
    slot_minutes: int = Field(ge=1, le=24 * 60)
    between_minutes: Minutes = 0
    pauses: tuple[Pause, ...] = Field(default=(), max_length=100)
    lanes: tuple[tuple[UUID, ...], ...] = Field(default=((),), min_length=1, max_length=30)
    fill: Literal["across", "down"] = "across"
    skip_taken: bool = Field(default=False, description="Leave out times at which a lane is not free")
    keep_hours: bool = Field(default=False, description="Leave out times outside the hours of a lane")
    whole: bool = Field(default=True, description="Refuse if not everybody finds a time")
    title: str = Field(default="{name}", max_length=200)
    kind: AppointmentKind = AppointmentKind.APPOINTMENT
    type: str = Field(default="", max_length=60)
    client_id: UUID | None = None
    location_id: UUID | None = None
    zone: str = Field(default="", max_length=60)
    place: str = Field(default="", max_length=300)
    notes: str = Field(default="", max_length=20_000)
    color: str = Field(default="", max_length=20)
    arrival_minutes: Minutes = 0
    override: Reason = ""


class NewSchedule(ScheduleMany):
    """A schedule of a module above: ``owner_kind`` and ``owner_id`` say what its appointments belong to."""

    owner_kind: str = Field(default="", max_length=40)
    owner_id: UUID | None = None


class PlannedCard(Frozen):
    """One name with its time; lanes are counted from 1."""

    appointment_id: UUID
    number: int
    name: str
    lane: int
    starts: datetime
    ends: datetime
    wall_starts: datetime
    wall_ends: datetime
    resource_ids: tuple[UUID, ...]


class ScheduledCard(Frozen):
    """The timetable, and who found no time (only if ``whole`` was off)."""

    planned: tuple[PlannedCard, ...]
    left: tuple[str, ...]
    zone: str


@action("calendar.schedule", permission="calendar.book", door="POST /appointments/schedule", dry_run=True)
def schedule_many(context: Context, data: ScheduleMany) -> ScheduledCard:
    """Book a group or a class by a timetable, all or nobody; tried without effect it is a preview."""
    card = schedule(context, NewSchedule(**data.model_dump()))
    ids = [each.appointment_id for each in card.planned]
    context.subject("appointment", ids[0], f"{len(ids)} appointments were booked by a timetable")
    context.changed({"booked": [0, len(ids)]})
    context.undo_with(
        "calendar.cancel_many", {"appointment_ids": [str(each) for each in ids], "reason": "Booked by mistake"}
    )
    return card


def schedule(context: Context, data: NewSchedule) -> ScheduledCard:
    """Book many inside another action's transaction.

    Publishes :class:`AppointmentsScheduled`; the journal line is the caller's.

    Raises:
        InvalidInput: no names, no time for all of them, times that are none.
        Taken: a lane is taken and neither ``skip_taken`` nor ``override`` says what to do.
        NotFound: a client, location or resource that does not exist.
    """
    names = _names(data)
    wanted = {identifier for lane in data.lanes for identifier in lane}
    resources = lock_resources(wanted, context.now)
    location = place_of(data.location_id, resources)
    client_name(data.client_id)
    zone = known_zone(data.zone or (location.zone if location else "") or context.studio.zone)
    found = list(islice(_seats(context, data, zone), len(names)))
    if len(found) < len(names) and (data.whole or not found):
        message = f"There is time for {len(found)} of {len(names)}. Add a sitting or a lane, or make the slots shorter."
        raise InvalidInput(message, code="no_room", fields={"sittings": message})
    rows = [
        _appointment(context, data, zone, seat, name, number, location.id if location else None)
        for number, (seat, name) in enumerate(zip(found, names, strict=False), start=1)
    ]
    Appointment.objects.bulk_create(rows)
    claims = [
        claim
        for row, seat in zip(rows, found, strict=True)
        for claim in claims_of(row, data.lanes[seat.lane], resources)
    ]
    take(context, claims, resources, zone=zone, override=data.override)
    context.concerns(data.client_id)
    context.publish(
        AppointmentsScheduled(
            appointment_ids=tuple(row.id for row in rows),
            client_id=data.client_id,
            owner_kind=data.owner_kind,
            owner_id=data.owner_id,
        )
    )
    planned = [
        _card(data, zone, row, seat, name, number)
        for number, (row, seat, name) in enumerate(zip(rows, found, names, strict=False), start=1)
    ]
    return ScheduledCard(planned=tuple(planned), left=tuple(names[len(planned) :]), zone=zone)


def _names(data: ScheduleMany) -> list[str]:
    names = [name for name in (" ".join(name.split())[:200] for name in data.names) if name]
    if names and data.count is not None and data.count != len(names):
        message = f"There are {len(names)} names. Leave the number out, or make them agree."
        raise InvalidInput(message, fields={"count": message})
    if not names and data.count is None:
        message = "Give the names, or say how many."
        raise InvalidInput(message, fields={"names": message})
    return names or [str(number) for number in range(1, (data.count or 0) + 1)]


def _seats(context: Context, data: ScheduleMany, zone: str) -> list[Seat]:
    """Return the seats there are, in the order in which they are given out."""
    sittings = [
        _span(each.day, each.starts, each.ends, zone, f"sittings.{number}") for number, each in enumerate(data.sittings)
    ]
    days = sorted({each.day for each in data.sittings})
    pauses = [
        _span(day, each.starts, each.ends, zone, f"pauses.{number}")
        for number, each in enumerate(data.pauses)
        for day in ([each.day] if each.day else days)
    ]
    length, between = timedelta(minutes=data.slot_minutes), timedelta(minutes=data.between_minutes)
    slots = list(islice(timetable(sittings, length, between, pauses), MOST))
    wanted = {identifier for lane in data.lanes for identifier in lane}
    if not slots or not wanted or not (data.skip_taken or data.keep_hours):
        return list(seats(slots, len(data.lanes), across=data.fill == "across", is_free=lambda _, __: True))
    cards = load_resources(context, ids=wanted, archived=True)
    known = load_availability(context, cards, (slots[0][0], max(slot[1] for slot in slots)))
    free = {card.id: known.free(card.id, keep_hours=data.keep_hours) for card in cards}

    def is_free(lane: int, slot: Span) -> bool:
        around = Around()
        if data.skip_taken:
            return all(free[key].has(slot[0], length, around) for key in data.lanes[lane])
        return all(
            any(start <= slot[0] and slot[1] <= end for start, end in free[key].opened) for key in data.lanes[lane]
        )

    return list(seats(slots, len(data.lanes), across=data.fill == "across", is_free=is_free))


def _span(day: date, starts: str, ends: str, zone: str, field: str) -> Span:
    try:
        first, last = minute_of(starts), minute_of(ends)
        if last <= first:
            message = "The end must come after the beginning."
            raise InvalidInput(message, fields={f"{field}.ends": message})
        return (
            moment(wall_at(day, first), zone, fold=0, shift=True).at,
            moment(wall_at(day, last), zone, fold=1, shift=True).at,
        )
    except TimeTrouble as trouble:
        raise InvalidInput(str(trouble), fields={f"{field}.day": str(trouble)}) from trouble
    except ValueError as error:
        raise InvalidInput(str(error), fields={f"{field}.starts": str(error)}) from error


def _appointment(  # noqa: PLR0913, PLR0917 - private; what schedule worked out
    context: Context, data: NewSchedule, zone: str, seat: Seat, name: str, number: int, location_id: UUID | None
) -> Appointment:
    title = data.title.replace("{name}", name).replace("{number}", str(number)).strip()[:200]
    row = Appointment(
        id=new_id(),
        studio_id=current_studio_id(),
        kind=data.kind,
        title=title or name,
        type=data.type,
        client_id=data.client_id,
        location_id=location_id,
        place=data.place,
        participants=name if data.names else "",
        notes=data.notes,
        color=data.color,
        owner_kind=data.owner_kind,
        owner_id=data.owner_id,
        arrival_minutes=data.arrival_minutes,
        status=Status.CONFIRMED,
        created_at=context.now,
        created_by=context.actor.label,
        updated_at=context.now,
        updated_by=context.actor.label,
    )
    put_timing(row, timed(seat.span[0], zone, ends=seat.span[1]))
    return row


def _card(  # noqa: PLR0913, PLR0917 - private; what schedule worked out
    data: ScheduleMany, zone: str, row: Appointment, seat: Seat, name: str, number: int
) -> PlannedCard:
    place = zone_of(zone)
    lanes: Sequence[tuple[UUID, ...]] = data.lanes
    return PlannedCard(
        appointment_id=row.id,
        number=number,
        name=name,
        lane=seat.lane + 1,
        starts=row.starts_at,
        ends=row.ends_at,
        wall_starts=row.starts_at.astimezone(place).replace(tzinfo=None),
        wall_ends=row.ends_at.astimezone(place).replace(tzinfo=None),
        resource_ids=lanes[seat.lane],
    )
