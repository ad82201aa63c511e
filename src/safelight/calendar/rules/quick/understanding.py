"""What a line such as “Tue 10–11:30 newborn Anna Miller with Bo in Studio A” says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, Generic, TypeVar

from babel import Locale, UnknownLocaleError

from safelight.calendar.rules.quick.days import read_day
from safelight.calendar.rules.quick.marked import Marked, Part, fold
from safelight.calendar.rules.quick.times import read_time
from safelight.calendar.rules.quick.vocabulary import SMALL, TYPES, WHERE, WITH

Key = TypeVar("Key", bound=Hashable)


class KnownKind(StrEnum):
    """What a known name names."""

    PERSON = "person"
    ROOM = "room"
    PROP = "prop"
    LOCATION = "location"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class Known(Generic[Key]):
    """A name of the studio: a resource, a location or a session type (with its usual minutes)."""

    kind: KnownKind
    key: Key
    name: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Understood(Generic[Key]):
    """What was understood; ``rest`` is what was not (title and client), ``missing`` what is still needed.

    ``starts`` and ``ends`` are wall-clock times; whole days have none.
    """

    day: date | None
    starts: datetime | None
    ends: datetime | None
    minutes: int | None
    all_day: bool
    resources: tuple[Key, ...]
    location: Key | None
    type: Key | str | None
    rest: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...]
    missing: tuple[str, ...]


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_SMALL_AT_EDGES: Final = re.compile(rf"^(?:\s*\b(?:{_any(SMALL)})\b)+|(?:\b(?:{_any(SMALL)})\b\s*)+$")


def understand(text: str, now: datetime, locale: str, known: Sequence[Known[Key]]) -> Understood[Key]:
    """Read a line; ``now`` is the wall clock of the place, ``locale`` the studio's (order of dates, 12 or 24 hours)."""
    marked = Marked(text)
    # Names first, so that “Studio 2” is no time and “Mai Lan” no month.
    names = _find_names(marked, known)
    notes, kind = names.notes, names.type
    month_first, twelve_hours = _habits(locale)
    day = read_day(marked, now.date(), month_first=month_first)
    time = read_time(marked, twelve_hours=twelve_hours)
    notes += [note for note in (day.note if day else "", time.note) if note]
    minutes = time.minutes
    if kind is not None and kind.minutes and minutes is None and time.ends is None and not time.all_day:
        minutes = kind.minutes
    on = day.day if day else None
    starts = _at(on or now.date(), time.starts) if time.starts is not None else None
    if starts is not None and day is not None and _is_over(day.day, starts, now) and _says_weekday(marked):
        starts, on = starts + timedelta(days=7), day.day + timedelta(days=7)
    if starts is not None and day is None:
        on = now.date() if starts > now else now.date() + timedelta(days=1)
        starts = _at(on, time.starts or 0)
        notes.append("No day was said: the next one at which this time comes was taken.")
    ends = starts + timedelta(minutes=time.ends - (time.starts or 0)) if starts and time.ends is not None else None
    if starts is not None and ends is None and minutes is not None:
        ends = starts + timedelta(minutes=minutes)
    rest = " ".join(part.text for part in marked.rest())
    missing = [] if on else ["day"]
    if not time.all_day:
        missing += [] if starts else ["time"]
        missing += [] if ends or minutes else ["length"]
    return Understood(
        day=on,
        starts=starts,
        ends=ends,
        minutes=round((ends - starts) / timedelta(minutes=1)) if starts and ends else minutes,
        all_day=time.all_day,
        resources=tuple(names.resources),
        location=names.location,
        type=kind.key if kind is not None else None,
        rest=_without_small_words(rest),
        parts=marked.all_parts(),
        notes=tuple(notes),
        missing=tuple(missing),
    )


@dataclass(frozen=True, slots=True)
class _Type(Generic[Key]):
    key: Key | str
    minutes: int | None


