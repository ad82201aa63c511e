"""Which appointments of a series a change is about, locked with their resources."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from safelight.calendar.actions.placing import lock_resources
from safelight.calendar.actions.series.making import linked_resources
from safelight.calendar.models import Appointment, Booking, Resource, Series
from safelight.calendar.rules.kinds import Status
from safelight.calendar.rules.recurrence import Rule, read_rule
from safelight.calendar.rules.wall import LATEST
from safelight.foundation.actions import Conflict, Context, NotFound


class Scope(StrEnum):
    """From where on: this appointment and those that follow, or all that are still to come."""

    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Members:
    """A series under lock, the day from which it changes, and its appointments from that day on.

    ``anchor`` is the day of the appointment that was pointed at. ``kept_apart`` are days that were changed or cancelled
    by hand: they stay as they are.
    """

    series: Series
    anchor: date
    since: date
    rows: tuple[Appointment, ...]
    kept_apart: tuple[date, ...]
    resources: dict[UUID, Resource]


def members_of(
    context: Context,
    scope: Scope,
    *,
    appointment_id: UUID | None = None,
    series_id: UUID | None = None,
    also: Collection[UUID] = (),
) -> Members:
    """Lock a series, its appointments from a day on and all their resources.

    ``appointment_id`` points at one of them; with ``series_id`` alone, all that are still to come are meant.

    Raises:
        NotFound: there is no such series or appointment.
        Conflict: it has ended, or the appointment belongs to none.
    """
    pointed = Appointment.objects.filter(id=appointment_id).first() if appointment_id else None
    if appointment_id and pointed is None:
        what = "appointment"
        raise NotFound(what)
    if pointed is not None and (pointed.series_id is None or pointed.series_day is None):
        message = "This appointment does not come again."
        raise Conflict(message, code="no_series")
    wanted = pointed.series_id if pointed is not None else series_id
    if wanted is None:
        what = "series"
        raise NotFound(what)
    taken = Booking.objects.filter(appointment__series_id=wanted, is_current=True, ends_at__gt=context.now)
    resources = lock_resources(
        {*also, *linked_resources(wanted), *taken.values_list("resource_id", flat=True)}, context.now
    )
    series = Series.objects.select_for_update().filter(id=wanted).first()
    if series is None:
        what = "series"
        raise NotFound(what)
    if series.ended_at is not None:
        message = "This series has ended already."
        raise Conflict(message, code="ended")
    rows = list(
        Appointment.objects.select_for_update()
        .filter(series_id=series.id, ends_at__gt=context.now)
        .order_by("series_day")
    )
    today = context.now.date()
    anchor = pointed.series_day if pointed is not None and pointed.series_day is not None else today
    since = anchor
    if scope is Scope.ALL:
        since = min([row.series_day for row in rows if row.series_day is not None], default=anchor)
    rows = [row for row in rows if row.series_day is not None and row.series_day >= since]
    apart = [row for row in rows if row.is_changed or row.status not in (Status.CONFIRMED, Status.HELD)]
    apart_ids = {row.id for row in apart}
    return Members(
        series=series,
        anchor=anchor,
        since=since,
        rows=tuple(row for row in rows if row.id not in apart_ids),
        kept_apart=tuple(row.series_day for row in apart if row.series_day is not None),
        resources=resources,
    )


def cut(context: Context, series: Series, since: date) -> None:
    """Let a series end the day before ``since``; one of which nothing is still to come has ended."""
    rule = read_rule(series.rule)
    last = since - timedelta(days=1)
    series.rule = Rule(rule.frequency, rule.interval, rule.weekdays, rule.nth, rule.month_day, None, last).text()
    series.made_until = LATEST
    left = Appointment.objects.filter(series_id=series.id, series_day__lt=since, ends_at__gt=context.now)
    if not left.exclude(status=Status.CANCELLED).exists():
        series.ended_at = context.now
    series.version += 1
    series.save()
