"""Clients are told of their appointments, once and never of what is not true any more; sessions follow the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from safelight.calendar.actions import book as book_appointment
from safelight.calendar.actions import cancel as cancel_appointment
from safelight.calendar.actions import change as change_appointment
from safelight.calendar.actions import move as move_appointment
from safelight.calendar.actions import restore as restore_appointment
from safelight.foundation.actions import Context, ask, run
from safelight.foundation.models import StoredEvent
from safelight.foundation.tenancy import studio_scope
from safelight.messaging.models import Message
from safelight.shoots import jobs
from safelight.shoots.actions import cancel, change_type, reschedule
from safelight.shoots.queries import events, get
from safelight.shoots.queries.cards import ShootCard
from tests.shoots.conftest import NOW, Atelier

At = Callable[[Context, datetime], Context]
REACTIONS = {
    "calendar.booked": (jobs.tell_booked, jobs.follow_booked),
    "calendar.restored": (jobs.tell_restored, jobs.follow_restored),
    "calendar.moved": (jobs.tell_moved, jobs.follow_moved),
    "calendar.changed": (jobs.tell_changed,),
    "calendar.cancelled": (jobs.tell_cancelled, jobs.follow_cancelled),
}


class Worker:
    """Does what the worker does: every stored event of the calendar reaches its reactions, each twice."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.seen: set[UUID] = set()

    def work(self, now: datetime | None = None) -> None:
        context = (
            self.context if now is None else Context(studio=self.context.studio, actor=self.context.actor, now=now)
        )
        with studio_scope(context.studio.id):
            stored = list(StoredEvent.objects.filter(name__startswith="calendar.").order_by("at", "id"))
        for event in stored:
            if event.id not in self.seen:
                self.seen.add(event.id)
                for reaction in REACTIONS.get(event.name, ()):
                    reaction(context, event.payload)
                    reaction(context, event.payload)

    def messages(self, *states: str) -> list[tuple[str, str]]:
        with studio_scope(self.context.studio.id):
            found = Message.objects.filter(state__in=states) if states else Message.objects.all()
            return sorted(found.values_list("kind", "state"))


@pytest.fixture
def worker(atelier: Atelier) -> Worker:
    """A worker of the studio."""
    return Worker(atelier.ana)


def first_event(atelier: Atelier, card: ShootCard) -> Any:  # noqa: ANN401 - a card of the calendar
    return ask(events, atelier.ana, {"shoot_id": card.id}).items[0]


def plain(atelier: Atelier, **more: Any) -> Any:  # noqa: ANN401 - a card of the calendar
    given = {"title": "Consultation", "client_id": atelier.client.id, "starts": "2027-05-13T10:00", "minutes": 60}
    return run(book_appointment, atelier.ana, {**given, "resource_ids": [atelier.room.id], **more}).value


def test_a_booked_session_is_confirmed_and_its_reminder_waits(atelier: Atelier, worker: Worker) -> None:
    card = atelier.book()
    worker.work()
    assert worker.messages() == [("appointment_confirmation", "queued"), ("appointment_reminder", "queued")]
    with studio_scope(atelier.ana.studio.id):
        reminder = Message.objects.get(kind="appointment_reminder")
        confirmation = Message.objects.get(kind="appointment_confirmation")
    # The day before at nine in Berlin, which is seven in summer time; a session that began needs none any more.
    assert reminder.due_at == datetime(2027, 5, 12, 7, tzinfo=UTC)
    assert reminder.stale_after == datetime(2027, 5, 13, 8, tzinfo=UTC)
    assert confirmation.to == ["carla@miller.example"]
    assert "Newborn" in confirmation.text
    assert "Bo" in confirmation.text
    assert str(card.number) not in confirmation.subject


def test_what_a_type_says_is_heeded(atelier: Atelier, worker: Worker) -> None:
    newborn = atelier.types["Newborn"].id
    given = {"client_text": "Please bring a blanket.", "remind_days": 3, "remind_at": "18:30"}
    run(change_type, atelier.ana, {"type_id": newborn, **given})
    atelier.book()
    worker.work()
    with studio_scope(atelier.ana.studio.id):
        reminder = Message.objects.get(kind="appointment_reminder")
    assert reminder.due_at == datetime(2027, 5, 10, 16, 30, tzinfo=UTC)
    assert "Please bring a blanket." in reminder.text
    run(change_type, atelier.ana, {"type_id": newborn, "confirms": False, "remind_days": None})
    atelier.book(event={"starts": "2027-05-20T10:00"})
    worker.work()
    assert len(worker.messages()) == 2


