"""When messages go: reminders by the studio's wall clock, and how long to wait after a failed try."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from safelight.foundation import clock

# After the first failed try a minute, then longer: about two days in all, which outlasts a mail server's weekend.
WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))
# Longer than any sending takes (twenty seconds of silence end a connection), so that only a dead worker loses its turn.
LEASE: Final = timedelta(minutes=10)
NINE: Final = time(9)


def send_at(starts: datetime, zone: str, *, days_before: int = 1, wall: time = NINE) -> datetime:
    """Return the UTC moment of a reminder: ``wall`` on the zone's clock, so many days before the day of ``starts``.

    A time that the clock skips that night is taken at the first moment after the gap; one that it shows twice is the
    first of the two. So there is exactly one moment, whatever the night.
    """
    day = clock.local(starts, zone).date() - timedelta(days=days_before)
    wished = datetime.combine(day, wall)
    # No gap is longer than a day (Samoa skipped 30 December 2011 whole).
    for minutes in range(24 * 60 + 1):
        later = wished + timedelta(minutes=minutes)
        try:
            return clock.at_wall_clock(later.date(), later.time(), zone)
        except clock.NoSuchLocalTime:
            continue
    message = f"{zone} has no time after {wished.isoformat()} within a day."
    raise ValueError(message)


def next_try(attempts: int, now: datetime) -> datetime | None:
    """Return when to try again after so many tries (1 or more) have failed; None when it is time to give up."""
    return now + WAITS[attempts - 1] if attempts <= len(WAITS) else None


def is_stale(stale_after: datetime | None, now: datetime) -> bool:
    """Say whether a message has outlived its use: a reminder after the session is worse than none."""
    return stale_after is not None and now >= stale_after
