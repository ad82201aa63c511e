"""What a person has to do: today's dates, tasks, and the sessions that wait in their departments."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.db.models import Count, F, Q
from pydantic import Field

from safelight.calendar.models import Booking
from safelight.calendar.queries.cards import AppointmentCard
from safelight.calendar.queries.reading import load_cards
from safelight.calendar.rules.kinds import BookingState
from safelight.foundation import clock
from safelight.foundation.actions import Context, Frozen, query
from safelight.shoots.models import Shoot, Task
from safelight.shoots.queries.cards import ShootRow, TaskCard
from safelight.shoots.queries.filters import is_open
from safelight.shoots.queries.reading import load_rows, today_of
from safelight.shoots.queries.task_cards import load_tasks
from safelight.shoots.queries.tasks import departments_of

_SHOWN: Final = 100
_WEEK: Final = timedelta(days=7)


class AskMyWork(Frozen):
    """How many of each at most."""

    limit: int = Field(default=50, ge=1, le=_SHOWN)


class MyWork(Frozen):
    """A person's day. ``tasks`` are theirs and those of their departments that nobody took, without the far future.

    ``sessions`` wait in a status of their departments, or are theirs to photograph, and are due within a week; the
    counts are of all there are. ``notices`` are reminders at the desk that nobody has seen to yet.
    """

    today: date
    dates: tuple[AppointmentCard, ...]
    tasks: tuple[TaskCard, ...]
    notices: tuple[TaskCard, ...]
    sessions: tuple[ShootRow, ...]
    tasks_overdue: int
    tasks_today: int
    tasks_open: int
    sessions_overdue: int
    sessions_waiting: int


@query("shoots.my_work", permission="shoots.view", door="GET /my-work")
def my_work(context: Context, data: AskMyWork) -> MyWork:
    """Show what I have to do today: my dates, my tasks, and the sessions that wait for me or my departments."""
    today = today_of(context)
    departments = departments_of(context)
    mine = Q(assignee_id=context.actor.id) | Q(assignee_id=None, department_id__in=departments)
    tasks = (
        Task.objects.filter(mine, done_at=None, removed_at=None)
        .filter(Q(shoot_id=None) | Q(shoot__cancelled_at=None, shoot__removed_at=None))
        .filter(Q(assignee_id__isnull=False) | Q(department_id__isnull=False))
    )
    counts = tasks.aggregate(
        overdue=Count("id", filter=Q(due_on__lt=today)), today=Count("id", filter=Q(due_on=today)), open=Count("id")
    )
    near = tasks.filter(Q(due_on__lte=today + _WEEK) | Q(due_on=None))
    ids = list(
        near.order_by(F("due_on").asc(nulls_last=True), "priority", "id").values_list("id", flat=True)[: data.limit]
    )
    reminded = tasks.filter(reminded_at__isnull=False, remind_by=Task.Reminding.DESK.value)
    noticed = list(reminded.order_by("-reminded_at", "id").values_list("id", flat=True)[: data.limit])
    cards = {card.id: card for card in load_tasks(dict.fromkeys([*noticed, *ids]), today)}
    waiting = Shoot.objects.filter(is_open()).filter(
        Q(status__department_id__in=departments) | Q(photographer__membership__user_id=context.actor.id)
    )
    sessions = waiting.aggregate(overdue=Count("id", filter=Q(due_on__lt=today)), waiting=Count("id"))
    due = waiting.filter(due_on__lte=today + _WEEK).order_by("due_on", "id").values_list("id", flat=True)
    return MyWork(
        today=today,
        dates=tuple(_dates(context, today)),
        tasks=tuple(cards[identifier] for identifier in ids),
        notices=tuple(cards[identifier] for identifier in noticed),
        sessions=tuple(load_rows(list(due[: data.limit]), today)),
        tasks_overdue=counts["overdue"],
        tasks_today=counts["today"],
        tasks_open=counts["open"],
        sessions_overdue=sessions["overdue"],
        sessions_waiting=sessions["waiting"],
    )


def _dates(context: Context, today: date) -> list[AppointmentCard]:
    """Return today's appointments that take the asking person's time."""
    if context.actor.id is None:
        return []
    starts, ends = clock.day_bounds(today, context.studio.zone)
    booked = Booking.objects.filter(
        resource__membership__user_id=context.actor.id,
        state=BookingState.CONFIRMED.value,
        appointment_id__isnull=False,
        starts_at__lt=ends,
        ends_at__gt=starts,
    )
    ids = list(booked.order_by("starts_at").values_list("appointment_id", flat=True)[:_SHOWN])
    return load_cards(context, [identifier for identifier in dict.fromkeys(ids) if identifier is not None])
