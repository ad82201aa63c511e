"""What the calendar shows between two days: events, resources, and why a resource is not free.

Everything stands in tables already, recurring appointments too, so the number of statements does not grow with the
number of events (seven, and one per kind of owner).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, TypeAlias
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from pydantic import Field

from safelight.calendar.models import Absence, Booking, Override
from safelight.calendar.queries.cards import ClientBrief, OwnerCard, ResourceCard
from safelight.calendar.queries.hours import StudioHours, load_hours
from safelight.calendar.queries.reading import appointment_rows, client_of, known_zone, owners_of, status_of
from safelight.calendar.queries.resources import load_resources
from safelight.calendar.rules.kinds import AbsenceState, AppointmentKind, ResourceKind, Status
from safelight.calendar.rules.spans import Span, minus
from safelight.calendar.rules.timing import LONG
from safelight.foundation.actions import Context, Frozen, InvalidInput, query
from safelight.foundation.clock import day_bounds
from safelight.foundation.clock import zone as zone_of

LONGEST = 100
Why: TypeAlias = Literal["closed", "break", "holiday", "away", "asked"]


class Range(Frozen):
    """Which days (inclusive, at most 100), seen in which zone, of which resources; none named means all.

    With ``location_id``, the resources of that place and those that belong to the whole studio.
    """

    first_day: date
    last_day: date
    zone: str = Field(default="", max_length=60, description="Empty: the location's, else the studio's")
    location_id: UUID | None = None
    resource_ids: tuple[UUID, ...] = Field(default=(), max_length=200)
    cancelled: bool = Field(default=False, description="Show cancelled ones too")


class TakenCard(Frozen):
    """The span of a resource that an event takes, with what comes before and after."""

    resource_id: UUID
    starts: datetime
    ends: datetime
    overridden: bool = False


class EventCard(Frozen):
    """An appointment as the calendar shows it; wall times are those of the view's zone.

    ``has_override`` when it was booked over another or another over it.
    """

    id: UUID
    kind: AppointmentKind
    status: Status
    title: str
    type: str
    client: ClientBrief | None
    owner: OwnerCard | None
    location_id: UUID | None
    place: str
    color: str
    all_day: bool
    starts: datetime
    ends: datetime
    wall_starts: datetime
    wall_ends: datetime
    first_day: date
    last_day: date
    arrival_minutes: int
    takes: tuple[TakenCard, ...]
    has_override: bool
    held_until: datetime | None
    series_id: UUID | None
    is_changed: bool
    version: int

    @property
    def resource_ids(self) -> tuple[UUID, ...]:
        """The resources it takes."""
        return tuple(each.resource_id for each in self.takes)


class Shade(Frozen):
    """Time in which a resource cannot be had for a reason of its own; ``asked`` is an absence not yet approved."""

    resource_id: UUID
    starts: datetime
    ends: datetime
    why: Why
    note: str = ""
    absence_id: UUID | None = None


class RangeCard(Frozen):
    """The days, what is in them, and the time of day between which anything is open (minutes after midnight)."""

    zone: str
    first_day: date
    last_day: date
    starts: datetime
    ends: datetime
    resources: tuple[ResourceCard, ...]
    events: tuple[EventCard, ...]
    shades: tuple[Shade, ...]
    opens_minute: int
    closes_minute: int


Takes: TypeAlias = tuple[Mapping[UUID, list[TakenCard]], set[UUID]]


@query("calendar.range", permission="calendar.view", door="GET /calendar")
def range_view(context: Context, data: Range) -> RangeCard:
    """Show the calendar between two days: events, resources, and when they are closed or away."""
    if data.last_day < data.first_day or (data.last_day - data.first_day).days >= LONGEST:
        message = f"Choose up to {LONGEST} days, the last not before the first."
        raise InvalidInput(message, fields={"last_day": message})
    shown = load_resources(
        context, ids=data.resource_ids or None, location_id=data.location_id, archived=bool(data.resource_ids)
    )
    zone = data.zone or next((card.zone for card in shown if card.location_id == data.location_id), "")
    zone = known_zone(zone or context.studio.zone)
    window = (day_bounds(data.first_day, zone)[0], day_bounds(data.last_day, zone)[1])
    is_narrow = bool(data.resource_ids or data.location_id)
    events = events_between(
        context,
        window,
        zone,
        only={card.id for card in shown} if is_narrow else None,
        location_id=data.location_id,
        cancelled=data.cancelled,
    )
    hours = load_hours(context, data.first_day, data.last_day, shown)
    opens, closes = _open_minutes(hours, shown, window, zone)
    return RangeCard(
        zone=zone,
        first_day=data.first_day,
        last_day=data.last_day,
        starts=window[0],
        ends=window[1],
        resources=tuple(shown),
        events=tuple(events),
        shades=(*_closed(hours, shown, window), *away(shown, window)),
        opens_minute=opens,
        closes_minute=closes,
    )


def events_between(  # noqa: PLR0913 - a window and what narrows it, all named
    context: Context,
    window: Span,
    zone: str,
    *,
    only: Collection[UUID] | None = None,
    location_id: UUID | None = None,
    cancelled: bool = False,
) -> list[EventCard]:
    """Return what lies in a window, by time (two statements, and one per kind of owner).

    ``only`` leaves out what takes none of these resources, except what is at the location itself.
    """
    condition = Q(starts_at__gte=window[0] - LONG, starts_at__lt=window[1], ends_at__gt=window[0])
    condition |= Q(is_long=True, starts_at__lt=window[1], ends_at__gt=window[0])
    rows = appointment_rows(condition if cancelled else condition & ~Q(status=Status.CANCELLED))
    if not cancelled:
        rows = [row for row in rows if status_of(row, context.now) is not Status.CANCELLED]
    known = _takes([row["id"] for row in rows])
    if only is not None:
        here = location_id or object()
        rows = [
            row
            for row in rows
            if row["location_id"] == here or any(each.resource_id in only for each in known[0].get(row["id"], ()))
        ]
    return event_cards(context, rows, zone, known)


def event_cards(
    context: Context, rows: Sequence[Mapping[str, Any]], zone: str, known: Takes | None = None
) -> list[EventCard]:
    """Return rows read by ``appointment_rows`` as the calendar shows them (one statement, and one per kind of owner)."""
    takes, touched = known or _takes([row["id"] for row in rows])
    belongs = owners_of(context, rows)
    place = zone_of(zone)
    return [
        EventCard.model_construct(
            id=row["id"],
            kind=AppointmentKind(row["kind"]),
            status=status_of(row, context.now),
            title=row["title"],
            type=row["type"],
            client=client_of(context, row),
            owner=belongs.get(row["id"]),
            location_id=row["location_id"],
            place=row["place"],
            color=row["color"],
            all_day=row["all_day"],
            starts=row["starts_at"],
            ends=row["ends_at"],
            wall_starts=row["starts_at"].astimezone(place).replace(tzinfo=None),
            wall_ends=row["ends_at"].astimezone(place).replace(tzinfo=None),
            first_day=row["first_day"],
            last_day=row["last_day"],
            arrival_minutes=row["arrival_minutes"],
            takes=tuple(takes.get(row["id"], ())),
            has_override=row["id"] in touched,
            held_until=row["held_until"],
            series_id=row["series_id"],
            is_changed=row["is_changed"],
            version=row["version"],
        )
        for row in rows
    ]


def _takes(ids: Sequence[UUID]) -> Takes:
    """Return what appointments take, and which of them have an override on either side (one statement)."""
    found: defaultdict[UUID, list[TakenCard]] = defaultdict(list)
    touched: set[UUID] = set()
    if not ids:
        return found, touched
    rows = (
        Booking.objects.filter(appointment_id__in=ids)
        .annotate(over=Exists(Override.objects.filter(Q(over_id=OuterRef("id")) | Q(booking_id=OuterRef("id")))))
        .order_by("resource__position", "place")
        .values_list("appointment_id", "resource_id", "starts_at", "ends_at", "overridden", "over", "is_current")
    )
    seen: set[tuple[UUID, UUID]] = set()
    for appointment_id, resource_id, starts, ends, overridden, over, is_current in rows:
        if over:
            touched.add(appointment_id)
        if is_current and (appointment_id, resource_id) not in seen:
            seen.add((appointment_id, resource_id))
            found[appointment_id].append(
                TakenCard.model_construct(resource_id=resource_id, starts=starts, ends=ends, overridden=overridden)
            )
    return found, touched


def _closed(hours: StudioHours, shown: Sequence[ResourceCard], window: Span) -> Iterator[Shade]:
    """Yield when resources are closed; those that share their hours share the work."""
    known: dict[int, list[tuple[Why, Span, str]]] = {}
    for card in shown:
        mine = hours.of(card)
        if id(mine) not in known:
            breaks, holidays = mine.breaks(window), mine.holidays(window)
            named = [*breaks, *(span for _, span in holidays)]
            rest = minus([window], [*mine.open_spans(window), *named])
            known[id(mine)] = [*(("closed", span, "") for span in rest), *(("break", span, "") for span in breaks)]
            known[id(mine)] += [("holiday", span, name) for name, span in holidays]
        for why, span, note in known[id(mine)]:
            yield Shade.model_construct(
                resource_id=card.id, starts=span[0], ends=span[1], why=why, note=note, absence_id=None
            )


def away(shown: Sequence[ResourceCard], window: Span) -> list[Shade]:
    """Return who is away or asks to be, of the people among some resources (one statement)."""
    people = [card.id for card in shown if card.kind is ResourceKind.PERSON]
    if not people:
        return []
    rows: Any = Absence.objects.filter(
        resource_id__in=people,
        state__in=(AbsenceState.APPROVED, AbsenceState.REQUESTED),
        ends_at__gt=window[0],
        starts_at__lt=window[1],
    ).order_by("starts_at")
    return [
        Shade(
            resource_id=row.resource_id,
            starts=row.starts_at,
            ends=row.ends_at,
            why="away" if row.state == AbsenceState.APPROVED else "asked",
            absence_id=row.id,
        )
        for row in rows
    ]


def _open_minutes(hours: StudioHours, shown: Sequence[ResourceCard], window: Span, zone: str) -> tuple[int, int]:
    """Return between which minutes of a day anything is open."""
    place = zone_of(zone)
    starts: list[int] = []
    ends: list[int] = []
    for mine in {id(each): each for each in map(hours.of, shown)}.values() or [hours.at(None)]:
        for span in mine.open_spans(window):
            first, last = (moment.astimezone(place) for moment in span)
            starts.append(first.hour * 60 + first.minute)
            minutes = last.hour * 60 + last.minute
            ends.append(minutes if last.date() == first.date() and minutes else 24 * 60)
    return (min(starts), max(ends)) if starts else (9 * 60, 17 * 60)
