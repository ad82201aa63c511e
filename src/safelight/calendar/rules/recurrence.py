"""Which days something comes again: a subset of RFC 5545's recurrence rules, in wall-clock days.

Daily, weekly (on weekdays), monthly (on a day, or the n-th weekday) and yearly, every so many, up to a number of times or
a day. As in the RFC, months without the day are left out, and days that are left out by hand still count.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile
from typing import Any, Final

from dateutil import rrule  # type: ignore[import-untyped]  # it ships no types

from safelight.calendar.rules.wall import LATEST

MOST_INTERVAL: Final = 400
MOST_TIMES: Final = 1_000


class Frequency(StrEnum):
    """How often."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


class RuleTrouble(ValueError):
    """A rule that makes no sense; ``part`` names the field."""

    def __init__(self, message: str, part: str) -> None:
        """Keep the sentence and the part."""
        super().__init__(message)
        self.part = part


@dataclass(frozen=True, slots=True)
class Rule:
    """When something comes again.

    ``weekdays`` are ISO (1 is Monday): of a weekly rule all of them, of a monthly one (with ``nth``, 1 to 4 or −1 for the
    last) that one. ``month_day`` is 1 to 31, or −1 for the last day. ``until`` is inclusive.
    """

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    month_day: int | None = None
    count: int | None = None
    until: date | None = None

    def days(self, first: date, last: date, *, without: Collection[date] = ()) -> Iterator[date]:
        """Yield the days from ``first``, the day it begins, up to ``last``, both included."""
        end = min(last, self.until or last, LATEST)
        left_out = frozenset(without)
        for day in takewhile(lambda day: day <= end, self._all(first)):
            if day not in left_out:
                yield day

    def text(self) -> str:
        """Return the rule as RFC 5545 writes it: ``FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH``."""
        parts = [f"FREQ={self.frequency.upper()}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.weekdays:
            nth = "" if self.nth is None else str(self.nth)
            parts.append("BYDAY=" + ",".join(f"{nth}{_NAMES[day]}" for day in self.weekdays))
        if self.month_day is not None:
            parts.append(f"BYMONTHDAY={self.month_day}")
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)

    def words(self) -> str:
        """Return the rule as a person says it: “Every 2 weeks on Tue, Thu, 10 times”."""
        unit = _UNITS[self.frequency]
        said = f"Every {self.interval} {unit}s" if self.interval > 1 else f"Every {unit}"
        days = ", ".join(_DAYS[day] for day in self.weekdays)
        if self.nth is not None:
            said += f" on the {_NTH[self.nth]} {days}"
        elif days:
            said += f" on {days}"
        elif self.month_day is not None:
            said += " on the last day" if self.month_day < 0 else f" on day {self.month_day}"
        if self.count is not None:
            said += f", {self.count} times"
        if self.until is not None:
            said += f", until {self.until.isoformat()}"
        return said

    def _all(self, first: date) -> Iterator[date]:
        named: dict[str, Any] = {}
        if self.weekdays:
            days = [_RRULE[day] for day in self.weekdays]
            named["byweekday"] = [day(self.nth) for day in days] if self.nth is not None else days
        if self.month_day is not None:
            named["bymonthday"] = self.month_day
        found = rrule.rrule(
            _FREQUENCIES[self.frequency],
            dtstart=datetime.combine(first, time()),
            interval=self.interval,
            count=self.count,
            **named,
        )
        return (each.date() for each in found)


_NAMES: Final = {1: "MO", 2: "TU", 3: "WE", 4: "TH", 5: "FR", 6: "SA", 7: "SU"}
_DAYS: Final = {1: "Mon", 2: "Tue", 3: "Wed", 4: "Thu", 5: "Fri", 6: "Sat", 7: "Sun"}
_NTH: Final = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_UNITS: Final = {
    Frequency.DAILY: "day",
    Frequency.WEEKLY: "week",
    Frequency.MONTHLY: "month",
    Frequency.YEARLY: "year",
}
_RRULE: Final = {1: rrule.MO, 2: rrule.TU, 3: rrule.WE, 4: rrule.TH, 5: rrule.FR, 6: rrule.SA, 7: rrule.SU}
_FREQUENCIES: Final = {
    Frequency.DAILY: rrule.DAILY,
    Frequency.WEEKLY: rrule.WEEKLY,
    Frequency.MONTHLY: rrule.MONTHLY,
    Frequency.YEARLY: rrule.YEARLY,
}
_BYDAY: Final = re.compile(r"(-?\d)?(MO|TU|WE|TH|FR|SA|SU)")


