"""An import from upload to undo."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from safelight.foundation.models import Work
from safelight.foundation.tenancy import StudioRow


class ImportBatch(StudioRow):
    """One file on its way in.

    ``choices`` is what a person decided (sheet, encoding, delimiter, header row, targets, duplicates, columns
    confirmed to hold no cards); ``understood`` is what the file was taken for; ``report`` counts the outcome of the last
    trial or run. ``fingerprint`` is the SHA-256 of the file's bytes. ``made`` lists the tags, groups, sources, stages and
    custom fields the run made, ids by table.
    """

    class State(models.TextChoices):
        """How far the import is."""

        READ = "read"
        TRIED = "tried"
        DONE = "done"
        UNDONE = "undone"

    kind = models.CharField(max_length=20)
    filename = models.TextField()
    size = models.BigIntegerField()
    fingerprint = models.BinaryField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.READ)
    choices: models.JSONField[Any] = models.JSONField(default=dict)
    understood: models.JSONField[Any] = models.JSONField(default=dict)
    report: models.JSONField[Any] = models.JSONField(default=dict)
    made: models.JSONField[Any] = models.JSONField(default=dict)
    work = models.ForeignKey(
        Work, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    created_by = models.TextField()
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "-created_at"], name="import_newest"),
        ]


class ImportFile(StudioRow):
    """A part of the uploaded bytes, encrypted, kept only until the import has run (or a week).

    A file lies here in parts of a few megabytes, so that a large one never stands whole in memory.
    """

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    part = models.IntegerField(default=0)
    content = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        """Parts are read in their order."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "batch_id", "part"], name="import_file_part_once"),
        ]


class ImportedRow(StudioRow):
    """What became of one row of the file in the last trial or run.

    ``cells`` is kept for refused rows alone, card numbers masked, so that they can be handed back for correction.
    ``row_key`` is a digest of everything the row says, by which the very same row is known again in a later file.
    ``undo`` is what takes a completed client back.
    ``client_id`` names the client the row created or completed (no key: undoing removes the client, not the line).
    """

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    row = models.IntegerField()
    outcome = models.CharField(max_length=8)
    client_id = models.UUIDField(null=True)
    name = models.TextField(blank=True)
    row_key = models.UUIDField(null=True)
    issues: models.JSONField[Any] = models.JSONField(default=list)
    cells: models.JSONField[Any] = models.JSONField(null=True)
    undo: models.JSONField[Any] = models.JSONField(null=True)

    class Meta:
        """Read by outcome, in the order of the file; and by client for its timeline."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "batch_id", "outcome", "row"], name="imported_row_outcome"),
            models.Index(
                fields=["studio_id", "row_key"], name="imported_row_key", condition=models.Q(client_id__isnull=False)
            ),
        ]


class MappingTemplate(StudioRow):
    """A mapping a person confirmed, offered again for files with the same column names."""

    kind = models.CharField(max_length=20)
    name = models.TextField()
    signature = models.BinaryField()
    targets: models.JSONField[Any] = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        """One template per set of column names."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "kind", "signature"], name="mapping_template_once"),
        ]
