"""How long a session stayed in its statuses and departments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in one status; ``left`` is None while it lasts. ``timed`` says whether the status's timer runs."""

    status: str
    department: str
    entered: datetime
    left: datetime | None
    timed: bool


def spent(stays: Iterable[Stay], now: datetime) -> tuple[dict[str, int], dict[str, int]]:
    """Return the seconds spent by status and by department, of timed stays; one that lasts counts until ``now``."""
    by_status: dict[str, int] = {}
    by_department: dict[str, int] = {}
    for stay in stays:
        if not stay.timed:
            continue
        seconds = max(0, int(((stay.left or now) - stay.entered).total_seconds()))
        by_status[stay.status] = by_status.get(stay.status, 0) + seconds
        by_department[stay.department] = by_department.get(stay.department, 0) + seconds
    return by_status, by_department


def in_words(seconds: int) -> str:
    """Return a length of time in its two largest units: ``3 d 4 h``, ``2 h 5 min``, ``40 s``."""
    parts = [(seconds // 86_400, "d"), (seconds // 3600 % 24, "h"), (seconds // 60 % 60, "min")]
    told = [f"{count} {unit}" for count, unit in parts if count]
    return " ".join(told[:2]) or f"{seconds} s"
