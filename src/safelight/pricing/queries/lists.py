"""The price lists of the studio, one whole list, its versions, and which list holds at a place on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from safelight.foundation import clock
from safelight.foundation.actions import Context, Frozen, NotFound, Page, query
from safelight.pricing.models import Item, PriceList, PriceListVersion
from safelight.pricing.queries.cards import ItemCard, PriceListCard, PriceListPage, VersionCard
from safelight.pricing.queries.facts import facts_at
from safelight.pricing.queries.reading import list_cards, list_row, load_items, load_page
from safelight.pricing.rules.snapshot import to_json


class ListPriceLists(Frozen):
    """Which lists: those of a place (and those of everywhere), those in season on a day, archived ones too."""

    location_id: UUID | None = None
    on: date | None = None
    archived: bool = False


class WhichPriceList(Frozen):
    """Which list; ``archived`` shows archived items too."""

    list_id: UUID
    archived: bool = False


class WhichItem(Frozen):
    """Which item."""

    item_id: UUID


class WhichVersion(Frozen):
    """Which item in which version of its list."""

    item_id: UUID
    version: int


class ItemAtVersion(Frozen):
    """An item's facts as they were on sale with a version; None when it was not on sale."""

    item_id: UUID
    version: int
    facts: dict[str, object] | None


@query("pricing.lists", permission="pricing.view", door="GET /price-lists")
def lists(context: Context, data: ListPriceLists) -> Page[PriceListCard]:  # noqa: ARG001 - every query takes it
    """List the price lists in their order, the default one first."""
    found = PriceList.objects.filter(Q() if data.archived else Q(archived_at=None))
    if data.location_id is not None:
        found = found.filter(Q(location_id=data.location_id) | Q(location=None))
    if data.on is not None:
        found = found.filter(in_season(data.on))
    rows = list(found.order_by("-is_default", "order", "name", "id"))
    return Page(items=tuple(list_cards(rows)), total=len(rows))


@query("pricing.get_list", permission="pricing.view", door="GET /price-lists/{list_id}")
def get_list(context: Context, data: WhichPriceList) -> PriceListPage:
    """Show a whole price list: its groups, their items, and what packages consist of."""
    return load_page(context, list_row(data.list_id), archived=data.archived)


@query("pricing.get_item", permission="pricing.view", door="GET /items/{item_id}")
def get_item(context: Context, data: WhichItem) -> ItemCard:
    """Show one item as it is being edited."""
    return load_items(context, [item_row(data.item_id)])[0]


@query("pricing.versions", permission="pricing.view", door="GET /price-lists/{list_id}/versions")
def versions(context: Context, data: WhichPriceList) -> Page[VersionCard]:  # noqa: ARG001 - every query takes it
    """List the versions of a price list, newest first."""
    row = list_row(data.list_id)
    found = [
        VersionCard(
            version=one.version,
            at=one.at,
            by=one.by,
            note=one.note,
            added=one.added,
            changed=one.changed,
            withdrawn=one.withdrawn,
        )
        for one in PriceListVersion.objects.filter(price_list=row).order_by("-version")
    ]
    return Page(items=tuple(found), total=len(found))


@query("pricing.item_at", permission="pricing.costs", door="GET /items/{item_id}/versions/{version}")
def item_at(context: Context, data: WhichVersion) -> ItemAtVersion:  # noqa: ARG001 - every query takes it
    """Show an item's facts as they were on sale in a version of its list."""
    item_row(data.item_id)
    facts = facts_at(data.item_id, data.version)
    return ItemAtVersion(item_id=data.item_id, version=data.version, facts=None if facts is None else to_json(facts))


def in_season(on: date) -> Q:
    """The condition that a list is in season on a day."""
    return (Q(season_from=None) | Q(season_from__lte=on)) & (Q(season_until=None) | Q(season_until__gte=on))


def list_for(context: Context, location_id: UUID | None = None, on: date | None = None) -> PriceList | None:
    """Return the list to sell from: of the place before of everywhere, a seasonal one before a lasting one, then the default.

    ``on`` is today in the studio's zone unless given. None when there is no published list in season.
    """
    day = on or clock.local(context.now, context.studio.zone).date()
    rows = PriceList.objects.filter(in_season(day), Q(location=None) | Q(location_id=location_id))
    found = [row for row in rows.filter(archived_at=None, version__gt=0) if row.location_id in (None, location_id)]
    found.sort(
        key=lambda row: (
            row.location_id is None,
            row.season_from is None and row.season_until is None,
            not row.is_default,
            row.order,
            row.name,
        )
    )
    return found[0] if found else None


def item_row(item_id: UUID) -> Item:
    """Return an item.

    Raises:
        NotFound: there is none.
    """
    row = Item.objects.filter(id=item_id).first()
    if row is None:
        what = "item"
        raise NotFound(what)
    return row
