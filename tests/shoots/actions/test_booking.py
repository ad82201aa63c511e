"""Booking, planning, copying: the session, its dates in the calendar and its tasks in one transaction."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from safelight.calendar.actions import Taken, add_resource
from safelight.calendar.models import Appointment
from safelight.calendar.rules.kinds import AppointmentKind
from safelight.clients.actions import add
from safelight.clients.queries import timeline as client_timeline
from safelight.foundation.actions import Conflict, Context, Forbidden, InvalidInput, ask, run
from safelight.foundation.ids import new_id
from safelight.foundation.models import StoredEvent
from safelight.foundation.tenancy import studio_scope
from safelight.shoots.actions import (
    add_event,
    book,
    cancel_event,
    change,
    change_task,
    copy,
    move_event,
    plan,
    remove,
    restore,
)
from safelight.shoots.models import Shoot, Workflow
from safelight.shoots.queries import events, get, types
from tests.shoots.conftest import Atelier


def test_booking_brings_everything_of_the_type_along(atelier: Atelier) -> None:
    zoe = atelier.client.family[0]
    card = atelier.book(
        participants=[{"family_id": zoe.id}, {"name": "Rex", "note": "a dog"}], tags=["Twins", "#twins"]
    )
    assert (card.number, card.title, card.status.name, card.state) == (1, "Newborn, Carla Miller", "Booked", "open")
    assert card.starts_at == datetime(2027, 5, 13, 8, tzinfo=UTC)
    assert card.ends_at == datetime(2027, 5, 13, 10, 30, tzinfo=UTC)
    assert card.photographer is not None
    assert card.photographer.name == "Bo"
    assert [(person.name, person.age) for person in card.participants] == [("Zoe", 2), ("Rex", None)]
    assert card.tags == ("Twins",)
    assert card.brief.startswith("Room at 26 °C")
    assert len(card.shots) == 6
    tasks = {task.title: task for task in card.tasks}
    # Booked on Friday: the guide is due on Monday, two workdays before Thursday is Tuesday.
    assert tasks["Send the preparation guide"].due_on == date(2027, 5, 3)
    assert tasks["Call to confirm"].due_on == date(2027, 5, 11)
    prepare = tasks["Prepare the set"]
    assert (prepare.due_on, prepare.assignee and prepare.assignee.id) == (date(2027, 5, 13), atelier.bo.actor.id)
    assert card.due_on == date(2027, 5, 4)
    (event,) = ask(events, atelier.ana, {"shoot_id": card.id}).items
    assert (event.kind, event.title, event.minutes) == (AppointmentKind.SHOOT, card.title, 150)
    assert (event.preparation_minutes, event.buffer_minutes) == (30, 30)
    assert event.owner is not None
    assert event.owner.label == "Session 1, Newborn, Carla Miller"
    assert "Session 1, Newborn, Carla Miller, was booked" in [
        entry.text for entry in ask(client_timeline, atelier.ana, {"client_id": atelier.client.id}).items
    ]


def test_what_is_taken_is_refused_whole_unless_a_reason_is_given(atelier: Atelier) -> None:
    atelier.book()
    with pytest.raises(Taken):
        atelier.book(event={"starts": "2027-05-13T12:00"})
    with studio_scope(atelier.ana.studio.id):
        assert (Shoot.objects.count(), Appointment.objects.count()) == (1, 1)
    second = atelier.book(event={"starts": "2027-05-13T12:00", "override": "The twins share the slot"})
    assert second.number == 2, "a refused booking leaves no gap"


def test_resources_are_chosen_where_nobody_says(atelier: Atelier) -> None:
    first = atelier.book()
    given = {"type_id": atelier.types["Newborn"].id, "photographer_id": atelier.bo_books.id}
    with pytest.raises(Taken):
        run(book, atelier.ana, {**given, "event": {"starts": "2027-05-13T10:00"}})
    card = run(book, atelier.ana, {**given, "event": {"starts": "2027-05-14T10:00"}}).value
    (event,) = ask(events, atelier.ana, {"shoot_id": card.id}).items
    assert [item.name for item in event.resources] == ["Bo", "Daylight"]
    other = run(
        book, atelier.ana, {"type_id": atelier.types["Newborn"].id, "event": {"starts": "2027-05-17T10:00"}}
    ).value
    assert other.photographer is not None
    assert other.photographer.name == "Bo"
    assert first.number == 1


def test_planning_without_a_date_and_adding_one_later(atelier: Atelier) -> None:
    card = run(
        plan, atelier.ana, {"type_id": atelier.types["Family"].id, "title": "  Millers in May ", "tasks": False}
    ).value
    assert (card.title, card.starts_at, card.tasks, card.client) == ("Millers in May", None, (), None)
    run(change, atelier.ana, {"shoot_id": card.id, "client_id": atelier.client.id})
    added = run(add_event, atelier.ana, {"shoot_id": card.id, "starts": "2027-05-20T15:00", "resource_ids": []}).value
    assert added.starts_at == datetime(2027, 5, 20, 13, tzinfo=UTC)
    viewing = run(
        add_event,
        atelier.ana,
        {"shoot_id": card.id, "type": "viewing", "starts": "2027-06-01T18:00", "resource_ids": []},
    ).value
    assert viewing.ends_at == datetime(2027, 5, 20, 14, tzinfo=UTC), (
        "only the pictures count for the session's own time"
    )
    found = ask(events, atelier.ana, {"shoot_id": card.id}).items
    assert [(event.type, event.title) for event in found] == [
        ("session", "Millers in May"),
        ("viewing", "Viewing: Millers in May"),
    ]
    gone = run(cancel_event, atelier.ana, {"shoot_id": card.id, "appointment_id": found[0].id, "reason": "Rain"}).value
    assert gone.starts_at is None
    assert gone.state == "open"


def test_tasks_and_due_days_follow_the_date_unless_somebody_set_them(atelier: Atelier) -> None:
    card = atelier.book()
    (event,) = ask(events, atelier.ana, {"shoot_id": card.id}).items
    by_hand = next(task for task in card.tasks if task.title == "Prepare the set")
    run(change_task, atelier.ana, {"task_id": by_hand.id, "due_on": "2027-05-10"})
    moved = run(
        move_event, atelier.ana, {"shoot_id": card.id, "appointment_id": event.id, "starts": "2027-05-20T10:00"}
    ).value
    due = {task.title: task.due_on for task in moved.tasks}
    assert due["Call to confirm"] == date(2027, 5, 18)
    assert due["Prepare the set"] == date(2027, 5, 10)
    assert due["Send the preparation guide"] == date(2027, 5, 3)


def test_a_copy_begins_anew(atelier: Atelier) -> None:
    card = atelier.book(participants=[{"name": "Zoe", "birthday": "2024-05-20"}], tags=["Twins"])
    made = run(copy, atelier.ana, {"shoot_id": card.id, "event": {"starts": "2028-05-11T10:00"}}).value
    assert made.copied_from is not None
    assert (made.number, made.copied_from.number, made.status.name) == (2, 1, "Booked")
    assert [(task.title, task.done_at) for task in made.tasks] == [(task.title, None) for task in card.tasks]
    assert made.tasks[1].due_on == date(2028, 5, 9)
    assert [(person.name, person.age) for person in made.participants] == [("Zoe", 3)]
    assert (made.tags, made.brief) == (card.tags, card.brief)


def test_a_removed_session_frees_its_time_and_comes_back(atelier: Atelier) -> None:
    card = atelier.book()
    outcome = run(remove, atelier.ana, {"shoot_id": card.id})
    assert outcome.value.state == "removed"
    assert outcome.undo == ("shoots.restore", {"shoot_id": str(card.id)})
    again = atelier.book()
    assert again.number == 2
    back = run(restore, atelier.ana, {"shoot_id": card.id}).value
    assert (back.state, back.starts_at) == ("open", None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"type_id": str(new_id())}, "type_id"),
        ({"client_id": str(new_id())}, "client_id"),
        ({"location_id": str(new_id())}, "location_id"),
        ({"participants": [{"family_id": str(new_id())}]}, "participants.0.family_id"),
        ({"participants": [{"age": 3}]}, "participants.0.name"),
        ({"custom": {"Nothing": "x"}}, "custom.Nothing"),
        ({"tags": ["x" * 41]}, "tags.0"),
        ({"price_list_id": str(new_id())}, "price_list_id"),
    ],
)
def test_what_is_named_must_exist(atelier: Atelier, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        run(plan, atelier.ana, {"type_id": atelier.types["Family"].id, **wrong})
    assert field in refused.value.fields
    with studio_scope(atelier.ana.studio.id):
        assert not Shoot.objects.exists()


def test_nothing_is_stored_before_something_is_planned(ana: Context, dana: Context) -> None:
    shown = [item.type.name for item in ask(types, ana, {}).items]
    assert shown == ["Newborn", "Family", "Maternity", "Business portrait", "Wedding", "School"]
    with studio_scope(ana.studio.id):
        assert not Workflow.objects.exists()
    family = next(item.type for item in ask(types, ana, {}).items if item.type.name == "Family")
    run(plan, ana, {"type_id": family.id})
    assert [item.type.name for item in ask(types, ana, {}).items] == shown
    assert {item.type.id for item in ask(types, dana, {}).items}.isdisjoint(
        item.type.id for item in ask(types, ana, {}).items
    )


def test_who_may_not_book_in_the_calendar_plans_without_a_date(atelier: Atelier) -> None:
    actor = atelier.bo.actor
    narrow = Context(
        atelier.bo.studio,
        type(actor)(actor.kind, actor.id, actor.label, actor.permissions - {"calendar.book"}, actor.role),
        atelier.bo.now,
    )
    given = {"type_id": atelier.types["Family"].id}
    with pytest.raises(Forbidden):
        run(book, narrow, {**given, "event": {"starts": "2027-05-20T10:00"}})
    assert run(plan, narrow, given).value.number == 1


def test_an_id_made_offline_is_taken_once(atelier: Atelier) -> None:
    given = {"id": new_id(), "type_id": atelier.types["Family"].id}
    assert run(plan, atelier.ana, given).value.id == given["id"]
    with pytest.raises(Conflict):
        run(plan, atelier.ana, given)
    with studio_scope(atelier.ana.studio.id):
        assert StoredEvent.objects.filter(name="shoots.booked").count() == 1


def test_another_client_takes_dates_and_tasks_along(atelier: Atelier) -> None:
    card = atelier.book()
    other = run(add, atelier.ana, {"last_name": "Stone"}).value
    changed = run(change, atelier.ana, {"shoot_id": card.id, "client_id": other.id, "title": "Newborn, Stone"}).value
    (event,) = ask(events, atelier.ana, {"shoot_id": card.id}).items
    assert event.client is not None
    assert (event.client.name, event.title) == ("Stone", "Newborn, Stone")
    assert all(task.client and task.client.id == other.id for task in changed.tasks)


def test_another_photographer_takes_over_what_is_still_to_come(atelier: Atelier) -> None:
    card = atelier.book()
    pia = run(add_resource, atelier.ana, {"kind": "person", "name": "Pia"}).value
    run(change, atelier.ana, {"shoot_id": card.id, "photographer_id": pia.id})
    (event,) = ask(events, atelier.ana, {"shoot_id": card.id}).items
    assert {item.name for item in event.resources} == {"Pia", "Daylight"}
    named = ask(get, atelier.ana, {"shoot_id": card.id}).photographer
    assert named is not None
    assert named.name == "Pia"
