"""Periods by name."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.books.rules.periods import PERIODS, months_later, period

DAYS = st.dates(date(1990, 1, 1), date(2150, 12, 31))
NAMED = [name for name in PERIODS if name != "all"]


@given(DAYS, st.sampled_from(["month", "quarter", "year"]))
def test_the_last_period_ends_the_day_before_the_present_one_which_holds_today(today: date, name: str) -> None:
    first, last = period(name, today)
    before_first, before_last = period(f"last_{name}", today)
    assert first is not None
    assert last is not None
    assert before_first is not None
    assert first <= today <= last
    assert before_last == first - timedelta(days=1)
    assert before_first.day == 1
    assert (last + timedelta(days=1)).day == 1


@given(DAYS, st.integers(-30, 30))
def test_months_later_and_back_is_the_same_month(today: date, count: int) -> None:
    first = today.replace(day=1)
    assert months_later(months_later(first, count), -count) == first


def test_all_has_no_ends_and_other_names_are_refused() -> None:
    assert period("all", date(2026, 3, 2)) == (None, None)
    assert period("last_quarter", date(2026, 2, 28)) == (date(2025, 10, 1), date(2025, 12, 31))
    with pytest.raises(ValueError, match="is no period"):
        period("fortnight", date(2026, 3, 2))
