"""Opening hours: weekly plans with breaks, and the days they do not hold.

Minutes are wall-clock minutes of a day in the zone of the place. Where the clock skips an opening time it opens when the
clock has moved on; where it shows a closing time twice, it closes the second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from safelight.calendar.rules.spans import Span, clipped, merged, minus
from safelight.calendar.rules.wall import nearest
from safelight.foundation.clock import day_bounds
from safelight.foundation.clock import zone as zone_of

DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Open from one minute of a weekday (ISO: 1 is Monday) to another, which may lie after midnight; or a break."""

    weekday: int
    starts: int
    ends: int
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A week's hours from a day on; a weekday without spans is closed."""

    valid_from: date
    spans: tuple[DaySpan, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """A holiday: the whole day, or from one minute to another."""

    day: date
    name: str
    starts: int | None = None
    ends: int | None = None


ASSUMED: Final = Plan(date.min, tuple(DaySpan(weekday, 9 * 60, 17 * 60) for weekday in range(1, 6)))
"""What counts until somebody says otherwise: Monday to Friday, nine to five."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When something is open: chains of plans, the nearest owner first, and its holidays.

    On each day the first chain that has a plan in force counts; without any, :data:`ASSUMED`.
    """

    zone: str
    chains: tuple[tuple[Plan, ...], ...] = ()
    closings: tuple[Closing, ...] = ()

    def plan_on(self, day: date) -> Plan:
        """Return the plan in force on a day."""
        for chain in self.chains:
            begun = [plan for plan in chain if plan.valid_from <= day]
            if begun:
                return max(begun, key=lambda plan: plan.valid_from)
        return ASSUMED

    def open_spans(self, window: Span) -> list[Span]:
        """Return when it is open, breaks and holidays left out, inside a window of instants."""
        opened: list[Span] = []
        breaks: list[Span] = []
        for day in self._days(window):
            for span in self.plan_on(day).spans:
                if span.weekday == day.isoweekday():
                    (breaks if span.is_break else opened).append(self._span(day, span.starts, span.ends))
        return clipped(minus(opened, [*breaks, *(span for _, span in self.holidays(window))]), window)

    def breaks(self, window: Span) -> list[Span]:
        """Return the breaks inside a window, where it is open otherwise."""
        found = [
            self._span(day, span.starts, span.ends)
            for day in self._days(window)
            for span in self.plan_on(day).spans
            if span.is_break and span.weekday == day.isoweekday()
        ]
        return clipped(minus(found, [span for _, span in self.holidays(window)]), window)

    def holidays(self, window: Span) -> list[tuple[str, Span]]:
        """Return the holidays that reach into a window, with their names."""
        days = set(self._days(window))
        found = []
        for closing in self.closings:
            if closing.day not in days:
                continue
            if closing.starts is None or closing.ends is None:
                span = day_bounds(closing.day, self.zone)
            else:
                span = self._span(closing.day, closing.starts, closing.ends)
            if span[0] < window[1] and window[0] < span[1]:
                found.append((closing.name, span))
        return found

    def is_workday(self, day: date) -> bool:
        """Say whether it is open on a day, be it for an hour."""
        return bool(self.open_spans(day_bounds(day, self.zone)))

    def _days(self, window: Span) -> Iterator[date]:
        """Yield the local days a window touches, and the one before, whose night may reach in."""
        place = zone_of(self.zone)
        day = window[0].astimezone(place).date() - timedelta(days=1)
        last = window[1].astimezone(place).date()
        while day <= last:
            yield day
            day += timedelta(days=1)

    def _span(self, day: date, starts: int, ends: int) -> Span:
        return self._at(day, starts, 0), self._at(day, ends, 1)

    def _at(self, day: date, minute: int, fold: int) -> datetime:
        return nearest(wall_at(day, minute), self.zone, fold=fold)


def wall_at(day: date, minute: int) -> datetime:
    """Return the wall time a number of minutes after midnight; 1,440 is the next midnight."""
    return datetime.combine(day + timedelta(days=minute // DAY), datetime.min.time()) + timedelta(minutes=minute % DAY)


def week_problems(spans: Sequence[DaySpan]) -> dict[int, str]:
    """Return what is wrong with a week's spans, by place in the list: open spans of a day must not meet."""
    problems: dict[int, str] = {}
    for number, span in enumerate(spans):
        if not 0 <= span.starts < DAY or not span.starts < span.ends <= span.starts + DAY:
            problems[number] = "A span must end after it begins, and within a day."
            continue
        earlier = [
            other for other in spans[:number] if other.weekday == span.weekday and other.is_break == span.is_break
        ]
        if any(other.starts < span.ends and span.starts < other.ends for other in earlier):
            problems[number] = "Two spans of this day overlap."
    return problems


def outside(open_spans: Sequence[Span], wish: Span) -> list[Span]:
    """Return the parts of a wish that lie outside the open spans."""
    return minus([wish], merged(open_spans))
