"""Fifty people want the same twenty slots of a room and a photographer at once."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection, connections

from safelight.calendar.actions import BookAppointment, Taken, book_appointment, cancel_appointment, move_appointment
from safelight.calendar.models import Booking
from safelight.calendar.queries import ResourceCard
from safelight.foundation.actions import Conflict, Context, run
from safelight.foundation.tenancy import studio_scope
from tests.calendar.makers import person, room
from tests.conftest import Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CLIENTS, SLOTS, TRIES = 50, 20, 12  # 600 tries for 20 slots
FIRST = datetime(2027, 5, 4, 8)  # noqa: DTZ001 - a wall clock
_OVERLAPS = """
select count(*) from calendar_booking one join calendar_booking other
on one.resource_id = other.resource_id and one.place = other.place and one.id < other.id
and one.starts_at < other.ends_at and other.starts_at < one.ends_at
where one.state in ('held', 'confirmed') and other.state in ('held', 'confirmed')
"""
_DEADLOCKS = "select deadlocks from pg_stat_database where datname = current_database()"


def asked(context: Context, statement: str) -> int:
    with studio_scope(context.studio.id), connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
        assert row is not None
        return int(row[0])


def slot(number: int) -> datetime:
    return FIRST + timedelta(minutes=30 * number)


def tries_of(context: Context, resources: list[ResourceCard], seed: int) -> list[str]:
    """One client: tries slots, each with both resources in an order of its own, and moves or cancels what it got."""
    dice = random.Random(seed)
    answers = []
    for number in dice.sample(range(SLOTS), TRIES):
        wanted = dice.sample([card.id for card in resources], 2)
        data = BookAppointment(starts=slot(number), minutes=30, resource_ids=tuple(wanted))
        try:
            run(book_appointment, context, data)
        except Taken:
            answers.append("taken")
        else:
            answers.append("booked")
    connections.close_all()
    return answers


def changes_of(context: Context, resources: list[ResourceCard], seed: int) -> list[str]:
    """One client of a busy day: books, moves and cancels at random."""
    dice = random.Random(seed)
    mine: list[object] = []
    answers = []
    for _ in range(TRIES):
        verb = dice.choice(("book", "move", "cancel"))
        starts = slot(dice.randrange(SLOTS))
        wanted = dice.sample([card.id for card in resources], dice.choice((1, 2)))
        try:
            if verb == "book" or not mine:
                data = {"starts": starts, "minutes": dice.choice((30, 60)), "resource_ids": wanted}
                mine.append(run(book_appointment, context, data).value.id)
            elif verb == "move":
                run(move_appointment, context, {"appointment_id": mine[-1], "starts": starts, "resource_ids": wanted})
            else:
                run(cancel_appointment, context, {"appointment_id": mine.pop()})
        except Conflict as refused:
            answers.append(refused.code)
        else:
            answers.append("done")
    connections.close_all()
    return answers


def test_exactly_twenty_are_booked_and_nobody_waits_in_a_circle(cast: Cast) -> None:
    ana = cast.as_("ana")
    resources = [person(ana), room(ana)]
    before = asked(ana, _DEADLOCKS)
    with ThreadPoolExecutor(CLIENTS) as pool:
        found = Counter(
            answer
            for answers in pool.map(lambda seed: tries_of(ana, resources, seed), range(CLIENTS))
            for answer in answers
        )
    assert found == {"booked": SLOTS, "taken": CLIENTS * TRIES - SLOTS}
    assert asked(ana, _OVERLAPS) == 0
    assert asked(ana, _DEADLOCKS) == before
    with studio_scope(ana.studio.id):
        assert Booking.objects.count() == 2 * SLOTS


def test_booking_moving_and_cancelling_at_once_leaves_no_overlap(cast: Cast) -> None:
    ana = cast.as_("ana")
    resources = [person(ana), person(ana, "Cy"), room(ana)]
    before = asked(ana, _DEADLOCKS)
    with ThreadPoolExecutor(20) as pool:
        found = Counter(
            answer
            for answers in pool.map(lambda seed: changes_of(ana, resources, seed), range(20))
            for answer in answers
        )
    assert set(found) <= {"done", "double_booked", "changed_meanwhile"}
    assert found["done"] > 0
    assert asked(ana, _OVERLAPS) == 0
    assert asked(ana, _DEADLOCKS) == before
