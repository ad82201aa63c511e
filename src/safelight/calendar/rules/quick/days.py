"""Which day is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from safelight.calendar.rules.quick.marked import Marked
from safelight.calendar.rules.quick.vocabulary import (
    DAY_UNITS,
    DAYS_FROM_TODAY,
    IN,
    MONDAY_TO_SUNDAY,
    MONTHS,
    NEXT,
    NUMBER_WORDS,
    WEEK_UNITS,
)

_MONTH: Final = {word: number for number, words in enumerate(MONTHS, start=1) for word in words}
_WEEKDAY: Final = {word: number for number, words in enumerate(MONDAY_TO_SUNDAY) for word in words}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_NUMBER: Final = rf"\d{{1,3}}|{_any(NUMBER_WORDS)}"
ISO: Final = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
NUMERIC: Final = re.compile(r"(?<![\d:.])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d:])")
SHORT: Final = re.compile(r"(?<![\d:.])(\d{1,2})/(\d{1,2})(?![\d:/])|(?<![\d:.])(\d{1,2})\.\s?(\d{1,2})\.(?!\d)")
DAY_MONTH: Final = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s*(?:of\s+|de\s+)?({_any(_MONTH)})\b\.?(?:,?\s*(?:de\s+|del\s+)?(\d{{4}})\b)?"
)
MONTH_DAY: Final = re.compile(rf"\b({_any(_MONTH)})\b\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.h])(?:,?\s*(\d{{4}})\b)?")
RELATIVE: Final = re.compile(rf"\b({_any(DAYS_FROM_TODAY)})\b")
FROM_NOW: Final = re.compile(rf"\b(?:{_any(IN)})\s+({_NUMBER})\s+({_any((*DAY_UNITS, *WEEK_UNITS))})\b")
WEEKDAY: Final = re.compile(rf"\b(?:({_any(NEXT)})\s+)?({_any(_WEEKDAY)})\b\.?(?:\s+({_any(NEXT)})\b)?")
_CENTURY: Final = 2000
_TWO_DIGITS: Final = 100
_MONTHS_OF_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class DayRead:
    """A day, and what a person should know about how it was read."""

    day: date
    note: str = ""


def read_day(marked: Marked, today: date, *, month_first: bool) -> DayRead | None:
    """Find the day in a text and mark it; of two ways to say it (“Tue 4 May”), the weekday is checked.

    ``month_first`` is the order of the studio's locale for ``4/5``.
    """
    found = _explicit(marked, today, month_first=month_first)
    weekday = marked.find(WEEKDAY)
    if found is not None:
        if weekday is not None and not _is_a_name(weekday):
            marked.take(weekday.start(), weekday.end(), "day")
            if found.day.weekday() != _WEEKDAY[weekday[2]]:
                return DayRead(found.day, f"{found.day.isoformat()} is a {found.day:%A}.")
        return found
    if weekday is None:
        return None
    marked.take(weekday.start(), weekday.end(), "day")
    ahead = (_WEEKDAY[weekday[2]] - today.weekday()) % 7
    if weekday[1] or weekday[3]:
        # “Next Tuesday” is that of the week that begins with the next Monday.
        ahead = 7 - today.weekday() + _WEEKDAY[weekday[2]]
    return DayRead(today + timedelta(days=ahead))


def _is_a_name(match: re.Match[str]) -> bool:
    """Say whether a short weekday beside a full date may rather be another word (“so”, “do”, “mi”, “mar”)."""
    return len(match[2]) == len("so")


def _explicit(marked: Marked, today: date, *, month_first: bool) -> DayRead | None:
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], DayRead | None]], ...] = (
        (ISO, lambda match: _dated(int(match[1]), int(match[2]), int(match[3]))),
        (NUMERIC, lambda match: _numeric(match, month_first=month_first)),
        (DAY_MONTH, lambda match: _named(match[1], match[2], match[3], today)),
        (MONTH_DAY, lambda match: _named(match[2], match[1], match[3], today)),
        (SHORT, lambda match: _short(match, today, month_first=month_first)),
        (FROM_NOW, lambda match: _from_now(match, today)),
        (RELATIVE, lambda match: DayRead(today + timedelta(days=DAYS_FROM_TODAY[match[1]]))),
    )
    for pattern, read in readers:
        for match in pattern.finditer(marked.open):
            found = read(match)
            if found is not None:
                marked.take(match.start(), match.end(), "day")
                return found
    return None


def _numeric(match: re.Match[str], *, month_first: bool) -> DayRead | None:
    one, other, year = int(match[1]), int(match[3]), int(match[4])
    year += _CENTURY if year < _TWO_DIGITS else 0
    # A dot is written where the day comes first.
    return _either(one, other, year, month_first=month_first and match[2] != ".")


def _short(match: re.Match[str], today: date, *, month_first: bool) -> DayRead | None:
    if match[3]:
        one, other, month_first = int(match[3]), int(match[4]), False
    else:
        one, other = int(match[1]), int(match[2])
    this_year = _either(one, other, today.year, month_first=month_first)
    if this_year is None or this_year.day >= today:
        return this_year
    return _either(one, other, today.year + 1, month_first=month_first) or this_year


def _either(one: int, other: int, year: int, *, month_first: bool) -> DayRead | None:
    month, day = (one, other) if month_first else (other, one)
    if month > _MONTHS_OF_A_YEAR >= day:
        month, day = day, month
    return _dated(year, month, day)


def _named(day: str, month: str, year: str | None, today: date) -> DayRead | None:
    number = _MONTH[month]
    if year:
        return _dated(int(year), number, int(day))
    found = _dated(today.year, number, int(day))
    if found is not None and found.day < today:
        found = _dated(today.year + 1, number, int(day))
    return found


def _from_now(match: re.Match[str], today: date) -> DayRead:
    count = NUMBER_WORDS.get(match[1]) or int(match[1])
    return DayRead(today + timedelta(days=count * (7 if match[2] in WEEK_UNITS else 1)))


def _dated(year: int, month: int, day: int) -> DayRead | None:
    try:
        return DayRead(date(year, month, day))
    except ValueError:
        return None
