"""What became of duplicates: merged, with the way back, or found to be two different clients."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from safelight.clients.models.client import Client
from safelight.foundation.tenancy import StudioRow


class MergeRecord(StudioRow):
    """One merge: both clients as they were and every row that was re-pointed."""

    kept = models.ForeignKey(Client, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    merged = models.ForeignKey(
        Client, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    at = models.DateTimeField()
    by = models.TextField()
    kept_before: models.JSONField[Any] = models.JSONField()
    merged_before: models.JSONField[Any] = models.JSONField()
    moved: models.JSONField[Any] = models.JSONField()
    version_after = models.PositiveIntegerField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """Read by either client."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "kept_id"], name="merge_kept"),
            models.Index(fields=["studio_id", "merged_id"], name="merge_merged"),
        ]


class DismissedPair(StudioRow):
    """Two clients that look alike and are not the same; ``first`` has the smaller id."""

    first = models.ForeignKey(
        Client, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    second = models.ForeignKey(
        Client, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    at = models.DateTimeField()
    by = models.TextField()

    class Meta:
        """A pair is dismissed once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "first", "second"], name="dismissed_pair_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "second_id"], name="dismissed_second")
        ]
