"""Defining the statuses of a workflow."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, action
from safelight.foundation.ids import new_id
from safelight.shoots.actions.inputs import DueRuleInput, known_conditions
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
from safelight.shoots.models import Department, Shoot, Status, TaskList, Workflow
from safelight.shoots.queries.cards import StatusCard, WorkflowCard
from safelight.shoots.queries.definitions import rule_of, status_card, workflow_card
from safelight.shoots.queries.setup import Setup


class AddStatus(Frozen):
    """A new status of a workflow, last unless said otherwise; see ``shoots.conditions`` for keys of conditions."""

    workflow_id: UUID
    name: str = Field(max_length=LONGEST_NAME)
    color: str = Field(default="", max_length=20)
    order: int | None = Field(default=None, ge=0, le=1000)
    department_id: UUID | None = None
    due: DueRuleInput = DueRuleInput()
    timed: bool = True
    entry: tuple[str, ...] = Field(default=(), max_length=20)
    exit: tuple[str, ...] = Field(default=(), max_length=20)
    terminal: bool = False
    task_list_id: UUID | None = None


class ChangeStatus(Frozen):
    """What changes on a status; what is left out stays, an explicit null empties department or task list."""

    status_id: UUID
    name: str | None = Field(default=None, max_length=LONGEST_NAME)
    color: str | None = Field(default=None, max_length=20)
    order: int | None = Field(default=None, ge=0, le=1000)
    department_id: UUID | None = None
    due: DueRuleInput | None = None
    timed: bool | None = None
    entry: tuple[str, ...] | None = Field(default=None, max_length=20)
    exit: tuple[str, ...] | None = Field(default=None, max_length=20)
    terminal: bool | None = None
    task_list_id: UUID | None = None
    archived: bool | None = None


class SortStatuses(Frozen):
    """Every status of a workflow, in the order of the board."""

    workflow_id: UUID
    status_ids: tuple[UUID, ...] = Field(max_length=200)


@action("shoots.add_status", permission="shoots.manage", door="POST /workflows/{workflow_id}/statuses")
def add_status(context: Context, data: AddStatus) -> StatusCard:
    """Add a status to a workflow."""
    ensure_defaults(context)
    workflow = named_row(Workflow, data.workflow_id)
    name, key = free_name(Status, data.name, workflow_id=workflow.id)
    department = usable(Department, data.department_id, "department_id")
    task_list = usable(TaskList, data.task_list_id, "task_list_id")
    row = Status(
        id=new_id(),
        workflow_id=workflow.id,
        name=name,
        key=key,
        color=data.color,
        order=next_order(Status, workflow_id=workflow.id) if data.order is None else data.order,
        department_id=department.id if department else None,
        timed=data.timed,
        entry=known_conditions(data.entry, "entry"),
        exit=known_conditions(data.exit, "exit"),
        terminal=data.terminal,
        task_list_id=task_list.id if task_list else None,
        **data.due.columns(),
    )
    row.save(force_insert=True)
    context.subject("status", row.id, f"Status “{name}” was added to “{workflow.name}”")
    context.undo_with("shoots.change_status", {"status_id": str(row.id), "archived": True})
    return status_card(row)


@action("shoots.change_status", permission="shoots.manage", door="PATCH /statuses/{status_id}")
def change_status(context: Context, data: ChangeStatus) -> StatusCard:
    """Change a status or archive it; one that open sessions are in cannot be archived."""
    ensure_defaults(context)
    row = named_row(Status, data.status_id)
    if data.archived and row.archived_at is None:
        _refuse_used(row)
    changes = change_named(context, row, data, ("color", "order", "timed"), workflow_id=row.workflow_id)
    _set_links(row, data, changes)
    _set_rules(row, data, changes)
    row.save()
    told(context, row, changes, "shoots.change_status", "status_id")
    return status_card(row)


@action("shoots.sort_statuses", permission="shoots.manage", door="PUT /workflows/{workflow_id}/order")
def sort_statuses(context: Context, data: SortStatuses) -> WorkflowCard:
    """Put the statuses of a workflow into another order."""
    ensure_defaults(context)
    workflow = named_row(Workflow, data.workflow_id)
    found = Status.objects.select_for_update().filter(workflow_id=workflow.id, archived_at=None).order_by("order", "id")
    rows = {row.id: row for row in found}
    if set(rows) != set(data.status_ids) or len(data.status_ids) != len(rows):
        message = "Name every status of the workflow once."
        raise InvalidInput(message, fields={"status_ids": message})
    before = [str(identifier) for identifier in rows]
    for order, identifier in enumerate(data.status_ids, start=1):
        rows[identifier].order = order
    Status.objects.bulk_update(list(rows.values()), ["order"])
    context.subject("workflow", workflow.id, f"The statuses of “{workflow.name}” were put into another order")
    context.undo_with("shoots.sort_statuses", {"workflow_id": str(workflow.id), "status_ids": before})
    return workflow_card(workflow, Setup(context.studio))


def _set_links(row: Status, data: ChangeStatus, changes: dict[str, list[Any]]) -> None:
    for field, model in (("department_id", Department), ("task_list_id", TaskList)):
        if field not in data.model_fields_set:
            continue
        found = usable(model, getattr(data, field), field)
        old, new = getattr(row, field), found.id if found else None
        if old != new:
            changes[field] = [str(old) if old else None, str(new) if new else None]
            setattr(row, field, new)


def _set_rules(row: Status, data: ChangeStatus, changes: dict[str, list[Any]]) -> None:
    if data.due is not None:
        rule = rule_of(row)
        before = {"kind": rule.kind.value, "days": rule.days, "event": rule.event}
        columns = data.due.columns()
        after = {"kind": columns["due_kind"], "days": columns["due_days"], "event": columns["due_event"]}
        if before != after:
            changes["due"] = [before, after]
            row.due_kind, row.due_days, row.due_event = columns["due_kind"], columns["due_days"], columns["due_event"]
    for field in ("entry", "exit"):
        given = getattr(data, field)
        if given is not None and (keys := known_conditions(given, field)) != getattr(row, field):
            changes[field] = [getattr(row, field), keys]
            setattr(row, field, keys)
    if data.terminal is not None and data.terminal != row.terminal:
        changes["terminal"] = [row.terminal, data.terminal]
        row.terminal = data.terminal


def _refuse_used(row: Status) -> None:
    inside = Shoot.objects.filter(status_id=row.id, finished_at=None, cancelled_at=None, removed_at=None).count()
    if inside:
        message = f"{inside} open sessions are in “{row.name}”. Move them to another status first."
        raise Conflict(message, code="in_use")
    if not Status.objects.filter(workflow_id=row.workflow_id, archived_at=None).exclude(id=row.id).exists():
        message = "A workflow needs at least one status. Archive the workflow instead."
        raise Conflict(message, code="last_one")
