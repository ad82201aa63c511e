"""Lists of tasks: all, a person's, a session's, a client's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from django.db.models import F, Q, QuerySet
from pydantic import Field

from safelight.clients.queries import with_merged
from safelight.foundation.actions import Context, Frozen, InvalidInput, Page, query
from safelight.shoots.models import DepartmentMember, Task
from safelight.shoots.queries.cards import TaskCard
from safelight.shoots.queries.filters import ME, NONE, Names
from safelight.shoots.queries.reading import today_of
from safelight.shoots.queries.task_cards import load_task, load_tasks
from safelight.shoots.rules.priority import Priority

WEEK: Final = timedelta(days=7)


class TaskFilters(Frozen):
    """Which tasks are meant; everything given must hold, of several values in one field any one counts.

    Assignees are ids of people, ``me`` or ``none``; departments ids, ``mine`` or ``none``. ``due`` is ``overdue``,
    ``today``, ``week`` (the next seven days) or ``never``. Sessions that were cancelled or removed take their open tasks
    out of sight unless ``shoot_id`` asks for them.
    """

    q: str = Field(default="", max_length=200)
    state: Literal["open", "done", "all"] = "open"
    assignee: Names = ()
    department: Names = ()
    shoot_id: UUID | None = None
    client_id: UUID | None = None
    due: Literal["", "overdue", "today", "week", "never"] = ""
    priority: tuple[Priority, ...] = ()


class ListTasks(TaskFilters):
    """Filters and page; open ones the most pressing first, done ones the latest first."""

    offset: int = Field(default=0, ge=0)
    limit: int = Field(default=50, ge=1, le=200)
    cursor: str = Field(default="", max_length=12)


class GetTask(Frozen):
    """Which task."""

    task_id: UUID


@query("tasks.list", permission="shoots.view", door="GET /tasks")
def list_tasks(context: Context, data: ListTasks) -> Page[TaskCard]:
    """List tasks, the most pressing first: by day, then by how much they press."""
    offset = _offset(data)
    found = tasks_meant(data, context)
    by_day = [F("due_on").asc(nulls_last=True), "priority", "position", "id"]
    order: list[Any] = ["-done_at", "-id"] if data.state == "done" else by_day
    if data.state == "all":
        order = [F("done_at").desc(nulls_first=True), *by_day]
    ids = list(found.order_by(*order).values_list("id", flat=True)[offset : offset + data.limit + 1])
    following = str(offset + data.limit) if len(ids) > data.limit else None
    total = len(ids) if not offset and following is None else found.count()
    return Page(items=load_tasks(ids[: data.limit], today_of(context)), next=following, total=total)


@query("tasks.get", permission="shoots.view", door="GET /tasks/{task_id}")
def get_task(context: Context, data: GetTask) -> TaskCard:
    """Show a task."""
    return load_task(data.task_id, today_of(context))


def tasks_meant(filters: TaskFilters, context: Context) -> QuerySet[Task]:
    """Return the tasks that are meant, without order."""
    tasks = Task.objects.filter(removed_at=None)
    if filters.state != "all":
        tasks = tasks.filter(done_at__isnull=filters.state == "open")
    if filters.shoot_id is not None:
        tasks = tasks.filter(shoot_id=filters.shoot_id)
    else:
        tasks = tasks.filter(Q(shoot_id=None) | Q(shoot__cancelled_at=None, shoot__removed_at=None))
    if filters.client_id is not None:
        tasks = tasks.filter(client_id__in=with_merged(filters.client_id))
    if filters.priority:
        tasks = tasks.filter(priority__in=[item.value for item in filters.priority])
    for word in filters.q.split()[:8]:
        tasks = tasks.filter(Q(title__icontains=word) | Q(notes__icontains=word))
    return tasks.filter(_due(filters.due, today_of(context)) & _who(filters, context))


def departments_of(context: Context) -> list[UUID]:
    """Return the departments in which the asking person works (one statement)."""
    if context.actor.id is None:
        return []
    mine = DepartmentMember.objects.filter(person_id=context.actor.id)
    return list(mine.values_list("department_id", flat=True))


def _due(due: str, today: date) -> Q:
    match due:
        case "overdue":
            return Q(due_on__lt=today)
        case "today":
            return Q(due_on=today)
        case "week":
            return Q(due_on__gte=today, due_on__lte=today + WEEK)
        case "never":
            return Q(due_on=None)
        case _:
            return Q()


def _who(filters: TaskFilters, context: Context) -> Q:
    condition = Q()
    if filters.assignee:
        ids = _ids(filters.assignee, "assignee", {ME, NONE})
        if ME in filters.assignee and context.actor.id is not None:
            ids.append(context.actor.id)
        chosen = Q(assignee_id__in=ids)
        condition &= chosen | Q(assignee_id=None) if NONE in filters.assignee else chosen
    if filters.department:
        ids = _ids(filters.department, "department", {"mine", NONE})
        ids += departments_of(context) if "mine" in filters.department else []
        chosen = Q(department_id__in=ids)
        condition &= chosen | Q(department_id=None) if NONE in filters.department else chosen
    return condition


def _ids(names: tuple[str, ...], field: str, words: set[str]) -> list[UUID]:
    try:
        return [UUID(name) for name in names if name not in words]
    except ValueError:
        message = f"Name each by its id, or say {' or '.join(sorted(words))}."
        raise InvalidInput(message, fields={field: message}) from None


def _offset(data: ListTasks) -> int:
    if not data.cursor:
        return data.offset
    if not (data.cursor.isascii() and data.cursor.isdigit()):
        message = "This cursor does not belong to this list. Start again without one."
        raise InvalidInput(message, code="bad_cursor", fields={"cursor": message})
    return int(data.cursor)
