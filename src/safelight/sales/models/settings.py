"""What a studio decides about its documents."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from safelight.foundation.tenancy import StudioRow


class SalesSettings(StudioRow):
    """Terms, number series, texts and the seller's own details; a studio without a row has the defaults.

    ``values`` has the shape of ``rules.settings.Terms``; it is read and written through that class alone.
    """

    values: models.JSONField[Any] = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.TextField(blank=True)

    class Meta:
        """One row a studio."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id"], name="salessettings_once"),
        ]
