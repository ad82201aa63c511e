"""What the studio defined about its time: hours, holidays, slots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from pydantic import Field

from safelight.calendar.models import Holiday, HoursPlan, HoursSpan, Slot, SlotResource
from safelight.calendar.rules.clock_words import clock_words
from safelight.calendar.rules.holidays import countries, public_holidays
from safelight.calendar.rules.hours import ASSUMED, DaySpan
from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, Page, query

FIRST_YEAR, LAST_YEAR = 1990, 2199


class SpanCard(Frozen):
    """Open from one time to another on a weekday (ISO: 1 is Monday), or a break; ``next_day`` if it ends after midnight."""

    weekday: int
    starts: str = Field(examples=["09:00"])
    ends: str = Field(examples=["17:30"])
    is_break: bool
    next_day: bool


class HoursCard(Frozen):
    """A week's hours of a resource, a location or (neither) the studio, from a day on; ``assumed`` until somebody says."""

    id: UUID | None
    resource_id: UUID | None
    location_id: UUID | None
    valid_from: date
    spans: tuple[SpanCard, ...]
    created_at: datetime | None
    created_by: str
    assumed: bool = False


class HoursOf(Frozen):
    """Whose hours; nobody named means all plans there are."""

    resource_id: UUID | None = None
    location_id: UUID | None = None


class HolidayCard(Frozen):
    """A day on which a location or the studio is closed; with times, only that part of it."""

    id: UUID
    day: date
    name: str
    location_id: UUID | None
    location: str
    starts: str
    ends: str


class Holidays(Frozen):
    """Which years' holidays (from the first of the one to the last of the other)."""

    first_year: int = Field(ge=FIRST_YEAR, le=LAST_YEAR)
    last_year: int | None = Field(default=None, ge=FIRST_YEAR, le=LAST_YEAR)
    location_id: UUID | None = None


class Proposals(Frozen):
    """Which country's public holidays, and which year's; without a country the studio's."""

    year: int = Field(ge=FIRST_YEAR, le=LAST_YEAR)
    country: str = Field(default="", pattern="^([A-Za-z]{2})?$")


class ProposalCard(Frozen):
    """A public holiday; ``known`` when it stands in the studio's list already."""

    day: date
    name: str
    known: bool


class ProposalsCard(Frozen):
    """The public holidays of a country; ``countries`` are those whose rules are known."""

    country: str
    year: int
    holidays: tuple[ProposalCard, ...]
    countries: tuple[str, ...]


class SlotCard(Frozen):
    """A weekly time at which a session type is offered, with the resources it is for (none means any)."""

    id: UUID
    type: str
    location_id: UUID | None
    weekday: int
    starts: str
    minutes: int
    valid_from: date
    valid_until: date | None
    resource_ids: tuple[UUID, ...]
    archived_at: datetime | None


class Slots(Frozen):
    """Which slots: of a session type (empty: all), archived ones too."""

    type: str = Field(default="", max_length=60)
    archived: bool = False


@query("calendar.hours", permission="calendar.view", door="GET /hours")
def hours(context: Context, data: HoursOf) -> Page[HoursCard]:  # noqa: ARG001 - the studio in scope
    """List the hours that were defined, the newest first; without any for the studio, those assumed."""
    rows = HoursPlan.objects.order_by("-valid_from", "id")
    if data.resource_id is not None:
        rows = rows.filter(resource_id=data.resource_id)
    if data.location_id is not None:
        rows = rows.filter(location_id=data.location_id)
    found = hours_cards(list(rows))
    is_all = data.resource_id is None and data.location_id is None
    if is_all and not any(card.resource_id is None and card.location_id is None for card in found):
        assumed = HoursCard(
            id=None,
            resource_id=None,
            location_id=None,
            valid_from=date(FIRST_YEAR, 1, 1),
            spans=tuple(map(span_card, ASSUMED.spans)),
            created_at=None,
            created_by="",
            assumed=True,
        )
        found.append(assumed)
    return Page[HoursCard](items=tuple(found), total=len(found))


