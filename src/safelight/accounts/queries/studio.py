"""The studio itself and its places."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from safelight.accounts.models import Location, Studio
from safelight.foundation.actions import Context, Empty, Frozen, Page, query


class StudioCard(Frozen):
    """The studio's own settings; ``seats`` is how many may work at once, None for any number."""

    id: UUID
    slug: str
    name: str
    country: str
    currency: str
    zone: str
    languages: tuple[str, ...]
    tax_habit: str
    photography: str
    seats: int | None
    created_at: datetime


class LocationCard(Frozen):
    """A place of the studio; one with ``archived_at`` takes no new bookings."""

    id: UUID
    name: str
    street: str
    postal_code: str
    city: str
    region: str
    country: str
    zone: str
    phone: str
    archived_at: datetime | None


@query("studio.get", permission="studio.view", door="GET /studio")
def get_studio(context: Context, data: Empty) -> StudioCard:  # noqa: ARG001 - there is nothing to choose
    """Show the studio's own settings."""
    return studio_card(Studio.objects.get(id=context.studio.id))


@query("locations.list", permission="studio.view", door="GET /locations")
def list_locations(context: Context, data: Empty) -> Page[LocationCard]:  # noqa: ARG001 - there is nothing to choose
    """List the studio's places, archived ones last."""
    rows = Location.objects.order_by("name", "id")
    return Page(items=tuple(sorted(map(location_card, rows), key=lambda card: card.archived_at is not None)))


def studio_card(row: Studio) -> StudioCard:
    """Return a studio as a card."""
    return StudioCard(
        id=row.id,
        slug=row.slug,
        name=row.name,
        country=row.country,
        currency=row.currency,
        zone=row.zone,
        languages=tuple(row.languages or ["en"]),
        tax_habit=row.tax_habit,
        photography=row.photography,
        seats=row.seats,
        created_at=row.created_at,
    )


def location_card(row: Location) -> LocationCard:
    """Return a location as a card."""
    return LocationCard(
        id=row.id,
        name=row.name,
        street=row.street,
        postal_code=row.postal_code,
        city=row.city,
        region=row.region,
        country=row.country,
        zone=row.zone,
        phone=row.phone,
        archived_at=row.archived_at,
    )
