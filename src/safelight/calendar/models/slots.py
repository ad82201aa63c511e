"""Times at which sessions of a type are offered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from safelight.calendar.models.resource import Resource
from safelight.foundation.tenancy import StudioRow


class Slot(StudioRow):
    """Every week on this weekday (ISO: 1 is Monday) at this minute, sessions of a type (loose key) may begin here."""

    type = models.TextField()
    location = models.ForeignKey(
        "accounts.Location", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    weekday = models.PositiveSmallIntegerField()
    starts_minute = models.PositiveSmallIntegerField()
    minutes = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        """Read by type."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(weekday__gte=1, weekday__lte=7, starts_minute__lt=1440, minutes__gte=1),
                name="slot_in_a_day",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["studio_id", "type"], name="slot_type")]


class SlotResource(StudioRow):
    """A resource that a slot is for; none means any."""

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    resource = models.ForeignKey(
        Resource, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        """Each resource once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "slot_id", "resource_id"], name="slot_resource_once")
        ]
