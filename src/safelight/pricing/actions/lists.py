"""Price lists: adding, changing, copying, archiving, putting in order."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Max
from pydantic import Field

from safelight.accounts.models import Location
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, Refused, action
from safelight.foundation.ids import new_id
from safelight.pricing.actions.copying import copy_contents
from safelight.pricing.actions.patching import given, plain, write
from safelight.pricing.actions.publishing import locked_list, publish_changes
from safelight.pricing.models import Item, PriceList
from safelight.pricing.queries.amounts import Amount, known_currency, minor
from safelight.pricing.queries.cards import PriceListCard
from safelight.pricing.queries.reading import list_cards

_CLEARABLE = ("location_id", "season_from", "season_until", "minimum_order")


class AddPriceList(Frozen):
    """A new list; the currency is the studio's unless given. ``holds_changes`` lets changes wait until published."""

    name: str = Field(min_length=1, max_length=120)
    description: str = Field(default="", max_length=500)
    currency: str = Field(default="", max_length=3)
    location_id: UUID | None = None
    season_from: date | None = None
    season_until: date | None = None
    is_default: bool = False
    minimum_order: Amount | None = None
    holds_changes: bool = False


class ChangePriceList(Frozen):
    """What changes on a list; what is left out stays. The currency changes only while the list has no items."""

    list_id: UUID
    name: str | None = Field(default=None, min_length=1, max_length=120)
    description: str | None = Field(default=None, max_length=500)
    currency: str | None = Field(default=None, max_length=3)
    location_id: UUID | None = None
    season_from: date | None = None
    season_until: date | None = None
    is_default: bool | None = None
    minimum_order: Amount | None = None
    holds_changes: bool | None = None


class CopyPriceList(Frozen):
    """Which list is copied under which name; the copy holds its changes until it is published."""

    list_id: UUID
    name: str = Field(min_length=1, max_length=120)
    season_from: date | None = None
    season_until: date | None = None
    location_id: UUID | None = None
    holds_changes: bool = True


class WhichList(Frozen):
    """Which list."""

    list_id: UUID


class SortLists(Frozen):
    """Every list in use, in the order wanted."""

    list_ids: tuple[UUID, ...] = Field(max_length=1000)


class ListsSorted(Frozen):
    """The lists in their order."""

    list_ids: tuple[UUID, ...]


@action("pricing.add_list", permission="pricing.manage", door="POST /price-lists")
def add_list(context: Context, data: AddPriceList) -> PriceListCard:
    """Add a price list; it is on sale at once unless it holds its changes."""
    name, key = _free_name(data.name)
    currency = known_currency(data.currency, context.studio.currency)
    _season(data.season_from, data.season_until)
    last = PriceList.objects.aggregate(last=Max("order"))["last"]
    row = PriceList(
        id=new_id(),
        name=name,
        key=key,
        description=data.description,
        currency=currency,
        location_id=_location(data.location_id),
        season_from=data.season_from,
        season_until=data.season_until,
        is_default=data.is_default or not PriceList.objects.filter(archived_at=None, is_default=True).exists(),
        minimum_order_minor=minor(data.minimum_order, currency, "minimum_order"),
        holds_changes=data.holds_changes,
        order=int(last or 0) + 1,
        changed_at=context.now,
        created_at=context.now,
    )
    if row.is_default:
        _no_other_default()
    row.save(force_insert=True)
    if not row.holds_changes:
        publish_changes(context, row)
    context.subject("price_list", row.id, f"Price list “{name}” was added")
    context.undo_with("pricing.archive_list", {"list_id": str(row.id)})
    return list_cards([row])[0]


@action("pricing.change_list", permission="pricing.manage", door="PATCH /price-lists/{list_id}")
def change_list(context: Context, data: ChangePriceList) -> PriceListCard:
    """Change a price list: its name, place, season, smallest order, or whether changes wait to be published."""
    row = locked_list(data.list_id)
    wanted = given(data, without=("list_id",), clearable=_CLEARABLE)
    before = {name: _shown(row, name) for name in wanted}
    columns = dict(wanted)
    if "name" in wanted:
        columns["name"], columns["key"] = _free_name(wanted["name"], but=row.id)
    if "currency" in wanted:
        columns["currency"] = known_currency(wanted["currency"], row.currency)
        if columns["currency"] != row.currency and Item.objects.filter(price_list=row).exists():
            message = "A list that has items keeps its currency: its prices would mean something else. Copy what you need to a new list."
            raise Refused(message, code="has_items", fields={"currency": message})
    if "location_id" in wanted:
        columns["location_id"] = _location(wanted["location_id"])
    if "minimum_order" in wanted:
        columns["minimum_order_minor"] = minor(columns.pop("minimum_order"), row.currency, "minimum_order")
    _season(wanted.get("season_from", row.season_from), wanted.get("season_until", row.season_until))
    if wanted.get("is_default"):
        if row.archived_at is not None:
            message = "An archived list cannot be the default one. Restore it first."
            raise Refused(message, code="archived", fields={"is_default": message})
        _no_other_default(but=row.id)
    changes = write(row, columns)
    changes.pop("key", None)
    row.save()
    if not row.holds_changes and row.archived_at is None:
        publish_changes(context, row)
    context.subject("price_list", row.id, f"Price list “{row.name}” was changed")
    context.changed(plain(changes))
    context.undo_with("pricing.change_list", {"list_id": str(row.id), **before})
    return list_cards([row])[0]


