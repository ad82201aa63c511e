"""Appointments as lists: a day, an agenda, those of a client or of what they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from pydantic import Field

from safelight.calendar.models import Appointment, Booking, Resource
from safelight.calendar.queries.cards import AppointmentCard
from safelight.calendar.queries.hours import load_hours
from safelight.calendar.queries.paging import cursor_of, position_of
from safelight.calendar.queries.range import EventCard, Shade, away, event_cards, events_between
from safelight.calendar.queries.reading import appointment_rows, cards_of, known_zone
from safelight.calendar.queries.resources import load_resources
from safelight.calendar.rules.kinds import Status
from safelight.clients.queries import names_of
from safelight.foundation.actions import Context, Frozen, NotFound, Page, query
from safelight.foundation.clock import day_bounds, local


class Day(Frozen):
    """Which day (today, if none is given), where, and whether only what the reader takes part in."""

    day: date | None = None
    location_id: UUID | None = None
    mine: bool = False
    zone: str = Field(default="", max_length=60)


class DayCard(Frozen):
    """A day: what is in it by time, who is away, and which holidays are kept."""

    day: date
    zone: str
    events: tuple[EventCard, ...]
    away: tuple[Shade, ...]
    holidays: tuple[str, ...]


class Agenda(Frozen):
    """What comes from a moment on (now, if none is given), up to another one."""

    starts_after: datetime | None = None
    starts_before: datetime | None = None
    resource_ids: tuple[UUID, ...] = Field(default=(), max_length=200)
    location_id: UUID | None = None
    cancelled: bool = False
    zone: str = Field(default="", max_length=60)
    cursor: str = Field(default="", max_length=90)
    limit: int = Field(default=50, ge=1, le=200)


class ClientAppointments(Frozen):
    """Which client's appointments, and from where on."""

    client_id: UUID
    cursor: str = Field(default="", max_length=90)
    limit: int = Field(default=50, ge=1, le=200)


@query("calendar.day", permission="calendar.view", door="GET /calendar/day")
def day_view(context: Context, data: Day) -> DayCard:
    """Show a day: appointments by time, who is away, holidays."""
    zone = known_zone(data.zone or context.studio.zone)
    day = data.day or local(context.now, zone).date()
    window = day_bounds(day, zone)
    cards = load_resources(context, location_id=data.location_id)
    if data.mine:
        cards = [card for card in cards if card.person_id is not None and card.person_id == context.actor.id]
    only = {card.id for card in cards} if data.mine or data.location_id else None
    hours = load_hours(context, day, day, cards)
    return DayCard(
        day=day,
        zone=zone,
        events=tuple(
            events_between(context, window, zone, only=only, location_id=None if data.mine else data.location_id)
        ),
        away=tuple(away(cards, window)),
        holidays=tuple(dict.fromkeys(name for name, _ in hours.at(data.location_id, zone).holidays(window))),
    )


@query("calendar.agenda", permission="calendar.view", door="GET /appointments")
def agenda(context: Context, data: Agenda) -> Page[EventCard]:
    """List appointments by time, from now on or from another moment."""
    zone = known_zone(data.zone or context.studio.zone)
    condition = Q(starts_at__gte=_instant(context, data.starts_after))
    if data.starts_before is not None:
        condition &= Q(starts_at__lt=_instant(context, data.starts_before))
    if data.location_id is not None:
        condition &= Q(location_id=data.location_id)
    if data.resource_ids:
        taking = Booking.objects.filter(
            appointment_id=OuterRef("id"), resource_id__in=data.resource_ids, is_current=True
        )
        condition &= Q(Exists(taking))
    if not data.cancelled:
        condition &= ~Q(status=Status.CANCELLED) & ~Q(status=Status.HELD, held_until__lte=context.now)
    place = position_of(data.cursor)
    if place is not None:
        condition &= Q(starts_at__gt=place[0]) | Q(starts_at=place[0], id__gt=place[1])
    rows = appointment_rows(condition, limit=data.limit + 1)
    shown = event_cards(context, rows[: data.limit], zone)
    following = cursor_of(shown[-1].starts, shown[-1].id) if len(rows) > data.limit else None
    return Page[EventCard](items=tuple(shown), next=following)


@query("calendar.client_appointments", permission="calendar.view", door="GET /clients/{client_id}/appointments")
def client_appointments(context: Context, data: ClientAppointments) -> Page[EventCard]:
    """List a client's appointments, the latest first, cancelled ones too."""
    if not names_of([data.client_id]):
        what = "client"
        raise NotFound(what)
    condition = Q(client_id=data.client_id)
    total = Appointment.objects.filter(condition).count()
    place = position_of(data.cursor)
    if place is not None:
        condition &= Q(starts_at__lt=place[0]) | Q(starts_at=place[0], id__lt=place[1])
    rows = appointment_rows(condition, limit=data.limit + 1, latest_first=True)
    shown = event_cards(context, rows[: data.limit], context.studio.zone)
    following = cursor_of(shown[-1].starts, shown[-1].id) if len(rows) > data.limit else None
    return Page[EventCard](items=tuple(shown), next=following, total=total)


def owned_by(context: Context, owner_kind: str, owner_ids: Collection[UUID]) -> dict[UUID, list[AppointmentCard]]:
    """Return the appointments of records of a module above, by record and time (four statements)."""
    rows = appointment_rows(Q(owner_kind=owner_kind, owner_id__in=list(owner_ids)))
    found: defaultdict[UUID, list[AppointmentCard]] = defaultdict(list)
    for row, card in zip(rows, cards_of(context, rows), strict=True):
        found[row["owner_id"]].append(card)
    return found


def my_resource_ids(context: Context) -> set[UUID]:
    """Return the resources that stand for the person who reads."""
    if context.actor.kind != "person" or context.actor.id is None:
        return set()
    return set(Resource.objects.filter(membership__user_id=context.actor.id).values_list("id", flat=True))


def _instant(context: Context, moment: datetime | None) -> datetime:
    """Return an instant; one without an offset is meant in the studio's zone."""
    if moment is None:
        return context.now
    if moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=local(context.now, context.studio.zone).tzinfo)
