"""Cash drawers, what is counted in them, and the way to the bank."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from safelight.accounts.models import Location
from safelight.books.models import Entry
from safelight.foundation.tenancy import StudioRow


class Drawer(StudioRow):
    """A drawer of a place, with cash of one currency."""

    name = models.CharField(max_length=60)
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    currency = models.CharField(max_length=3)
    archived_at = models.DateTimeField(null=True)


class DrawerSession(StudioRow):
    """One day of a drawer, from the counted opening to the counted end; a drawer is open at most once.

    ``opening_pieces`` and ``closing_pieces`` are the counted notes and coins: value as text → number. ``others`` are
    what was found of the other tenders at the end: tender's key → amount as text. What is expected stands in no column
    while the session is open.
    """

    drawer = models.ForeignKey(Drawer, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    number = models.BigIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.TextField(blank=True)
    opening_minor = models.BigIntegerField()
    opening_pieces: models.JSONField[Any] = models.JSONField(default=dict)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.TextField(blank=True)
    closing_minor = models.BigIntegerField(null=True)
    closing_pieces: models.JSONField[Any] = models.JSONField(default=dict)
    expected_minor = models.BigIntegerField(null=True)
    others: models.JSONField[Any] = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )

    class Meta:
        """One open session a drawer."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["studio_id", "drawer"], name="drawersession_one_open", condition=Q(closed_at=None)
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "drawer", "opened_at"], name="drawersession_by_drawer"),
        ]


class DepositSlip(StudioRow):
    """Cash and cheques brought to the bank together; on the way until somebody says that they arrived."""

    number = models.BigIntegerField()
    on = models.DateField()
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    currency = models.CharField(max_length=3)
    cash_minor = models.BigIntegerField()
    cheques_minor = models.BigIntegerField()
    note = models.TextField(blank=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    arrived_on = models.DateField(null=True)
    arrived_entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    made_at = models.DateTimeField()
    made_by = models.TextField(blank=True)

    class Meta:
        """Numbered without gaps; read by day."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "number"], name="depositslip_number_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "on"], name="depositslip_by_day"),
        ]


class DrawerMove(StudioRow):
    """Cash put into a drawer or taken out of it for another reason than a payment; append-only."""

    session = models.ForeignKey(
        DrawerSession, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=10)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.TextField(blank=True)
    account = models.CharField(max_length=80)
    slip = models.ForeignKey(
        DepositSlip, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    at = models.DateTimeField()
    by = models.TextField(blank=True)

    class Meta:
        """Read by session."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "session", "at"], name="drawermove_by_session"),
        ]
