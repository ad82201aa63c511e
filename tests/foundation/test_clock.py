"""Wall clocks of eight zones, on the nights when they jump."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.foundation.clock import NoSuchLocalTime, at_wall_clock, day_bounds, local, zone, zone_names

ZONES = [
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia",
    "America/St_Johns", "Africa/Casablanca", "Atlantic/Reykjavik",
]  # fmt: skip


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC)),  # noqa: DTZ001 - made aware at once
    st.sampled_from(ZONES),
)
def test_a_moment_survives_the_wall_clock(moment: datetime, name: str) -> None:
    shown = local(moment, name)
    assert at_wall_clock(shown.date(), shown.time(), name, fold=shown.fold) == moment


def test_a_skipped_hour_does_not_exist() -> None:
    with pytest.raises(NoSuchLocalTime, match="02:30"):
        at_wall_clock(date(2027, 3, 28), time(2, 30), "Europe/Berlin")


def test_a_doubled_hour_is_told_apart() -> None:
    first = at_wall_clock(date(2026, 10, 25), time(2, 30), "Europe/Berlin")
    second = at_wall_clock(date(2026, 10, 25), time(2, 30), "Europe/Berlin", fold=1)
    assert second - first == timedelta(hours=1)


@pytest.mark.parametrize(("day", "hours"), [(date(2027, 3, 28), 23), (date(2026, 10, 25), 25), (date(2026, 7, 1), 24)])
def test_days_are_as_long_as_they_are(day: date, hours: int) -> None:
    start, end = day_bounds(day, "Europe/Berlin")
    assert end - start == timedelta(hours=hours)


def test_unknown_zones_are_refused_in_words() -> None:
    with pytest.raises(ValueError, match="not a time zone"):
        zone("Mars/Olympus")


def test_the_choice_of_zones_is_real() -> None:
    names = zone_names()
    assert "Europe/Berlin" in names
    assert not any(name.startswith(("Etc/", "US/")) for name in names)
