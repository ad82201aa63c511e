"""The calendar events of sessions: what the calendar knows, read for the sessions they belong to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from safelight.calendar.models import Appointment
from safelight.calendar.queries.cards import AppointmentCard
from safelight.calendar.queries.reading import appointment_rows, cards_of
from safelight.calendar.rules.kinds import AppointmentKind, Status
from safelight.foundation import clock
from safelight.foundation.actions import Context
from safelight.shoots.rules.due import SESSION, EventDays

OWNER: Final = "shoot"
"""What the appointments of sessions name as the kind of their owner."""
_STANDING: Final = (Status.CONFIRMED.value, Status.DONE.value)


@dataclass(frozen=True, slots=True)
class Dated:
    """One calendar event as far as due days and lists need it."""

    kind: str
    starts_at: datetime
    ends_at: datetime
    zone: str


def events_of(context: Context, shoot_id: UUID) -> list[AppointmentCard]:
    """Return the calendar events of a session by time, cancelled ones too."""
    return cards_of(context, appointment_rows(Q(owner_kind=OWNER, owner_id=shoot_id)))


def standing_events(shoot_ids: Collection[UUID]) -> dict[UUID, list[Dated]]:
    """Return the events of sessions that take place or took place, by time (one statement)."""
    rows = (
        Appointment.objects.filter(owner_kind=OWNER, owner_id__in=shoot_ids, status__in=_STANDING)
        .order_by("starts_at", "id")
        .values_list("owner_id", "kind", "type", "starts_at", "ends_at", "zone")
    )
    found: dict[UUID, list[Dated]] = {identifier: [] for identifier in shoot_ids}
    for owner_id, kind, word, starts, ends, zone in rows:
        if owner_id is not None:
            found[owner_id].append(Dated(event_kind(kind, word), starts, ends, zone))
    return found


def event_kind(kind: str, word: str) -> str:
    """Return what due rules call an event: ``session`` for the pictures, else its own word."""
    return SESSION if kind == AppointmentKind.SHOOT.value else (word or "appointment")


def days_of(events: Iterable[Dated]) -> EventDays:
    """Return the local days of events by kind."""
    first: dict[str, date] = {}
    last: dict[str, date] = {}
    for event in events:
        starts = clock.local(event.starts_at, event.zone).date()
        ends = clock.local(event.ends_at, event.zone).date()
        first[event.kind] = min(first.get(event.kind, starts), starts)
        last[event.kind] = max(last.get(event.kind, ends), ends)
    return EventDays(first, last)


def span_of(events: Iterable[Dated]) -> tuple[datetime | None, datetime | None]:
    """Return the first start and the last end of the events in which pictures are taken; None without one."""
    own = [event for event in events if event.kind == SESSION]
    if not own:
        return None, None
    return min(event.starts_at for event in own), max(event.ends_at for event in own)
