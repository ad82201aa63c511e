"""Tasks: noted, changed, completed, opened again, removed; on a session, on a client or alone."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from safelight.accounts.queries import names_of
from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound, action
from safelight.foundation.events import as_json
from safelight.foundation.ids import new_id
from safelight.shoots.actions.adding_tasks import next_position
from safelight.shoots.actions.checking import known_client, locked
from safelight.shoots.actions.dues import almanac
from safelight.shoots.actions.inputs import DueRuleInput
from safelight.shoots.actions.naming import ensure_defaults, usable
from safelight.shoots.actions.task_inputs import AddTask, ChangeTask, WhichTask
from safelight.shoots.events import TaskAdded, TaskDone
from safelight.shoots.models import Department, Shoot, Task
from safelight.shoots.queries.cards import TaskCard
from safelight.shoots.queries.reading import today_of
from safelight.shoots.queries.task_cards import load_task
from safelight.shoots.rules.due import DueKind, DueRule
from safelight.shoots.rules.repeating import Repeat, Unit, next_due

_PLAIN: Final = (
    "title", "notes", "assignee_id", "department_id", "priority", "due_on", "repeat_every", "repeat_unit",
    "repeat_until", "remind_at", "remind_by",
)  # fmt: skip


@action("tasks.add", permission="shoots.edit", door="POST /tasks", dry_run=True)
def add_task(context: Context, data: AddTask) -> TaskCard:
    """Note something to do, on a session, on a client or alone."""
    if data.department_id is not None:
        ensure_defaults(context)
    shoot = locked(data.shoot_id) if data.shoot_id else None
    client = known_client(data.client_id)
    if data.id is not None and Task.objects.filter(id=data.id).exists():
        message = "This task was noted already."
        raise Conflict(message, code="exists")
    row = Task(
        id=data.id or new_id(),
        shoot_id=shoot.id if shoot else None,
        client_id=client.id if client else shoot.client_id if shoot else None,
        position=next_position(shoot.id if shoot else None),
        created_at=context.now,
        created_by=context.actor.label,
        updated_at=context.now,
    )
    _set(
        context,
        row,
        {name: getattr(data, name) for name in (*_PLAIN, "due") if name in data.model_fields_set | {"title"}},
        shoot,
    )
    row.repeat_from = row.due_on if row.repeat_every else None
    row.save(force_insert=True)
    context.subject("task", row.id, f"Task “{row.title}” was noted")
    context.concerns(row.client_id, row.shoot_id)
    context.publish(TaskAdded(task_id=row.id, shoot_id=row.shoot_id, assignee_id=row.assignee_id))
    context.undo_with("tasks.remove", {"task_id": str(row.id)})
    return load_task(row.id, today_of(context))


@action("tasks.change", permission="shoots.edit", door="PATCH /tasks/{task_id}", dry_run=True)
def change_task(context: Context, data: ChangeTask) -> TaskCard:
    """Change a task: its words, who does it, until when, how it comes back."""
    row = locked_task(data.task_id)
    if data.version is not None and data.version != row.version:
        message = "Somebody changed this task meanwhile. Look at it again, then repeat your change."
        raise Conflict(message, code="changed_meanwhile")
    given = {name: getattr(data, name) for name in data.model_fields_set - {"task_id", "version"}}
    before = _state(row)
    shoot_id = given.pop("shoot_id", row.shoot_id)
    shoot = locked(shoot_id) if shoot_id else None
    if shoot_id != row.shoot_id:
        row.shoot_id, row.position = shoot_id, next_position(shoot_id)
        row.client_id = shoot.client_id if shoot else row.client_id
    if "client_id" in given:
        client = known_client(given.pop("client_id"))
        row.client_id = client.id if client else None
    _set(context, row, given, shoot)
    after = _state(row)
    changes = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    if "due_on" in changes:
        row.overdue_told_at = None
        row.repeat_from = row.due_on if row.repeat_every else None
    if {"remind_at", "remind_by"} & set(changes):
        row.reminded_at = None
    save(context, row)
    context.subject("task", row.id, f"Task “{row.title}” was changed")
    context.concerns(row.client_id, row.shoot_id)
    context.changed(changes)
    if changes:
        context.undo_with("tasks.change", {"task_id": str(row.id), **{name: pair[0] for name, pair in changes.items()}})
    return load_task(row.id, today_of(context))


@action("tasks.complete", permission="shoots.edit", door="POST /tasks/{task_id}/completion")
def complete_task(context: Context, data: WhichTask) -> TaskCard:
    """Complete a task; one that repeats is noted anew for its next day."""
    row = locked_task(data.task_id)
    if row.done_at is None:
        row.done_at, row.done_by = context.now, context.actor.label
        save(context, row)
        context.publish(TaskDone(task_id=row.id, shoot_id=row.shoot_id))
        _again(context, row)
    context.subject("task", row.id, f"Task “{row.title}” was done")
    context.concerns(row.client_id, row.shoot_id)
    context.undo_with("tasks.reopen", {"task_id": str(row.id)})
    return load_task(row.id, today_of(context))


@action("tasks.reopen", permission="shoots.edit", door="DELETE /tasks/{task_id}/completion")
def reopen_task(context: Context, data: WhichTask) -> TaskCard:
    """Open a task again; the next one of a repeating task that was made meanwhile goes away untouched."""
    row = locked_task(data.task_id)
    if row.done_at is not None:
        row.done_at, row.done_by = None, ""
        save(context, row)
        series = row.series_id or row.id
        Task.objects.filter(series_id=series, done_at=None, removed_at=None, version=1).exclude(id=row.id).update(
            removed_at=context.now
        )
    context.subject("task", row.id, f"Task “{row.title}” was opened again")
    context.concerns(row.client_id, row.shoot_id)
    context.undo_with("tasks.complete", {"task_id": str(row.id)})
    return load_task(row.id, today_of(context))


@action("tasks.remove", permission="shoots.edit", door="DELETE /tasks/{task_id}")
def remove_task(context: Context, data: WhichTask) -> TaskCard:
    """Remove a task; it can be restored."""
    row = locked_task(data.task_id)
    row.removed_at = context.now
    save(context, row)
    context.subject("task", row.id, f"Task “{row.title}” was removed")
    context.concerns(row.client_id, row.shoot_id)
    context.undo_with("tasks.restore", {"task_id": str(row.id)})
    return load_task(row.id, today_of(context))


@action("tasks.restore", permission="shoots.edit", door="POST /tasks/{task_id}/restore")
def restore_task(context: Context, data: WhichTask) -> TaskCard:
    """Bring a removed task back."""
    row = locked_task(data.task_id, removed=True)
    if row.removed_at is not None:
        row.removed_at = None
        save(context, row)
    context.subject("task", row.id, f"Task “{row.title}” was restored")
    context.concerns(row.client_id, row.shoot_id)
    context.undo_with("tasks.remove", {"task_id": str(row.id)})
    return load_task(row.id, today_of(context))


def locked_task(task_id: UUID, *, removed: bool = False) -> Task:
    """Return a task's row, locked until the transaction ends.

    Raises:
        NotFound: there is none.
        Conflict: it was removed, unless ``removed`` are wanted too.
    """
    row = Task.objects.select_for_update().filter(id=task_id).first()
    if row is None:
        what = "task"
        raise NotFound(what)
    if row.removed_at is not None and not removed:
        message = "This task was removed. Restore it first."
        raise Conflict(message, code="removed")
    return row


def save(context: Context, row: Task) -> None:
    """Save a changed task under its next version."""
    row.version += 1
    row.updated_at = context.now
    row.save()


def _set(context: Context, row: Task, given: dict[str, Any], shoot: Shoot | None) -> None:
    if given.get("assignee_id") is not None and not names_of([given["assignee_id"]]):
        message = "This person does not work in the studio."
        raise InvalidInput(message, fields={"assignee_id": message})
    usable(Department, given.get("department_id"), "department_id")
    rule: DueRuleInput | None = given.pop("due", None)
    if rule is not None and given.get("due_on") is not None:
        message = "Say a day or a rule, not both."
        raise InvalidInput(message, fields={"due": message})
    for name, value in given.items():
        setattr(row, name, _column(name, value))
    if "due_on" in given:
        row.due_kind, row.due_days, row.due_event = DueKind.NEVER.value, 0, ""
    if rule is not None:
        for name, value in rule.columns().items():
            setattr(row, name, value)
        row.due_on = almanac(context, shoot).due(DueRule(rule.kind, rule.days, rule.event))
    _check(row)


def _column(name: str, value: Any) -> Any:  # noqa: ANN401 - any column's value
    if name == "priority":
        return int(value or 3)
    if name in {"notes", "remind_by", "repeat_unit"}:
        return value or ""
    return value


def _check(row: Task) -> None:
    if row.repeat_every is not None and not row.repeat_unit:
        message = "Say every how many days, weeks, months or years it comes back."
        raise InvalidInput(message, fields={"repeat_unit": message})
    if row.repeat_every is None:
        row.repeat_unit, row.repeat_until = "", None
    elif row.due_on is None:
        message = "A task that comes back needs a day on which it is due first."
        raise InvalidInput(message, fields={"due_on": message})
    if row.remind_at is None:
        row.remind_by = ""
    elif not row.remind_by:
        row.remind_by = Task.Reminding.DESK.value


def _again(context: Context, row: Task) -> None:
    """Note the next task of a repeating one."""
    if row.repeat_every is None or row.due_on is None:
        return
    today = today_of(context)
    repeat = Repeat(row.repeat_every, Unit(row.repeat_unit), row.repeat_until)
    due = next_due(repeat, row.repeat_from or row.due_on, max(today, row.due_on))
    if due is None:
        return
    shift = due - row.due_on
    following = Task(
        id=new_id(),
        position=row.position,
        due_on=due,
        remind_at=row.remind_at + shift if row.remind_at else None,
        series_id=row.series_id or row.id,
        repeat_from=row.repeat_from or row.due_on,
        created_at=context.now,
        created_by=row.created_by,
        updated_at=context.now,
        **{
            name: getattr(row, name)
            for name in (
                "title", "notes", "shoot_id", "client_id", "assignee_id", "department_id", "priority", "repeat_every",
                "repeat_unit", "repeat_until", "remind_by", "from_item_id",
            )
        },
    )  # fmt: skip
    following.save(force_insert=True)
    context.publish(TaskAdded(task_id=following.id, shoot_id=following.shoot_id, assignee_id=following.assignee_id))


def _state(row: Task) -> dict[str, Any]:
    names = [*_PLAIN, "shoot_id", "client_id"]
    state: dict[str, Any] = {name: as_json(getattr(row, name)) for name in names}
    return {**state, "repeat_unit": row.repeat_unit or None}
