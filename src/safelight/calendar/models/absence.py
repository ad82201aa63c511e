"""Time a person is away."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from safelight.calendar.models.resource import Resource
from safelight.calendar.rules.kinds import AbsenceReason, AbsenceState
from safelight.foundation.tenancy import StudioRow


class Absence(StudioRow):
    """A wish to be away and what became of it; once approved, bookings take the person's time.

    Whole days are kept as dates (both inclusive); the instants follow from them and the zone.
    """

    resource = models.ForeignKey(
        Resource, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    state = models.CharField(max_length=12, choices=[(state.value, state.name) for state in AbsenceState])
    reason = models.CharField(max_length=12, choices=[(reason.value, reason.name) for reason in AbsenceReason])
    note = models.TextField(blank=True)
    all_day = models.BooleanField()
    first_day = models.DateField()
    last_day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.TextField()
    requested_at = models.DateTimeField()
    requested_by = models.TextField()
    requested_by_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(blank=True)
    decision_note = models.TextField(blank=True)

    class Meta:
        """Read by person and time, and by what waits for a decision."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "resource_id", "ends_at"], name="absence_resource"),
            models.Index(fields=["studio_id", "state", "starts_at"], name="absence_state"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="absence_has_a_length")
        ]
