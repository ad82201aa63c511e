"""What a studio defined for its sessions: types, workflows, departments, task lists, fields, conditions; views and tags."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.db.models import Count, Max, Q
from pydantic import Field

from safelight.accounts.queries import names_of
from safelight.foundation.actions import Context, Empty, Frozen, query
from safelight.shoots.models import DepartmentMember, SavedView, SessionField, Shoot, ShootTag
from safelight.shoots.ports.conditions import conditions
from safelight.shoots.queries.cards import (
    DepartmentCard,
    SessionFieldCard,
    SessionTypeCard,
    TaskListCard,
    ViewCard,
    WorkflowCard,
)
from safelight.shoots.queries.definitions import (
    department_card,
    field_card,
    task_list_card,
    type_card,
    view_card,
    workflow_card,
)
from safelight.shoots.queries.filters import is_open
from safelight.shoots.queries.setup import Setup

_MOST_TAGS = 500


class WithArchived(Frozen):
    """Whether archived ones are wanted too."""

    archived: bool = False


class CountedType(Frozen):
    """A session type and how many open sessions are of it."""

    type: SessionTypeCard
    sessions: int


class CountedWorkflow(Frozen):
    """A workflow and how many open sessions move through it, by status."""

    workflow: WorkflowCard
    sessions: int
    inside: dict[UUID, int] = Field(default_factory=dict)


class Types(Frozen):
    """In their order."""

    items: tuple[CountedType, ...]


class Workflows(Frozen):
    """In their order."""

    items: tuple[CountedWorkflow, ...]


class Departments(Frozen):
    """In their order."""

    items: tuple[DepartmentCard, ...]


class TaskLists(Frozen):
    """In their order."""

    items: tuple[TaskListCard, ...]


class SessionFields(Frozen):
    """In the order of the form."""

    items: tuple[SessionFieldCard, ...]


class ConditionCard(Frozen):
    """Something that must hold before a session may enter or leave a status."""

    key: str
    label: str


class Conditions(Frozen):
    """In their order."""

    items: tuple[ConditionCard, ...]


class CountedTag(Frozen):
    """A tag and how many sessions carry it."""

    name: str
    sessions: int


class ShootTags(Frozen):
    """The most used first."""

    items: tuple[CountedTag, ...]


class ShootViews(Frozen):
    """Own and shared views, by name."""

    items: tuple[ViewCard, ...]


@query("shoots.types", permission="shoots.view", door="GET /session-types")
def types(context: Context, data: WithArchived) -> Types:
    """List the session types with the number of open sessions of each."""
    setup = Setup(context.studio)
    counts = dict(Shoot.objects.filter(is_open()).values_list("type_id").annotate(Count("id")).order_by())
    return Types(
        items=tuple(
            CountedType(type=type_card(row, setup), sessions=counts.get(row.id, 0))
            for row in setup.types.values()
            if data.archived or row.archived_at is None
        )
    )


@query("shoots.workflows", permission="shoots.view", door="GET /workflows")
def workflows(context: Context, data: WithArchived) -> Workflows:
    """List the workflows with their statuses and the number of open sessions in each."""
    setup = Setup(context.studio)
    counted = Shoot.objects.filter(is_open()).values_list("workflow_id", "status_id").annotate(Count("id")).order_by()
    inside: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    for workflow_id, status_id, count in counted:
        inside[workflow_id][status_id] = count
    return Workflows(
        items=tuple(
            CountedWorkflow(
                workflow=workflow_card(row, setup, archived=data.archived),
                sessions=sum(inside[row.id].values()),
                inside=inside[row.id],
            )
            for row in setup.workflows.values()
            if data.archived or row.archived_at is None
        )
    )


@query("shoots.departments", permission="shoots.view", door="GET /departments")
def departments(context: Context, data: WithArchived) -> Departments:
    """List the departments and who works in each."""
    members = list(DepartmentMember.objects.values_list("department_id", "person_id"))
    names = names_of({person_id for _, person_id in members})
    inside: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for department_id, person_id in members:
        if person_id in names:
            inside[department_id][person_id] = names[person_id]
    return Departments(
        items=tuple(
            department_card(row, inside[row.id])
            for row in Setup(context.studio).departments.values()
            if data.archived or row.archived_at is None
        )
    )


@query("tasks.lists", permission="shoots.view", door="GET /task-lists")
def task_lists(context: Context, data: WithArchived) -> TaskLists:
    """List the task lists with their tasks."""
    setup = Setup(context.studio)
    people = {item.assignee_id for items in setup.task_list_items.values() for item in items if item.assignee_id}
    names = names_of(people)
    return TaskLists(
        items=tuple(
            task_list_card(row, setup, names)
            for row in setup.task_lists.values()
            if data.archived or row.archived_at is None
        )
    )


@query("shoots.fields", permission="shoots.view", door="GET /session-fields")
def fields(_: Context, data: WithArchived) -> SessionFields:
    """List the fields the studio defined for its sessions."""
    rows = SessionField.objects.order_by("order", "id")
    return SessionFields(items=tuple(field_card(row) for row in rows if data.archived or row.archived_at is None))


@query("shoots.conditions", permission="shoots.view", door="GET /session-conditions")
def known_conditions(_: Context, data: Empty) -> Conditions:  # noqa: ARG001 - there is nothing to choose
    """List what may be asked before a session enters or leaves a status."""
    return Conditions(items=tuple(ConditionCard(key=item.key, label=str(item.label)) for item in conditions.all()))


@query("shoots.tags", permission="shoots.view", door="GET /session-tags")
def tags(_: Context, data: Empty) -> ShootTags:  # noqa: ARG001 - there is nothing to choose
    """List the words on sessions, the most used first."""
    counted = (
        ShootTag.objects.filter(shoot__removed_at=None)
        .values("key")
        .annotate(shown=Max("name"), sessions=Count("id"))
        .order_by("-sessions", "key")[:_MOST_TAGS]
    )
    return ShootTags(items=tuple(CountedTag(name=row["shown"], sessions=row["sessions"]) for row in counted))


@query("shoots.views", permission="shoots.view", door="GET /session-views")
def views(context: Context, _: Empty) -> ShootViews:
    """List the saved views of the session list: one's own and shared ones."""
    rows = SavedView.objects.filter(Q(shared=True) | Q(owner_id=context.actor.id)).order_by("name", "id")
    return ShootViews(items=tuple(view_card(row, context.actor.id) for row in rows))
