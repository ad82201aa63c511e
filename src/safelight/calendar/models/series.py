"""Appointments that come again."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from safelight.calendar.models.details import Details
from safelight.calendar.models.resource import Resource
from safelight.foundation.tenancy import StudioRow


class Series(Details):
    """What comes again and by which rule (RFC 5545 subset), in wall-clock time of its zone.

    Its days up to ``made_until`` stand in the calendar as appointments of their own, so that each takes its
    resources' time; a job moves that day on. ``exceptions`` are days that are left out; ``blocked`` are days for
    which no place was found when they were made: ``[{"day": …, "why": …}]``.
    """

    rule = models.TextField()
    first_day = models.DateField()
    all_day = models.BooleanField(default=False)
    starts_minute = models.PositiveSmallIntegerField()
    minutes = models.PositiveIntegerField()
    exceptions: models.JSONField[Any] = models.JSONField(default=list)
    blocked: models.JSONField[Any] = models.JSONField(default=list)
    made_until = models.DateField()
    ended_at = models.DateTimeField(null=True)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.TextField()

    class Meta:
        """Found by the day up to which it is made, for those that still run."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["studio_id", "made_until"], name="series_to_make", condition=models.Q(ended_at__isnull=True)
            ),
            models.Index(
                fields=["studio_id", "client_id"], name="series_client", condition=models.Q(client_id__isnull=False)
            ),
        ]


class SeriesResource(StudioRow):
    """A resource that every appointment of a series takes."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    resource = models.ForeignKey(
        Resource, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        """Each resource once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "series_id", "resource_id"], name="series_resource_once")
        ]
