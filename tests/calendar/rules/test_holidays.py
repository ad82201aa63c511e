"""Public holidays, against days that were kept."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from safelight.calendar.rules.clashes import Clash, Why, sentence
from safelight.calendar.rules.clock_words import clock_words, minute_of
from safelight.calendar.rules.holidays import countries, easter, public_holidays
from safelight.calendar.rules.words import days_words, span_words


@pytest.mark.parametrize(
    ("year", "day"), [(1961, "04-02"), (2000, "04-23"), (2008, "03-23"), (2025, "04-20"), (2038, "04-25")]
)
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == f"{year}-{day}"


@pytest.mark.parametrize(
    ("country", "year", "days"),
    [
        # U.S. Office of Personnel Management, federal holidays 2026.
        ("US", 2026, "01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25"),
        # gov.uk, bank holidays in England and Wales 2022, without the two single ones of that year.
        ("GB", 2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-25 12-26 12-27 12-28"),
        ("GB", 2022, "01-01 01-03 04-15 04-18 05-02 05-30 08-29 12-25 12-26 12-27"),
        ("DE", 2027, "01-01 03-26 03-29 05-01 05-06 05-17 10-03 12-25 12-26"),
        ("FR", 2026, "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25"),
        ("IE", 2024, "01-01 02-05 03-17 04-01 05-06 06-03 08-05 10-28 12-25 12-26"),
        ("NZ", 2027, "01-01 01-02 01-04 02-06 02-08 03-26 03-29 04-25 04-26 06-07 06-25 10-25 12-25 12-26 12-27 12-28"),
        ("NL", 2025, "01-01 04-21 04-26 05-29 06-09 12-25 12-26"),
    ],
)
def test_days_that_were_kept(country: str, year: int, days: str) -> None:
    assert [f"{each.day:%m-%d}" for each in public_holidays(country, year)] == days.split()


def test_every_known_country_has_some_in_every_year_and_others_have_none() -> None:
    assert len(countries()) == 15
    for country in countries():
        for year in (2024, 2025, 2026, 2027, 2028):
            found = public_holidays(country, year)
            assert len(found) >= 4
            assert len({(each.day, each.name) for each in found}) == len(found)
    assert public_holidays("XX", 2027) == []


def test_times_of_day_in_writing() -> None:
    assert [minute_of(text) for text in ("00:00", "9:30", "24:00")] == [0, 570, 1440]
    assert [clock_words(minute) for minute in (0, 570, 1440, 1500)] == ["00:00", "09:30", "24:00", "01:00"]
    for text in ("24:01", "9", "9:60", "-1:00", ""):
        with pytest.raises(ValueError, match="no time of day"):
            minute_of(text)


def test_spans_in_the_words_of_a_country() -> None:
    starts, ends = (date(2027, 5, 4), date(2027, 5, 6))
    assert days_words(starts, ends, "US") == "Tue, May 4, 2027 – Thu, May 6, 2027"
    assert days_words(starts, starts, "ZZ") == "Tue, 4 May 2027"


def test_every_reason_has_a_sentence() -> None:
    from_at = _instant("2027-05-04T08:00:00+00:00")
    until = _instant("2027-05-04T09:30:00+00:00")
    said = {
        why: sentence(
            Clash(why, None, "Bo", (from_at, until), from_at, until, "Newborn", "Anna"), "Europe/Berlin", "US"
        )
        for why in Why
    }
    assert len(set(said.values())) == len(Why)
    assert said[Why.BOOKED] == "Bo is booked Tue, May 4, 2027, 10:00 AM–11:30 AM (Newborn, Anna)."
    assert span_words(from_at, until, "Europe/Berlin", "DE") == "Tue, 4 May 2027, 10:00–11:30"


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
