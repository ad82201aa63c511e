"""A series is made further into the future."""

from __future__ import annotations

from safelight.calendar.actions.placing import lock_resources
from safelight.calendar.actions.series.book import horizon, keep_blocked
from safelight.calendar.actions.series.making import days_of, linked_resources, made_until, make
from safelight.calendar.models import Series
from safelight.calendar.queries.series import BlockedDay, WhichSeries
from safelight.foundation.actions import Context, Frozen, NotFound, action


class Extended(Frozen):
    """How many appointments were added, and which days were not free."""

    added: int
    blocked: tuple[BlockedDay, ...]


@action("calendar.extend_series", permission="calendar.book")
def extend_series(context: Context, data: WhichSeries) -> Extended:
    """Add the appointments of a series that came within the horizon; days that are not free are noted on it.

    Safelight does this by itself every night.
    """
    resources = lock_resources(linked_resources(data.series_id), context.now)
    row = Series.objects.select_for_update().filter(id=data.series_id).first()
    if row is None:
        what = "series"
        raise NotFound(what)
    until = horizon(context, row.first_day)
    if row.ended_at is not None or until <= row.made_until:
        return Extended(added=0, blocked=())
    days = days_of(row, row.made_until, until)
    # Archived ones take no more bookings; what is left of the series goes on.
    usable = sorted(identifier for identifier, each in resources.items() if each.archived_at is None)
    made = make(context, row, days, usable, resources, skip=True)
    row.made_until = made_until(row, until)
    row.save(update_fields=["made_until"])
    keep_blocked(context, row, made)
    context.subject("series", row.id, f"{row.title} was made up to {until.isoformat()}")
    context.concerns(row.client_id)
    return Extended(
        added=len(made.rows), blocked=tuple(BlockedDay(day=each.day, why=each.why) for each in made.blocked)
    )
