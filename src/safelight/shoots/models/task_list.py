"""Lists of tasks that are added together."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from safelight.foundation.tenancy import StudioRow
from safelight.shoots.models.named import Named
from safelight.shoots.rules.due import DueKind
from safelight.shoots.rules.priority import Priority


class TaskList(Named):
    """A list of tasks, such as all that belongs to a wedding."""

    class Meta:
        """Each name once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "key"], name="task_list_once")
        ]


class TaskListItem(StudioRow):
    """One task of a list; ``for_photographer`` gives it to the photographer of the session."""

    list = models.ForeignKey(
        TaskList, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    position = models.SmallIntegerField(default=0)
    title = models.TextField()
    notes = models.TextField(blank=True)
    priority = models.SmallIntegerField(
        choices=[(item.value, item.name) for item in Priority], default=Priority.NORMAL.value
    )
    assignee_id = models.UUIDField(null=True)
    for_photographer = models.BooleanField(default=False)
    department = models.ForeignKey(
        "shoots.Department", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    due_kind = models.CharField(
        max_length=12, choices=[(item.value, item.name) for item in DueKind], default=DueKind.NEVER.value
    )
    due_days = models.SmallIntegerField(default=0)
    due_event = models.CharField(max_length=40, blank=True)

    class Meta:
        """Read by list."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "list_id", "position"], name="task_list_item_list"),
            models.Index(
                fields=["studio_id", "department_id"],
                name="task_list_item_department",
                condition=models.Q(department_id__isnull=False),
            ),
        ]
