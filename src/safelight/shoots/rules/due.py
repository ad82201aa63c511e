"""When something must be done: the rules of statuses and of tasks that come from a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from safelight.shoots.rules.workdays import Workdays

SESSION: Final = "session"
"""The kind of the calendar event in which the pictures are taken."""
MOST_DAYS: Final = 400


class DueKind(StrEnum):
    """What the days of a due rule are counted from."""

    NEVER = "never"
    AFTER_ENTRY = "after_entry"
    BEFORE_EVENT = "before_event"
    AFTER_EVENT = "after_event"


@dataclass(frozen=True, slots=True)
class DueRule:
    """``days`` workdays after the entry, or before or after the calendar event of a kind (``session``, ``viewing`` …)."""

    kind: DueKind = DueKind.NEVER
    days: int = 0
    event: str = SESSION


@dataclass(frozen=True, slots=True)
class EventDays:
    """The local days of a session's calendar events by kind: the first start and the last end of each."""

    first: Mapping[str, date] = field(default_factory=dict)
    last: Mapping[str, date] = field(default_factory=dict)


def due_on(rule: DueRule, entered: date, events: EventDays, workdays: Workdays) -> date | None:
    """Return the day on which something is due; None without a rule, or while the event it waits for has no date.

    ``entered`` is the local day on which the status was entered or the task was added.
    """
    match rule.kind:
        case DueKind.NEVER:
            return None
        case DueKind.AFTER_ENTRY:
            return workdays.add(entered, rule.days)
        case DueKind.BEFORE_EVENT:
            day = events.first.get(rule.event)
            return None if day is None else workdays.add(day, -rule.days) if rule.days else day
        case DueKind.AFTER_EVENT:
            day = events.last.get(rule.event)
            return None if day is None else workdays.add(day, rule.days)


def in_words(rule: DueRule) -> str:
    """Return a rule as people say it: ``3 workdays after the session``."""
    count = "the same day" if not rule.days else "1 workday" if rule.days == 1 else f"{rule.days} workdays"
    match rule.kind:
        case DueKind.NEVER:
            return ""
        case DueKind.AFTER_ENTRY:
            return count if not rule.days else f"{count} after entry"
        case DueKind.BEFORE_EVENT:
            return f"the day of the {rule.event}" if not rule.days else f"{count} before the {rule.event}"
        case DueKind.AFTER_EVENT:
            return f"the day of the {rule.event}" if not rule.days else f"{count} after the {rule.event}"
