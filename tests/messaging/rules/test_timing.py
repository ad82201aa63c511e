"""Reminders go by the wall clock, once, also in the nights when it jumps."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.foundation import clock
from safelight.messaging.rules.timing import WAITS, is_stale, next_try, send_at

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/St_Johns",
    "Africa/Casablanca",
    "UTC",
)


@pytest.mark.parametrize(
    ("starts", "moment"),
    [
        # The clock goes forward on 28 March 2027 at two, back on 31 October 2027 at three.
        (datetime(2027, 3, 28, 12, tzinfo=UTC), datetime(2027, 3, 27, 8, tzinfo=UTC)),
        (datetime(2027, 3, 29, 12, tzinfo=UTC), datetime(2027, 3, 28, 7, tzinfo=UTC)),
        (datetime(2027, 10, 31, 12, tzinfo=UTC), datetime(2027, 10, 30, 7, tzinfo=UTC)),
        (datetime(2027, 11, 1, 12, tzinfo=UTC), datetime(2027, 10, 31, 8, tzinfo=UTC)),
        (datetime(2027, 3, 28, 22, 30, tzinfo=UTC), datetime(2027, 3, 28, 7, tzinfo=UTC)),
    ],
)
def test_nine_in_the_morning_before_in_berlin(starts: datetime, moment: datetime) -> None:
    assert send_at(starts, "Europe/Berlin") == moment
    assert clock.local(moment, "Europe/Berlin").time() == time(9)


def test_a_time_that_is_skipped_is_taken_behind_the_gap() -> None:
    starts = datetime(2027, 3, 29, 12, tzinfo=UTC)
    moment = send_at(starts, "Europe/Berlin", wall=time(2, 30))
    assert clock.local(moment, "Europe/Berlin").replace(tzinfo=None) == datetime(2027, 3, 28, 3)  # noqa: DTZ001 - wall clock


def test_a_time_that_comes_twice_is_taken_once() -> None:
    starts = datetime(2027, 11, 1, 12, tzinfo=UTC)
    assert send_at(starts, "Europe/Berlin", wall=time(2, 30)) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_a_day_that_never_was_is_passed() -> None:
    # Apia had no 30 December 2011.
    starts = clock.at_wall_clock(date(2011, 12, 31), time(15), "Pacific/Apia")
    moment = send_at(starts, "Pacific/Apia")
    assert moment < starts
    assert clock.local(moment, "Pacific/Apia").date() == date(2011, 12, 31)


@settings(max_examples=150, deadline=None)
@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the zone follows
    st.sampled_from(ZONES),
    st.integers(0, 5),
)
def test_one_moment_for_every_appointment(starts: datetime, zone: str, days: int) -> None:
    moment = send_at(starts, zone, days_before=days)
    there = clock.local(moment, zone)
    assert there.date() == clock.local(starts, zone).date() - timedelta(days=days)
    assert there.time() == time(9)
    assert send_at(starts, zone, days_before=days) == moment


def test_waits_grow_and_end() -> None:
    now = datetime(2027, 1, 1, tzinfo=UTC)
    assert list(WAITS) == sorted(WAITS)
    assert sum(WAITS, timedelta()) > timedelta(days=1)
    assert [next_try(tries, now) is None for tries in (1, len(WAITS), len(WAITS) + 1)] == [False, False, True]


def test_stale() -> None:
    now = datetime(2027, 1, 1, tzinfo=UTC)
    assert not is_stale(None, now)
    assert not is_stale(now + timedelta(seconds=1), now)
    assert is_stale(now, now)
