"""What can be booked is defined: people, rooms, props."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max
from pydantic import Field

from safelight.accounts.models import Location, Membership
from safelight.calendar.models import Resource
from safelight.calendar.queries.cards import ResourceCard
from safelight.calendar.queries.resources import load_resource, load_resources
from safelight.calendar.rules.kinds import ResourceKind
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, Page, action

MOST = 500


class AddResource(Frozen):
    """A new resource. A person may be linked to the membership they sign in with; their name is then the default."""

    kind: ResourceKind
    name: str = Field(default="", max_length=120)
    membership_id: UUID | None = None
    location_id: UUID | None = Field(default=None, description="null: anywhere in the studio")
    color: str = Field(default="", max_length=20)
    capacity: int = Field(default=1, ge=1, le=100, description="How many appointments at the same time")
    notes: str = Field(default="", max_length=2_000)


class ChangeResource(Frozen):
    """What changes of a resource; what is not given stays."""

    resource_id: UUID
    name: str | None = Field(default=None, max_length=120)
    membership_id: UUID | None = None
    location_id: UUID | None = None
    color: str | None = Field(default=None, max_length=20)
    capacity: int | None = Field(default=None, ge=1, le=100)
    notes: str | None = Field(default=None, max_length=2_000)


class WhichResource(Frozen):
    """Which resource."""

    resource_id: UUID


class SortResources(Frozen):
    """All resources in the order in which the calendar shows them."""

    resource_ids: tuple[UUID, ...] = Field(max_length=MOST)


@action("calendar.add_resource", permission="calendar.manage", door="POST /resources")
def add_resource(context: Context, data: AddResource) -> ResourceCard:
    """Add a person, a room or a prop that can be booked."""
    _check_place(data.location_id)
    name = _check_person(data.kind, data.membership_id) if data.membership_id else ""
    last = Resource.objects.aggregate(last=Max("position"))["last"]
    row = Resource(
        kind=data.kind,
        name=_named(data.name or name),
        membership_id=data.membership_id,
        location_id=data.location_id,
        color=data.color,
        position=(last or 0) + 1,
        capacity=data.capacity,
        notes=data.notes,
        created_at=context.now,
    )
    _check_capacity(row)
    row.save(force_insert=True)
    context.subject("resource", row.id, f"{row.name} can be booked")
    context.undo_with("calendar.archive_resource", {"resource_id": str(row.id)})
    return load_resource(context, row.id)


@action("calendar.change_resource", permission="calendar.manage", door="PATCH /resources/{resource_id}")
def change_resource(context: Context, data: ChangeResource) -> ResourceCard:
    """Change a resource; what is not given stays, and an id given as null is taken away."""
    row = _row(data.resource_id)
    given = {name: getattr(data, name) for name in data.model_fields_set - {"resource_id"}}
    given = {name: value for name, value in given.items() if value is not None or name.endswith("_id")}
    _check_place(given.get("location_id"))
    if given.get("membership_id"):
        _check_person(ResourceKind(row.kind), given["membership_id"], but=row.id)
    if "name" in given:
        given["name"] = _named(given["name"])
    before = {name: getattr(row, name) for name in given}
    for name, value in given.items():
        setattr(row, name, value)
    _check_capacity(row)
    row.save()
    changes = {name: [_plain(before[name]), _plain(value)] for name, value in given.items() if before[name] != value}
    context.subject("resource", row.id, f"{row.name} was changed")
    context.changed(changes)
    if changes:
        context.undo_with(
            "calendar.change_resource",
            {"resource_id": str(row.id), **{name: old for name, (old, _) in changes.items()}},
        )
    return load_resource(context, row.id)


@action("calendar.archive_resource", permission="calendar.manage", door="POST /resources/{resource_id}/archive")
def archive_resource(context: Context, data: WhichResource) -> ResourceCard:
    """Archive a resource: its bookings stay, new ones are refused."""
    row = _row(data.resource_id)
    row.archived_at = row.archived_at or context.now
    row.save(update_fields=["archived_at"])
    context.subject("resource", row.id, f"{row.name} was archived")
    context.undo_with("calendar.restore_resource", {"resource_id": str(row.id)})
    return load_resource(context, row.id)


@action("calendar.restore_resource", permission="calendar.manage", door="POST /resources/{resource_id}/restore")
def restore_resource(context: Context, data: WhichResource) -> ResourceCard:
    """Let an archived resource be booked again."""
    row = _row(data.resource_id)
    row.archived_at = None
    row.save(update_fields=["archived_at"])
    context.subject("resource", row.id, f"{row.name} can be booked again")
    context.undo_with("calendar.archive_resource", {"resource_id": str(row.id)})
    return load_resource(context, row.id)


@action("calendar.sort_resources", permission="calendar.manage", door="PUT /resource-order")
def sort_resources(context: Context, data: SortResources) -> Page[ResourceCard]:
    """Put the resources into an order; ones that are not named follow as they were."""
    rows = {row.id: row for row in Resource.objects.select_for_update().order_by("id")}
    if not set(data.resource_ids) <= set(rows):
        what = "resource"
        raise NotFound(what)
    before = [row.id for row in sorted(rows.values(), key=lambda row: (row.position, row.name, row.id))]
    after = list(dict.fromkeys([*data.resource_ids, *before]))
    for position, identifier in enumerate(after, start=1):
        rows[identifier].position = position
    Resource.objects.bulk_update(rows.values(), ["position"])
    if after:
        context.subject("resource", after[0], "The resources were put into another order")
    if before != after:
        context.undo_with("calendar.sort_resources", {"resource_ids": [str(identifier) for identifier in before]})
    return Page(items=tuple(load_resources(context)))


def _row(resource_id: UUID) -> Resource:
    row = Resource.objects.select_for_update().filter(id=resource_id).first()
    if row is None:
        what = "resource"
        raise NotFound(what)
    return row


def _named(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        message = "Give it a name."
        raise InvalidInput(message, fields={"name": message})
    return tidy


def _check_place(location_id: UUID | None) -> None:
    if location_id is not None and not Location.objects.filter(id=location_id).exists():
        what = "location"
        raise NotFound(what)


def _check_person(kind: ResourceKind, membership_id: UUID, but: UUID | None = None) -> str:
    """Return the name of the person a resource is to stand for; raises NotFound, InvalidInput, Conflict."""
    if kind is not ResourceKind.PERSON:
        message = "Only a person can be linked to somebody who signs in."
        raise InvalidInput(message, fields={"membership_id": message})
    membership = Membership.objects.select_related("user").filter(id=membership_id).first()
    if membership is None:
        what = "person"
        raise NotFound(what)
    known = Resource.objects.filter(membership_id=membership_id).first()
    if known is not None and known.id != but:
        message = f"{known.name} stands for this person already."
        raise Conflict(message, code="exists", fields={"membership_id": message})
    return membership.user.display_name


def _check_capacity(row: Resource) -> None:
    if row.kind == ResourceKind.PERSON and row.capacity > 1:
        message = "A person can be in one place at a time."
        raise InvalidInput(message, fields={"capacity": message})


def _plain(value: object) -> object:
    return str(value) if isinstance(value, UUID) else value
