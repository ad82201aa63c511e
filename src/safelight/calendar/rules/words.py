"""Days and times in words: in English, written as people of the studio's country write them (CLDR)."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton, format_time

from safelight.foundation.clock import zone as zone_of

_ELSEWHERE: Final = "en_GB"


@lru_cache(maxsize=64)
def english_of(country: str) -> Locale:
    """Return English as it is written in a country, for the order of dates and 12 or 24 hours."""
    try:
        found = Locale.parse(f"en_{country}")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_ELSEWHERE)
    # Of a country for which it has no English of its own, Babel answers that of the United States.
    return found if found.territory == country.upper() else Locale.parse(_ELSEWHERE)


def day_words(day: date, country: str) -> str:
    """Return a day: “Tue, 5 May 2026”."""
    return str(format_skeleton("yMMMEd", day, locale=english_of(country)))


def time_words(wall: datetime, country: str) -> str:
    """Return a time of day: “14:30”, or “2:30 PM” where people write so."""
    return str(format_time(wall.replace(tzinfo=None), "short", locale=english_of(country))).replace("\u202f", " ")


def span_words(starts: datetime, ends: datetime, zone: str, country: str) -> str:
    """Return a span as the clock of ``zone`` shows it: “Tue, 5 May 2026, 10:00–11:30”."""
    place = zone_of(zone)
    first, last = starts.astimezone(place), ends.astimezone(place)
    begin = f"{day_words(first.date(), country)}, {time_words(first, country)}"
    if first.date() == last.date():
        return f"{begin}–{time_words(last, country)}"
    return f"{begin} – {day_words(last.date(), country)}, {time_words(last, country)}"


def days_words(first: date, last: date, country: str) -> str:
    """Return whole days: “Tue, 5 May 2026”, or both ends."""
    return day_words(first, country) if first == last else f"{day_words(first, country)} – {day_words(last, country)}"
