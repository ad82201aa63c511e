"""Entries and their lines: written once, never changed (the database refuses it)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from safelight.books.models.account import Account
from safelight.books.rules.entries import LONGEST_CATEGORY, LONGEST_MEMO
from safelight.foundation.tenancy import StudioRow


class Entry(StudioRow):
    """One balanced booking. ``line_count`` is how many lines it has, for ever: none can be added later."""

    on = models.DateField()
    kind = models.CharField(max_length=40)
    memo = models.CharField(max_length=LONGEST_MEMO, blank=True)
    source_kind = models.CharField(max_length=40)
    source_id = models.UUIDField(null=True)
    reverses = models.ForeignKey(
        "books.Entry", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    line_count = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    class Meta:
        """Newest day first; what one source caused; an entry is taken back once."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "-on", "-id"], name="books_entry_newest"),
            models.Index(
                fields=["studio_id", "source_id"],
                condition=models.Q(source_id__isnull=False),
                name="books_entry_source",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "reverses"], name="books_entry_reversed_once"),
        ]


class EntryNumber(StudioRow):
    """The number of an entry, 1, 2, 3 … without gaps; given by the database at commit, so that no writer waits earlier."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    number = models.BigIntegerField()

    class Meta:
        """One entry per number."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "number"], name="books_number_once"),
        ]


class Line(StudioRow):
    """A debit (above zero) or credit (below) in minor units; ``on`` repeats the entry's day for the indexes."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    place = models.PositiveSmallIntegerField()
    on = models.DateField()
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    client_id = models.UUIDField(null=True)
    document_id = models.UUIDField(null=True)
    location = models.ForeignKey(
        "accounts.Location",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    category = models.CharField(max_length=LONGEST_CATEGORY, blank=True)
    memo = models.CharField(max_length=LONGEST_MEMO, blank=True)

    class Meta:
        """The page of an account, the balance of a document and of a client come out of one index each."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "account", "on", "id"], name="books_line_account"),
            models.Index(
                fields=["studio_id", "document_id", "account"],
                condition=models.Q(document_id__isnull=False),
                name="books_line_document",
            ),
            models.Index(
                fields=["studio_id", "client_id", "account", "on"],
                condition=models.Q(client_id__isnull=False),
                name="books_line_client",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "entry", "place"], name="books_line_one_per_place"),
            models.CheckConstraint(condition=~models.Q(amount_minor=0), name="books_line_is_something"),
        ]
