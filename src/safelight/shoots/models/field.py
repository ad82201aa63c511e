"""Fields a studio defines for its sessions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from safelight.clients.rules.custom import FieldType
from safelight.foundation.tenancy import StudioRow


class SessionField(StudioRow):
    """One defined field; a session keeps its value under this row's id."""

    label = models.TextField()
    key = models.TextField(db_collation="C")
    type = models.CharField(max_length=8, choices=[(item.value, item.name) for item in FieldType])
    choices: models.JSONField[Any] = models.JSONField(default=list)
    help = models.TextField(blank=True)
    order = models.SmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        """Each label once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "key"], name="session_field_once")
        ]
