"""Who may work at the same time. Pure: durations are seconds, measured by the database's clock alone."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

LEASE_SECONDS = 120
"""After so much silence a seat is free for others: a crashed or sleeping device gives up its place."""
BEAT_SECONDS = 30
"""A page that is used tells so at most this often."""
_RETRY_FROM, _RETRY_TO = 6.0, 14.0


@dataclass(frozen=True, slots=True)
class Holder:
    """A seat somebody works at; ``idle`` since they last did something, ``held`` since they sat down."""

    seat_id: UUID
    number: int
    user_id: UUID
    name: str
    label: str
    is_owner: bool
    idle: float
    held: float
    asked_by: str = ""

    @property
    def minutes_idle(self) -> int:
        """Whole minutes since they last did something."""
        return int(self.idle // 60)

    @property
    def minutes_held(self) -> int:
        """Whole minutes since they sat down."""
        return int(self.held // 60)


def limit_of(studio: int | None, installation: int | None) -> int | None:
    """Return how many may work at once: the smaller of what studio and installation allow; None is no limit.

    >>> limit_of(5, None), limit_of(None, 3), limit_of(5, 3), limit_of(None, None)
    (5, 3, 3, None)
    """
    known = [limit for limit in (studio, installation) if limit is not None]
    return min(known, default=None)


def who_gives_way(holders: Iterable[Holder]) -> Holder | None:
    """Return whose seat an owner takes when none is free: the longest idle, owners only if nobody else sits.

    An owner can always enter; taking a seat over instead of adding one keeps the number of people at work within
    the licence at every moment.
    """
    return min(holders, key=lambda holder: (holder.is_owner, -holder.idle, holder.number), default=None)


def seconds_until_retry() -> float:
    """Return when a waiting page asks again; spread out, so that fifty waiting pages ask about five times a second."""
    return random.uniform(_RETRY_FROM, _RETRY_TO)  # noqa: S311 - spreads load, keeps no secret


def device_label(user_agent: str) -> str:
    """Return a browser and system that a person recognises, from the browser's own description of itself.

    >>> device_label("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox on Windows'
    """
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or "Unknown device"


# The order matters: Edge and Opera also call themselves Chrome, Chrome calls itself Safari, Android calls itself Linux.
_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
