"""When an appointment is: instants, wall times and days that belong together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from safelight.calendar.rules.wall import EARLIEST, LATEST, Moment, TimeTrouble, moment, shown
from safelight.foundation.clock import day_bounds

LONGEST_DAYS: Final = 366
# Longer ones are looked for apart, so that a look at a week reads two days back and not the whole past.
LONG: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Timing:
    """A span in all the forms it is kept in; ``last_day`` is inclusive, ``notices`` say what was shifted."""

    starts: Moment
    ends: Moment
    zone: str
    all_day: bool
    first_day: date
    last_day: date

    @property
    def minutes(self) -> int:
        """How long it really takes, in minutes: over a night in which clocks change not what the clocks say."""
        return round((self.ends.at - self.starts.at) / timedelta(minutes=1))

    @property
    def is_long(self) -> bool:
        """Whether it takes more than two days."""
        return self.ends.at - self.starts.at > LONG

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know about the times taken."""
        return tuple(each.notice for each in (self.starts, self.ends) if each.notice)


def timed(  # noqa: PLR0913 - a time has these parts, each named
    starts: datetime,
    zone: str,
    *,
    ends: datetime | None = None,
    minutes: int | None = None,
    fold: int | None = None,
    ends_fold: int | None = None,
    shift: bool = False,
) -> Timing:
    """Return the timing of something that begins at ``starts`` and takes ``minutes`` or lasts until ``ends``.

    A naive time is what the clock of ``zone`` shows, an aware one is an instant. Minutes are real ones.

    Raises:
        TimeTrouble: times that do not exist, are ambiguous, or no span; ``part`` names the field.
    """
    begin = _moment(starts, zone, fold, shift, "starts")
    if ends is not None and minutes is not None:
        message = "Give the end or the minutes, not both."
        raise TimeTrouble(message, "minutes")
    if ends is not None:
        end = _moment(ends, zone, _end_fold(begin, ends, fold, ends_fold), shift, "ends")
    elif minutes is not None:
        end = shown(begin.at + timedelta(minutes=minutes), zone)
    else:
        message = "Say when it ends or how many minutes it takes."
        raise TimeTrouble(message, "ends")
    if end.at <= begin.at:
        message = "The end must come after the beginning."
        raise TimeTrouble(message, "ends" if ends is not None else "minutes")
    _check_length(end.at - begin.at, "ends" if ends is not None else "minutes")
    # What ends at midnight does not reach into the next day.
    last = (end.wall - timedelta(microseconds=1)).date()
    return Timing(begin, end, zone, all_day=False, first_day=begin.wall.date(), last_day=max(last, begin.wall.date()))


def whole_days(first: date, last: date, zone: str) -> Timing:
    """Return the timing of whole days, both inclusive.

    Raises:
        TimeTrouble: the last day lies before the first, or too far away.
    """
    if last < first:
        message = "The last day must not lie before the first."
        raise TimeTrouble(message, "last_day")
    for day, part in ((first, "first_day"), (last, "last_day")):
        if not EARLIEST <= day <= LATEST:
            message = f"{day.isoformat()} lies outside the calendar ({EARLIEST.year} to {LATEST.year})."
            raise TimeTrouble(message, part)
    _check_length(last - first, "last_day")
    begin, end = day_bounds(first, zone)[0], day_bounds(last, zone)[1]
    return Timing(shown(begin, zone), shown(end, zone), zone, all_day=True, first_day=first, last_day=last)


def lasting(timing: Timing, starts: datetime, zone: str, *, fold: int | None = None, shift: bool = False) -> Timing:
    """Return a timing that begins elsewhere and takes as long as ``timing``: in days, or in real minutes.

    Raises:
        TimeTrouble: the new beginning does not exist or is ambiguous.
    """
    if timing.all_day:
        first = starts.astimezone(UTC) if starts.tzinfo else starts
        day = shown(first, zone).wall.date() if starts.tzinfo else starts.date()
        return whole_days(day, day + (timing.last_day - timing.first_day), zone)
    return timed(starts, zone, minutes=timing.minutes, fold=fold, shift=shift)


def around(timing: Timing, *, preparation: int, buffer: int, drive: int) -> tuple[datetime, datetime]:
    """Return the span that is taken of a resource, with the minutes before and after."""
    before, after = timedelta(minutes=preparation + drive), timedelta(minutes=buffer + drive)
    return timing.starts.at - before, timing.ends.at + after


def _moment(given: datetime, zone: str, fold: int | None, shift: bool, part: str) -> Moment:  # noqa: FBT001 - private
    if given.tzinfo is None:
        return moment(given, zone, fold=fold, shift=shift, part=part)
    # The range first: astimezone() itself fails at the edges of the years Python knows.
    if not EARLIEST <= given.date() <= LATEST:
        message = f"{given.date().isoformat()} lies outside the calendar ({EARLIEST.year} to {LATEST.year})."
        raise TimeTrouble(message, part)
    return shown(given, zone)


def _end_fold(begin: Moment, ends: datetime, fold: int | None, ends_fold: int | None) -> int | None:
    """An end in the same doubled hour as a beginning that is its second showing can only be the second too."""
    if ends_fold is not None or fold is None or ends.tzinfo is not None:
        return ends_fold
    return begin.fold or None


def _check_length(length: timedelta, part: str) -> None:
    if length > timedelta(days=LONGEST_DAYS):
        message = f"That is longer than {LONGEST_DAYS} days. Make several of it."
        raise TimeTrouble(message, part)
