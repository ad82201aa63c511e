"""Moving: another time, other resources, or both."""

from __future__ import annotations

from typing import Any, TypeAlias
from uuid import UUID

from safelight.calendar.actions.book import notices_of
from safelight.calendar.actions.inputs import MoveAppointment
from safelight.calendar.actions.placing import check_resources, take
from safelight.calendar.actions.state import (
    check_live,
    claims_of,
    locked,
    news,
    place_of,
    put_timing,
    refusal,
    save,
    timing_from,
)
from safelight.calendar.events import AppointmentMoved
from safelight.calendar.models import Appointment
from safelight.calendar.queries.cards import AppointmentCard
from safelight.calendar.queries.reading import known_zone, load_card
from safelight.calendar.queries.upkeep import timing_of
from safelight.calendar.rules.timing import Timing, lasting
from safelight.calendar.rules.wall import TimeTrouble
from safelight.foundation.actions import Context, action

State: TypeAlias = dict[str, Any]


@action("calendar.move", permission="calendar.book", door="POST /appointments/{appointment_id}/move", dry_run=True)
def move_appointment(context: Context, data: MoveAppointment) -> AppointmentCard:
    """Move an appointment to another time or other resources, or make it longer or shorter.

    What is not given stays. Refused if something is in the way, unless ``override`` gives a reason and the mover may;
    and if somebody else changed it since ``version``, with how it stands now.
    """
    return move_logged(context, data)


def move_logged(context: Context, data: MoveAppointment) -> AppointmentCard:
    """Move an appointment as a verb of its own: with its journal line and the way back."""
    card, before, after = _move(context, data)
    context.subject("appointment", card.id, f"{card.title} was moved")
    context.changed({name: [before[name], after[name]] for name in before if before[name] != after[name]})
    if before != after:
        context.undo_with("calendar.move", {"appointment_id": str(card.id), "version": card.version, **_back(before)})
    return card


def move(context: Context, data: MoveAppointment) -> AppointmentCard:
    """Move an appointment inside another action's transaction.

    Publishes :class:`AppointmentMoved` if anything changed; the journal line is the caller's.

    Raises:
        NotFound: the appointment, a resource or the location does not exist.
        ChangedMeanwhile: it is not at ``version`` any more.
        Conflict: it was cancelled or is done, or its hold ran out.
        Taken: something is in the way (``code`` ``double_booked``).
        InvalidInput: a time that is none.
    """
    return _move(context, data)[0]


def _move(context: Context, data: MoveAppointment) -> tuple[AppointmentCard, State, State]:
    if data.resource_ids is not None:
        check_resources(data.resource_ids)
    row, resources, held = locked(context, data.appointment_id, also=data.resource_ids or (), version=data.version)
    check_live(row, context.now)
    before = _state(row, held)
    times = (row.starts_at, row.ends_at)
    wanted = set(data.resource_ids) if data.resource_ids is not None else held
    zone = data.zone or row.zone
    if data.location_id is not None and data.location_id != row.location_id:
        place = place_of(data.location_id, {})
        row.location_id = data.location_id
        zone = data.zone or (place.zone if place else "") or row.zone
    timing = _timing(timing_of(row), data, zone)
    put_timing(row, timing)
    after = _state(row, wanted)
    if before == after:
        return load_card(context, row.id), before, after
    row.is_changed = row.series_id is not None
    save(context, row)
    claims = claims_of(row, sorted(wanted), resources)
    take(context, claims, resources, zone=row.zone, override=data.override, leaves=[row.id])
    context.concerns(row.client_id)
    context.publish(news(AppointmentMoved, row, before_starts_at=times[0], before_ends_at=times[1]))
    return (
        load_card(
            context, row.id, notices=notices_of(context, row, timing, [resources[key] for key in sorted(wanted)])
        ),
        before,
        after,
    )


def _timing(now: Timing, data: MoveAppointment, zone: str) -> Timing:
    """Return the wished timing: what is not given stays, and a new beginning alone keeps the length."""
    if data.first_day is not None and data.last_day is None and now.all_day:
        data = data.model_copy(update={"last_day": data.first_day + (now.last_day - now.first_day)})
    if data.first_day is not None:
        return timing_from(data, zone)
    if data.starts is not None and data.ends is None and data.minutes is None:
        try:
            return lasting(now, data.starts, known_zone(zone), fold=data.fold, shift=data.shift)
        except TimeTrouble as trouble:
            raise refusal(trouble) from trouble
    if data.starts is None and data.ends is None and data.minutes is None:
        return now
    begins = data.starts if data.starts is not None else now.starts.at
    return timing_from(data.model_copy(update={"starts": begins}), zone)


def _state(row: Appointment, resource_ids: set[UUID]) -> State:
    """Return what a move may change, JSON-ready."""
    return {
        "starts": row.starts_at.isoformat(),
        "ends": row.ends_at.isoformat(),
        "zone": row.zone,
        "all_day": row.all_day,
        "first_day": row.first_day.isoformat(),
        "last_day": row.last_day.isoformat(),
        "location_id": str(row.location_id) if row.location_id else None,
        "resource_ids": sorted(map(str, resource_ids)),
    }


def _back(before: State) -> dict[str, Any]:
    """Return the input that moves it back."""
    names = ("first_day", "last_day") if before["all_day"] else ("starts", "ends")
    back = {name: before[name] for name in (*names, "zone", "resource_ids")}
    return {**back, **({"location_id": before["location_id"]} if before["location_id"] else {})}
