"""Day totals: the sums of the lines, kept by the database in the transaction that writes them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from safelight.books.models.account import Account
from safelight.books.rules.entries import LONGEST_CATEGORY
from safelight.foundation.tenancy import StudioRow


class DayTotal(StudioRow):
    """Debits and credits of one account, day, currency, location and category.

    Transactions that run at the same time write different ``slot`` numbers, so none waits for another; a total is the
    sum over the slots.
    """

    on = models.DateField()
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    currency = models.CharField(max_length=3)
    location = models.ForeignKey(
        "accounts.Location",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    category = models.CharField(max_length=LONGEST_CATEGORY, blank=True)
    slot = models.PositiveSmallIntegerField(default=0)
    debit_minor = models.BigIntegerField()
    credit_minor = models.BigIntegerField()
    line_count = models.BigIntegerField()

    class Meta:
        """One row per key and slot; a day's rows lie together."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["studio_id", "on", "account", "currency", "location", "category", "slot"],
                nulls_distinct=False,
                name="books_daytotal_one_per_key",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "account", "on"], name="books_daytotal_account"),
        ]
