"""Appointments, the time they take of each resource, and who booked over whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from safelight.calendar.models.absence import Absence
from safelight.calendar.models.details import Details
from safelight.calendar.models.resource import Resource
from safelight.calendar.models.series import Series
from safelight.calendar.rules.kinds import BookingState, Status
from safelight.foundation.tenancy import StudioRow


class Appointment(Details):
    """Something at a time: an appointment, an event of a shoot, or a block.

    ``starts_at`` and ``ends_at`` are instants; ``wall_starts`` and ``wall_ends`` (``2027-03-28T10:00:00``) with the
    zone and the folds are what people agreed on and stay when a country changes its clocks. Whole days are kept as dates,
    both inclusive. ``is_long`` marks those over two days, which a look at a week would otherwise miss.
    """

    status = models.CharField(max_length=12, choices=[(status.value, status.name) for status in Status])
    all_day = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    wall_starts = models.CharField(max_length=19)
    wall_ends = models.CharField(max_length=19)
    fold_starts = models.PositiveSmallIntegerField(default=0)
    fold_ends = models.PositiveSmallIntegerField(default=0)
    first_day = models.DateField()
    last_day = models.DateField()
    is_long = models.BooleanField(default=False)
    held_until = models.DateTimeField(null=True)
    hold_key = models.BinaryField(max_length=32, null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.TextField(blank=True)
    cancel_reason = models.TextField(blank=True)
    status_before = models.CharField(max_length=12, blank=True)
    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    series_day = models.DateField(null=True)
    is_changed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.TextField()
    updated_at = models.DateTimeField()
    updated_by = models.TextField()

    class Meta:
        """Read by time, client, owner and series; holds by their end."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="appointment_has_a_length"),
            models.UniqueConstraint(
                fields=["studio_id", "series_id", "series_day"],
                condition=Q(series_id__isnull=False),
                name="appointment_once_a_series_day",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "starts_at"], name="appointment_start"),
            models.Index(fields=["studio_id", "ends_at"], name="appointment_long", condition=Q(is_long=True)),
            models.Index(
                fields=["studio_id", "client_id", "starts_at"],
                name="appointment_client",
                condition=Q(client_id__isnull=False),
            ),
            models.Index(
                fields=["studio_id", "owner_kind", "owner_id"],
                name="appointment_owner",
                condition=Q(owner_id__isnull=False),
            ),
            models.Index(fields=["studio_id", "held_until"], name="appointment_held", condition=Q(status="held")),
        ]


class Booking(StudioRow):
    """One resource taken for one span: by an appointment (with what comes before and after), or by an absence.

    No two that are held or confirmed may meet on the same place of a resource: an exclusion constraint of the
    database says so (``migrations/0002_walls.py``), unless one was booked over the other by a person who may. A row is
    written only under its resource's lock (``calendar_lock``). One that the appointment was moved away from stays, not
    ``is_current``, for what was booked over it.
    """

    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="+", null=True, db_constraint=False, db_index=False
    )
    absence = models.ForeignKey(
        Absence, on_delete=models.CASCADE, related_name="+", null=True, db_constraint=False, db_index=False
    )
    resource = models.ForeignKey(
        Resource, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    place = models.PositiveSmallIntegerField(default=0)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=[(state.value, state.name) for state in BookingState])
    held_until = models.DateTimeField(null=True)
    overridden = models.BooleanField(default=False)
    is_current = models.BooleanField(default=True)

    class Meta:
        """Read by appointment, and by resource and time."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(appointment_id__isnull=False, absence_id__isnull=True)
                | Q(appointment_id__isnull=True, absence_id__isnull=False),
                name="booking_one_cause",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="booking_has_a_length"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "appointment_id"], name="booking_appointment"),
            models.Index(fields=["studio_id", "absence_id"], name="booking_absence"),
            models.Index(fields=["studio_id", "resource_id", "ends_at", "starts_at"], name="booking_time"),
        ]


class Override(StudioRow):
    """Somebody booked over a booking that was there, and said why. Append-only: both sides show it for ever."""

    booking = models.ForeignKey(
        Booking, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    over = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    resource = models.ForeignKey(
        Resource, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.TextField()
    by_id = models.UUIDField(null=True)

    class Meta:
        """Read from both sides, and newest first."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "booking_id"], name="override_booking"),
            models.Index(fields=["studio_id", "over_id"], name="override_over"),
            models.Index(fields=["studio_id", "-at"], name="override_newest"),
        ]
