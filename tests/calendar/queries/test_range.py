"""What the calendar shows between two days."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from safelight.calendar.queries import Range, range_view
from safelight.foundation.actions import Context, ask
from tests.calendar.makers import booked, person, room

WEEK = Range(first_day=date(2027, 5, 3), last_day=date(2027, 5, 9))


def statements(ana: Context, data: Range) -> int:
    with CaptureQueriesContext(connection) as caught:
        ask(range_view, ana, data)
    return len([each for each in caught if "set_config" not in each["sql"] and "SAVEPOINT" not in each["sql"]])


def test_events_with_what_they_take_and_why_resources_are_closed(ana: Context) -> None:
    bo, studio = person(ana), room(ana)
    card = booked(ana, "2027-05-04T10:00", bo, studio, preparation_minutes=30, drive_minutes=15, title="Newborn")
    booked(ana, "2027-05-12T10:00", bo)
    seen = ask(range_view, ana, WEEK)
    (event,) = seen.events
    assert (event.title, event.wall_starts.isoformat()) == ("Newborn", "2027-05-04T10:00:00")
    taken = {each.resource_id: (card.starts - each.starts).seconds // 60 for each in event.takes}
    assert taken == {bo.id: 45, studio.id: 30}
    assert (seen.opens_minute, seen.closes_minute) == (540, 1020)
    closed = [each for each in seen.shades if each.resource_id == bo.id and each.why == "closed"]
    assert len(closed) == 6
    assert ask(range_view, ana, WEEK.model_copy(update={"resource_ids": (studio.id,)})).events[0].id == card.id


def test_the_number_of_statements_does_not_grow(ana: Context) -> None:
    bo, studio = person(ana), room(ana)
    booked(ana, "2027-05-04T10:00", bo, studio)
    one = statements(ana, WEEK)
    for hour in (11, 12, 13, 14):
        booked(ana, f"2027-05-04T{hour}:00", bo, studio)
    assert statements(ana, WEEK) == one <= 8
