"""Keeping due days: of the status a session is in, and of tasks that follow its dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from safelight.foundation import clock
from safelight.foundation.actions import Context
from safelight.shoots.models import Shoot, Status, Task
from safelight.shoots.queries.dates import days_of, span_of, standing_events
from safelight.shoots.queries.definitions import rule_of
from safelight.shoots.queries.workdays import workdays
from safelight.shoots.rules.due import DueKind, DueRule, EventDays, due_on
from safelight.shoots.rules.workdays import Workdays

_FOLLOWS = (DueKind.BEFORE_EVENT.value, DueKind.AFTER_EVENT.value)


@dataclass(frozen=True, slots=True)
class Almanac:
    """What due days are counted with: the studio's workdays and the days of one session's events."""

    workdays: Workdays
    events: EventDays
    today: date
    zone: str

    def due(self, rule: DueRule, entered: date | None = None) -> date | None:
        """Return the day on which something is due that was entered today, or on another day."""
        return due_on(rule, entered or self.today, self.events, self.workdays)


def almanac(context: Context, shoot: Shoot | None, days: Workdays | None = None) -> Almanac:
    """Return the almanac of a session, or that of the studio for what belongs to none; ``days`` saves asking for them."""
    today = clock.local(context.now, context.studio.zone).date()
    location_id = shoot.location_id if shoot else None
    events = days_of(standing_events([shoot.id])[shoot.id]) if shoot else EventDays()
    return Almanac(days or workdays(location_id, today), events, today, context.studio.zone)


def set_due(shoot: Shoot, status: Status, known: Almanac) -> None:
    """Set the day until which a session should leave its status (not saved)."""
    entered = clock.local(shoot.status_since, known.zone).date()
    due = None if status.terminal else known.due(rule_of(status), entered)
    if due != shoot.due_on:
        shoot.due_on, shoot.overdue_told_at = due, None


def follow_dates(context: Context, shoot: Shoot, days: Workdays | None = None) -> Almanac:
    """Bring everything in line with a session's calendar events after they changed (the session is not saved)."""
    events = standing_events([shoot.id])[shoot.id]
    if shoot.cancelled_at is None and shoot.removed_at is None:
        # What was called off keeps the time it would have had, for lists and for whoever asks.
        shoot.starts_at, shoot.ends_at = span_of(events)
    today = clock.local(context.now, context.studio.zone).date()
    known = Almanac(days or workdays(shoot.location_id, today), days_of(events), today, context.studio.zone)
    set_due(shoot, Status.objects.get(id=shoot.status_id), known)
    tasks = []
    found = list(
        Task.objects.select_for_update().filter(shoot_id=shoot.id, due_kind__in=_FOLLOWS, done_at=None, removed_at=None)
    )
    for task in found:
        due = known.due(DueRule(DueKind(task.due_kind), task.due_days, task.due_event))
        if due != task.due_on:
            task.due_on, task.overdue_told_at = due, None
            tasks.append(task)
    if tasks:
        Task.objects.bulk_update(tasks, ["due_on", "overdue_told_at"])
    return known
