"""Notes on a client's timeline."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from safelight.clients.models.client import Client
from safelight.foundation.tenancy import StudioRow


class Note(StudioRow):
    """What somebody wrote down about a client at a moment."""

    client = models.ForeignKey(
        Client, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    at = models.DateTimeField()
    author_id = models.UUIDField(null=True)
    author_label = models.TextField()
    text = models.TextField()
    pinned = models.BooleanField(default=False)
    changed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """Read newest first."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "client_id", "-at"], name="note_client")
        ]
