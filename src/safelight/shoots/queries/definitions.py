"""Rows of what a studio defined, turned into cards."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from safelight.clients.rules.custom import Definition, FieldType
from safelight.shoots.models import (
    Department,
    SavedView,
    SessionField,
    SessionType,
    Status,
    TaskList,
    TaskListItem,
    Workflow,
)
from safelight.shoots.models.named import Named
from safelight.shoots.queries.cards import (
    DepartmentCard,
    DueRuleCard,
    NamedCard,
    PersonLink,
    PolicyStepCard,
    ResourceWish,
    SessionFieldCard,
    SessionTypeCard,
    StatusCard,
    TaskListCard,
    TaskListItemCard,
    ViewCard,
    WorkflowCard,
)
from safelight.shoots.queries.setup import Setup
from safelight.shoots.rules.due import DueKind, DueRule
from safelight.shoots.rules.policy import Change, Step
from safelight.shoots.rules.priority import Priority


def named(row: Named) -> NamedCard:
    """Return something named as it is shown."""
    return NamedCard.model_construct(id=row.id, name=row.name, color=row.color)


def maybe_named(row: Named | None) -> NamedCard | None:
    """Return something named as it is shown, or None."""
    return None if row is None else named(row)


def rule_of(row: Status | TaskListItem) -> DueRule:
    """Return the due rule of a row."""
    return DueRule(DueKind(row.due_kind), row.due_days, row.due_event)


def rule_card(kind: str, days: int, event: str) -> DueRuleCard:
    """Return a due rule as it is shown."""
    return DueRuleCard.model_construct(kind=DueKind(kind), days=days, event=event)


def steps_of(row: SessionType) -> tuple[Step, ...]:
    """Return the policy of a session type."""
    return tuple(
        Step(
            Change(item["change"]),
            int(item["hours"]),
            Decimal(item["fee_percent"]),
            Decimal(item["fee"]),
            Decimal(item["credit_percent"]),
        )
        for item in row.policy
    )


def status_card(row: Status) -> StatusCard:
    """Return a status as it is shown; its department and task list are at hand (see :class:`Setup`)."""
    return StatusCard.model_construct(
        id=row.id,
        workflow_id=row.workflow_id,
        name=row.name,
        color=row.color,
        order=row.order,
        department=maybe_named(row.department),
        due=rule_card(row.due_kind, row.due_days, row.due_event),
        timed=row.timed,
        entry=tuple(row.entry),
        exit=tuple(row.exit),
        terminal=row.terminal,
        task_list=maybe_named(row.task_list),
        archived=row.archived_at is not None,
    )


def workflow_card(row: Workflow, setup: Setup, *, archived: bool = False) -> WorkflowCard:
    """Return a workflow with its statuses as it is shown."""
    statuses = [
        status
        for status in setup.statuses.values()
        if status.workflow_id == row.id and (archived or status.archived_at is None)
    ]
    return WorkflowCard.model_construct(
        id=row.id,
        name=row.name,
        color=row.color,
        order=row.order,
        archived=row.archived_at is not None,
        statuses=tuple(status_card(status) for status in statuses),
    )


def department_card(row: Department, people: Mapping[UUID, str]) -> DepartmentCard:
    """Return a department as it is shown; ``people`` are its members by id."""
    links = tuple(PersonLink.model_construct(id=identifier, name=name) for identifier, name in people.items())
    return DepartmentCard.model_construct(
        id=row.id, name=row.name, color=row.color, order=row.order, archived=row.archived_at is not None, people=links
    )


def task_list_card(row: TaskList, setup: Setup, names: Mapping[UUID, str]) -> TaskListCard:
    """Return a task list as it is shown; ``names`` are those of people."""
    return TaskListCard.model_construct(
        id=row.id,
        name=row.name,
        order=row.order,
        archived=row.archived_at is not None,
        items=tuple(_item_card(item, setup, names) for item in setup.task_list_items.get(row.id, ())),
    )


def _item_card(row: TaskListItem, setup: Setup, names: Mapping[UUID, str]) -> TaskListItemCard:
    return TaskListItemCard.model_construct(
        id=row.id,
        title=row.title,
        notes=row.notes,
        priority=Priority(row.priority),
        assignee=person_link(row.assignee_id, names),
        for_photographer=row.for_photographer,
        department=maybe_named(setup.departments.get(row.department_id)) if row.department_id else None,
        due=rule_card(row.due_kind, row.due_days, row.due_event),
    )


def person_link(person_id: UUID | None, names: Mapping[UUID, str]) -> PersonLink | None:
    """Return a person as they are shown, or None; somebody who is not known any more keeps an empty name."""
    if person_id is None:
        return None
    return PersonLink.model_construct(id=person_id, name=names.get(person_id, ""))


def type_card(row: SessionType, setup: Setup) -> SessionTypeCard:
    """Return a session type as it is shown."""
    wishes = setup.type_resources.get(row.id, [])
    return session_type_card(
        row, tuple(ResourceWish.model_construct(id=item.resource_id, kind=item.kind) for item in wishes)
    )


def session_type_card(row: SessionType, wishes: tuple[ResourceWish, ...]) -> SessionTypeCard:
    """Return a session type as it is shown, with the resources it wants; workflow and task list are at hand."""
    return SessionTypeCard.model_construct(
        id=row.id,
        name=row.name,
        color=row.color,
        order=row.order,
        archived=row.archived_at is not None,
        minutes=row.minutes,
        preparation_minutes=row.preparation_minutes,
        buffer_minutes=row.buffer_minutes,
        resources=wishes,
        workflow=named(row.workflow),
        task_list=maybe_named(row.task_list),
        price_list_id=row.price_list_id,
        session_fee_item_id=row.session_fee_item_id,
        forms=tuple(row.forms),
        default_title=row.default_title,
        default_brief=row.default_brief,
        default_notes=row.default_notes,
        default_shots=tuple(row.default_shots),
        client_text=row.client_text,
        bookable_online=row.bookable_online,
        policy=tuple(PolicyStepCard.model_validate(item) for item in row.policy),
        currency=row.currency,
        confirms=row.confirms,
        remind_days=row.remind_days,
        remind_at=row.remind_at,
    )


def field_card(row: SessionField) -> SessionFieldCard:
    """Return a field of sessions as it is shown."""
    return SessionFieldCard(
        id=row.id,
        label=row.label,
        type=FieldType(row.type),
        choices=tuple(row.choices),
        help=row.help,
        order=row.order,
        archived=row.archived_at is not None,
    )


def definition_of(row: SessionField) -> Definition:
    """Return what reading a value needs of a field."""
    return Definition(id=str(row.id), label=row.label, type=FieldType(row.type), choices=tuple(row.choices))


def view_card(row: SavedView, person_id: UUID | None) -> ViewCard:
    """Return a saved view as a person sees it."""
    return ViewCard(
        id=row.id,
        name=row.name,
        shared=row.shared,
        mine=row.owner_id == person_id,
        filters=row.filters,
        columns=tuple(row.columns),
        sort=row.sort or "-starts",
    )
