"""Minutes of a day as people write them: ``09:30``, up to ``24:00``."""

from __future__ import annotations

import re
from typing import Final

from safelight.calendar.rules.hours import DAY

_CLOCK: Final = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")


def minute_of(text: str) -> int:
    """Return the minute after midnight of ``HH:MM``.

    Raises:
        ValueError: it is no time of day.
    """
    match = _CLOCK.fullmatch(text.strip())
    minute = int(match[1]) * 60 + int(match[2]) if match else DAY + 1
    if minute > DAY:
        message = f"“{text}” is no time of day. Write it like 09:30."
        raise ValueError(message)
    return minute


def clock_words(minute: int) -> str:
    """Return ``HH:MM`` of a minute after midnight; those of the next day are written as of that day."""
    shown = minute if minute <= DAY else minute - DAY
    return f"{shown // 60:02}:{shown % 60:02}"
