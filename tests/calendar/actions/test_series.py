"""Appointments that come again: they stand in the calendar, so nobody can book over them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from safelight.calendar.actions import (
    SeriesMade,
    Taken,
    book_series,
    cancel_appointment,
    change_series,
    end_series,
    extend_series,
    move_appointment,
)
from safelight.calendar.queries import Range, RangeCard, list_series, range_view
from safelight.calendar.queries.series import load_series
from safelight.foundation.actions import Context, InvalidInput, ask, find, run
from safelight.foundation.models import StoredEvent
from safelight.foundation.tenancy import studio_scope
from tests.calendar.makers import booked, person, room


@pytest.fixture
def now(ana: Context) -> Context:
    """Ana on Monday, 1 March 2027."""
    return replace(ana, now=datetime(2027, 3, 1, 6, tzinfo=UTC))


def weekly(context: Context, *resources: object, count: int = 6, **more: object) -> SeriesMade:
    data = {
        "starts": "2027-03-02T10:00",
        "minutes": 60,
        "title": "Team",
        "resource_ids": [each.id for each in resources],
        "repeat": {"frequency": "weekly", "count": count},
        **more,
    }
    return run(book_series, context, data).value


def month(context: Context, first: str = "2027-03-01", last: str = "2027-05-30") -> RangeCard:
    return ask(range_view, context, Range(first_day=date.fromisoformat(first), last_day=date.fromisoformat(last)))


def test_the_wall_clock_stays_over_the_change_to_summer_time(now: Context) -> None:
    made = weekly(now, person(now))
    seen = month(now).events
    assert [event.wall_starts.hour for event in seen] == [10] * 6
    assert {event.starts.hour for event in seen} == {9, 8}
    assert (len(made.days), made.series.repeat.words, made.series.upcoming) == (6, "Every week, 6 times", 6)
    night = {"starts": "2027-03-26T02:30", "repeat": {"frequency": "daily", "count": 4}}
    skipped = run(book_series, now, {**night, "minutes": 30, "title": "Night"}).value
    assert "02:30 does not exist on 2027-03-28" in skipped.notices[0]


def test_taken_days_are_refused_left_out_or_booked_over(now: Context) -> None:
    bo = person(now)
    booked(now, "2027-03-16T10:30", bo, title="Newborn")
    with pytest.raises(Taken, match="Newborn"):
        weekly(now, bo)
    preview = run(
        book_series,
        now,
        {
            "starts": "2027-03-02T10:00",
            "minutes": 60,
            "resource_ids": [bo.id],
            "repeat": {"frequency": "weekly", "count": 4},
            "skip_taken": True,
        },
        dry_run=True,
    ).value
    assert ([each.day.isoformat() for each in preview.blocked], len(preview.days)) == (["2027-03-16"], 3)
    assert len(month(now).events) == 1
    made = weekly(now, bo, skip_taken=True)
    assert (len(made.days), "Newborn" in made.series.blocked[0].why) == (5, True)
    with pytest.raises(Taken):
        booked(now, "2027-04-06T10:30", bo)


def test_one_of_them_moves_and_another_is_cancelled(now: Context) -> None:
    bo = person(now)
    made = weekly(now, bo)
    run(move_appointment, now, {"appointment_id": made.appointment_ids[1], "starts": "2027-03-10T15:00"})
    run(cancel_appointment, now, {"appointment_id": made.appointment_ids[2]})
    later = run(
        change_series,
        now,
        {"appointment_id": made.appointment_ids[1], "starts": "2027-03-09T12:00", "title": "Everybody"},
    ).value
    walls = {event.first_day.isoformat(): (event.wall_starts.hour, event.title) for event in month(now).events}
    assert walls == {
        "2027-03-02": (10, "Team"),
        "2027-03-10": (15, "Team"),
        "2027-03-23": (12, "Everybody"),
        "2027-03-30": (12, "Everybody"),
        "2027-04-06": (12, "Everybody"),
    }
    # Those that both rules have are the very same appointments.
    assert set(later.appointment_ids) == set(made.appointment_ids[3:])
    assert later.series.follows_id == made.series.id


def test_another_day_other_resources_and_another_rule_for_all_to_come(now: Context) -> None:
    bo, studio = person(now), room(now)
    made = weekly(now, bo, count=4)
    moved = run(
        change_series,
        now,
        {
            "appointment_id": made.appointment_ids[2],
            "scope": "all",
            "starts": "2027-03-17T09:00",
            "resource_ids": [studio.id],
        },
    ).value
    assert [day.isoformat() for day in moved.days] == ["2027-03-03", "2027-03-10", "2027-03-17", "2027-03-24"]
    booked(now, "2027-03-09T10:00", bo)
    with pytest.raises(Taken):
        booked(now, "2027-03-10T09:30", studio)
    rarer = run(
        change_series,
        now,
        {"appointment_id": moved.appointment_ids[0], "repeat": {"frequency": "weekly", "interval": 2, "count": 2}},
    ).value
    assert [day.isoformat() for day in rarer.days] == ["2027-03-03", "2027-03-17"]
    booked(now, "2027-03-10T09:30", studio)
    often = {"frequency": "weekly", "count": 2}
    with pytest.raises(Taken):
        run(change_series, now, {"appointment_id": rarer.appointment_ids[0], "repeat": often})
    assert len(month(now).events) == 4


def test_it_ends_and_comes_again_after_all(now: Context) -> None:
    bo = person(now)
    made = weekly(now, bo)
    ended = run(end_series, now, {"appointment_id": made.appointment_ids[3], "reason": "New job"})
    assert (ended.value.upcoming, ended.value.ended_at) == (3, None)
    booked(now, "2027-04-06T10:00", bo, title="In between")
    assert ended.undo is not None
    with pytest.raises(Taken):
        run(find(ended.undo[0]), now, ended.undo[1])
    whole = run(end_series, now, {"series_id": made.series.id})
    assert (whole.value.upcoming, ask(list_series, now, {}).items) == (0, ())
    assert whole.undo is not None
    assert run(find(whole.undo[0]), now, whole.undo[1]).value.upcoming == 3


def test_it_is_made_further_and_a_taken_day_is_told(now: Context) -> None:
    bo = person(now)
    forever = weekly(now, bo, repeat={"frequency": "weekly"})
    assert forever.series.made_until == date(2028, 4, 5)
    booked(now, "2028-04-11T10:00", bo, title="First come")
    soon = replace(now, now=now.now + timedelta(days=14))
    grown = run(extend_series, soon, {"series_id": forever.series.id}).value
    assert (grown.added, [each.day.isoformat() for each in grown.blocked]) == (1, ["2028-04-11"])
    assert run(extend_series, soon, {"series_id": forever.series.id}).value.added == 0
    with pytest.raises(Taken):
        booked(soon, "2028-04-18T10:00", bo)
    with studio_scope(now.studio.id):
        assert StoredEvent.objects.get(name="calendar.series_blocked").payload["days"] == ["2028-04-11"]
        assert load_series(soon, forever.series.id).blocked[0].day == date(2028, 4, 11)


def test_rules_that_make_no_sense_are_refused_with_their_field(now: Context) -> None:
    with pytest.raises(InvalidInput) as refused:
        weekly(now, repeat={"frequency": "daily", "weekdays": [1]})
    assert set(refused.value.fields) == {"repeat.weekdays"}
    with pytest.raises(InvalidInput, match="gives no day"):
        weekly(now, repeat={"frequency": "weekly", "until": "2027-03-01"})