def test_a_moved_session_is_told_once_more_and_reminded_anew(atelier: Atelier, worker: Worker, at: At) -> None:
    card = atelier.book()
    worker.work()
    with studio_scope(atelier.ana.studio.id):
        Message.objects.filter(kind="appointment_confirmation").update(state="sent")
    later = at(atelier.ana, NOW + timedelta(hours=1))
    run(reschedule, later, {"shoot_id": card.id, "starts": "2027-05-14T15:00", "reason": "The baby is late"})
    worker.work(NOW + timedelta(hours=1))
    assert worker.messages("queued", "sent") == [
        ("appointment_confirmation", "sent"),
        ("appointment_moved", "queued"),
        ("appointment_reminder", "queued"),
    ]
    assert worker.messages("cancelled") == [("appointment_reminder", "cancelled")]
    with studio_scope(atelier.ana.studio.id):
        moved = Message.objects.get(kind="appointment_moved")
        reminder = Message.objects.get(kind="appointment_reminder", state="queued")
    assert "13" in moved.text
    assert "14" in moved.text
    assert "The baby is late" not in moved.text, "what clients said is not repeated to them"
    assert reminder.due_at == datetime(2027, 5, 13, 7, tzinfo=UTC)


def test_who_heard_nothing_yet_hears_the_truth_alone(atelier: Atelier, worker: Worker) -> None:
    card = atelier.book()
    worker.work()
    event = first_event(atelier, card)
    run(move_appointment, atelier.ana, {"appointment_id": event.id, "starts": "2027-05-14T15:00"})
    worker.work()
    assert worker.messages("queued") == [("appointment_confirmation", "queued"), ("appointment_reminder", "queued")]
    run(cancel, atelier.ana, {"shoot_id": card.id, "reason": "Ill"})
    worker.work()
    assert worker.messages("queued") == [], "an appointment nobody was told of need not be called off"


@pytest.mark.parametrize(("by_studio", "repeated"), [(True, True), (False, False)])
def test_a_cancelled_session_is_told_and_its_reminder_dropped(
    atelier: Atelier, worker: Worker, by_studio: bool, repeated: bool
) -> None:
    card = atelier.book()
    worker.work()
    with studio_scope(atelier.ana.studio.id):
        Message.objects.filter(kind="appointment_confirmation").update(state="sent")
    run(cancel, atelier.ana, {"shoot_id": card.id, "reason": "The studio is flooded", "by_studio": by_studio})
    worker.work()
    assert worker.messages("queued") == [("appointment_cancelled", "queued")]
    with studio_scope(atelier.ana.studio.id):
        assert ("The studio is flooded" in Message.objects.get(kind="appointment_cancelled").text) is repeated


def test_plain_appointments_are_told_too(atelier: Atelier, worker: Worker) -> None:
    event = plain(atelier)
    worker.work()
    assert worker.messages("queued") == [("appointment_confirmation", "queued"), ("appointment_reminder", "queued")]
    with studio_scope(atelier.ana.studio.id):
        assert "Consultation" in Message.objects.get(kind="appointment_confirmation").text
    run(change_appointment, atelier.ana, {"appointment_id": event.id, "place": "Café Blau"})
    worker.work()
    with studio_scope(atelier.ana.studio.id):
        waiting = Message.objects.filter(state="queued")
        assert all("Café Blau" in message.text for message in waiting)
        assert len(waiting) == 2
        waiting.filter(kind="appointment_confirmation").update(state="sent")
    run(cancel_appointment, atelier.ana, {"appointment_id": event.id})
    worker.work()
    assert worker.messages("queued") == [("appointment_cancelled", "queued")]
    run(restore_appointment, atelier.ana, {"appointment_id": event.id})
    worker.work()
    assert ("appointment_reminder", "queued") in worker.messages("queued")


@pytest.mark.parametrize(
    "given",
    [
        {"client_id": None},
        {"kind": "block", "client_id": None},
        {"starts": "2027-04-30T09:00", "minutes": 30},
    ],
)
def test_nobody_is_told_of_the_past_of_blocks_and_of_nobodys_dates(
    atelier: Atelier, worker: Worker, given: dict[str, Any]
) -> None:
    plain(atelier, **given)
    worker.work()
    assert worker.messages() == []


def test_a_reminder_whose_moment_has_passed_is_not_written(atelier: Atelier, worker: Worker) -> None:
    plain(atelier, starts="2027-04-30T17:00")
    worker.work()
    assert worker.messages() == [("appointment_confirmation", "queued")]


def test_a_session_follows_what_happens_in_the_calendar(atelier: Atelier, worker: Worker) -> None:
    card = atelier.book()
    event = first_event(atelier, card)
    run(move_appointment, atelier.ana, {"appointment_id": event.id, "starts": "2027-05-19T11:00"})
    worker.work()
    moved = ask(get, atelier.ana, {"shoot_id": card.id})
    assert moved.starts_at == datetime(2027, 5, 19, 9, tzinfo=UTC)
    assert moved.tasks[0].due_on != card.tasks[0].due_on or moved.tasks[-1].due_on != card.tasks[-1].due_on
    run(cancel_appointment, atelier.ana, {"appointment_id": event.id})
    worker.work()
    undated = ask(get, atelier.ana, {"shoot_id": card.id})
    assert undated.starts_at is None
    assert undated.state == "open"
    run(restore_appointment, atelier.ana, {"appointment_id": event.id})
    worker.work()
    assert ask(get, atelier.ana, {"shoot_id": card.id}).starts_at == moved.starts_at
