"""Booking something that comes again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import Field

from safelight.calendar.actions.book import title_of
from safelight.calendar.actions.inputs import AppointmentWords, NewAppointment
from safelight.calendar.actions.placing import check_resources, lock_resources
from safelight.calendar.actions.series.making import HORIZON, Made, days_of, link_resources, made_until, make
from safelight.calendar.actions.state import client_name, place_of, timing_from
from safelight.calendar.events import SeriesBlocked, SeriesBooked
from safelight.calendar.models import Series
from safelight.calendar.models.details import Details
from safelight.calendar.queries.series import BlockedDay, SeriesCard, load_series
from safelight.calendar.rules.recurrence import Frequency, Rule, RuleTrouble, check_rule
from safelight.foundation.actions import Context, Frozen, InvalidInput, action
from safelight.foundation.ids import new_id


class Repeat(Frozen):
    """When something comes again, up to ``count`` times or ``until`` a day (inclusive); neither: for ever.

    Weekdays are ISO (1 is Monday): of a weekly rule all of them (without any, that of the first day); of a monthly one,
    with ``nth`` (1 to 4, −1 is the last), that one. A monthly rule may name ``month_day`` instead (−1 is the last day).
    """

    frequency: Frequency
    interval: int = Field(default=1, ge=1, le=400)
    weekdays: tuple[int, ...] = Field(default=(), max_length=7)
    nth: int | None = None
    month_day: int | None = None
    count: int | None = Field(default=None, ge=1, le=1_000)
    until: date | None = None


class BookSeries(AppointmentWords):
    """The first appointment, and when it comes again; with ``skip_taken``, days that are not free are left out."""

    repeat: Repeat
    exceptions: tuple[date, ...] = Field(default=(), max_length=1_000)
    skip_taken: bool = False


class NewSeries(BookSeries):
    """A series of a module above: ``owner_kind`` and ``owner_id`` say what it belongs to."""

    owner_kind: str = Field(default="", max_length=40)
    owner_id: UUID | None = None


class SeriesMade(Frozen):
    """A series, and what was made of it now."""

    series: SeriesCard
    appointment_ids: tuple[UUID, ...]
    days: tuple[date, ...]
    blocked: tuple[BlockedDay, ...]
    notices: tuple[str, ...]


@action("calendar.book_series", permission="calendar.book", door="POST /series", dry_run=True)
def book_series(context: Context, data: BookSeries) -> SeriesMade:
    """Book something that comes again; each time takes its resources like any appointment.

    It stands in the calendar for the next 400 days, and is made further day by day.
    """
    made = start_series(context, NewSeries(**data.model_dump()))
    context.subject("series", made.series.id, f"{made.series.title} comes again: {made.series.repeat.words}")
    context.undo_with("calendar.end_series", {"series_id": str(made.series.id), "reason": "Booked by mistake"})
    return made


def start_series(context: Context, data: NewSeries) -> SeriesMade:
    """Book a series inside another action's transaction.

    Publishes :class:`SeriesBooked`; the journal line is the caller's. Raises what ``book`` raises.
    """
    check_resources(data.resource_ids)
    resources = lock_resources(data.resource_ids, context.now)
    location = place_of(data.location_id, resources)
    name = client_name(data.client_id)
    timing = timing_from(data, location.zone if location and location.zone else context.studio.zone)
    rule = rule_from(data.repeat)
    given = NewAppointment(**data.model_dump(exclude={"repeat", "exceptions", "skip_taken"}))
    words = {name: getattr(given, name) for name in Details.FIELDS if name != "zone"}
    row = Series(
        id=new_id(),
        **{**words, "location_id": location.id if location else None, "title": data.title or title_of(given, name)},
        zone=timing.zone,
        rule=rule.text(),
        first_day=timing.first_day,
        all_day=timing.all_day,
        starts_minute=timing.starts.wall.hour * 60 + timing.starts.wall.minute if not timing.all_day else 0,
        minutes=((timing.last_day - timing.first_day).days + 1) * 24 * 60 if timing.all_day else timing.minutes,
        exceptions=sorted({day.isoformat() for day in data.exceptions}),
        made_until=horizon(context, timing.first_day),
        created_at=context.now,
        created_by=context.actor.label,
    )
    days = days_of(row, None, row.made_until)
    if not days:
        message = "This rule gives no day. Choose another, or a later end."
        raise InvalidInput(message, fields={"repeat": message})
    row.made_until = made_until(row, row.made_until)
    row.save(force_insert=True)
    link_resources(row, data.resource_ids)
    made = make(context, row, days, data.resource_ids, resources, skip=data.skip_taken, override=data.override)
    context.concerns(row.client_id)
    context.publish(
        SeriesBooked(series_id=row.id, client_id=row.client_id, owner_kind=row.owner_kind, owner_id=row.owner_id)
    )
    keep_blocked(context, row, made)
    return told(context, row, made)


def rule_from(given: Repeat) -> Rule:
    """Return a checked rule; raises InvalidInput with its field."""
    rule = Rule(
        frequency=given.frequency,
        interval=given.interval,
        weekdays=tuple(sorted(given.weekdays)),
        nth=given.nth,
        month_day=given.month_day,
        count=given.count,
        until=given.until,
    )
    try:
        check_rule(rule)
    except RuleTrouble as trouble:
        raise InvalidInput(str(trouble), fields={f"repeat.{trouble.part}": str(trouble)}) from trouble
    return rule


def horizon(context: Context, first: date) -> date:
    """Return up to which day a series is made now: 400 days from today, or from its first day if that is later."""
    return max(context.now.date(), first) + HORIZON


def keep_blocked(context: Context, row: Series, made: Made) -> None:
    """Note the days that were not free on the series, and tell."""
    if made.blocked:
        row.blocked = [*row.blocked, *({"day": each.day.isoformat(), "why": each.why} for each in made.blocked)]
        row.save(update_fields=["blocked"])
        context.publish(SeriesBlocked(series_id=row.id, days=tuple(each.day.isoformat() for each in made.blocked)))


def told(context: Context, row: Series, made: Made) -> SeriesMade:
    """Return a series and what was made of it as a card."""
    return SeriesMade(
        series=load_series(context, row.id),
        appointment_ids=tuple(each.id for each in made.rows),
        days=tuple(each.series_day for each in made.rows if each.series_day is not None),
        blocked=tuple(BlockedDay(day=each.day, why=each.why) for each in made.blocked),
        notices=made.notices,
    )
