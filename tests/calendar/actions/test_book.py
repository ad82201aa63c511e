"""Booking, moving and cancelling."""

from __future__ import annotations

import pytest

from safelight.calendar.actions import (
    CancelAppointment,
    ChangedMeanwhile,
    MoveAppointment,
    Taken,
    cancel_appointment,
    move_appointment,
    restore_appointment,
)
from safelight.calendar.rules.kinds import Status
from safelight.foundation.actions import Context, Forbidden, find, run
from tests.calendar.makers import booked, person, room


def test_a_taken_resource_is_refused_with_what_is_there(ana: Context) -> None:
    bo, studio = person(ana), room(ana)
    booked(ana, "2027-05-04T10:00", bo, studio, minutes=90, title="Newborn")
    with pytest.raises(Taken) as refused:
        booked(ana, "2027-05-04T11:00", bo, title="Viewing")
    assert refused.value.code == "double_booked"
    assert "Bo is booked Tue, 4 May 2027, 10:00–11:30 (Newborn)" in refused.value.message.replace("\u202f", " ")
    booked(ana, "2027-05-04T11:30", bo, studio)


def test_moving_cancelling_and_both_ways_back(ana: Context) -> None:
    bo, studio = person(ana), room(ana)
    first = booked(ana, "2027-05-04T10:00", bo, studio)
    second = booked(ana, "2027-05-04T12:00", studio)
    with pytest.raises(Taken):
        run(move_appointment, ana, {"appointment_id": first.id, "starts": "2027-05-04T11:30"})
    moved = run(move_appointment, ana, {"appointment_id": first.id, "starts": "2027-05-04T14:00", "version": 1})
    assert (moved.value.version, moved.value.minutes) == (2, 60)
    with pytest.raises(ChangedMeanwhile, match="14:00"):
        run(move_appointment, ana, {"appointment_id": first.id, "starts": "2027-05-04T15:00", "version": 1})
    assert moved.undo is not None
    back = run(find(moved.undo[0]), ana, moved.undo[1]).value
    assert (back.starts, {each.id for each in back.resources}) == (first.starts, {bo.id, studio.id})
    gone = run(cancel_appointment, ana, CancelAppointment(appointment_id=second.id, reason="Ill"))
    assert (gone.value.status, gone.value.cancel_reason) == (Status.CANCELLED, "Ill")
    third = booked(ana, "2027-05-04T12:30", studio)
    with pytest.raises(Taken):
        run(restore_appointment, ana, {"appointment_id": second.id})
    run(cancel_appointment, ana, {"appointment_id": third.id})
    assert run(restore_appointment, ana, {"appointment_id": second.id}).value.status is Status.CONFIRMED


def test_an_override_needs_the_permission_and_shows_on_both(ana: Context, bo: Context) -> None:
    one = person(ana)
    first = booked(ana, "2027-05-04T10:00", one, title="First")
    with pytest.raises(Forbidden):
        booked(bo, "2027-05-04T10:30", one, override="Twins")
    second = booked(ana, "2027-05-04T10:30", one, title="Second", override="Twins")
    assert [each.reason for each in second.overrides] == ["Twins"]
    assert second.resources[0].overridden
    seen = run(move_appointment, ana, MoveAppointment(appointment_id=first.id, resource_ids=())).value
    assert [(each.is_mine, each.other_title) for each in seen.overrides] == [(False, "Second")]
    with pytest.raises(Taken):
        booked(ana, "2027-05-04T11:00", one)
