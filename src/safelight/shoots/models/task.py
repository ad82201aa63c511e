"""Something to do, by someone, until some day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from safelight.foundation.tenancy import StudioRow
from safelight.shoots.models.shoot import Shoot
from safelight.shoots.models.workflow import Department
from safelight.shoots.rules.due import DueKind
from safelight.shoots.rules.priority import Priority
from safelight.shoots.rules.repeating import Unit


class Task(StudioRow):
    """A task on a session, on a client, or alone.

    ``due_*`` is the rule behind ``due_on`` where the date follows the session (see ``rules.due``). ``repeat_*`` makes
    the next one when this one is done; ``series_id`` is the first of such a row. A reminder goes out at ``remind_at``
    by mail or as a notice at the desk, once: ``reminded_at``. ``from_item_id`` is the
    line of the task list it came from.
    """

    class Reminding(models.TextChoices):
        """How a person is reminded."""

        DESK = "desk"
        MAIL = "mail"

    title = models.TextField()
    notes = models.TextField(blank=True)
    shoot = models.ForeignKey(
        Shoot, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    client = models.ForeignKey(
        "clients.Client", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    assignee_id = models.UUIDField(null=True)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    position = models.IntegerField(default=0)
    priority = models.SmallIntegerField(
        choices=[(item.value, item.name) for item in Priority], default=Priority.NORMAL.value
    )
    due_on = models.DateField(null=True)
    due_kind = models.CharField(
        max_length=12, choices=[(item.value, item.name) for item in DueKind], default=DueKind.NEVER.value
    )
    due_days = models.SmallIntegerField(default=0)
    due_event = models.CharField(max_length=40, blank=True)
    overdue_told_at = models.DateTimeField(null=True)
    repeat_every = models.SmallIntegerField(null=True)
    repeat_unit = models.CharField(max_length=8, blank=True, choices=[(item.value, item.name) for item in Unit])
    repeat_until = models.DateField(null=True)
    repeat_from = models.DateField(null=True)
    series_id = models.UUIDField(null=True)
    remind_at = models.DateTimeField(null=True)
    remind_by = models.CharField(max_length=8, blank=True, choices=Reminding.choices)
    reminded_at = models.DateTimeField(null=True)
    from_item_id = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.TextField(blank=True)
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """Read by what it belongs to, by person, by department and by day."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["studio_id", "shoot_id", "position"], name="task_shoot", condition=Q(shoot_id__isnull=False)
            ),
            models.Index(fields=["studio_id", "client_id"], name="task_client", condition=Q(client_id__isnull=False)),
            models.Index(
                fields=["studio_id", "assignee_id", "due_on"],
                name="task_assignee",
                condition=Q(done_at=None, removed_at=None),
            ),
            models.Index(
                fields=["studio_id", "department_id", "due_on"],
                name="task_department",
                condition=Q(done_at=None, removed_at=None),
            ),
            models.Index(
                fields=["studio_id", "due_on", "id"], name="task_due", condition=Q(done_at=None, removed_at=None)
            ),
            models.Index(
                fields=["studio_id", "remind_at"],
                name="task_remind",
                condition=Q(done_at=None, removed_at=None, reminded_at=None),
            ),
        ]
