"""A day, an agenda, a client's appointments, and where somebody booked over somebody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from safelight.accounts.models import Membership
from safelight.calendar.actions import cancel_appointment, request_absence
from safelight.calendar.queries import agenda, client_appointments, conflicts, day_view
from safelight.clients.actions import AddClient, add
from safelight.foundation.actions import Context, InvalidInput, NotFound, ask, run
from safelight.foundation.tenancy import studio_scope
from tests.calendar.makers import booked, person, room


@pytest.fixture
def now(ana: Context) -> Context:
    """Ana on Tuesday, 4 May 2027, at eight in Berlin."""
    return replace(ana, now=datetime(2027, 5, 4, 6, tzinfo=UTC))


def test_a_day_of_one_person(now: Context, bo: Context) -> None:
    with studio_scope(now.studio.id):
        membership = Membership.objects.get(user_id=bo.actor.id)
    mine, cy = person(now, membership_id=membership.id), person(now, "Cy")
    booked(now, "2027-05-04T10:00", mine, title="Mine")
    booked(now, "2027-05-04T11:00", cy, title="Cy's")
    run(request_absence, now, {"resource_id": cy.id, "starts": "2027-05-04T14:00", "minutes": 60, "approve": True})
    assert [event.title for event in ask(day_view, now, {}).events] == ["Mine", "Cy's"]
    seen = ask(day_view, replace(bo, now=now.now), {"mine": True})
    assert ([event.title for event in seen.events], seen.away) == (["Mine"], ())
    assert [shade.why for shade in ask(day_view, now, {"day": "2027-05-04"}).away] == ["away"]


def test_an_agenda_page_by_page(now: Context) -> None:
    bo, cy = person(now), person(now, "Cy")
    for hour in (9, 10, 11):
        booked(now, f"2027-05-04T{hour:02}:00", bo, title=f"At {hour}")
    gone = booked(now, "2027-05-04T12:00", cy, title="Gone")
    run(cancel_appointment, now, {"appointment_id": gone.id})
    first = ask(agenda, now, {"limit": 2})
    assert ([event.title for event in first.items], first.next is not None) == (["At 9", "At 10"], True)
    second = ask(agenda, now, {"limit": 2, "cursor": first.next})
    assert ([event.title for event in second.items], second.next) == (["At 11"], None)
    assert ask(agenda, now, {"resource_ids": [cy.id]}).items == ()
    assert len(ask(agenda, now, {"resource_ids": [cy.id], "cancelled": True}).items) == 1
    assert len(ask(agenda, now, {"starts_after": "2027-05-04T09:30", "starts_before": "2027-05-04T10:30"}).items) == 1
    with pytest.raises(InvalidInput):
        ask(agenda, now, {"cursor": "2027-05-04T09:00:00~nothing"})


def test_the_appointments_of_a_client(now: Context) -> None:
    carla = run(add, now, AddClient(first_name="Carla")).value
    for day in ("03", "05"):
        booked(now, f"2027-05-{day}T10:00", client_id=carla.id, type="viewing")
    seen = ask(client_appointments, now, {"client_id": carla.id, "limit": 1})
    assert ([event.title for event in seen.items], seen.total) == (["Viewing, Carla"], 2)
    following = ask(client_appointments, now, {"client_id": carla.id, "limit": 1, "cursor": seen.next})
    assert [event.wall_starts.day for event in (*seen.items, *following.items)] == [5, 3]
    with pytest.raises(NotFound):
        ask(client_appointments, now, {"client_id": uuid4()})


def test_who_was_booked_over_whom(now: Context) -> None:
    studio = room(now)
    first = booked(now, "2027-05-04T10:00", studio, title="First")
    second = booked(now, "2027-05-04T10:30", studio, title="Second", override="Twins")
    (found,) = ask(conflicts, now, {}).items
    assert (found.one.title, found.other.title, found.reason, found.stands) == ("Second", "First", "Twins", True)
    run(cancel_appointment, now, {"appointment_id": first.id})
    assert ask(conflicts, now, {}).items == ()
    (kept,) = ask(conflicts, now, {"standing": False, "resource_id": studio.id}).items
    assert (kept.id, kept.stands, kept.one.appointment_id) == (found.id, False, second.id)
