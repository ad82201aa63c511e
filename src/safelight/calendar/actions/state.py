"""An appointment's row under lock, and what follows from its columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from safelight.accounts.models import Location
from safelight.calendar.actions.inputs import When
from safelight.calendar.actions.placing import Claim, lock_resources
from safelight.calendar.events import AppointmentEvent
from safelight.calendar.models import Appointment, Booking, Resource
from safelight.calendar.queries.reading import known_zone
from safelight.calendar.queries.upkeep import timing_of
from safelight.calendar.rules.kinds import AppointmentKind, BookingState, ResourceKind, Status
from safelight.calendar.rules.timing import Timing, around, timed, whole_days
from safelight.calendar.rules.wall import TimeTrouble
from safelight.calendar.rules.words import span_words
from safelight.clients.queries import names_of
from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound, Refused

E = TypeVar("E", bound=AppointmentEvent)
_LIVE = (Status.HELD, Status.CONFIRMED)


class ChangedMeanwhile(Conflict):
    """Somebody else moved or changed the appointment since it was looked at."""

    code = "changed_meanwhile"

    def __init__(self, row: Appointment, country: str) -> None:
        """Say how it stands now, and by whose hand."""
        stands = "was cancelled" if row.status == Status.CANCELLED else f"is {when_words(row, country)} now"
        message = f"{row.updated_by or 'Somebody'} changed this appointment meanwhile: it {stands}. Look again."
        super().__init__(message, fields={"version": message})
        self.version = row.version


class Locked(NamedTuple):
    """An appointment's row under lock, the resources locked with it, and which of them it takes now."""

    row: Appointment
    resources: dict[UUID, Resource]
    held: set[UUID]


def locked(
    context: Context, appointment_id: UUID, *, also: Collection[UUID] = (), version: int | None = None
) -> Locked:
    """Lock an appointment with the resources it takes and ``also``, and return them.

    Resources first, then the row, as everywhere: who waits for a resource holds no appointment.

    Raises:
        NotFound: there is none.
        ChangedMeanwhile: it is not at ``version`` any more, or was moved to other resources in this moment.
    """
    resources = lock_resources({*resources_of(appointment_id), *also}, context.now)
    row = Appointment.objects.select_for_update().filter(id=appointment_id).first()
    if row is None:
        what = "appointment"
        raise NotFound(what)
    if version is not None and version > row.version:
        message = "This version does not exist yet. Load the appointment again."
        raise InvalidInput(message, fields={"version": message})
    held = resources_of(appointment_id)
    if (version is not None and version != row.version) or not held <= set(resources):
        raise ChangedMeanwhile(row, context.studio.country)
    return Locked(row, resources, held)


def resources_of(appointment_id: UUID) -> set[UUID]:
    """Return the resources an appointment takes."""
    return set(
        Booking.objects.filter(appointment_id=appointment_id, is_current=True).values_list("resource_id", flat=True)
    )


def check_live(row: Appointment, now: datetime) -> None:
    """Refuse what was cancelled, is done, or was held too long; raises Conflict."""
    if row.status == Status.HELD and row.held_until is not None and row.held_until <= now:
        message = "The hold ran out, so the time is free for others. Book it anew."
        raise Conflict(message, code="hold_expired")
    if row.status == Status.CANCELLED:
        message = "This appointment was cancelled. Restore it first."
        raise Conflict(message, code="cancelled")
    if row.status not in _LIVE:
        message = "This appointment is done. Reopen it first."
        raise Conflict(message, code="done")


def put_timing(row: Appointment, timing: Timing) -> None:
    """Write when an appointment is into its columns (not saved)."""
    row.all_day, row.zone, row.is_long = timing.all_day, timing.zone, timing.is_long
    row.starts_at, row.ends_at = timing.starts.at, timing.ends.at
    row.wall_starts, row.wall_ends = (each.wall.isoformat(timespec="seconds") for each in (timing.starts, timing.ends))
    row.fold_starts, row.fold_ends = timing.starts.fold, timing.ends.fold
    row.first_day, row.last_day = timing.first_day, timing.last_day