@query("calendar.holidays", permission="calendar.view", door="GET /holidays")
def holidays(context: Context, data: Holidays) -> Page[HolidayCard]:  # noqa: ARG001 - the studio in scope
    """List holidays by day: those of the whole studio and, with a location, its own too."""
    last = data.last_year or data.first_year
    if last < data.first_year:
        message = "The last year must not lie before the first."
        raise InvalidInput(message, fields={"last_year": message})
    rows = Holiday.objects.select_related("location").filter(day__gte=date(data.first_year, 1, 1))
    rows = rows.filter(day__lte=date(last, 12, 31)).order_by("day", "name")
    if data.location_id is not None:
        rows = rows.filter(Q(location_id=data.location_id) | Q(location_id__isnull=True))
    found = tuple(holiday_card(row) for row in rows)
    return Page[HolidayCard](items=found, total=len(found))


@query("calendar.public_holidays", permission="calendar.view", door="GET /public-holidays")
def propose_holidays(context: Context, data: Proposals) -> ProposalsCard:
    """Show a country's public holidays of a year, to choose from."""
    country = (data.country or context.studio.country).upper()
    days = public_holidays(country, data.year)
    known = set(
        Holiday.objects.filter(location_id__isnull=True, day__in=[each.day for each in days]).values_list(
            "day", flat=True
        )
    )
    return ProposalsCard(
        country=country,
        year=data.year,
        holidays=tuple(ProposalCard(day=each.day, name=each.name, known=each.day in known) for each in days),
        countries=countries(),
    )


@query("calendar.slots", permission="calendar.view", door="GET /slots")
def slots(context: Context, data: Slots) -> Page[SlotCard]:  # noqa: ARG001 - the studio in scope
    """List the weekly times at which session types are offered."""
    rows = Slot.objects.order_by("type", "weekday", "starts_minute", "id")
    if data.type:
        rows = rows.filter(type=data.type)
    if not data.archived:
        rows = rows.filter(archived_at=None)
    found = slot_cards(list(rows))
    return Page[SlotCard](items=tuple(found), total=len(found))


def hours_cards(rows: Sequence[HoursPlan]) -> list[HoursCard]:
    """Return plans as cards (one statement)."""
    spans: defaultdict[UUID, list[SpanCard]] = defaultdict(list)
    if rows:
        for row in HoursSpan.objects.filter(plan_id__in=[plan.id for plan in rows]).order_by(
            "weekday", "starts_minute", "is_break"
        ):
            spans[row.plan_id].append(span_card(DaySpan(row.weekday, row.starts_minute, row.ends_minute, row.is_break)))
    return [
        HoursCard(
            id=plan.id,
            resource_id=plan.resource_id,
            location_id=plan.location_id,
            valid_from=plan.valid_from,
            spans=tuple(spans[plan.id]),
            created_at=plan.created_at,
            created_by=plan.created_by,
        )
        for plan in rows
    ]


def span_card(span: DaySpan) -> SpanCard:
    """Return a span as a card."""
    return SpanCard(
        weekday=span.weekday,
        starts=clock_words(span.starts),
        ends=clock_words(span.ends),
        is_break=span.is_break,
        next_day=span.ends > 24 * 60,
    )


def holiday_card(row: Holiday) -> HolidayCard:
    """Return a holiday, loaded with its location, as a card."""
    return HolidayCard(
        id=row.id,
        day=row.day,
        name=row.name,
        location_id=row.location_id,
        location=row.location.name if row.location else "",
        starts="" if row.starts_minute is None else clock_words(row.starts_minute),
        ends="" if row.ends_minute is None else clock_words(row.ends_minute),
    )


def load_slot(slot_id: UUID) -> SlotCard:
    """Return a slot as a card; raises NotFound."""
    found = slot_cards(list(Slot.objects.filter(id=slot_id)))
    if not found:
        what = "time slot"
        raise NotFound(what)
    return found[0]


def slot_cards(rows: Sequence[Slot]) -> list[SlotCard]:
    """Return slots as cards (one statement)."""
    with_slot: defaultdict[UUID, list[UUID]] = defaultdict(list)
    if rows:
        links = SlotResource.objects.filter(slot_id__in=[row.id for row in rows]).order_by("resource__position")
        for slot_id, resource_id in links.values_list("slot_id", "resource_id"):
            with_slot[slot_id].append(resource_id)
    return [
        SlotCard(
            id=row.id,
            type=row.type,
            location_id=row.location_id,
            weekday=row.weekday,
            starts=clock_words(row.starts_minute),
            minutes=row.minutes,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            resource_ids=tuple(with_slot[row.id]),
            archived_at=row.archived_at,
        )
        for row in rows
    ]
