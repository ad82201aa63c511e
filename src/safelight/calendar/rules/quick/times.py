"""From when until when, or how long."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from safelight.calendar.rules.hours import DAY
from safelight.calendar.rules.quick.marked import Marked
from safelight.calendar.rules.quick.vocabulary import ALL_DAY, AT, HOURS, MINUTES, NOON, OCLOCK, UNTIL


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_HALF_DAY: Final = 12 * 60
_LAST_AFTERNOON_HOUR: Final = 6
_CLOCK: Final = r"(?:[01]?\d|2[0-4])"
_SAID: Final = rf"(?:\s*(?:{_any(OCLOCK)})\b)?"


def _time(name: str) -> str:
    """A time of day: 10, 10:30, 10.30, 10h30, 3pm, 3:30 p.m., noon."""
    half = rf"(?P<{name}_half>[ap])\.?\s?m\b\.?"
    return (
        rf"(?:(?P<{name}_hour>{_CLOCK})(?:[:.h](?P<{name}_minute>[0-5]\d))?(?:\s?{half})?{_SAID}"
        rf"|(?P<{name}_noon>{_any(NOON)})\b)"
    )


RANGE: Final = re.compile(
    rf"(?:\b(?:{_any(AT)})\s+)?(?<![\d/.:]){_time('from')}\s*(?:-|–|—|\b(?:{_any(UNTIL)})\b)\s*{_time('till')}(?![\d/:])"
)
SINGLE_SURE: Final = re.compile(
    rf"(?:\b(?P<at>{_any(AT)})\s+)?(?<![\d/.:])(?P<hour>{_CLOCK})(?:[:.h](?P<minute>[0-5]\d))?"
    rf"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?(?P<said>\s*(?:{_any(OCLOCK)})\b)?(?![\d/:])"
)
NOONS: Final = re.compile(rf"\b(?:{_any(NOON)})\b")
LENGTH: Final = re.compile(
    rf"(?<![\d:.])(?:(?P<hours>\d{{1,2}}(?:[.,]\d{{1,2}})?)\s?(?:{_any(HOURS)})(?![a-z])"
    rf"(?:\s?(?P<more>\d{{1,2}})(?:\s?(?:{_any(MINUTES)})\b)?(?!\d))?"
    rf"|(?P<minutes>\d{{1,3}})\s?(?:{_any(MINUTES)})\b)"
)
_ENDS_IN_AT: Final = re.compile(rf"\b(?:{_any(AT)})\s+$")
WHOLE: Final = re.compile(rf"\b(?:{_any(ALL_DAY)})\b")


@dataclass(frozen=True, slots=True)
class TimeRead:
    """Minutes of the day from and until, or how many minutes; and what a person should know about the reading."""

    starts: int | None = None
    ends: int | None = None
    minutes: int | None = None
    all_day: bool = False
    note: str = ""


def read_time(marked: Marked, *, twelve_hours: bool) -> TimeRead:
    """Find times and lengths in a text and mark them; ``twelve_hours`` is how the studio's country writes times."""
    whole = marked.find(WHOLE)
    if whole is not None:
        marked.take(whole.start(), whole.end(), "time")
        return TimeRead(all_day=True)
    span = marked.find(RANGE)
    if span is not None:
        marked.take(span.start(), span.end(), "time")
        return _range(span, twelve_hours=twelve_hours)
    # A time before a length: “10h 45 min” is ten o'clock, “2h” alone is a length.
    minutes = _length(marked)
    starts, note = _single(marked, twelve_hours=twelve_hours)
    return TimeRead(starts=starts, minutes=minutes, note=note)