def timing_from(data: When, zone: str) -> Timing:
    """Read a time from an input.

    Raises:
        InvalidInput: it does not exist, is ambiguous, or is no span; ``fields`` says where.
    """
    zone = known_zone(data.zone or zone)
    try:
        if data.first_day is not None:
            if data.starts is not None or data.ends is not None or data.minutes is not None:
                message = "Give whole days or times, not both."
                raise TimeTrouble(message, "first_day")  # noqa: TRY301 - one place turns trouble into fields
            return whole_days(data.first_day, data.last_day or data.first_day, zone)
        if data.starts is None:
            message = "Say when it begins."
            raise TimeTrouble(message, "starts")  # noqa: TRY301 - likewise
        return timed(
            data.starts,
            zone,
            ends=data.ends,
            minutes=data.minutes,
            fold=data.fold,
            ends_fold=data.ends_fold,
            shift=data.shift,
        )
    except TimeTrouble as trouble:
        raise refusal(trouble) from trouble


def refusal(trouble: TimeTrouble) -> InvalidInput:
    """Return trouble with a time as a refusal with its field."""
    return InvalidInput(str(trouble), code=trouble.code, fields={trouble.part: str(trouble)})


def place_of(location_id: UUID | None, resources: Mapping[UUID, Resource]) -> Location | None:
    """Return the location: the one named, or that of the first room.

    Raises:
        NotFound: it does not exist.
    """
    wanted = location_id
    if wanted is None:
        rooms = [row for row in resources.values() if row.kind == ResourceKind.ROOM and row.location_id]
        wanted = rooms[0].location_id if rooms else None
    if wanted is None:
        return None
    row = Location.objects.filter(id=wanted).first()
    if row is None:
        what = "location"
        raise NotFound(what)
    if row.archived_at is not None and location_id is not None:
        message = f"{row.name} is archived and takes no bookings. Choose another location."
        raise Refused(message, code="archived", fields={"location_id": message})
    return row


def client_name(client_id: UUID | None) -> str:
    """Return a client's name, empty for none; raises NotFound."""
    if client_id is None:
        return ""
    known = names_of([client_id])
    if client_id not in known:
        what = "client"
        raise NotFound(what)
    return known[client_id][1]


def claims_of(row: Appointment, resource_ids: Sequence[UUID], resources: Mapping[UUID, Resource]) -> list[Claim]:
    """Return what an appointment wants of each resource: rooms are free of drive, a block takes all of its places."""
    timing = timing_of(row)
    return [
        Claim(
            resource_id=resource_id,
            span=around(
                timing,
                preparation=row.preparation_minutes,
                buffer=row.buffer_minutes,
                drive=0 if resources[resource_id].kind == ResourceKind.ROOM else row.drive_minutes,
            ),
            own=(row.starts_at, row.ends_at),
            state=BookingState.HELD if row.status == Status.HELD else BookingState.CONFIRMED,
            held_until=row.held_until if row.status == Status.HELD else None,
            appointment_id=row.id,
            whole=row.kind == AppointmentKind.BLOCK,
        )
        for resource_id in resource_ids
    ]


def save(context: Context, row: Appointment) -> None:
    """Save a changed appointment under its next version."""
    row.version += 1
    row.updated_at, row.updated_by = context.now, context.actor.label
    row.save()


def news(event: type[E], row: Appointment, **more: Any) -> E:  # noqa: ANN401 - further fields of the event
    """Return an event about an appointment."""
    return event(
        appointment_id=row.id,
        kind=row.kind,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        client_id=row.client_id,
        owner_kind=row.owner_kind,
        owner_id=row.owner_id,
        **more,
    )


def when_words(row: Appointment, country: str) -> str:
    """Return when an appointment is, in words."""
    # The last instant before midnight: whole days end on their own day.
    ends = row.ends_at - timedelta(minutes=1) if row.all_day else row.ends_at
    return span_words(row.starts_at, ends, row.zone, country)
