"""What an appointment and a series of them say alike."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from safelight.calendar.rules.kinds import AppointmentKind
from safelight.foundation.tenancy import StudioRow


class Details(StudioRow):
    """What is planned, for whom, where, and the minutes around it that take the resources' time too.

    ``owner_kind`` and ``owner_id`` say loosely what of a module above the appointment belongs to (a shoot); ``type``
    is a loose key (``consultation``). ``arrival_minutes`` is how early the client is asked to come and takes nobody's
    time; preparation and drive come before, buffer and drive after. Nobody drives a room: rooms are free of drive.
    """

    kind = models.CharField(max_length=12, choices=[(kind.value, kind.name) for kind in AppointmentKind])
    title = models.TextField()
    type = models.TextField(blank=True)
    client = models.ForeignKey(
        "clients.Client", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    location = models.ForeignKey(
        "accounts.Location", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    place = models.TextField(blank=True)
    participants = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    color = models.TextField(blank=True)
    owner_kind = models.TextField(blank=True)
    owner_id = models.UUIDField(null=True)
    arrival_minutes = models.PositiveSmallIntegerField(default=0)
    preparation_minutes = models.PositiveSmallIntegerField(default=0)
    buffer_minutes = models.PositiveSmallIntegerField(default=0)
    drive_minutes = models.PositiveSmallIntegerField(default=0)
    zone = models.TextField()

    class Meta:
        """Shared columns, no table."""

        abstract = True

    FIELDS: ClassVar[tuple[str, ...]] = (
        "kind",
        "title",
        "type",
        "client_id",
        "location_id",
        "place",
        "participants",
        "notes",
        "color",
        "owner_kind",
        "owner_id",
        "arrival_minutes",
        "preparation_minutes",
        "buffer_minutes",
        "drive_minutes",
        "zone",
    )
