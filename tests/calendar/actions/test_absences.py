"""Asking to be away, and the answers."""

from __future__ import annotations

import pytest

from safelight.accounts.models import Membership
from safelight.calendar.actions import (
    Taken,
    approve_absence,
    refuse_absence,
    request_absence,
    withdraw_absence,
)
from safelight.calendar.queries import ResourceCard, absence, absences
from safelight.calendar.rules.kinds import AbsenceState
from safelight.foundation.actions import Conflict, Context, Forbidden, InvalidInput, ask, run
from safelight.foundation.tenancy import studio_scope
from tests.calendar.makers import booked, person, room


@pytest.fixture
def mine(ana: Context, bo: Context) -> ResourceCard:
    """Bo as a resource, linked to whom he signs in as."""
    with studio_scope(ana.studio.id):
        membership = Membership.objects.get(user_id=bo.actor.id)
    return person(ana, "", membership_id=membership.id)


def test_asked_for_approved_and_then_nobody_books_over_it(ana: Context, bo: Context, mine: ResourceCard) -> None:
    assert mine.name == "Bo Assist"
    asked = run(request_absence, bo, {"resource_id": mine.id, "first_day": "2027-05-04", "last_day": "2027-05-06"})
    assert asked.value.state is AbsenceState.REQUESTED
    first = booked(ana, "2027-05-05T10:00", mine, title="Newborn")
    with pytest.raises(Forbidden):
        run(approve_absence, bo, {"absence_id": asked.value.id})
    waiting = ask(absence, ana, {"absence_id": asked.value.id})
    assert [each.appointment_id for each in waiting.in_the_way] == [first.id]
    with pytest.raises(Taken, match="Newborn"):
        run(approve_absence, ana, {"absence_id": asked.value.id})
    approved = run(approve_absence, ana, {"absence_id": asked.value.id, "override": "Cy takes over"}).value
    assert (approved.state, approved.decided_by) == (AbsenceState.APPROVED, "Ana Owner")
    with pytest.raises(Taken, match="Bo Assist is away"):
        booked(ana, "2027-05-04T10:00", mine)
    run(withdraw_absence, bo, {"absence_id": asked.value.id})
    booked(ana, "2027-05-04T10:00", mine)
    with pytest.raises(Conflict):
        run(refuse_absence, ana, {"absence_id": asked.value.id})


def test_only_for_oneself_and_why_is_told_to_few(ana: Context, bo: Context, mine: ResourceCard) -> None:
    other = person(ana, "Cy")
    with pytest.raises(Forbidden):
        run(request_absence, bo, {"resource_id": other.id, "first_day": "2027-05-04"})
    with pytest.raises(InvalidInput, match="Block the time"):
        run(request_absence, ana, {"resource_id": room(ana).id, "first_day": "2027-05-04"})
    sick = {"first_day": "2027-05-04", "reason": "sick", "note": "flu", "approve": True}
    run(request_absence, ana, {"resource_id": other.id, **sick})
    run(request_absence, ana, {"resource_id": mine.id, **sick})
    told = {each.resource: (each.reason, each.note) for each in ask(absences, bo, {}).items}
    assert told == {"Cy": (None, ""), "Bo Assist": ("sick", "flu")}
    refused = run(refuse_absence, ana, {"absence_id": ask(absences, ana, {"resource_id": other.id}).items[0].id})
    assert refused.undo == ("calendar.approve_absence", {"absence_id": str(refused.value.id)})
    booked(ana, "2027-05-04T10:00", other)
