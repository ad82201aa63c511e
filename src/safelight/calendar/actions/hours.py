"""Opening and working hours are defined."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import Field

from safelight.accounts.models import Location
from safelight.calendar.models import HoursPlan, HoursSpan, Resource
from safelight.calendar.queries.setup import HoursCard, hours_cards
from safelight.calendar.rules.clock_words import minute_of
from safelight.calendar.rules.hours import DAY, DaySpan, week_problems
from safelight.calendar.rules.wall import EARLIEST, LATEST
from safelight.foundation import clock
from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, action
from safelight.foundation.tenancy import current_studio_id


class SpanInput(Frozen):
    """Open (or on a break) from one time to another on a weekday (ISO: 1 is Monday).

    An end at or before the beginning lies on the next day; ``24:00`` is midnight.
    """

    weekday: int = Field(ge=1, le=7)
    starts: str = Field(max_length=5, examples=["09:00"])
    ends: str = Field(max_length=5, examples=["17:30"])
    is_break: bool = False


class SetHours(Frozen):
    """A week's hours of a resource, of a location, or (neither named) of the whole studio, from a day on.

    Days without spans are closed. Hours for the same day on are replaced.
    """

    resource_id: UUID | None = None
    location_id: UUID | None = None
    valid_from: date | None = Field(default=None, description="null: from today")
    spans: tuple[SpanInput, ...] = Field(max_length=100)


class WhichHours(Frozen):
    """Which hours."""

    plan_id: UUID


@action("calendar.set_hours", permission="calendar.manage", door="PUT /hours")
def set_hours(context: Context, data: SetHours) -> HoursCard:
    """Set the weekly hours of a resource, a location or the studio, with breaks; bookings that stand stay."""
    if data.resource_id is not None and data.location_id is not None:
        message = "Hours belong to a resource or to a location, not to both."
        raise InvalidInput(message, fields={"location_id": message})
    zone, whose = _owner(context, data.resource_id, data.location_id)
    day = data.valid_from or clock.local(context.now, zone).date()
    if not EARLIEST <= day <= LATEST:
        message = f"Choose a day between {EARLIEST.year} and {LATEST.year}."
        raise InvalidInput(message, fields={"valid_from": message})
    spans = _spans(data.spans)
    owner = {"resource_id": data.resource_id, "location_id": data.location_id}
    row = HoursPlan.objects.select_for_update().filter(**owner, valid_from=day).first()
    before = hours_cards([row])[0] if row else None
    if row is None:
        row = HoursPlan(**owner, valid_from=day, created_at=context.now, created_by=context.actor.label)
        row.save(force_insert=True)
    HoursSpan.objects.filter(plan_id=row.id).delete()
    HoursSpan.objects.bulk_create(
        HoursSpan(
            studio_id=current_studio_id(),
            plan_id=row.id,
            weekday=span.weekday,
            starts_minute=span.starts,
            ends_minute=span.ends,
            is_break=span.is_break,
        )
        for span in spans
    )
    context.subject("hours", row.id, f"Hours of {whose} were set")
    context.changed({"spans": [_told(before), _told(hours_cards([row])[0])]})
    if before is None:
        context.undo_with("calendar.remove_hours", {"plan_id": str(row.id)})
    else:
        kept = [span.model_dump(exclude={"next_day"}) for span in before.spans]
        ids = {name: str(value) for name, value in owner.items() if value is not None}
        context.undo_with("calendar.set_hours", {**ids, "valid_from": day.isoformat(), "spans": kept})
    return hours_cards([row])[0]


@action("calendar.remove_hours", permission="calendar.manage", door="DELETE /hours/{plan_id}")
def remove_hours(context: Context, data: WhichHours) -> HoursCard:
    """Take hours back: the ones before hold again, else those of the location or the studio."""
    row = HoursPlan.objects.select_for_update().filter(id=data.plan_id).first()
    if row is None:
        what = "hours"
        raise NotFound(what)
    card = hours_cards([row])[0]
    _, whose = _owner(context, row.resource_id, row.location_id)
    HoursSpan.objects.filter(plan_id=row.id).delete()
    HoursPlan.objects.filter(id=row.id).delete()
    context.subject("hours", data.plan_id, f"Hours of {whose} were removed")
    context.changed({"spans": [_told(card), None]})
    ids = {name: str(getattr(card, name)) for name in ("resource_id", "location_id") if getattr(card, name)}
    kept = [span.model_dump(exclude={"next_day"}) for span in card.spans]
    context.undo_with("calendar.set_hours", {**ids, "valid_from": card.valid_from.isoformat(), "spans": kept})
    return card


def _owner(context: Context, resource_id: UUID | None, location_id: UUID | None) -> tuple[str, str]:
    """Return the zone in which the hours are meant, and whose they are in words; raises NotFound."""
    if resource_id is not None:
        resource = Resource.objects.select_related("location").filter(id=resource_id).first()
        if resource is None:
            what = "resource"
            raise NotFound(what)
        return (resource.location.zone if resource.location else "") or context.studio.zone, resource.name
    if location_id is not None:
        place = Location.objects.filter(id=location_id).first()
        if place is None:
            what = "location"
            raise NotFound(what)
        return place.zone or context.studio.zone, place.name
    return context.studio.zone, "the studio"


def _spans(given: tuple[SpanInput, ...]) -> list[DaySpan]:
    """Return checked spans; raises InvalidInput with the fields."""
    spans: list[DaySpan] = []
    fields: dict[str, str] = {}
    for number, each in enumerate(given):
        minutes = {}
        for name in ("starts", "ends"):
            try:
                minutes[name] = minute_of(getattr(each, name))
            except ValueError as error:
                fields[f"spans.{number}.{name}"] = str(error)
        starts, ends = minutes.get("starts", 0), minutes.get("ends", DAY)
        spans.append(DaySpan(each.weekday, starts, ends if ends > starts else ends + DAY, each.is_break))
    if not fields:
        fields = {f"spans.{number}.ends": text for number, text in week_problems(spans).items()}
    if fields:
        raise InvalidInput(" ".join(dict.fromkeys(fields.values())), fields=fields)
    return spans


def _told(card: HoursCard | None) -> list[str] | None:
    if card is None:
        return None
    return [f"{span.weekday} {span.starts}–{span.ends}{' break' * span.is_break}" for span in card.spans]
