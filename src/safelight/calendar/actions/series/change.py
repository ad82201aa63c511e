"""Changing something that comes again: from one of its appointments on, or all that are still to come."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import Field

from safelight.accounts.models import Location
from safelight.calendar.actions.inputs import LONGEST_MINUTES, Minutes, Reason, Resources
from safelight.calendar.actions.placing import check_resources, take
from safelight.calendar.actions.series.book import Repeat, SeriesMade, horizon, rule_from, told
from safelight.calendar.actions.series.making import (
    Made,
    appointment_of,
    days_of,
    link_resources,
    linked_resources,
    made_until,
    timing_on,
)
from safelight.calendar.actions.series.members import Members, Scope, cut, members_of
from safelight.calendar.actions.state import claims_of, client_name, put_timing
from safelight.calendar.events import SeriesChanged
from safelight.calendar.models import Appointment, Series
from safelight.calendar.models.details import Details
from safelight.calendar.rules.kinds import Status
from safelight.calendar.rules.recurrence import Rule, RuleTrouble, read_rule, shifted
from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, action
from safelight.foundation.ids import new_id

_WORDS = (
    "title", "type", "client_id", "location_id", "place", "participants", "notes", "color", "arrival_minutes",
    "preparation_minutes", "buffer_minutes", "drive_minutes",
)  # fmt: skip


class ChangeSeries(Frozen):
    """What changes from an appointment on (``following``) or of all that are still to come (``all``).

    ``starts`` is when the appointment pointed at is to begin, on the wall clock of the series; the others move alike.
    What is not given stays. Appointments that were changed or cancelled by hand stay as they are.
    """

    appointment_id: UUID
    scope: Scope = Scope.FOLLOWING
    starts: datetime | None = None
    minutes: int | None = Field(default=None, ge=1, le=LONGEST_MINUTES)
    resource_ids: Resources | None = None
    repeat: Repeat | None = None
    title: str | None = Field(default=None, max_length=200)
    type: str | None = Field(default=None, max_length=60)
    client_id: UUID | None = None
    location_id: UUID | None = None
    place: str | None = Field(default=None, max_length=300)
    participants: str | None = Field(default=None, max_length=2_000)
    notes: str | None = Field(default=None, max_length=20_000)
    color: str | None = Field(default=None, max_length=20)
    arrival_minutes: Minutes | None = None
    preparation_minutes: Minutes | None = None
    buffer_minutes: Minutes | None = None
    drive_minutes: Minutes | None = None
    override: Reason = ""


@action("calendar.change_series", permission="calendar.book", door="PATCH /series", dry_run=True)
def change_series(context: Context, data: ChangeSeries) -> SeriesMade:
    """Change something that comes again, from one of its appointments on.

    The old rule ends there and a new one begins; appointments that both have are moved and keep their place in the
    books, the others are cancelled or added. All in one go: if one of them is not free, nothing changes.
    """
    if data.resource_ids is not None:
        check_resources(data.resource_ids)
    members = members_of(context, data.scope, appointment_id=data.appointment_id, also=data.resource_ids or ())
    old = members.series
    shift, minute = _shift(members, data)
    row = _following(context, members, data, shift, minute)
    wanted = tuple(data.resource_ids) if data.resource_ids is not None else tuple(linked_resources(old.id))
    days = [day for day in days_of(row, None, row.made_until) if day >= members.since + timedelta(days=min(shift, 0))]
    row.made_until = made_until(row, row.made_until)
    row.save(force_insert=True)
    link_resources(row, wanted)
    made = _carry_over(context, members, row, days, wanted, shift, data.override)
    cut(context, old, members.since)
    context.subject("series", row.id, f"{row.title} comes otherwise: {read_rule(row.rule).words()}")
    context.concerns(old.client_id, row.client_id)
    context.publish(
        SeriesChanged(
            series_id=row.id,
            before_id=old.id,
            client_id=row.client_id,
            owner_kind=row.owner_kind,
            owner_id=row.owner_id,
        )
    )
    return told(context, row, made)


def _shift(members: Members, data: ChangeSeries) -> tuple[int, int]:
    """Return by how many days the appointments move, and at which minute of the day they begin."""
    if data.starts is None:
        return 0, members.series.starts_minute
    if data.starts.tzinfo is not None:
        message = "Give the wall-clock time of the series, without an offset."
        raise InvalidInput(message, fields={"starts": message})
    return (data.starts.date() - members.anchor).days, data.starts.hour * 60 + data.starts.minute


def _following(context: Context, members: Members, data: ChangeSeries, shift: int, minute: int) -> Series:
    """Return the series that follows (not saved)."""
    old = members.series
    words: dict[str, Any] = {name: getattr(old, name) for name in Details.FIELDS}
    given = {name: getattr(data, name) for name in data.model_fields_set & set(_WORDS)}
    words |= {name: value for name, value in given.items() if value is not None or name.endswith("_id")}
    if words["client_id"] != old.client_id:
        client_name(words["client_id"])
    place = words["location_id"]
    if place not in {old.location_id, None} and not Location.objects.filter(id=place).exists():
        what = "location"
        raise NotFound(what)
    first = members.since + timedelta(days=shift)
    rule = rule_from(data.repeat) if data.repeat is not None else _moved_rule(old, members.since, shift)
    apart = {(day + timedelta(days=shift)).isoformat() for day in members.kept_apart}
    moved = {(date.fromisoformat(day) + timedelta(days=shift)).isoformat() for day in old.exceptions}
    return Series(
        id=new_id(),
        **words,
        rule=rule.text(),
        first_day=first,
        all_day=old.all_day,
        starts_minute=0 if old.all_day else minute,
        minutes=data.minutes or old.minutes,
        exceptions=sorted(moved | apart),
        made_until=horizon(context, first),
        follows_id=old.id,
        created_at=context.now,
        created_by=context.actor.label,
    )


def _moved_rule(old: Series, since: date, shift: int) -> Rule:
    """Return the old rule for the days that are left of it, moved by whole days."""
    rule = read_rule(old.rule)
    if rule.count is not None:
        used = sum(1 for _ in rule.days(old.first_day, since - timedelta(days=1)))
        rule = Rule(rule.frequency, rule.interval, rule.weekdays, rule.nth, rule.month_day, max(1, rule.count - used))
    try:
        return shifted(rule, shift)
    except RuleTrouble as trouble:
        raise InvalidInput(str(trouble), fields={"repeat": str(trouble)}) from trouble


def _carry_over(  # noqa: PLR0913, PLR0917 - private; what change_series worked out
    context: Context,
    members: Members,
    row: Series,
    days: list[date],
    wanted: tuple[UUID, ...],
    shift: int,
    override: str,
) -> Made:
    """Move what both rules have, cancel what the new one has not, add what the old one had not."""
    before = {(each.series_day or members.since) + timedelta(days=shift): each for each in members.rows}
    kept: list[Appointment] = []
    fresh: list[Appointment] = []
    for day in days:
        each = before.pop(day, None)
        if each is None:
            fresh.append(appointment_of(context, row, day))
            continue
        for name in Details.FIELDS:
            setattr(each, name, getattr(row, name))
        each.series_id, each.series_day = row.id, day
        put_timing(each, timing_on(row, day))
        _touch(context, each)
        kept.append(each)
    for each in before.values():
        each.status_before, each.status = each.status, Status.CANCELLED
        each.cancelled_at, each.cancelled_by, each.cancel_reason = context.now, context.actor.label, "Series changed"
        _touch(context, each)
    _save([*kept, *before.values()])
    Appointment.objects.bulk_create(fresh)
    claims = [claim for each in (*kept, *fresh) for claim in claims_of(each, wanted, members.resources)]
    take(
        context,
        claims,
        members.resources,
        zone=row.zone,
        override=override,
        leaves=[each.id for each in members.rows],
    )
    rows = tuple(sorted((*kept, *fresh), key=lambda each: each.starts_at))
    notices = tuple(notice for day in days for notice in timing_on(row, day).notices)
    return Made(rows, (), notices)


def _touch(context: Context, each: Appointment) -> None:
    each.version += 1
    each.updated_at, each.updated_by = context.now, context.actor.label


def _save(rows: list[Appointment]) -> None:
    if rows:
        names = [field.name for field in Appointment._meta.concrete_fields if field.name not in {"id", "studio_id"}]  # noqa: SLF001 - Django's documented Meta API
        Appointment.objects.bulk_update(rows, names)
