"""What a studio starts with, as rows: not stored until something is planned or defined for the first time."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from safelight.foundation.events import as_json
from safelight.shoots.models import (
    Department,
    SessionType,
    Status,
    TaskList,
    TaskListItem,
    TypeResource,
    Workflow,
)
from safelight.shoots.rules.folding import key_of
from safelight.shoots.rules.policy import Step
from safelight.shoots.rules.seeds import DEPARTMENTS, POLICY, TASK_LISTS, TYPES, WORKFLOWS, seed_id


@dataclass(frozen=True, slots=True)
class Defaults:
    """The rows, those that others point at first."""

    departments: list[Department]
    task_lists: list[TaskList]
    task_list_items: list[TaskListItem]
    workflows: list[Workflow]
    statuses: list[Status]
    types: list[SessionType]
    type_resources: list[TypeResource]


def defaults(studio_id: UUID, currency: str) -> Defaults:
    """Return the rows of a studio that defined nothing yet; their ids are the same at every call."""
    departments = [
        Department(
            id=_department(studio_id, name), studio_id=studio_id, name=name, key=key_of(name), color=color, order=order
        )
        for order, (name, color) in enumerate(DEPARTMENTS, start=1)
    ]
    return Defaults(
        departments=departments,
        task_lists=_task_lists(studio_id),
        task_list_items=_task_list_items(studio_id),
        workflows=[
            Workflow(
                id=seed_id(studio_id, "workflow", name), studio_id=studio_id, name=name, key=key_of(name), order=order
            )
            for order, name in enumerate(WORKFLOWS, start=1)
        ],
        statuses=_statuses(studio_id),
        types=_types(studio_id, currency),
        type_resources=[
            TypeResource(
                id=seed_id(studio_id, "type_resource", seed.name, kind),
                studio_id=studio_id,
                type_id=seed_id(studio_id, "type", seed.name),
                position=position,
                kind=kind,
            )
            for seed in TYPES
            for position, kind in enumerate(seed.needs)
        ],
    )


def steps_as_json(steps: tuple[Step, ...]) -> list[dict[str, object]]:
    """Return the lines of a policy as they are stored."""
    return [
        {
            "change": step.change.value,
            "hours": step.hours,
            "fee_percent": as_json(step.fee_percent),
            "fee": as_json(step.fee),
            "credit_percent": as_json(step.credit_percent),
        }
        for step in steps
    ]


def _department(studio_id: UUID, name: str) -> UUID:
    return seed_id(studio_id, "department", name)


def _task_lists(studio_id: UUID) -> list[TaskList]:
    return [
        TaskList(
            id=seed_id(studio_id, "task_list", name), studio_id=studio_id, name=name, key=key_of(name), order=order
        )
        for order, name in enumerate(TASK_LISTS, start=1)
    ]


def _task_list_items(studio_id: UUID) -> list[TaskListItem]:
    return [
        TaskListItem(
            id=seed_id(studio_id, "task_list_item", name, seed.title),
            studio_id=studio_id,
            list_id=seed_id(studio_id, "task_list", name),
            position=position,
            title=seed.title,
            department_id=_department(studio_id, seed.department),
            for_photographer=seed.for_photographer,
            due_kind=seed.due.kind.value,
            due_days=seed.due.days,
            due_event=seed.due.event,
        )
        for name, seeds in TASK_LISTS.items()
        for position, seed in enumerate(seeds)
    ]


def _statuses(studio_id: UUID) -> list[Status]:
    return [
        Status(
            id=seed_id(studio_id, "status", workflow, seed.name),
            studio_id=studio_id,
            workflow_id=seed_id(studio_id, "workflow", workflow),
            name=seed.name,
            key=key_of(seed.name),
            color=seed.color,
            order=order,
            department_id=_department(studio_id, seed.department),
            due_kind=seed.due.kind.value,
            due_days=seed.due.days,
            due_event=seed.due.event,
            timed=not seed.terminal,
            entry=list(seed.entry),
            exit=list(seed.exit),
            terminal=seed.terminal,
        )
        for workflow, seeds in WORKFLOWS.items()
        for order, seed in enumerate(seeds, start=1)
    ]


def _types(studio_id: UUID, currency: str) -> list[SessionType]:
    return [
        SessionType(
            id=seed_id(studio_id, "type", seed.name),
            studio_id=studio_id,
            name=seed.name,
            key=key_of(seed.name),
            color=seed.color,
            order=order,
            minutes=seed.minutes,
            preparation_minutes=seed.preparation,
            buffer_minutes=seed.buffer,
            workflow_id=seed_id(studio_id, "workflow", seed.workflow),
            task_list_id=seed_id(studio_id, "task_list", seed.task_list),
            default_brief=seed.brief,
            default_shots=list(seed.shots),
            policy=steps_as_json(POLICY),
            currency=currency,
        )
        for order, seed in enumerate(TYPES, start=1)
    ]