@action("pricing.copy_list", permission="pricing.manage", door="POST /price-lists/{list_id}/copies")
def copy_list(context: Context, data: CopyPriceList) -> PriceListCard:
    """Copy a price list with its groups, items and packages, to be changed before it is published."""
    source = locked_list(data.list_id)
    name, key = _free_name(data.name)
    _season(data.season_from, data.season_until)
    last = PriceList.objects.aggregate(last=Max("order"))["last"]
    row = PriceList(
        id=new_id(),
        name=name,
        key=key,
        description=source.description,
        currency=source.currency,
        location_id=_location(data.location_id) or source.location_id,
        season_from=data.season_from,
        season_until=data.season_until,
        minimum_order_minor=source.minimum_order_minor,
        holds_changes=data.holds_changes,
        order=int(last or 0) + 1,
        changed_at=context.now,
        created_at=context.now,
    )
    row.save(force_insert=True)
    copy_contents(context, source, row)
    if not row.holds_changes:
        publish_changes(context, row)
    context.subject("price_list", row.id, f"Price list “{source.name}” was copied to “{name}”")
    context.undo_with("pricing.archive_list", {"list_id": str(row.id)})
    return list_cards([row])[0]


@action("pricing.archive_list", permission="pricing.manage", door="POST /price-lists/{list_id}/archive")
def archive_list(context: Context, data: WhichList) -> PriceListCard:
    """Archive a price list: nothing is sold from it any more, orders keep what they have of it."""
    row = locked_list(data.list_id)
    if row.archived_at is None:
        row.archived_at, row.is_default = context.now, False
        row.save(update_fields=["archived_at", "is_default"])
    context.subject("price_list", row.id, f"Price list “{row.name}” was archived")
    context.undo_with("pricing.restore_list", {"list_id": str(row.id)})
    return list_cards([row])[0]


@action("pricing.restore_list", permission="pricing.manage", door="POST /price-lists/{list_id}/restoration")
def restore_list(context: Context, data: WhichList) -> PriceListCard:
    """Take a price list out of the archive."""
    row = locked_list(data.list_id)
    if row.archived_at is not None:
        _free_name(row.name, but=row.id)
        row.archived_at = None
        row.save(update_fields=["archived_at"])
        if not row.holds_changes:
            publish_changes(context, row)
    context.subject("price_list", row.id, f"Price list “{row.name}” was restored")
    context.undo_with("pricing.archive_list", {"list_id": str(row.id)})
    return list_cards([row])[0]


@action("pricing.sort_lists", permission="pricing.manage", door="PUT /price-lists/order")
def sort_lists(context: Context, data: SortLists) -> ListsSorted:
    """Put the price lists into another order."""
    rows = {
        row.id: row for row in PriceList.objects.select_for_update().filter(archived_at=None).order_by("order", "id")
    }
    if set(rows) != set(data.list_ids) or len(rows) != len(data.list_ids):
        message = "Name every price list in use once."
        raise InvalidInput(message, fields={"list_ids": message})
    before = [str(identifier) for identifier in rows]
    for order, identifier in enumerate(data.list_ids, start=1):
        rows[identifier].order = order
    PriceList.objects.bulk_update(list(rows.values()), ["order"])
    context.subject("price_lists", context.studio.id, "The price lists were put into another order")
    context.undo_with("pricing.sort_lists", {"list_ids": before})
    return ListsSorted(list_ids=data.list_ids)


def _shown(row: PriceList, name: str) -> object:
    """A field as the input takes it, for the way back."""
    card = list_cards([row])[0].model_dump(mode="json")
    return card[name]


def _free_name(name: str, but: UUID | None = None) -> tuple[str, str]:
    tidy = " ".join(name.split())
    known = PriceList.objects.filter(key=tidy.casefold()[:120], archived_at=None)
    if (known if but is None else known.exclude(id=but)).exists():
        message = f"There is a price list “{tidy}” already."
        raise Conflict(message, code="exists", fields={"name": message})
    return tidy, tidy.casefold()[:120]


def _season(first: date | None, last: date | None) -> None:
    if first is not None and last is not None and last < first:
        message = "The season ends before it begins."
        raise InvalidInput(message, fields={"season_until": message})


def _location(location_id: UUID | None) -> UUID | None:
    if location_id is not None and not Location.objects.filter(id=location_id).exists():
        what = "location"
        raise NotFound(what)
    return location_id


def _no_other_default(but: UUID | None = None) -> None:
    PriceList.objects.filter(is_default=True).exclude(id=but or UUID(int=0)).update(is_default=False)
