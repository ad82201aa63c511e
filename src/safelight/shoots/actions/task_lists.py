"""Defining lists of tasks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import Field

from safelight.accounts.queries import names_of
from safelight.foundation.actions import Context, Frozen, InvalidInput, action
from safelight.foundation.ids import new_id
from safelight.shoots.actions.inputs import TaskListItemInput
from safelight.shoots.actions.naming import (
    LONGEST_NAME,
    change_named,
    ensure_defaults,
    free_name,
    named_row,
    next_order,
    told,
    usable,
)
from safelight.shoots.models import Department, TaskList, TaskListItem
from safelight.shoots.queries.cards import TaskListCard
from safelight.shoots.queries.definitions import task_list_card
from safelight.shoots.queries.setup import Setup

_MOST_ITEMS = 200


class AddTaskList(Frozen):
    """A new list of tasks."""

    name: str = Field(max_length=LONGEST_NAME)
    items: tuple[TaskListItemInput, ...] = Field(default=(), max_length=_MOST_ITEMS)


class ChangeTaskList(Frozen):
    """What changes on a task list; ``items`` are replaced whole, what is left out stays."""

    task_list_id: UUID
    name: str | None = Field(default=None, max_length=LONGEST_NAME)
    order: int | None = Field(default=None, ge=0, le=1000)
    items: tuple[TaskListItemInput, ...] | None = Field(default=None, max_length=_MOST_ITEMS)
    archived: bool | None = None


@action("tasks.add_list", permission="shoots.manage", door="POST /task-lists")
def add_task_list(context: Context, data: AddTaskList) -> TaskListCard:
    """Define a list of tasks that are added together."""
    ensure_defaults(context)
    name, key = free_name(TaskList, data.name)
    row = TaskList(id=new_id(), name=name, key=key, order=next_order(TaskList))
    row.save(force_insert=True)
    _write_items(row, data.items)
    context.subject("task_list", row.id, f"Task list “{name}” was defined")
    context.undo_with("tasks.change_list", {"task_list_id": str(row.id), "archived": True})
    return _card(context, row)


@action("tasks.change_list", permission="shoots.manage", door="PATCH /task-lists/{task_list_id}")
def change_task_list(context: Context, data: ChangeTaskList) -> TaskListCard:
    """Change or archive a list of tasks; tasks that came from it stay as they are."""
    ensure_defaults(context)
    row = named_row(TaskList, data.task_list_id)
    changes = change_named(context, row, data, ("order",))
    row.save()
    if data.items is not None:
        before, after = _plain(row), [item.model_dump(mode="json") for item in data.items]
        if before != after:
            changes["items"] = [before, after]
            TaskListItem.objects.filter(list_id=row.id).delete()
            _write_items(row, data.items)
    told(context, row, changes, "tasks.change_list", "task_list_id")
    return _card(context, row)


def _write_items(row: TaskList, items: tuple[TaskListItemInput, ...]) -> None:
    people = names_of({item.assignee_id for item in items if item.assignee_id})
    for place, item in enumerate(items):
        if item.assignee_id is not None and item.assignee_id not in people:
            message = "This person does not work in the studio."
            raise InvalidInput(message, fields={f"items.{place}.assignee_id": message})
        usable(Department, item.department_id, f"items.{place}.department_id")
    TaskListItem.objects.bulk_create(
        TaskListItem(
            id=new_id(),
            studio_id=row.studio_id,
            list_id=row.id,
            position=place,
            title=item.title,
            notes=item.notes,
            priority=item.priority.value,
            assignee_id=item.assignee_id,
            for_photographer=item.for_photographer,
            department_id=item.department_id,
            **item.due.columns(),
        )
        for place, item in enumerate(items)
    )


def _plain(row: TaskList) -> list[dict[str, Any]]:
    return [
        {
            "title": item.title,
            "notes": item.notes,
            "priority": item.priority,
            "assignee_id": str(item.assignee_id) if item.assignee_id else None,
            "for_photographer": item.for_photographer,
            "department_id": str(item.department_id) if item.department_id else None,
            "due": {"kind": item.due_kind, "days": item.due_days, "event": item.due_event},
        }
        for item in TaskListItem.objects.filter(list_id=row.id).order_by("position", "id")
    ]


def _card(context: Context, row: TaskList) -> TaskListCard:
    setup = Setup(context.studio)
    people = {item.assignee_id for item in setup.task_list_items.get(row.id, ()) if item.assignee_id}
    return task_list_card(row, setup, names_of(people))
