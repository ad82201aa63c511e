"""Saved views of the session list."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from safelight.foundation.tenancy import StudioRow


class SavedView(StudioRow):
    """Filters, columns and order under a name; private to its owner unless shared."""

    owner_id = models.UUIDField(null=True)
    name = models.TextField()
    shared = models.BooleanField(default=False)
    filters: models.JSONField[Any] = models.JSONField(default=dict)
    columns: models.JSONField[Any] = models.JSONField(default=list)
    sort = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        """Read by owner."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "owner_id"], name="session_view_owner")
        ]
