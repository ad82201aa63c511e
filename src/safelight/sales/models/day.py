"""What was sold on a day: a rollup that the database keeps in the transaction that issues a document."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from safelight.accounts.models import Location
from safelight.foundation.tenancy import StudioRow


class DaySale(StudioRow):
    """Sums of one day, place, kind, category and currency.

    Written by triggers on the lines of invoices and credit notes alone. ``source`` is ``invoice`` or ``credit_note``;
    the amounts of credit notes are positive here too and count down where they are read.
    """

    day = models.DateField()
    source = models.CharField(max_length=12)
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=20)
    category = models.CharField(max_length=60)
    currency = models.CharField(max_length=3)
    lines = models.BigIntegerField()
    quantity = models.DecimalField(max_digits=20, decimal_places=3)
    listed_minor = models.BigIntegerField()
    reduction_minor = models.BigIntegerField()
    reward_minor = models.BigIntegerField(default=0)
    net_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    gross_minor = models.BigIntegerField()
    cost_minor = models.BigIntegerField()

    class Meta:
        """One row a day and combination; a missing place is a place of its own."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["studio_id", "day", "source", "location", "kind", "category", "currency"],
                name="daysale_once",
                nulls_distinct=False,
            ),
        ]
