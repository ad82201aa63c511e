"""Periods by name: this month, last year. Days of the studio's calendar, both ends included."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

Period = tuple[date | None, date | None]
"""First and last day; None: from the beginning, to the end."""

PERIODS: Final = ("month", "last_month", "quarter", "last_quarter", "year", "last_year", "all")
_QUARTER = 3


def period(name: str, today: date) -> Period:
    """Return the days of a period; the present ones end with their last day, not with today.

    Raises:
        ValueError: there is no such period.
    """
    if name == "all":
        return None, None
    if name.endswith("month"):
        first = today.replace(day=1)
        first = months_later(first, -1) if name == "last_month" else first
        return first, months_later(first, 1) - timedelta(days=1)
    if name.endswith("quarter"):
        first = date(today.year, (today.month - 1) // _QUARTER * _QUARTER + 1, 1)
        first = months_later(first, -_QUARTER) if name == "last_quarter" else first
        return first, months_later(first, _QUARTER) - timedelta(days=1)
    if name in {"year", "last_year"}:
        year = today.year - (name == "last_year")
        return date(year, 1, 1), date(year, 12, 31)
    message = f"“{name}” is no period. Use one of {', '.join(PERIODS)}."
    raise ValueError(message)


def months_later(first: date, count: int) -> date:
    """Return the first day of the month ``count`` months after that of ``first``."""
    months = first.year * 12 + first.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)