@dataclass(slots=True)
class _Names(Generic[Key]):
    """The names found in a text so far."""

    resources: list[Key] = field(default_factory=list)
    location: Key | None = None
    type: _Type[Key] | None = None
    notes: list[str] = field(default_factory=list)

    def take(self, marked: Marked, match: re.Match[str], meant: Sequence[Known[Key]]) -> None:
        """Take a name that was found, unless it could be several or its place is filled."""
        each = meant[0]
        if len({one.key for one in meant}) > 1 and len({one.kind for one in meant}) == 1:
            said = marked.text[match.start("name") : match.end("name")]
            self.notes.append(f"“{said}” could be several: {', '.join(one.name for one in meant)}.")
        elif each.kind is KnownKind.LOCATION:
            if self.location is None:
                self.location = each.key
                marked.take(match.start(), match.end(), each.kind)
        elif each.kind is KnownKind.TYPE:
            if self.type is None:
                self.type = _Type(each.key, each.minutes)
                marked.take(match.start("name"), match.end(), each.kind)
        elif each.key not in self.resources:
            self.resources.append(each.key)
            marked.take(match.start(), match.end(), each.kind)


def _find_names(marked: Marked, known: Sequence[Known[Key]]) -> _Names[Key]:
    """Find the names of resources, the location and the type, longest first, and mark them."""
    by_word: defaultdict[str, list[Known[Key]]] = defaultdict(list)
    for each in known:
        by_word[fold(" ".join(each.name.split()))].append(each)
    people = [each for each in known if each.kind is KnownKind.PERSON]
    for each in people:
        if _first(each) not in by_word:
            by_word[_first(each)] = [other for other in people if _first(other) == _first(each)]
    found: _Names[Key] = _Names()
    for word in sorted(by_word, key=len, reverse=True):
        match = marked.find(_name_pattern(word)) if word else None
        if match is not None:
            found.take(marked, match, by_word[word])
    if found.type is None:
        found.type = _usual_type(marked)
    order = [each.key for each in known]
    found.resources.sort(key=order.index)
    return found


def _usual_type(marked: Marked) -> _Type[Key] | None:
    for key, words in TYPES.items():
        match = marked.find(re.compile(rf"\b(?:{_any(words)})\b"))
        if match is not None:
            marked.take(match.start(), match.end(), KnownKind.TYPE)
            return _Type(key, None)
    return None


def _first(each: Known[Key]) -> str:
    return fold(each.name).split(" ", 1)[0]


def _name_pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<!\w)(?:{_any((*WITH, *WHERE))})\s+)?(?<!\w)(?P<name>{re.escape(word)})(?!\w)")


def _habits(locale: str) -> tuple[bool, bool]:
    """Return whether a locale writes the month before the day, and whether it counts twelve hours (CLDR)."""
    try:
        found = Locale.parse(locale)
    except (UnknownLocaleError, ValueError):
        return False, False
    day = str(found.date_formats["short"].pattern).casefold()
    time = str(found.time_formats["short"].pattern)
    return day.index("m") < day.index("d"), "a" in time


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)


def _is_over(day: date, starts: datetime, now: datetime) -> bool:
    return day == now.date() and starts <= now


def _says_weekday(marked: Marked) -> bool:
    """Say whether the day was said by its name alone: “Tue” on a Tuesday evening is that of next week."""
    said = [part.text for part in marked.parts if part.meaning == "day"]
    return (
        len(said) == 1
        and not any(letter.isdigit() for letter in said[0])
        and not fold(said[0]).startswith(("today", "heute", "aujourd", "hoy"))
    )


def _without_small_words(text: str) -> str:
    tidy = text.strip(" ,;:.–—-")
    match = _SMALL_AT_EDGES.search(fold(tidy))
    while match is not None:
        tidy = (tidy[: match.start()] + tidy[match.end() :]).strip(" ,;:.–—-")
        match = _SMALL_AT_EDGES.search(fold(tidy)) if tidy else None
    return " ".join(tidy.split())
