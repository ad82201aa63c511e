"""Time: stored in UTC, lived in the studio's zone. Rules receive ``now``; only the edges ask here."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones


class NoSuchLocalTime(ValueError):
    """The wall clock never showed this time: it lies in the hour a change to summer time skips."""


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(tz=UTC)


def zone(name: str) -> ZoneInfo:
    """Return the IANA zone called ``name``.

    Raises:
        ValueError: no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        message = f"“{name}” is not a time zone. Choose one such as Europe/Berlin or America/New_York."
        raise ValueError(message) from error


def zone_names() -> list[str]:
    """Return every zone a studio may choose, sorted; legacy aliases and fixed offsets are left out."""
    areas = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
    return sorted(name for name in available_timezones() if name.split("/", 1)[0] in areas and "/" in name)


def local(moment: datetime, zone_name: str) -> datetime:
    """Return an aware ``moment`` as the wall clock of ``zone_name`` shows it."""
    return moment.astimezone(zone(zone_name))


def at_wall_clock(day: date, wall: time, zone_name: str, *, fold: int = 0) -> datetime:
    """Return the UTC moment when the zone's wall clock shows ``wall`` on ``day``.

    ``fold`` chooses the first (0) or second (1) of an hour that occurs twice.

    Raises:
        NoSuchLocalTime: the clock skips this time on that day.
    """
    place = zone(zone_name)
    wished = datetime.combine(day, wall, tzinfo=place).replace(fold=fold)
    moment = wished.astimezone(UTC)
    if moment.astimezone(place).replace(tzinfo=None) != wished.replace(tzinfo=None):
        message = f"{wall:%H:%M} does not exist on {day.isoformat()} in {zone_name}: the clock moves past it."
        raise NoSuchLocalTime(message)
    return moment


def day_bounds(day: date, zone_name: str) -> tuple[datetime, datetime]:
    """Return the UTC start and end of a local day, 23, 24 or 25 hours apart."""
    return _first_moment(day, zone_name), _first_moment(day + timedelta(days=1), zone_name)


def _first_moment(day: date, zone_name: str) -> datetime:
    place = zone(zone_name)
    # Midnight itself may be skipped (Cairo, Havana); the UTC round trip then lands on the first real minute.
    return datetime.combine(day, time(), tzinfo=place).astimezone(UTC)
