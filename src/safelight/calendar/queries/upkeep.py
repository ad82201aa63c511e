"""What the calendar's timetables look for."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from safelight.calendar.models import Appointment, Series
from safelight.calendar.rules.kinds import Status
from safelight.calendar.rules.timing import Timing, whole_days
from safelight.calendar.rules.wall import Moment, moment
from safelight.foundation.actions import Context

# A series is made a week at a time: seven times fewer journal lines, and still far ahead.
_AHEAD = timedelta(days=400 - 7)


def holds_ran_out(context: Context) -> bool:
    """Say whether the minutes of any hold are over."""
    return Appointment.objects.filter(status=Status.HELD, held_until__lte=context.now).exists()


def series_to_extend(context: Context) -> list[UUID]:
    """Return the series that reach less far into the future than they should."""
    due = Series.objects.filter(ended_at=None, made_until__lt=context.now.date() + _AHEAD)
    return list(due.order_by("made_until").values_list("id", flat=True))


def appointments_out_of_line(context: Context) -> list[Appointment]:
    """Return coming appointments that no longer begin or end at the wall-clock time that was agreed."""
    coming = Appointment.objects.filter(ends_at__gt=context.now, status__in=(Status.CONFIRMED, Status.HELD))
    return [
        row
        for row in coming.order_by("id").iterator()
        if (wanted := agreed(timing_of(row))).starts.at != row.starts_at or wanted.ends.at != row.ends_at
    ]


def timing_of(row: Appointment) -> Timing:
    """Return when an appointment is."""
    starts = Moment(row.starts_at, datetime.fromisoformat(row.wall_starts), row.fold_starts)
    ends = Moment(row.ends_at, datetime.fromisoformat(row.wall_ends), row.fold_ends)
    return Timing(starts, ends, row.zone, row.all_day, row.first_day, row.last_day)


def agreed(timing: Timing) -> Timing:
    """Return when the agreed wall-clock time is by today's rules of the zone."""
    if timing.all_day:
        return whole_days(timing.first_day, timing.last_day, timing.zone)
    starts = moment(timing.starts.wall, timing.zone, fold=timing.starts.fold, shift=True)
    ends = moment(timing.ends.wall, timing.zone, fold=timing.ends.fold, shift=True)
    return Timing(starts, ends, timing.zone, all_day=False, first_day=timing.first_day, last_day=timing.last_day)
