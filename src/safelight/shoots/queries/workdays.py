"""The days on which the studio works, from the hours and holidays of the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from safelight.calendar.models import Holiday, HoursPlan, HoursSpan
from safelight.shoots.rules.workdays import Workdays

_BACK: Final = timedelta(days=60)
_AHEAD: Final = timedelta(days=800)


def workdays(location_id: UUID | None, today: date) -> Workdays:
    """Return the workdays of a location, or of the whole studio, around today (three statements).

    The newest plan of opening hours that has begun counts, the location's before the studio's; a studio that has
    said nothing works from Monday to Friday.
    """
    plans = HoursPlan.objects.filter(resource_id__isnull=True, valid_from__lte=today).filter(
        Q(location_id__isnull=True) | Q(location_id=location_id) if location_id else Q(location_id__isnull=True)
    )
    found = sorted(plans, key=lambda plan: (plan.location_id is not None, plan.valid_from, plan.created_at))
    weekdays: set[int] = set()
    if found:
        spans = HoursSpan.objects.filter(plan_id=found[-1].id, is_break=False).values_list("weekday", flat=True)
        # Plans count Monday as 1 (ISO 8601), Python's date as 0.
        weekdays = {weekday - 1 for weekday in spans}
    holidays = Holiday.objects.filter(
        Q(location_id__isnull=True) | Q(location_id=location_id) if location_id else Q(location_id__isnull=True),
        day__gte=today - _BACK,
        day__lte=today + _AHEAD,
        starts_minute=None,
    ).values_list("day", flat=True)
    return Workdays.of(weekdays, holidays)