def _length(marked: Marked) -> int | None:
    """Read a length: minutes, or hours unless they are the only time there is and rather an hour of the day."""
    # The last one: of “14h30 1h” the length is what comes after the time.
    for match in reversed(list(LENGTH.finditer(marked.open))):
        if match["minutes"]:
            marked.take(match.start(), match.end(), "length")
            return int(match["minutes"]) or None
        hours = float(match["hours"].replace(",", "."))
        said = marked.open[match.start() : match.end()]
        may_be_a_time = re.fullmatch(r"\d{1,2}\s?h(?:\s?[0-5]\d)?", said) is not None
        follows_at = _ENDS_IN_AT.search(marked.open[: match.start()]) is not None
        if hours > DAY // 60 or (may_be_a_time and (follows_at or not _other_time(marked, match))):
            continue
        marked.take(match.start(), match.end(), "length")
        return round(hours * 60) + int(match["more"] or 0) or None
    return None


def _other_time(marked: Marked, match: re.Match[str]) -> bool:
    """Say whether the text has a time of day besides this one."""
    without = marked.open[: match.start()] + "\0" * (match.end() - match.start()) + marked.open[match.end() :]
    return NOONS.search(without) is not None or _best(without) is not None


def _best(text: str) -> re.Match[str] | None:
    """Return the likeliest time of day: one that says so, else one with minutes, else a bare hour."""
    found = list(SINGLE_SURE.finditer(text))
    return min(found, key=_doubt, default=None)


def _doubt(match: re.Match[str]) -> int:
    """Return how doubtful it is that a number is a time of day; of equal ones the first counts."""
    if match["half"] or match["said"] or (match["at"] and match["at"] not in {"a", "de"}):
        return 0
    return 1 if match["minute"] else 2


def _single(marked: Marked, *, twelve_hours: bool) -> tuple[int | None, str]:
    noon = marked.find(NOONS)
    if noon is not None:
        marked.take(noon.start(), noon.end(), "time")
        return _HALF_DAY, ""
    match = _best(marked.open)
    if match is None:
        return None, ""
    marked.take(match.start(), match.end(), "time")
    minute = _minute(match["hour"], match["minute"], match["half"])
    if match["half"] is None and _is_rather_afternoon(match["hour"], match["minute"], twelve_hours=twelve_hours):
        return minute + _HALF_DAY, f"{match['hour']} was read as the afternoon."
    return minute, ""


def _range(match: re.Match[str], *, twelve_hours: bool) -> TimeRead:
    starts = _HALF_DAY if match["from_noon"] else _minute(match["from_hour"], match["from_minute"], match["from_half"])
    ends = _HALF_DAY if match["till_noon"] else _minute(match["till_hour"], match["till_minute"], match["till_half"])
    note = ""
    first_half, last_half = match["from_half"], match["till_half"]
    if first_half is None and last_half == "p" and starts < _HALF_DAY and starts + _HALF_DAY < ends:
        starts += _HALF_DAY
    is_open = first_half is None and last_half is None and not match["from_noon"]
    if is_open and _is_rather_afternoon(match["from_hour"], match["from_minute"], twelve_hours=twelve_hours):
        starts += _HALF_DAY
        note = f"{match['from_hour']} was read as the afternoon."
    if ends <= starts and last_half is None and ends <= _HALF_DAY and ends + _HALF_DAY > starts:
        ends += _HALF_DAY
    if ends <= starts:
        ends += DAY
        note = "The end was read as of the next day."
    return TimeRead(starts=starts, ends=ends, note=note)


def _minute(hour: str, minute: str | None, half: str | None) -> int:
    at = int(hour)
    if half is not None and 1 <= at <= _HALF_DAY // 60:
        at = at % 12 + (12 if half == "p" else 0)
    return at * 60 + int(minute or 0)


def _is_rather_afternoon(hour: str, minute: str | None, *, twelve_hours: bool) -> bool:
    """Nobody photographs at three in the morning: a bare “3” is the afternoon, “3:30” too where twelve hours are used."""
    said = int(hour)
    return 1 <= said <= _LAST_AFTERNOON_HOUR and not hour.startswith("0") and (minute is None or twelve_hours)
