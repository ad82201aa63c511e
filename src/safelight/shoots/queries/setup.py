"""What a studio defined for its sessions, read once for a request: departments, workflows, types, task lists."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from uuid import UUID

from safelight.foundation.actions import StudioFacts
from safelight.shoots.models import (
    Department,
    SessionType,
    Status,
    TaskList,
    TaskListItem,
    TypeResource,
    Workflow,
)
from safelight.shoots.queries.defaults import Defaults, defaults


class Setup:
    """Everything defined, each table read when it is first needed; the defaults where nothing is stored yet.

    Rows are in their order, archived ones too.
    """

    def __init__(self, studio: StudioFacts) -> None:
        """Read nothing yet."""
        self.studio = studio

    @cached_property
    def workflows(self) -> dict[UUID, Workflow]:
        """Workflows by id."""
        rows = list(Workflow.objects.order_by("order", "id"))
        return {row.id: row for row in rows or self._defaults.workflows}

    @cached_property
    def statuses(self) -> dict[UUID, Status]:
        """Statuses by id, in the order of their workflows."""
        rows = list(Status.objects.order_by("order", "id")) if self.is_stored else self._defaults.statuses
        for row in rows:
            row.department = self.departments.get(row.department_id) if row.department_id else None
            row.task_list = self.task_lists.get(row.task_list_id) if row.task_list_id else None
        return {row.id: row for row in rows}

    @cached_property
    def departments(self) -> dict[UUID, Department]:
        """Departments by id."""
        rows = list(Department.objects.order_by("order", "id")) if self.is_stored else self._defaults.departments
        return {row.id: row for row in rows}

    @cached_property
    def types(self) -> dict[UUID, SessionType]:
        """Session types by id."""
        rows = list(SessionType.objects.order_by("order", "id")) if self.is_stored else self._defaults.types
        for row in rows:
            row.workflow = self.workflows[row.workflow_id]
            row.task_list = self.task_lists.get(row.task_list_id) if row.task_list_id else None
        return {row.id: row for row in rows}

    @cached_property
    def type_resources(self) -> dict[UUID, list[TypeResource]]:
        """The resources that types want, by type."""
        rows = (
            list(TypeResource.objects.order_by("position", "id")) if self.is_stored else self._defaults.type_resources
        )
        found: dict[UUID, list[TypeResource]] = defaultdict(list)
        for row in rows:
            found[row.type_id].append(row)
        return found

    @cached_property
    def task_lists(self) -> dict[UUID, TaskList]:
        """Task lists by id."""
        rows = list(TaskList.objects.order_by("order", "id")) if self.is_stored else self._defaults.task_lists
        return {row.id: row for row in rows}

    @cached_property
    def task_list_items(self) -> dict[UUID, list[TaskListItem]]:
        """The tasks of task lists, by list."""
        rows = (
            list(TaskListItem.objects.order_by("position", "id")) if self.is_stored else self._defaults.task_list_items
        )
        found: dict[UUID, list[TaskListItem]] = defaultdict(list)
        for row in rows:
            found[row.list_id].append(row)
        return found

    @cached_property
    def is_stored(self) -> bool:
        """Whether the studio has rows of its own: there is always a workflow then, for none is ever deleted."""
        return any(not row._state.adding for row in self.workflows.values())  # noqa: SLF001 - Django's documented state

    def path(self, workflow_id: UUID) -> list[Status]:
        """Return the statuses of a workflow in order, without archived ones."""
        return [row for row in self.statuses.values() if row.workflow_id == workflow_id and row.archived_at is None]

    @cached_property
    def _defaults(self) -> Defaults:
        return defaults(self.studio.id, self.studio.currency)
