"""Changes of many clients at once, kept so that they can be taken back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from safelight.clients.models.client import Client
from safelight.foundation.tenancy import StudioRow


class BulkChange(StudioRow):
    """One change over a selection of clients."""

    at = models.DateTimeField()
    by = models.TextField()
    what: models.JSONField[Any] = models.JSONField()
    summary = models.TextField()
    undone_at = models.DateTimeField(null=True)


class BulkChangeItem(StudioRow):
    """What the bulk change altered on one client: the values before, and the version it made."""

    change = models.ForeignKey(
        BulkChange, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    client = models.ForeignKey(
        Client, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    before: models.JSONField[Any] = models.JSONField()
    version_after = models.PositiveIntegerField()

    class Meta:
        """Read by change, and by client for its timeline."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "change_id"], name="bulk_item_change"),
            models.Index(fields=["studio_id", "client_id"], name="bulk_item_client"),
        ]
