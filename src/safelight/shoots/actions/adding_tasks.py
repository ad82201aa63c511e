"""Adding the tasks of a list to a session or a client."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from safelight.foundation.actions import Context
from safelight.foundation.ids import new_id
from safelight.shoots.actions.dues import Almanac
from safelight.shoots.events import TaskAdded
from safelight.shoots.models import Shoot, Task, TaskListItem
from safelight.shoots.rules.due import DueKind, DueRule


@dataclass(frozen=True, slots=True)
class Target:
    """What tasks are added to; ``photographer`` is the person who takes what a list gives to the photographer."""

    shoot: Shoot | None = None
    client_id: UUID | None = None
    photographer: UUID | None = None


def add_from_list(
    context: Context,
    items: Iterable[TaskListItem],
    known: Almanac,
    target: Target,
) -> list[Task]:
    """Add tasks of a list to a session, or to a client."""
    shoot = target.shoot
    first = next_position(shoot.id if shoot else None)
    rows = [
        Task(
            id=new_id(),
            studio_id=context.studio.id,
            title=item.title,
            notes=item.notes,
            shoot_id=shoot.id if shoot else None,
            client_id=shoot.client_id if shoot else target.client_id,
            assignee_id=target.photographer if item.for_photographer else item.assignee_id,
            department_id=item.department_id,
            position=place,
            priority=item.priority,
            due_on=known.due(DueRule(DueKind(item.due_kind), item.due_days, item.due_event)),
            due_kind=item.due_kind,
            due_days=item.due_days,
            due_event=item.due_event,
            from_item_id=item.id,
            created_at=context.now,
            created_by=context.actor.label,
            updated_at=context.now,
        )
        for place, item in enumerate(items, start=first)
    ]
    for row in Task.objects.bulk_create(rows):
        context.publish(TaskAdded(task_id=row.id, shoot_id=row.shoot_id, assignee_id=row.assignee_id))
    return rows


def next_position(shoot_id: UUID | None) -> int:
    """Return the place behind the last task of a session; tasks without one are not ordered by hand."""
    if shoot_id is None:
        return 0
    last = Task.objects.filter(shoot_id=shoot_id).aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1
