"""From the wall clock to the instant and back, over eight zones and every change of clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.calendar.rules.timing import Timing, lasting, timed, whole_days
from safelight.calendar.rules.wall import AmbiguousTime, MissingTime, TimeTrouble, moment, shown
from safelight.foundation.clock import day_bounds
from tests.calendar.rules.zones import ZONES

zones = st.sampled_from(ZONES)
instants = st.datetimes(datetime(2010, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
walls = st.datetimes(datetime(2010, 1, 1), datetime(2037, 12, 31))  # noqa: DTZ001 - wall clocks


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


@settings(max_examples=200, deadline=None)
@given(instants, zones)
def test_what_the_clock_shows_leads_back_to_the_instant(at: datetime, zone: str) -> None:
    seen = shown(at, zone)
    assert moment(seen.wall, zone, fold=seen.fold).at == at


@settings(max_examples=200, deadline=None)
@given(walls, zones)
def test_a_wall_time_exists_is_refused_or_moves_on(given_wall: datetime, zone: str) -> None:
    try:
        found = moment(given_wall, zone)
    except MissingTime:
        moved = moment(given_wall, zone, shift=True)
        assert moved.notice
        assert timedelta(0) < moved.wall - given_wall <= timedelta(days=1)
        assert shown(moved.at, zone).wall == moved.wall
    except AmbiguousTime:
        first, second = (moment(given_wall, zone, fold=fold).at for fold in (0, 1))
        assert timedelta(0) < second - first <= timedelta(hours=2)
    else:
        assert shown(found.at, zone).wall == given_wall


def test_the_known_hard_cases() -> None:
    with pytest.raises(MissingTime, match="02:30 does not exist on 2027-03-28 in Europe/Berlin"):
        moment(wall("2027-03-28T02:30"), "Europe/Berlin")
    assert moment(wall("2027-03-28T02:30"), "Europe/Berlin", shift=True).wall == wall("2027-03-28T03:30")
    with pytest.raises(AmbiguousTime):
        moment(wall("2027-10-31T02:30"), "Europe/Berlin")
    # Half an hour, not an hour, on Lord Howe Island.
    moved = moment(wall("2027-10-03T02:15"), "Australia/Lord_Howe", shift=True)
    assert moved.wall == wall("2027-10-03T02:45")
    # Samoa had no 30 December 2011 at all.
    assert moment(wall("2011-12-30T10:00"), "Pacific/Apia", shift=True).wall == wall("2011-12-31T10:00")
    # Six hours by the clock over that night are five real ones.
    assert timed(wall("2027-03-28T00:00"), "Europe/Berlin", ends=wall("2027-03-28T06:00")).minutes == 300


@settings(max_examples=150, deadline=None)
@given(instants, zones, st.integers(1, 3 * 24 * 60))
def test_minutes_are_real_ones_and_moving_keeps_them(at: datetime, zone: str, minutes: int) -> None:
    timing = timed(at, zone, minutes=minutes)
    assert timing.ends.at - timing.starts.at == timedelta(minutes=minutes)
    moved = lasting(timing, at + timedelta(days=180), zone)
    assert (moved.minutes, moved.starts.at) == (minutes, at + timedelta(days=180))
    assert timing.first_day <= timing.last_day


@settings(max_examples=100, deadline=None)
@given(st.dates(date(2012, 1, 1), date(2037, 1, 1)), st.integers(0, 40), zones)
def test_whole_days_begin_and_end_with_the_local_day(first: date, length: int, zone: str) -> None:
    last = first + timedelta(days=length)
    timing = whole_days(first, last, zone)
    assert (timing.starts.at, timing.ends.at) == (day_bounds(first, zone)[0], day_bounds(last, zone)[1])
    assert (timing.first_day, timing.last_day) == (first, last)
    moved = lasting(timing, datetime.combine(first + timedelta(days=30), datetime.min.time()), zone)
    assert moved.last_day - moved.first_day == timedelta(days=length)


@pytest.mark.parametrize(
    ("given_timing", "part"),
    [
        (lambda: timed(wall("2027-05-04T10:00"), "UTC"), "ends"),
        (lambda: timed(wall("2027-05-04T10:00"), "UTC", ends=wall("2027-05-04T10:00")), "ends"),
        (lambda: timed(wall("2027-05-04T10:00"), "UTC", ends=wall("2027-05-04T11:00"), minutes=60), "minutes"),
        (lambda: timed(wall("2027-05-04T10:00"), "UTC", ends=wall("2029-05-04T10:00")), "ends"),
        (lambda: timed(wall("1066-10-14T10:00"), "UTC", minutes=60), "starts"),
        (lambda: timed(datetime.max.replace(tzinfo=UTC), "UTC", minutes=60), "starts"),
        (lambda: whole_days(date(2027, 5, 4), date(2027, 5, 3), "UTC"), "last_day"),
        (lambda: whole_days(date(2027, 5, 4), date.max, "UTC"), "last_day"),
    ],
)
def test_what_is_no_span_is_refused_with_its_part(given_timing: object, part: str) -> None:
    with pytest.raises(TimeTrouble) as refused:
        given_timing()  # type: ignore[operator]  # a call that builds a Timing
    assert refused.value.part == part


def test_an_end_in_the_doubled_hour() -> None:
    def over_night(**folds: int) -> Timing:
        return timed(wall("2027-10-31T01:30"), "Europe/Berlin", ends=wall("2027-10-31T02:30"), **folds)

    with pytest.raises(AmbiguousTime) as refused:
        over_night()
    assert refused.value.part == "ends"
    assert (over_night(ends_fold=0).minutes, over_night(ends_fold=1).minutes) == (60, 120)
    # Whoever begins in the second showing cannot end in the first.
    late = timed(wall("2027-10-31T02:10"), "Europe/Berlin", ends=wall("2027-10-31T02:30"), fold=1)
    assert late.minutes == 20
