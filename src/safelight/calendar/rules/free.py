"""Finding times at which everything wished for is free: pure.

Every resource gives the beginnings that are possible for it; what is wished for together is where those meet. Only there
the wall clock's grid is walked, so a look at a year costs little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeAlias, TypeVar

from safelight.calendar.rules.clashes import Occupied
from safelight.calendar.rules.hours import wall_at
from safelight.calendar.rules.spans import Span, covers, meets, merged, minus
from safelight.calendar.rules.wall import AmbiguousTime, MissingTime, moment
from safelight.foundation.clock import zone as zone_of

Key = TypeVar("Key")
Beginnings: TypeAlias = list[tuple[datetime, datetime]]
"""Closed ranges of possible beginnings, in order and apart."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a wish takes of a resource before and after its own time."""

    before: timedelta = timedelta()
    after: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Free:
    """When a resource works, and when each of its places is taken; all merged and in order."""

    opened: tuple[Span, ...]
    places: tuple[tuple[Span, ...], ...]

    def has(self, starts: datetime, length: timedelta, around: Around) -> bool:
        """Say whether it can be had: its hours hold the time itself, one place is free before and after it too."""
        own = (starts, starts + length)
        wide = (starts - around.before, starts + length + around.after)
        return covers(self.opened, own) and any(not any(meets(span, wide) for span in taken) for taken in self.places)

    def beginnings(self, window: Span, length: timedelta, around: Around) -> Beginnings:
        """Return every beginning in a window at which it can be had for ``length``."""
        if window[0] >= window[1]:
            return []
        # Widened by what comes before and after, so that time outside the window counts as free only if it is.
        wide = (window[0] - around.before, window[1] + length + around.after)
        from_hours = _real((start, end - length) for start, end in self.opened)
        from_gaps = either(
            _real((start + around.before, end - around.after - length) for start, end in minus([wide], taken))
            for taken in self.places
        )
        return both(both(from_gaps, from_hours), [(window[0], window[1] - timedelta(microseconds=1))])


@dataclass(frozen=True, slots=True)
class Choice(Generic[Key]):
    """One of these is needed; a single one means that very one."""

    any_of: tuple[Key, ...]


def taken_places(capacity: int, occupied: Iterable[Occupied[Key]]) -> tuple[tuple[Span, ...], ...]:
    """Return when each place of a resource is taken."""
    there = list(occupied)
    return tuple(tuple(merged(each.span for each in there if each.place == place)) for place in range(capacity))


def both(one: Beginnings, other: Beginnings) -> Beginnings:
    """Return the beginnings that lie in both."""
    found: Beginnings = []
    here = there = 0
    while here < len(one) and there < len(other):
        start, end = max(one[here][0], other[there][0]), min(one[here][1], other[there][1])
        if start <= end:
            found.append((start, end))
        if one[here][1] <= other[there][1]:
            here += 1
        else:
            there += 1
    return found


def either(ranges: Iterable[Beginnings]) -> Beginnings:
    """Return the beginnings that lie in any."""
    found: Beginnings = []
    for start, end in sorted(span for each in ranges for span in each):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def assigned(choices: Sequence[Choice[Key]], can: Mapping[Key, bool]) -> tuple[Key, ...] | None:
    """Give each choice one of its own that can be had, nobody twice; the first in each list is preferred.

    Returns what each choice got, or None if there is no way.
    """
    given: dict[Key, int] = {}

    def give(number: int, seen: set[Key]) -> bool:
        for key in choices[number].any_of:
            if not can.get(key) or key in seen:
                continue
            seen.add(key)
            if key not in given or give(given[key], seen):
                given[key] = number
                return True
        return False

    for number in range(len(choices)):
        if not give(number, set()):
            return None
    by_choice = {number: key for key, number in given.items()}
    return tuple(by_choice[number] for number in range(len(choices)))


def grid(ranges: Beginnings, zone: str, step: int) -> Iterator[datetime]:
    """Yield the instants in the ranges at which the wall clock shows a multiple of ``step`` minutes after midnight.

    A time that the clock skips is left out, one that it shows twice comes twice.
    """
    place = zone_of(zone)
    last_given: datetime | None = None
    for first, last in ranges:
        day = first.astimezone(place).date()
        while day <= last.astimezone(place).date():
            for at in _day_grid(day, zone, step):
                if first <= at <= last and (last_given is None or at > last_given):
                    last_given = at
                    yield at
            day += timedelta(days=1)


def _day_grid(day: date, zone: str, step: int) -> list[datetime]:
    found: list[datetime] = []
    for minute in range(0, 24 * 60, step):
        wall = wall_at(day, minute)
        try:
            found.append(moment(wall, zone).at)
        except MissingTime:
            continue
        except AmbiguousTime:
            found += [moment(wall, zone, fold=fold).at for fold in (0, 1)]
    return sorted(found)


def _real(ranges: Iterable[tuple[datetime, datetime]]) -> Beginnings:
    return sorted(each for each in ranges if each[0] <= each[1])


@dataclass(frozen=True, slots=True)
class Found(Generic[Key]):
    """A time at which all choices can be had, and who serves each of them."""

    starts: datetime
    ends: datetime
    served_by: tuple[Key, ...]


def find_times(  # noqa: PLR0913 - a wish has these parts, each named
    choices: Sequence[Choice[Key]],
    free: Mapping[Key, Free],
    around: Mapping[Key, Around],
    *,
    window: Span,
    length: timedelta,
    zone: str,
    step: int,
    at: Iterable[datetime] | None = None,
    opened: Sequence[Span] | None = None,
) -> Iterator[Found[Key]]:
    """Yield times in order at which every choice can be had by somebody else.

    ``at`` are the only beginnings to look at (slots); without it the grid of ``step`` minutes is walked. ``opened`` holds
    the whole time, for wishes that need nobody.
    """
    if at is None:
        ranges: Beginnings = [(window[0], window[1] - timedelta(microseconds=1))]
        for choice in choices:
            able = [free[key].beginnings(window, length, around[key]) for key in choice.any_of]
            ranges = both(ranges, either(able))
        if opened is not None:
            ranges = both(ranges, _real((start, end - length) for start, end in merged(opened)))
        candidates: Iterable[datetime] = grid(ranges, zone, step)
    else:
        candidates = sorted(moment for moment in set(at) if window[0] <= moment < window[1])
    keys = {key for choice in choices for key in choice.any_of}
    for starts in candidates:
        served = assigned(choices, {key: free[key].has(starts, length, around[key]) for key in keys})
        if served is not None:
            yield Found(starts, starts + length, served)
