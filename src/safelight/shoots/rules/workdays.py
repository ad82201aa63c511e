"""Counting by the days on which the studio works."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

MONDAY_TO_FRIDAY: Final = frozenset(range(5))
# A studio that marks every day free would let the search run for ever: then days of the calendar count.
_LONGEST_CLOSURE: Final = 366


@dataclass(frozen=True, slots=True)
class Workdays:
    """The weekdays on which the studio works (Monday is 0) and the single days on which it does not."""

    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    closed: frozenset[date] = field(default_factory=frozenset)

    @classmethod
    def of(cls, weekdays: Iterable[int], closed: Iterable[date] = ()) -> Workdays:
        """Return the workdays of any collections; no weekday at all means Monday to Friday."""
        return cls(frozenset(weekdays) or MONDAY_TO_FRIDAY, frozenset(closed))

    def works_on(self, day: date) -> bool:
        """Say whether the studio works on a day."""
        return day.weekday() in self.weekdays and day not in self.closed

    def add(self, day: date, count: int) -> date:
        """Return the day that lies ``count`` workdays after ``day``, or before it where ``count`` is negative.

        Nothing counted is the day itself when the studio works on it, else the next workday. A closure that lasts
        longer than a year is not waited out.
        """
        step = timedelta(days=-1 if count < 0 else 1)
        left, found, walked = abs(count), day, 0
        if count == 0:
            while not self.works_on(found) and walked < _LONGEST_CLOSURE:
                found, walked = found + step, walked + 1
            return found if walked < _LONGEST_CLOSURE else day
        while left:
            found, walked = found + step, walked + 1
            if self.works_on(found) or walked > _LONGEST_CLOSURE:
                left, walked = left - 1, 0
        return found

    def between(self, start: date, end: date) -> int:
        """Return how many workdays lie after ``start`` up to and with ``end``; negative where ``end`` comes first."""
        if end < start:
            return -self.between(end, start)
        days = (end - start).days
        weeks, rest = divmod(days, 7)
        count = weeks * len(self.weekdays)
        count += sum((start + timedelta(days=extra)).weekday() in self.weekdays for extra in range(1, rest + 1))
        return count - sum(start < day <= end and day.weekday() in self.weekdays for day in self.closed)
