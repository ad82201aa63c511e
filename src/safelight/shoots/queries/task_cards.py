"""Tasks turned into cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, Literal
from uuid import UUID

from safelight.accounts.queries import names_of
from safelight.foundation.actions import NotFound
from safelight.shoots.models import Shoot, Task
from safelight.shoots.queries.cards import ClientLink, ShootLink, TaskCard
from safelight.shoots.queries.definitions import maybe_named, person_link, rule_card
from safelight.shoots.rules.priority import Priority
from safelight.shoots.rules.repeating import Unit

_HOW: Final[dict[str, Literal["", "desk", "mail"]]] = {"desk": "desk", "mail": "mail"}


def shown_tasks(rows: Any) -> Any:  # noqa: ANN401 - a QuerySet of tasks in and out
    """Return the queryset with what a card needs."""
    return rows.select_related("shoot", "client", "department").defer(
        "shoot__brief", "shoot__notes", "shoot__search", "shoot__custom", "shoot__field_versions",
        "client__search", "client__notes", "client__custom", "client__field_versions",
    )  # fmt: skip


def task_cards(rows: Sequence[Task], today: date) -> tuple[TaskCard, ...]:
    """Return cards of tasks loaded by :func:`shown_tasks` (one statement for the names of people)."""
    names = names_of({row.assignee_id for row in rows if row.assignee_id})
    return tuple(_card(row, today, names) for row in rows)


def load_task(task_id: UUID, today: date) -> TaskCard:
    """Return one task, also a removed one.

    Raises:
        NotFound: there is no such task in the studio.
    """
    row = shown_tasks(Task.objects.filter(id=task_id)).first()
    if row is None:
        what = "task"
        raise NotFound(what)
    return task_cards([row], today)[0]


def load_tasks(ids: Iterable[UUID], today: date) -> tuple[TaskCard, ...]:
    """Return tasks in the order of their ids; those that are not there are left out (two statements)."""
    wanted = list(ids)
    rows = {row.id: row for row in shown_tasks(Task.objects.filter(id__in=wanted))}
    return task_cards([rows[identifier] for identifier in wanted if identifier in rows], today)


def shoot_link(row: Shoot | None) -> ShootLink | None:
    """Return a session's number and title, or None."""
    return None if row is None else ShootLink.model_construct(id=row.id, number=row.number, title=row.title)


def client_link(row: Any) -> ClientLink | None:  # noqa: ANN401 - a client's row, which belongs to another module
    """Return a client's number and name, or None."""
    if row is None:
        return None
    return ClientLink.model_construct(id=row.id, number=row.number, display_name=row.display_name)


def _card(row: Task, today: date, names: dict[UUID, str]) -> TaskCard:
    return TaskCard.model_construct(
        id=row.id,
        version=row.version,
        title=row.title,
        notes=row.notes,
        shoot=shoot_link(row.shoot),
        client=client_link(row.client),
        assignee=person_link(row.assignee_id, names),
        department=maybe_named(row.department),
        priority=Priority(row.priority),
        due_on=row.due_on,
        due=rule_card(row.due_kind, row.due_days, row.due_event),
        overdue=row.done_at is None and row.due_on is not None and row.due_on < today,
        repeat_every=row.repeat_every,
        repeat_unit=Unit(row.repeat_unit) if row.repeat_unit else None,
        repeat_until=row.repeat_until,
        remind_at=row.remind_at,
        remind_by=_HOW.get(row.remind_by, ""),
        reminded_at=row.reminded_at,
        done_at=row.done_at,
        done_by=row.done_by,
        created_at=row.created_at,
        created_by=row.created_by,
        position=row.position,
    )
