"""Holds: kept for some minutes, then free by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from safelight.calendar.actions import (
    HoldSlot,
    Taken,
    confirm_appointment,
    extend_hold,
    hold_slot,
    move_appointment,
    release_expired,
    release_hold,
    restore_appointment,
)
from safelight.calendar.models import Booking
from safelight.calendar.queries import AppointmentCard, Range, ResourceCard, get, range_view
from safelight.calendar.rules.kinds import Status
from safelight.foundation.actions import Conflict, Context, Empty, Forbidden, ask, run
from safelight.foundation.models import StoredEvent
from safelight.foundation.tenancy import studio_scope
from tests.calendar.makers import booked, person, room


def held(context: Context, starts: str, *resources: ResourceCard, minutes: int = 10) -> AppointmentCard:
    ids = [each.id for each in resources]
    data = {"starts": starts, "minutes": 60, "resource_ids": ids, "hold_minutes": minutes}
    return run(hold_slot, context, HoldSlot.model_validate(data)).value


def later(context: Context, minutes: float) -> Context:
    return replace(context, now=context.now + timedelta(minutes=minutes))


def test_a_hold_keeps_others_out_until_the_very_instant_it_ends(ana: Context) -> None:
    bo, studio = person(ana), room(ana)
    kept = held(ana, "2027-05-04T10:00", bo, studio)
    assert (kept.status, len(kept.hold_token) > 20) == (Status.HELD, True)
    assert ask(get, ana, {"appointment_id": kept.id}).hold_token == ""
    with pytest.raises(Taken, match="Bo is held Tue, 4 May 2027, 10:00–11:00"):
        booked(later(ana, 9.99), "2027-05-04T10:30", bo)
    # Nothing has cleaned up meanwhile.
    card = booked(later(ana, 10), "2027-05-04T10:30", bo)
    assert card.status is Status.CONFIRMED
    seen = ask(range_view, later(ana, 10), Range.model_validate({"first_day": "2027-05-04", "last_day": "2027-05-04"}))
    assert [event.id for event in seen.events] == [card.id]
    assert ask(get, later(ana, 10), {"appointment_id": kept.id}).status is Status.CANCELLED
    with pytest.raises(Conflict) as refused:
        run(confirm_appointment, later(ana, 10), {"appointment_id": kept.id})
    assert refused.value.code == "hold_expired"
    # Its room is free still, its photographer is not.
    with pytest.raises(Taken):
        run(restore_appointment, later(ana, 11), {"appointment_id": kept.id})


def test_confirming_extending_moving_and_releasing(ana: Context) -> None:
    bo = person(ana)
    first = held(ana, "2027-05-04T10:00", bo)
    run(extend_hold, ana, {"appointment_id": first.id, "hold_minutes": 60})
    moved = run(move_appointment, later(ana, 30), {"appointment_id": first.id, "starts": "2027-05-04T14:00"}).value
    assert moved.status is Status.HELD
    with pytest.raises(Forbidden):
        run(confirm_appointment, ana, {"appointment_id": first.id, "token": "somebody else's"})
    done = run(confirm_appointment, ana, {"appointment_id": first.id, "token": first.hold_token}).value
    assert (done.status, done.held_until) == (Status.CONFIRMED, None)
    with pytest.raises(Taken):
        booked(later(ana, 120), "2027-05-04T14:30", bo)
    second = held(ana, "2027-05-04T10:00", bo)
    run(release_hold, ana, {"appointment_id": second.id})
    booked(ana, "2027-05-04T10:00", bo)


def test_what_ran_out_is_written_down_once(ana: Context) -> None:
    bo = person(ana)
    kept = held(ana, "2027-05-04T10:00", bo)
    assert run(release_expired, ana, Empty()).value.count == 0
    assert run(release_expired, later(ana, 11), Empty()).value.count == 1
    assert run(release_expired, later(ana, 12), Empty()).value.count == 0
    with studio_scope(ana.studio.id):
        told = StoredEvent.objects.get(name="calendar.hold_released").payload
        assert (told["appointment_id"], told["expired"]) == (str(kept.id), True)
        assert Booking.objects.filter(state="held").count() == 1
    again = run(restore_appointment, later(ana, 13), {"appointment_id": kept.id}).value
    assert (again.status, [each.name for each in again.resources]) == (Status.CONFIRMED, ["Bo"])
