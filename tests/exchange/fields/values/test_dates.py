"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from safelight.exchange.fields import DateOrder, date_order_of
from safelight.exchange.fields.values.dates import NO_YEAR, is_empty_date, looks_like_date, read_date

MAY_17 = date(1980, 5, 17)
DAY, MONTH = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST


@pytest.mark.parametrize(
    "text",
    [
        "1980-05-17",
        "1980/5/17",
        "1980.05.17.",
        "17.05.1980",
        "17.5.80",
        "17/05/1980",
        "17-5-1980",
        "17 5 1980",
        "5/17/1980",
        "19800517",
        "29358",
        "29358.0",
        "1980-05-17T00:00:00Z",
        "1980-05-17 00:00:00",
        "5/17/1980 12:00 AM",
        "17.05.1980 00:00",
        "May 17, 1980",
        "17 May 1980",
        "17th of May 1980",
        "Sat, 17 May 80",
        "17. Mai 1980",
        "17 mai 1980",
        "17 de mayo de 1980",
        "17 maggio 1980",
        "17 mei 1980",
        "17 de maio de 1980",
        "Samstag, 17. Mai 1980",
        "17-May-80",
    ],
)
def test_one_day_written_in_many_ways(text: str) -> None:
    read = read_date(text, DAY)
    assert read is not None
    assert (read.day, read.year_known) == (MAY_17, True)


@pytest.mark.parametrize("text", ["--05-17", "05-17", "5/17", "17.5.", "17. Mai", "May 17", "1604-05-17", "0000-05-17"])
def test_without_year(text: str) -> None:
    read = read_date(text, MONTH)
    assert read is not None
    assert (read.day, read.year_known) == (date(NO_YEAR, 5, 17), False)


@pytest.mark.parametrize(
    "text",
    [
        "29.02.2023",
        "31.04.1990",
        "00.05.1980",
        "17.13.1980",
        "foo",
        "1980",
        "May 1980",
        "12",
        "17.05.3980",
        "",
        "5",
        "12345678",
        "Mai",
        "99999",
    ],
)
def test_days_that_never_were(text: str) -> None:
    assert read_date(text, DAY) is None


def test_leap_day_without_year_is_kept() -> None:
    assert read_date("29.2.", DAY) is not None
    assert read_date("29.02.2024", DAY) is not None


def test_two_digit_years_turn_at_the_pivot() -> None:
    assert read_date("1.2.26", DAY, pivot=26).day.year == 2026  # type: ignore[union-attr]
    assert read_date("1.2.27", DAY, pivot=26).day.year == 1927  # type: ignore[union-attr]


def test_order_of_a_column() -> None:
    assert date_order_of(["3/4/1980", "13/4/1980"], "US") is DAY
    assert date_order_of(["3/4/1980", "4/13/1980"], "DE") is MONTH
    assert date_order_of(["3/4/1980"], "US") is MONTH
    assert date_order_of(["3/4/1980"], "GB") is DAY
    assert date_order_of(["3.4.1980"], "US") is DAY
    assert date_order_of([], "") is DAY
    assert date_order_of(["13/4/1980", "4/13/1980", "4/14/1980", "x"], "DE") is MONTH


def test_zeros_mean_no_date() -> None:
    assert is_empty_date("0000-00-00")
    assert is_empty_date("00/00/0000")
    assert not is_empty_date("17.05.1980")


def test_bare_numbers_do_not_look_like_dates() -> None:
    assert not looks_like_date("29358")
    assert not looks_like_date("10115")
    assert looks_like_date("17.05.1980")


DAYS = st.dates(min_value=date(1900, 3, 1), max_value=date(2099, 12, 31))


@given(DAYS, st.sampled_from(["en", "de", "fr", "es", "it", "nl", "pt"]), st.sampled_from(["long", "full", "medium"]))
def test_dates_in_words_of_seven_languages(day: date, language: str, width: str) -> None:
    read = read_date(format_date(day, width, locale=language), DAY)
    assert read is not None
    assert read.day == day


@given(DAYS, st.sampled_from([".", "/", "-", " "]))
def test_numbers_in_the_columns_order(day: date, separator: str) -> None:
    day_first = separator.join([str(day.day), str(day.month), str(day.year)])
    month_first = separator.join([str(day.month), str(day.day), str(day.year)])
    assert read_date(day_first, DAY).day == day  # type: ignore[union-attr]
    assert read_date(month_first, MONTH).day == day  # type: ignore[union-attr]
    assert read_date(day.isoformat(), MONTH).day == day  # type: ignore[union-attr]


@given(st.text(max_size=30))
def test_any_text_is_survived(text: str) -> None:
    read = read_date(text, DAY)
    assert read is None or 1604 <= read.day.year <= 2200
