"""From a rule to appointments that stand in the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from safelight.calendar.actions.placing import not_free, take
from safelight.calendar.actions.state import claims_of, put_timing
from safelight.calendar.models import Appointment, Resource, Series, SeriesResource
from safelight.calendar.models.details import Details
from safelight.calendar.queries.clashes import clashes_of
from safelight.calendar.rules.clashes import sentence
from safelight.calendar.rules.hours import DAY, wall_at
from safelight.calendar.rules.kinds import Status
from safelight.calendar.rules.recurrence import Rule, read_rule
from safelight.calendar.rules.spans import Span
from safelight.calendar.rules.timing import Timing, timed, whole_days
from safelight.calendar.rules.wall import LATEST
from safelight.foundation.actions import Context, InvalidInput
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import current_studio_id

HORIZON: Final = timedelta(days=400)
"""How far ahead a series stands in the calendar; a job moves that on."""
MOST: Final = 1_000
_EACH_OTHER: Final = "It would meet the one before."


@dataclass(frozen=True, slots=True)
class Blocked:
    """A day for which no time was free, and why."""

    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a rule: the appointments, the days without a free time, and shifted times."""

    rows: tuple[Appointment, ...]
    blocked: tuple[Blocked, ...]
    notices: tuple[str, ...]


def timing_on(series: Series, day: date) -> Timing:
    """Return when the appointment of a day is; a time the clock skips is shifted, of two the first is meant."""
    if series.all_day:
        return whole_days(day, day + timedelta(days=max(1, series.minutes // DAY) - 1), series.zone)
    return timed(wall_at(day, series.starts_minute), series.zone, minutes=series.minutes, fold=0, shift=True)


def days_of(series: Series, after: date | None, until: date) -> list[date]:
    """Return the days of a series after a day, up to another, without its exceptions.

    Raises:
        InvalidInput: there are more than a thousand.
    """
    left_out = {date.fromisoformat(day) for day in series.exceptions}
    rule = read_rule(series.rule)
    found: list[date] = []
    for day in rule.days(series.first_day, until, without=left_out):
        if after is None or day > after:
            found.append(day)
        if len(found) > MOST:
            message = f"That would be more than {MOST} appointments. Repeat less often or not so long."
            raise InvalidInput(message, fields={"repeat": message})
    return found


def made_until(series: Series, until: date) -> date:
    """Return the day up to which a series is made: the end of time when nothing more comes after ``until``."""
    rule = read_rule(series.rule)
    more = any(day > until for day in rule.days(series.first_day, LATEST)) if _ends(rule) else True
    return until if more else LATEST


def _ends(rule: Rule) -> bool:
    return rule.count is not None or rule.until is not None


def appointment_of(context: Context, series: Series, day: date) -> Appointment:
    """Return the appointment of a day of a series (not saved)."""
    row = Appointment(
        id=new_id(),
        studio_id=current_studio_id(),
        **{name: getattr(series, name) for name in Details.FIELDS},
        status=Status.CONFIRMED,
        series_id=series.id,
        series_day=day,
        created_at=context.now,
        created_by=series.created_by,
        updated_at=context.now,
        updated_by=context.actor.label,
    )
    put_timing(row, timing_on(series, day))
    return row


def make(  # noqa: PLR0913 - what is made, with what, and what gives way, all named
    context: Context,
    series: Series,
    days: Iterable[date],
    resource_ids: Sequence[UUID],
    resources: Mapping[UUID, Resource],
    *,
    skip: bool = False,
    override: str = "",
) -> Made:
    """Write the appointments of some days, whose resources are locked; with ``skip``, taken days are left out.

    Raises:
        Taken: a time is not free, and neither ``skip`` nor ``override`` says what to do.
    """
    rows = [appointment_of(context, series, day) for day in days]
    claims = [claim for row in rows for claim in claims_of(row, resource_ids, resources)]
    blocked: list[Blocked] = []
    if skip and not override:
        gone = not_free(context, claims, resources)
        blocked = _blocked(context, series, rows, gone)
        rows = [row for row in rows if row.id not in gone]
        claims = [claim for claim in claims if claim.appointment_id not in gone]
    Appointment.objects.bulk_create(rows)
    take(context, claims, resources, zone=series.zone, override=override)
    return Made(tuple(rows), tuple(blocked), _notices(series, rows))


def link_resources(series: Series, resource_ids: Sequence[UUID]) -> None:
    """Keep what every appointment of a series takes."""
    SeriesResource.objects.bulk_create(
        SeriesResource(studio_id=current_studio_id(), series_id=series.id, resource_id=resource_id)
        for resource_id in resource_ids
    )


def linked_resources(series_id: UUID) -> list[UUID]:
    """Return what every appointment of a series takes."""
    return sorted(SeriesResource.objects.filter(series_id=series_id).values_list("resource_id", flat=True))


def _blocked(
    context: Context, series: Series, rows: Sequence[Appointment], gone: Mapping[UUID, Mapping[UUID, Span]]
) -> list[Blocked]:
    if not gone:
        return []
    told = {
        clash.booking_id: sentence(clash, series.zone, context.studio.country)
        for clash in clashes_of({booking: own for found in gone.values() for booking, own in found.items()})
    }
    return [
        Blocked(row.series_day, " ".join(dict.fromkeys(told[booking] for booking in gone[row.id])) or _EACH_OTHER)
        for row in rows
        if row.id in gone and row.series_day is not None
    ]


def _notices(series: Series, rows: Sequence[Appointment]) -> tuple[str, ...]:
    days = [row.series_day for row in rows if row.series_day is not None]
    return tuple(notice for day in days for notice in timing_on(series, day).notices)
