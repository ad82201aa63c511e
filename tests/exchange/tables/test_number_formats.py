"""Numbers and dates as a person would write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.exchange.tables import plain_number
from safelight.exchange.tables.number_formats import date_text, number_text, shown_as


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", "number"),
        ("@", "number"),
        ("0.00", "number"),
        ('"Monday "0', "number"),
        ("yyyy-mm-dd", "date"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "date"),
        ("hh:mm:ss.000", "date"),
        ("[hh]:mm", "duration"),
        ("00000", "mask"),
        ("[Red]00000;[Blue]-00000", "mask"),
        ("#,##0.00_);[Red](#,##0.00)", "number"),
        ("0.00E+00", "number"),
        ("# ?/?", "number"),
    ],
)
def test_what_a_format_shows(code: str, shown: str) -> None:
    assert shown_as(code) == shown


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("4.9151E+11", "491510000000"),
        ("49151.0", "49151"),
        ("1e-3", "0.001"),
        ("-12.50", "-12.5"),
        ("0", "0"),
        ("Anna", "Anna"),
        ("1E5000000", "1E5000000"),
        ("١٢", "١٢"),
    ],
)
def test_plain_numbers(text: str, plain: str) -> None:
    assert plain_number(text) == plain


@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_have_no_point(value: int) -> None:
    assert number_text(float(value)) == str(value)


@given(st.floats())
def test_any_number_is_plain(value: float) -> None:
    assert "e" not in number_text(value).lower()


@given(st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31)))
def test_dates_both_ways(day: dt.date) -> None:
    assert date_text((day - dt.date(1899, 12, 30)).days, since_1904=False) == day.isoformat()


@given(st.floats())
def test_any_date_number_is_text(value: float) -> None:
    assert isinstance(date_text(value, since_1904=True), str)
