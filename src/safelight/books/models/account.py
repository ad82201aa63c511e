"""Accounts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from safelight.books.rules.chart import LONGEST_KEY, AccountKind
from safelight.foundation.tenancy import StudioRow


class Account(StudioRow):
    """A place of the ledger. ``key`` is its name for the program and never changes; code and name are the studio's."""

    key = models.CharField(max_length=LONGEST_KEY)
    code = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.name.title()) for kind in AccountKind])
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        """One account per key and per code."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "key"], name="books_account_one_per_key"),
            models.UniqueConstraint(
                fields=["studio_id", "code"], condition=~models.Q(code=""), name="books_account_one_per_code"
            ),
        ]