def read_rule(text: str) -> Rule:
    """Read a rule from RFC 5545's form, with or without ``RRULE:``.

    Raises:
        RuleTrouble: it is none, or uses parts outside the subset.
    """
    parts = dict(part.split("=", 1) for part in text.strip().removeprefix("RRULE:").upper().split(";") if "=" in part)
    unknown = set(parts) - {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT", "UNTIL", "WKST"}
    if unknown:
        message = f"Safelight does not repeat by {', '.join(sorted(unknown))}."
        raise RuleTrouble(message, "rule")
    try:
        frequency = Frequency(parts.get("FREQ", "").lower())
        weekdays, nth = _by_day(parts.get("BYDAY", ""))
        rule = Rule(
            frequency=frequency,
            interval=int(parts.get("INTERVAL", "1")),
            weekdays=weekdays,
            nth=nth,
            month_day=int(parts["BYMONTHDAY"]) if "BYMONTHDAY" in parts else None,
            count=int(parts["COUNT"]) if "COUNT" in parts else None,
            until=_day(parts["UNTIL"]) if "UNTIL" in parts else None,
        )
    except ValueError as error:
        message = f"“{text[:80]}” is no rule such as FREQ=WEEKLY;BYDAY=TU."
        raise RuleTrouble(message, "rule") from error
    check_rule(rule)
    return rule


def check_rule(rule: Rule) -> None:
    """Refuse a rule that makes no sense; raises RuleTrouble with the part."""
    for message, part, is_wrong in (
        ("Repeat every 1 to 400.", "interval", not 1 <= rule.interval <= MOST_INTERVAL),
        ("Weekdays are 1 (Monday) to 7 (Sunday), each once.", "weekdays", not _are_weekdays(rule.weekdays)),
        ("Repeat up to 1,000 times.", "count", rule.count is not None and not 1 <= rule.count <= MOST_TIMES),
        ("Say how many times or until when, not both.", "until", rule.count is not None and rule.until is not None),
        ("Choose the first to fourth, or the last.", "nth", rule.nth is not None and rule.nth not in _NTH),
        (
            "The n-th weekday belongs to a monthly rule, with one weekday.",
            "nth",
            rule.nth is not None and (rule.frequency is not Frequency.MONTHLY or len(rule.weekdays) != 1),
        ),
        (
            "A monthly rule needs the n-th weekday, or a day.",
            "weekdays",
            rule.frequency is Frequency.MONTHLY and bool(rule.weekdays) and rule.nth is None,
        ),
        (
            "Weekdays belong to weekly and monthly rules.",
            "weekdays",
            bool(rule.weekdays) and rule.frequency not in (Frequency.WEEKLY, Frequency.MONTHLY),
        ),
        (
            "A day of the month is 1 to 31, or −1 for the last, in a monthly rule without weekday.",
            "month_day",
            rule.month_day is not None
            and (
                rule.frequency is not Frequency.MONTHLY
                or bool(rule.weekdays)
                or not (1 <= rule.month_day <= 31 or rule.month_day == -1)  # noqa: PLR2004 - the longest month
            ),
        ),
    ):
        if is_wrong:
            raise RuleTrouble(message, part)


def shifted(rule: Rule, days: int) -> Rule:
    """Return the rule moved by whole days, as when a weekly Tuesday becomes a Wednesday.

    Raises:
        RuleTrouble: the n-th weekday or the day of a month cannot be moved so; a new rule must be given.
    """
    if days == 0:
        return rule
    if rule.nth is not None or rule.month_day is not None:
        message = "Say by which rule it repeats on its new day."
        raise RuleTrouble(message, "repeat")
    weekdays = tuple(sorted((day - 1 + days) % 7 + 1 for day in rule.weekdays))
    until = rule.until + timedelta(days=days) if rule.until else None
    return Rule(rule.frequency, rule.interval, weekdays, None, None, rule.count, until)


def _are_weekdays(days: tuple[int, ...]) -> bool:
    return len(set(days)) == len(days) and all(1 <= day <= 7 for day in days)  # noqa: PLR2004 - a week


def _by_day(text: str) -> tuple[tuple[int, ...], int | None]:
    if not text:
        return (), None
    numbers = {name: number for number, name in _NAMES.items()}
    found = [_BYDAY.fullmatch(part) for part in text.split(",")]
    if not all(found):
        message = "BYDAY"
        raise ValueError(message)
    matches = [match for match in found if match is not None]
    nths = {match[1] for match in matches}
    if len(nths) > 1:
        message = "BYDAY"
        raise ValueError(message)
    nth = nths.pop()
    return tuple(sorted(numbers[match[2]] for match in matches)), int(nth) if nth else None


def _day(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
