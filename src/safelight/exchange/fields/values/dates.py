"""Dates as people and programs write them.

Whether ``3/4/1980`` is March or April is decided once for a whole column by :func:`date_order_of`.
"""

# ruff: noqa: PLR0911, PLR2004 - one way of writing a date a line; shares, lengths and digits of the rules stand where they are used

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from babel import Locale

from safelight.exchange.fields.values.text import folded

NO_YEAR: Final = 1604  # What vCard writers put for an unknown year: a leap year nobody alive was born in.
_EARLIEST: Final = 1800
_LATEST: Final = 2200
_PIVOT: Final = 29  # Excel reads two-digit years up to 29 as 20xx.
# The day Excel counts from, so that serial 60 (its 29 February 1900, which never was) and later come out right.
_EXCEL_START: Final = date(1899, 12, 30)

_TIME: Final = re.compile(
    r"(?:[T ]|,\s*|(?<=\d)\s+(?:um|at)\s+)\d{1,2}[:h.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?$"
)
_YMD: Final = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\.?")
_THREE: Final = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*['’]?(\d{4}|\d{2})")
_TWO: Final = re.compile(r"(?:--)?(\d{1,2})\s*[-/.]?\s*(\d{1,2})\.?")
_COMPACT: Final = re.compile(r"(18|19|20)(\d{2})(\d{2})(\d{2})")
_SERIAL: Final = re.compile(r"(\d{4,5})(?:[.,]\d+)?")
_WORDY: Final = re.compile(r"[^\W\d_]+|\d+")
_ZEROS: Final = re.compile(r"[0\-/. :]+")
_LANGUAGES: Final = ("en", "de", "fr", "es", "it", "nl", "pt")
_SMALL_WORDS: Final = frozenset(
    {
        "de",
        "del",
        "of",
        "the",
        "le",
        "den",
        "am",
        "di",
        "do",
        "da",
        "st",
        "nd",
        "rd",
        "th",
        "er",
        "re",
        "ter",
        "c",
        "el",
    }
)


class DateOrder(StrEnum):
    """In which order a column writes day, month and year where all are numbers."""

    DAY_FIRST = "d-m-y"
    MONTH_FIRST = "m-d-y"


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date read; ``year_known`` is False where only day and month were written (year is then 1604)."""

    day: date
    year_known: bool = True


# Countries that write the month first where they write numbers (Unicode CLDR short date patterns).
_MONTH_FIRST_COUNTRIES: Final = frozenset({"US", "PH", "FM", "MH", "PW", "PR", "GU", "VI", "AS", "MP", "UM"})


def order_of_country(country: str) -> DateOrder:
    """The order people of ``country`` write dates in."""
    return DateOrder.MONTH_FIRST if country.upper() in _MONTH_FIRST_COUNTRIES else DateOrder.DAY_FIRST


def date_order_of(values: Iterable[str], country: str = "") -> DateOrder:
    """The order a column's dates are written in, from all its values.

    A first number over 12 in any value means day first, a second one month first; the majority wins. Columns that
    never say so: dots mean day first, otherwise the habit of ``country``.
    """
    day_first = month_first = dots = slashes = 0
    for value in values:
        text = _TIME.sub("", value.strip())
        match = _THREE.fullmatch(text)
        if match is None and (match := _TWO.fullmatch(text)) is None:
            continue
        first, second = int(match[1]), int(match[2])
        day_first += first > 12 >= second
        month_first += second > 12 >= first
        dots += "." in text
        slashes += "." not in text
    if day_first != month_first:
        return DateOrder.DAY_FIRST if day_first > month_first else DateOrder.MONTH_FIRST
    return DateOrder.DAY_FIRST if dots > slashes else order_of_country(country)


@lru_cache(maxsize=65536)
def read_date(text: str, order: DateOrder, *, pivot: int = _PIVOT) -> ReadDate | None:
    """The date a cell says, or None if it says none or one that never was (29 February 2023).

    Args:
        text: the cleaned cell.
        order: how number dates of the column read; a value that only fits the other order is read in that.
        pivot: two-digit years up to it are 20xx.
    """
    bare = _TIME.sub("", text.strip()).strip(" .,") if len(text) > 8 else text.strip(" ,")
    if (match := _YMD.fullmatch(bare)) is not None:
        return _checked(int(match[1]), int(match[2]), int(match[3]))
    if (match := _THREE.fullmatch(bare)) is not None:
        year = int(match[3]) if len(match[3]) == 4 else _century(int(match[3]), pivot)
        return _ordered(year, int(match[1]), int(match[2]), order)
    if (match := _COMPACT.fullmatch(bare)) is not None:
        return _checked(int(match[1] + match[2]), int(match[3]), int(match[4]))
    if bare.startswith("--") and (match := _TWO.fullmatch(bare)) is not None:
        return _checked(NO_YEAR, int(match[1]), int(match[2]))
    if (match := _SERIAL.fullmatch(bare)) is not None:
        serial = int(match[1])
        return (
            ReadDate(_EXCEL_START + timedelta(days=serial)) if 3000 <= serial <= 73000 and len(match[1]) == 5 else None
        )
    if (match := _TWO.fullmatch(bare)) is not None and not bare.isdigit():
        return _ordered(NO_YEAR, int(match[1]), int(match[2]), order)
    return _wordy(bare, pivot)


def is_empty_date(text: str) -> bool:
    """Whether a program wrote "no date" as zeros (``0000-00-00``, ``00/00/0000``)."""
    return "0" in text and _ZEROS.fullmatch(text) is not None


def looks_like_date(text: str) -> bool:
    """Whether a cell reads as a date with a year or in an unmistakable form; bare numbers do not."""
    if text.isdigit() and len(text) != 8:
        return False
    return read_date(text, DateOrder.DAY_FIRST) is not None


def _ordered(year: int, first: int, second: int, order: DateOrder) -> ReadDate | None:
    day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
    if month > 12 >= day:
        day, month = month, day
    return _checked(year, month, day)


def _checked(year: int, month: int, day: int) -> ReadDate | None:
    known = year not in {NO_YEAR, 0, 1}
    if known and not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return ReadDate(date(year if known else NO_YEAR, month, day), known)
    except ValueError:
        return None


def _century(year: int, pivot: int) -> int:
    return 2000 + year if year <= pivot else 1900 + year


def _wordy(text: str, pivot: int) -> ReadDate | None:
    """``17 de mayo de 1980``, ``May 17, 1980``, ``Sat, 17 May 80``, ``17. März``."""
    words = _WORDY.findall(text)
    if not 2 <= len(words) <= 7:
        return None
    month = 0
    numbers: list[str] = []
    for word in words:
        if word.isdigit():
            numbers.append(word)
            continue
        key = folded(word)
        if key in _months():
            if month:
                return None
            month = _months()[key]
        elif key not in _SMALL_WORDS and key not in _weekdays():
            return None
    if not month or not 1 <= len(numbers) <= 2:
        return None
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(numbers) == 1 and days:
        return _checked(NO_YEAR, month, int(days[0]))
    if years and days:
        return _checked(int(years[0]), month, int(days[0]))
    return _checked(_century(int(days[1]), pivot), month, int(days[0])) if len(days) == 2 else None


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Month names and their abbreviations in the seven languages."""
    names = {"sept": 9, "maerz": 3, "mrz": 3, "jaenner": 1, "janner": 1, "feber": 2, "okt": 10, "dez": 12, "set": 9}
    for language in _LANGUAGES:
        months = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names |= {folded(name): number for number, name in months[context][width].items()}
    return names


@lru_cache(maxsize=1)
def _weekdays() -> frozenset[str]:
    """Names of the days of the week in the seven languages."""
    names = set()
    for language in _LANGUAGES:
        days = Locale.parse(language).days
        for width in ("wide", "abbreviated"):
            for name in days["format"][width].values():
                names |= {folded(name), *map(folded, _WORDY.findall(name))}
    return frozenset(names)
