"""Postings: through which day the ledger is closed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from safelight.foundation.tenancy import StudioRow


class Posting(StudioRow):
    """A closing or reopening; the last one says through which day nothing can be booked (None: all is open)."""

    place = models.PositiveIntegerField()
    through = models.DateField(null=True)
    reopens = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        """One after the other."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "place"], name="books_posting_in_order"),
        ]
