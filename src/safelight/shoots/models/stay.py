"""The log of statuses: when a session entered each, and when it left."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from safelight.foundation.tenancy import StudioRow
from safelight.shoots.models.shoot import Shoot
from safelight.shoots.models.workflow import Department, Status


class StatusStay(StudioRow):
    """One stay in a status. ``overridden`` lists the conditions that were not met; ``reason`` says why it was moved."""

    shoot = models.ForeignKey(Shoot, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    status = models.ForeignKey(Status, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    timed = models.BooleanField(default=True)
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    by = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    overridden: models.JSONField[Any] = models.JSONField(default=list)

    class Meta:
        """A session is in one status at a time; read by session, and by time for a department's figures."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["studio_id", "shoot"], name="stay_one_lasting", condition=models.Q(left_at=None)
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "shoot_id", "entered_at"], name="stay_shoot"),
            models.Index(fields=["studio_id", "status_id"], name="stay_status"),
            models.Index(
                fields=["studio_id", "department_id", "entered_at"],
                name="stay_department",
                condition=models.Q(department_id__isnull=False),
            ),
        ]
