"""The path of a session through the studio: workflows, their statuses, and the departments that work in them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from safelight.foundation.tenancy import StudioRow
from safelight.shoots.models.named import Named
from safelight.shoots.models.task_list import TaskList
from safelight.shoots.rules.due import DueKind


class Department(Named):
    """Who works on the sessions in a status: the front desk, the retouchers, the laboratory."""

    class Meta:
        """Each name once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "key"], name="department_once")
        ]


class DepartmentMember(StudioRow):
    """A person who works in a department."""

    department = models.ForeignKey(
        Department, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    person_id = models.UUIDField()

    class Meta:
        """A person is in a department once; found by person."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "department", "person_id"], name="department_member_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "person_id"], name="department_member_person")
        ]


class Workflow(Named):
    """A path: its statuses in their order."""

    class Meta:
        """Each name once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "key"], name="workflow_once")
        ]


class Status(Named):
    """One step of a workflow.

    ``due_*`` is a rule of ``rules.due``; ``timed`` lets the timer run while a session is here; ``entry`` and ``exit``
    name conditions of ``ports.conditions``; a session that enters a ``terminal`` status is finished. The tasks of
    ``task_list`` are added when a session enters for the first time.
    """

    workflow = models.ForeignKey(
        Workflow, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    due_kind = models.CharField(
        max_length=12, choices=[(item.value, item.name) for item in DueKind], default=DueKind.NEVER.value
    )
    due_days = models.SmallIntegerField(default=0)
    due_event = models.CharField(max_length=40, blank=True)
    timed = models.BooleanField(default=True)
    entry: models.JSONField[Any] = models.JSONField(default=list)
    exit: models.JSONField[Any] = models.JSONField(default=list)
    terminal = models.BooleanField(default=False)
    task_list = models.ForeignKey(
        TaskList, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )

    class Meta:
        """Each name once in its workflow; read in order."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "workflow", "key"], name="status_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "department_id"], name="status_department"),
        ]
