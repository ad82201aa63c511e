"""From what a wall clock shows to the instant meant, and back.

Facts: where clocks go forward some local times do not exist, where they go back some occur twice (PEP 495 tells the two
apart by ``fold``). A missing time is refused or shifted by as much as the clock jumps, as RFC 5545 §3.3.5 reads it; an
ambiguous one is asked about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from safelight.foundation.clock import zone as zone_of

EARLIEST: Final = date(1990, 1, 1)
LATEST: Final = date(2199, 12, 31)


class TimeTrouble(ValueError):
    """A time cannot be taken as it was written; ``code`` is stable, ``part`` names the field it stood in."""

    code = "bad_time"

    def __init__(self, message: str, part: str = "starts") -> None:
        """Keep the sentence and the part."""
        super().__init__(message)
        self.part = part


class MissingTime(TimeTrouble):
    """The wall clock never shows this time on this day."""

    code = "no_such_time"


class AmbiguousTime(TimeTrouble):
    """The wall clock shows this time twice on this day."""

    code = "ambiguous_time"


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant with the wall time that was meant; ``notice`` says in words if it had to be shifted."""

    at: datetime
    wall: datetime
    fold: int = 0
    notice: str = ""


def moment(wall: datetime, zone: str, *, fold: int | None = None, shift: bool = False, part: str = "starts") -> Moment:
    """Return the instant at which the clock of ``zone`` shows ``wall`` (naive).

    ``fold`` says which of two is meant; without it an ambiguous time is refused. With ``shift`` a missing time moves on by
    as much as the clock jumps.

    Raises:
        MissingTime: the clock skips it, and ``shift`` is off.
        AmbiguousTime: the clock shows it twice, and ``fold`` is None.
        TimeTrouble: outside the years a calendar is for.
    """
    if not EARLIEST <= wall.date() <= LATEST:
        message = f"{wall.date().isoformat()} lies outside the calendar ({EARLIEST.year} to {LATEST.year})."
        raise TimeTrouble(message, part)
    place = zone_of(zone)
    wall = wall.replace(tzinfo=None, fold=0)
    first, second = (wall.replace(tzinfo=place, fold=which) for which in (0, 1))
    before, after = first.utcoffset() or timedelta(), second.utcoffset() or timedelta()
    if before > after:
        if fold is None:
            message = (
                f"The clock shows {wall:%H:%M} twice on {wall.date().isoformat()} in {zone}. "
                "Say whether the first or the second is meant."
            )
            raise AmbiguousTime(message, part)
        chosen = second if fold else first
        return Moment(chosen.astimezone(UTC), wall, int(bool(fold)))
    if before < after:
        landed = first.astimezone(UTC).astimezone(place).replace(tzinfo=None)
        message = f"{wall:%H:%M} does not exist on {wall.date().isoformat()} in {zone}: the clock moves past it."
        if not shift:
            raise MissingTime(message, part)
        return Moment(first.astimezone(UTC), landed, 0, f"{message} It became {landed:%H:%M}.")
    return Moment(first.astimezone(UTC), wall)


def shown(at: datetime, zone: str) -> Moment:
    """Return what the clock of ``zone`` shows at an instant."""
    local = at.astimezone(zone_of(zone))
    return Moment(at.astimezone(UTC), local.replace(tzinfo=None, fold=0), local.fold)


def nearest(wall: datetime, zone: str, *, fold: int = 0) -> datetime:
    """Return the instant of a wall time for rules that must not fail (opening hours): shifted if missing."""
    return moment(wall, zone, fold=fold, shift=True).at
