"""The studio's own texts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from safelight.foundation.tenancy import StudioRow


class Template(StudioRow):
    """The studio's own text of a kind of message in a language, over the text that comes with the program.

    Kinds with many texts (letters) tell them apart by ``name``; the others have an empty one. ``key`` is the folded
    name, by which two are the same.
    """

    kind = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    name = models.TextField(blank=True)
    key = models.TextField(blank=True, db_collation="C")
    subject = models.TextField()
    body = models.TextField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.TextField(blank=True)

    class Meta:
        """One text per kind, language and name."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "kind", "language", "key"], name="template_once")
        ]
