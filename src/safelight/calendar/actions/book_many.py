"""Booking many different appointments at once, for imports and for what another module brings along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from safelight.accounts.models import Location
from safelight.calendar.actions.book import title_of
from safelight.calendar.actions.inputs import NewAppointment
from safelight.calendar.actions.placing import check_resources, lock_resources, not_free, take
from safelight.calendar.actions.state import claims_of, put_timing, timing_from
from safelight.calendar.events import AppointmentsScheduled
from safelight.calendar.models import Appointment
from safelight.calendar.models.details import Details
from safelight.calendar.rules.kinds import Status
from safelight.clients.queries import names_of
from safelight.foundation.actions import Context, NotFound
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import current_studio_id


def book_many(
    context: Context,
    items: Sequence[NewAppointment],
    *,
    skip_taken: bool = False,
    done_before: datetime | None = None,
) -> list[UUID | None]:
    """Book appointments inside another action's transaction, in a number of statements that does not grow with them.

    Returns the ids in the order of ``items``; None for those that were left out because something of theirs was taken
    (``skip_taken``; without it that is refused). What ended before ``done_before`` is written as done.
    Publishes one :class:`AppointmentsScheduled` without owner; the journal line is the caller's.

    Raises:
        NotFound: a client, location or resource that does not exist.
        InvalidInput: a time that is none.
        Taken: a resource is taken, and nothing says to leave it out.
    """
    resources = lock_resources({one for item in items for one in item.resource_ids}, context.now)
    places = {row.id: row for row in Location.objects.all()}
    if any(item.location_id is not None and item.location_id not in places for item in items):
        what = "location"
        raise NotFound(what)
    wanted = {item.client_id for item in items if item.client_id is not None}
    names = names_of(list(wanted))
    if set(names) < wanted:
        what = "client"
        raise NotFound(what)
    rows: list[Appointment] = []
    for item in items:
        check_resources(item.resource_ids)
        place = places.get(item.location_id) if item.location_id else None
        given = {name: getattr(item, name) for name in Details.FIELDS if name != "zone"}
        client = names[item.client_id][1] if item.client_id else ""
        row = Appointment(
            id=item.id or new_id(),
            studio_id=current_studio_id(),
            **{**given, "title": item.title or title_of(item, client)},
            status=Status.CONFIRMED,
            created_at=context.now,
            created_by=context.actor.label,
            updated_at=context.now,
            updated_by=context.actor.label,
        )
        put_timing(row, timing_from(item, (place.zone if place else "") or context.studio.zone))
        if done_before is not None and row.ends_at <= done_before:
            row.status = Status.DONE
        rows.append(row)
    claims = [
        claim for row, item in zip(rows, items, strict=True) for claim in claims_of(row, item.resource_ids, resources)
    ]
    left_out: set[UUID | None] = set()
    if skip_taken:
        left_out = set(not_free(context, claims, resources))
        claims = [claim for claim in claims if claim.appointment_id not in left_out]
    kept = [row for row in rows if row.id not in left_out]
    Appointment.objects.bulk_create(kept)
    take(context, claims, resources, zone=context.studio.zone)
    if kept:
        context.publish(
            AppointmentsScheduled(
                appointment_ids=tuple(row.id for row in kept), client_id=None, owner_kind="", owner_id=None
            )
        )
    return [None if row.id in left_out else row.id for row in rows]
