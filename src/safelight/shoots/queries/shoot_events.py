"""The calendar events of one session."""

from __future__ import annotations

from uuid import UUID

from safelight.calendar.queries.cards import AppointmentCard
from safelight.foundation.actions import Context, Frozen, NotFound, Page, query
from safelight.shoots.models import Shoot
from safelight.shoots.queries.dates import events_of


class EventsOf(Frozen):
    """Which session's."""

    shoot_id: UUID


@query("shoots.events", permission="shoots.view", door="GET /shoots/{shoot_id}/events")
def events(context: Context, data: EventsOf) -> Page[AppointmentCard]:
    """List the dates of a session by time, cancelled ones too."""
    if not Shoot.objects.filter(id=data.shoot_id).exists():
        what = "session"
        raise NotFound(what)
    cards = events_of(context, data.shoot_id)
    return Page(items=tuple(cards), total=len(cards))
