"""Tasks that come back: when the next one is due."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Unit(StrEnum):
    """The steps in which a task comes back."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Repeat:
    """Every ``every`` units, at the latest on ``until``."""

    every: int
    unit: Unit
    until: date | None = None


def next_due(repeat: Repeat, anchor: date, done: date) -> date | None:
    """Return when a repeating task is due again, None when it has come to its end.

    ``anchor`` is the first due day of the series. The next one lies after the day it was done, so that a task left
    lying for months comes back once and not many times; the 31st of a month stays the 31st where there is one.
    """
    count = _steps_until(repeat, anchor, done)
    found = _after(repeat, anchor, count)
    while found <= done:
        count += 1
        found = _after(repeat, anchor, count)
    return None if repeat.until is not None and found > repeat.until else found


def in_words(repeat: Repeat) -> str:
    """Return a rule as people say it: ``every 2 weeks``."""
    return f"every {repeat.unit.value}" if repeat.every == 1 else f"every {repeat.every} {repeat.unit.value}s"


def _after(repeat: Repeat, anchor: date, count: int) -> date:
    steps = count * repeat.every
    match repeat.unit:
        case Unit.DAY:
            return anchor + timedelta(days=steps)
        case Unit.WEEK:
            return anchor + timedelta(weeks=steps)
        case Unit.MONTH:
            return _months_later(anchor, steps)
        case Unit.YEAR:
            return _months_later(anchor, 12 * steps)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _steps_until(repeat: Repeat, anchor: date, done: date) -> int:
    """Return a count of steps that certainly does not lie behind ``done``, and at least one."""
    days = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}[repeat.unit] * repeat.every
    return max(1, (done - anchor).days // days)
