"""How long a browser stays signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

SEEN_AGAIN_AFTER: Final = 300
"""Seconds between two notes of when a session was last used: one write, not one per click."""


@dataclass(frozen=True, slots=True)
class SessionAges:
    """How old a session may become, and for how long it may be left unused."""

    whole: timedelta
    idle: timedelta


def ended_by(since: int, seen: int, now: int, ages: SessionAges) -> Literal["", "age", "idleness"]:
    """Return what ended a session, or nothing; moments are seconds since 1970.

    ``seen`` may be up to :data:`SEEN_AGAIN_AFTER` seconds too old, which is given to the person.
    """
    if now - since >= ages.whole.total_seconds():
        return "age"
    return "idleness" if now - seen >= ages.idle.total_seconds() + SEEN_AGAIN_AFTER else ""
