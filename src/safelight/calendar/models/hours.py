"""When a resource, a location or the studio is open."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from safelight.calendar.models.resource import Resource
from safelight.foundation.tenancy import StudioRow


class HoursPlan(StudioRow):
    """A week's hours of a resource, of a location, or (neither) of the whole studio, from a day on.

    The newest plan that has begun counts; a resource without a plan keeps the hours of its location, and that of the
    studio. Spans are wall-clock minutes of the day in the zone of the location.
    """

    resource = models.ForeignKey(
        Resource, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    location = models.ForeignKey(
        "accounts.Location", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    valid_from = models.DateField()
    created_at = models.DateTimeField()
    created_by = models.TextField()

    class Meta:
        """One plan per owner and day; the owner is a resource or a location, never both."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["studio_id", "resource_id", "location_id", "valid_from"],
                nulls_distinct=False,
                name="hours_one_per_day",
            ),
            models.CheckConstraint(
                condition=Q(resource_id__isnull=True) | Q(location_id__isnull=True), name="hours_one_owner"
            ),
        ]


class HoursSpan(StudioRow):
    """One open span of a weekday (ISO: 1 is Monday), or a break in it; it may end after midnight (minute 1,440)."""

    plan = models.ForeignKey(HoursPlan, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    weekday = models.PositiveSmallIntegerField()
    starts_minute = models.PositiveSmallIntegerField()
    ends_minute = models.PositiveSmallIntegerField()
    is_break = models.BooleanField(default=False)

    class Meta:
        """Read by plan; a span has a length, and is shorter than a day."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["studio_id", "plan_id"], name="span_plan")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(weekday__gte=1, weekday__lte=7, starts_minute__lt=1440)
                & Q(ends_minute__gt=F("starts_minute"))
                & Q(ends_minute__lte=F("starts_minute") + 1440),
                name="span_in_a_day",
            )
        ]


class Holiday(StudioRow):
    """A day on which a location, or the whole studio, is closed; with minutes only that part of the day."""

    location = models.ForeignKey(
        "accounts.Location", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    day = models.DateField()
    name = models.TextField()
    starts_minute = models.PositiveSmallIntegerField(null=True)
    ends_minute = models.PositiveSmallIntegerField(null=True)

    class Meta:
        """One holiday of a name per place and day."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["studio_id", "day", "location_id", "name"], nulls_distinct=False, name="holiday_once"
            ),
            models.CheckConstraint(
                condition=Q(starts_minute__isnull=True, ends_minute__isnull=True)
                | (Q(ends_minute__gt=F("starts_minute")) & Q(ends_minute__lte=1440)),
                name="holiday_part_of_a_day",
            ),
        ]
