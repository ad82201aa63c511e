"""Several tasks at once: those of a list, and their order on a session."""

from __future__ import annotations

from uuid import UUID

from safelight.calendar.models import Resource
from safelight.foundation.actions import Context, Frozen, InvalidInput, Page, action
from safelight.shoots.actions.adding_tasks import Target, add_from_list
from safelight.shoots.actions.checking import known_client, locked
from safelight.shoots.actions.dues import almanac
from safelight.shoots.actions.naming import ensure_defaults, named_row
from safelight.shoots.actions.planning import person_of
from safelight.shoots.actions.task_inputs import AddTasks, SortTasks
from safelight.shoots.models import Task, TaskList, TaskListItem
from safelight.shoots.queries.cards import TaskCard
from safelight.shoots.queries.reading import today_of
from safelight.shoots.queries.task_cards import load_tasks


class RemoveTasks(Frozen):
    """Which tasks go."""

    task_ids: tuple[UUID, ...]


@action("tasks.add_from_list", permission="shoots.edit", door="POST /task-lists/{task_list_id}/tasks")
def add_tasks(context: Context, data: AddTasks) -> Page[TaskCard]:
    """Add all tasks of a list to a session or a client, their days counted from its dates or from today."""
    ensure_defaults(context)
    if (data.shoot_id is None) == (data.client_id is None):
        message = "Say a session or a client, one of the two."
        raise InvalidInput(message, fields={"shoot_id": message})
    source = named_row(TaskList, data.task_list_id)
    shoot = locked(data.shoot_id) if data.shoot_id else None
    client = known_client(data.client_id)
    photographer = None
    if shoot is not None and shoot.photographer_id is not None:
        photographer = person_of(Resource.objects.select_related("membership").get(id=shoot.photographer_id))
    target = Target(shoot=shoot, client_id=client.id if client else None, photographer=photographer)
    items = list(TaskListItem.objects.filter(list_id=source.id).order_by("position", "id"))
    rows = add_from_list(context, items, almanac(context, shoot), target)
    subject = ("shoot", shoot.id) if shoot else ("client", target.client_id or source.id)
    context.subject(*subject, f"The tasks of “{source.name}” were added")
    context.concerns(shoot.client_id if shoot else target.client_id)
    context.undo_with("tasks.remove_many", {"task_ids": [str(row.id) for row in rows]})
    cards = load_tasks([row.id for row in rows], today_of(context))
    return Page(items=cards, total=len(cards))


@action("tasks.remove_many", permission="shoots.edit", door="POST /tasks/removal")
def remove_tasks(context: Context, data: RemoveTasks) -> Page[TaskCard]:
    """Remove several tasks at once; each can be restored."""
    rows = list(Task.objects.select_for_update().filter(id__in=data.task_ids, removed_at=None).order_by("id"))
    Task.objects.filter(id__in=[row.id for row in rows]).update(removed_at=context.now)
    context.subject("tasks", context.studio.id, f"{len(rows)} tasks were removed")
    context.concerns(*(row.client_id for row in rows), *(row.shoot_id for row in rows))
    cards = load_tasks([row.id for row in rows], today_of(context))
    return Page(items=cards, total=len(cards))


@action("tasks.sort", permission="shoots.edit", door="PUT /shoots/{shoot_id}/task-order")
def sort_tasks(context: Context, data: SortTasks) -> Page[TaskCard]:
    """Put the open tasks of a session into another order."""
    shoot = locked(data.shoot_id)
    found = Task.objects.select_for_update().filter(shoot_id=shoot.id, done_at=None, removed_at=None)
    rows = {row.id: row for row in found.order_by("position", "id")}
    if set(rows) != set(data.task_ids) or len(data.task_ids) != len(rows):
        message = "Name every open task of the session once."
        raise InvalidInput(message, fields={"task_ids": message})
    before = [str(identifier) for identifier in rows]
    for place, identifier in enumerate(data.task_ids):
        rows[identifier].position = place
    Task.objects.bulk_update(list(rows.values()), ["position"])
    context.subject("shoot", shoot.id, f"The tasks of session {shoot.number} were put into another order")
    context.undo_with("tasks.sort", {"shoot_id": str(shoot.id), "task_ids": before})
    cards = load_tasks(data.task_ids, today_of(context))
    return Page(items=cards, total=len(cards))
