"""What can be booked."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from safelight.calendar.models import Resource
from safelight.calendar.queries.cards import ResourceCard
from safelight.calendar.rules.kinds import ResourceKind
from safelight.foundation.actions import Context, Frozen, NotFound, Page, query


class Resources(Frozen):
    """Which resources: of a kind, at a location (with those of the whole studio), archived ones too."""

    kind: ResourceKind | None = None
    location_id: UUID | None = None
    archived: bool = False


class WhichResource(Frozen):
    """Which resource."""

    resource_id: UUID


@query("calendar.resources", permission="calendar.view", door="GET /resources")
def resources(context: Context, data: Resources) -> Page[ResourceCard]:
    """List what can be booked, in the studio's order."""
    found = load_resources(context, kind=data.kind, location_id=data.location_id, archived=data.archived)
    return Page[ResourceCard](items=tuple(found), total=len(found))


@query("calendar.resource", permission="calendar.view", door="GET /resources/{resource_id}")
def resource(context: Context, data: WhichResource) -> ResourceCard:
    """Show one resource."""
    return load_resource(context, data.resource_id)


def load_resource(context: Context, resource_id: UUID) -> ResourceCard:
    """Return one resource as a card; raises NotFound."""
    found = load_resources(context, ids=[resource_id], archived=True)
    if not found:
        what = "resource"
        raise NotFound(what)
    return found[0]


def load_resources(
    context: Context,
    *,
    ids: Collection[UUID] | None = None,
    kind: ResourceKind | None = None,
    location_id: UUID | None = None,
    archived: bool = False,
) -> list[ResourceCard]:
    """Return resources as cards in the studio's order (one statement)."""
    rows = Resource.objects.select_related("location", "membership").order_by("position", "name", "id")
    if ids is not None:
        rows = rows.filter(id__in=ids)
    if kind is not None:
        rows = rows.filter(kind=kind)
    if location_id is not None:
        rows = rows.filter(Q(location_id=location_id) | Q(location_id=None))
    if not archived:
        rows = rows.filter(archived_at=None)
    return [resource_card(context, row) for row in rows]


def resource_card(context: Context, row: Resource) -> ResourceCard:
    """Return a resource, loaded with its location and membership, as a card."""
    place = row.location
    return ResourceCard(
        id=row.id,
        kind=ResourceKind(row.kind),
        name=row.name,
        membership_id=row.membership_id,
        person_id=row.membership.user_id if row.membership else None,
        location_id=row.location_id,
        location=place.name if place else "",
        zone=(place.zone if place else "") or context.studio.zone,
        color=row.color,
        position=row.position,
        capacity=row.capacity,
        notes=row.notes,
        archived_at=row.archived_at,
    )
