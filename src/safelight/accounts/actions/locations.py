"""The studio's places."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from safelight.accounts.models import Location
from safelight.accounts.queries.studio import LocationCard, location_card
from safelight.accounts.rules import countries
from safelight.foundation import clock
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, Refused, action

_FIELDS = ("name", "street", "postal_code", "city", "region", "country", "zone", "phone")


class LocationDraft(Frozen):
    """A place; an empty country or zone means the studio's own."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    street: Annotated[str, Field(max_length=200)] = ""
    postal_code: Annotated[str, Field(max_length=20)] = ""
    city: Annotated[str, Field(max_length=120)] = ""
    region: Annotated[str, Field(max_length=120)] = ""
    country: Annotated[str, Field(max_length=2)] = ""
    zone: Annotated[str, Field(max_length=60)] = ""
    phone: Annotated[str, Field(max_length=40)] = ""


class ChangedLocation(LocationDraft):
    """A place as it is from now on."""

    location_id: UUID


class OneLocation(Frozen):
    """One place."""

    location_id: UUID


@action("locations.add", permission="studio.manage", door="POST /locations")
def add_location(context: Context, data: LocationDraft) -> LocationCard:
    """Add a place of the studio.

    Raises:
        InvalidInput: a country or time zone that does not exist.
    """
    row = Location(**_complete(context, data))
    row.save(force_insert=True)
    context.subject("location", row.id, f"The location “{row.name}” was added")
    context.undo_with("locations.archive", {"location_id": str(row.id)})
    return location_card(row)


@action("locations.change", permission="studio.manage", door="PUT /locations/{location_id}")
def change_location(context: Context, data: ChangedLocation) -> LocationCard:
    """Change a place of the studio.

    Raises:
        NotFound: no such place.
        InvalidInput: a country or time zone that does not exist.
    """
    row = _row(data.location_id)
    before = {name: getattr(row, name) for name in _FIELDS}
    after = _complete(context, data)
    changed = [name for name in _FIELDS if before[name] != after[name]]
    for name in changed:
        setattr(row, name, after[name])
    if changed:
        row.save(update_fields=changed)
    context.subject("location", row.id, f"The location “{row.name}” was changed")
    context.changed({name: [before[name], after[name]] for name in changed})
    context.undo_with("locations.change", {"location_id": str(row.id), **before})
    return location_card(row)


@action("locations.archive", permission="studio.manage", door="POST /locations/{location_id}/archive")
def archive_location(context: Context, data: OneLocation) -> LocationCard:
    """Archive a place: it stays where it was used and takes no new bookings.

    Raises:
        NotFound: no such place.
        Conflict: it is archived already.
        Refused: it is the last one in use.
    """
    row = _row(data.location_id)
    if row.archived_at is not None:
        message = f"“{row.name}” is archived already."
        raise Conflict(message)
    if not any(other.id != row.id for other in Location.objects.select_for_update().filter(archived_at=None)):
        message = "A studio needs at least one place. Add another before archiving this one."
        raise Refused(message, code="last_location")
    row.archived_at = context.now
    row.save(update_fields=["archived_at"])
    context.subject("location", row.id, f"The location “{row.name}” was archived")
    context.undo_with("locations.restore", {"location_id": str(row.id)})
    return location_card(row)


@action("locations.restore", permission="studio.manage", door="POST /locations/{location_id}/restore")
def restore_location(context: Context, data: OneLocation) -> LocationCard:
    """Take an archived place into use again.

    Raises:
        NotFound: no such place.
        Conflict: it is in use.
    """
    row = _row(data.location_id)
    if row.archived_at is None:
        message = f"“{row.name}” is in use."
        raise Conflict(message)
    row.archived_at = None
    row.save(update_fields=["archived_at"])
    context.subject("location", row.id, f"The location “{row.name}” is in use again")
    context.undo_with("locations.archive", {"location_id": str(row.id)})
    return location_card(row)


def _row(location_id: UUID) -> Location:
    row = Location.objects.select_for_update().filter(id=location_id).first()
    if row is None:
        what = "location"
        raise NotFound(what)
    return row


def _complete(context: Context, data: LocationDraft) -> dict[str, str]:
    values: dict[str, str] = {name: getattr(data, name) for name in _FIELDS}
    values["country"] = values["country"].upper() or context.studio.country
    values["zone"] = values["zone"] or context.studio.zone
    fields: dict[str, str] = {}
    if not countries.is_country(values["country"]):
        fields["country"] = "Use a two-letter country code such as US, GB or DE."
    try:
        clock.zone(values["zone"])
    except ValueError as error:
        fields["zone"] = str(error)
    if fields:
        raise InvalidInput(" ".join(fields.values()), fields=fields)
    return values
