"""Prices of many items at once: raised by a percentage, or set one by one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, action
from safelight.foundation.money import Money
from safelight.pricing.actions.publishing import locked_list, touched
from safelight.pricing.models import Item, ItemGroup, PriceList
from safelight.pricing.queries.amounts import Amount, read
from safelight.pricing.queries.facts import group_path
from safelight.pricing.rules.items import ItemKind
from safelight.pricing.rules.raising import PriceRounding, fits, raised


class RaisePrices(Frozen):
    """By how many per cent (below zero lowers) and how the new prices are rounded; all items unless narrowed.

    ``group_ids`` mean everything below those headings too. ``extra_images`` changes the fee per extra image as well.
    """

    list_id: UUID
    percent: Decimal = Field(ge=-90, le=900, decimal_places=4)
    rounding: PriceRounding = PriceRounding.EXACT
    group_ids: tuple[UUID, ...] = Field(default=(), max_length=1000)
    kinds: tuple[ItemKind, ...] = Field(default=(), max_length=20)
    item_ids: tuple[UUID, ...] = Field(default=(), max_length=10_000)
    extra_images: bool = True


class PriceInput(Frozen):
    """An item and its new price; the fee per extra image where it is given."""

    item_id: UUID
    price: Amount
    extra_image: Amount | None = None


class SetPrices(Frozen):
    """Items of one list and their new prices."""

    list_id: UUID
    prices: tuple[PriceInput, ...] = Field(max_length=10_000)


class PriceChange(Frozen):
    """An item whose price changed."""

    item_id: UUID
    name: str
    identifier: str
    before: Decimal
    after: Decimal
    extra_image_before: Decimal | None
    extra_image_after: Decimal | None


class PricesChanged(Frozen):
    """What changed; the version of the list now (the same as before where changes wait to be published)."""

    list_id: UUID
    currency: str
    version: int
    changes: tuple[PriceChange, ...]


@action(
    "pricing.raise_prices", permission="pricing.manage", door="POST /price-lists/{list_id}/price-raises", dry_run=True
)
def raise_prices(context: Context, data: RaisePrices) -> PricesChanged:
    """Raise or lower prices by a percentage, rounded to prices that look like prices.

    Try it without effect first: the answer is the same.
    """
    price_list = locked_list(data.list_id)
    if not fits(data.rounding, price_list.currency):
        message = f"{price_list.currency} has no coins for this rounding."
        raise InvalidInput(message, fields={"rounding": message})
    wanted: dict[UUID, tuple[int, int | None]] = {}
    for row in _meant(price_list, data):
        price = raised(Money.of_minor(row.price_minor, price_list.currency), data.percent, data.rounding)
        extra = row.extra_image_minor
        if data.extra_images and extra is not None:
            extra = raised(Money.of_minor(extra, price_list.currency), data.percent, data.rounding).minor
        wanted[row.id] = (price.minor, extra)
    way = "raised" if data.percent >= 0 else "lowered"
    summary = f"Prices of “{price_list.name}” were {way} by {abs(data.percent).normalize():f} %"
    return _change(context, price_list, wanted, summary)


@action("pricing.set_prices", permission="pricing.manage", door="PUT /price-lists/{list_id}/prices", dry_run=True)
def set_prices(context: Context, data: SetPrices) -> PricesChanged:
    """Set the prices of many items of a list at once."""
    price_list = locked_list(data.list_id)
    known = dict(
        Item.objects.filter(price_list=price_list, id__in=[one.item_id for one in data.prices]).values_list(
            "id", "extra_image_minor"
        )
    )
    wanted: dict[UUID, tuple[int, int | None]] = {}
    for place, one in enumerate(data.prices):
        if one.item_id not in known:
            what = "item"
            raise NotFound(what)
        extra = known[one.item_id]
        if one.extra_image is not None:
            extra = read(one.extra_image, price_list.currency, f"prices.{place}.extra_image").minor
        wanted[one.item_id] = (read(one.price, price_list.currency, f"prices.{place}.price").minor, extra)
    return _change(context, price_list, wanted, f"Prices of “{price_list.name}” were set")


def _meant(price_list: PriceList, data: RaisePrices) -> list[Item]:
    rows = list(Item.objects.filter(price_list=price_list, archived_at=None).order_by("order", "id"))
    groups = {row.id: row for row in ItemGroup.objects.filter(price_list=price_list)}
    if not set(data.group_ids) <= set(groups) or not set(data.item_ids) <= {row.id for row in rows}:
        what = "item or group"
        raise NotFound(what)
    kinds = {kind.value for kind in data.kinds}
    return [
        row
        for row in rows
        if (not kinds or row.kind in kinds)
        and (not data.item_ids or row.id in data.item_ids)
        and (not data.group_ids or any(one.id in data.group_ids for one in group_path(row.group_id, groups)))
    ]


def _change(
    context: Context, price_list: PriceList, wanted: Mapping[UUID, tuple[int, int | None]], summary: str
) -> PricesChanged:
    currency = price_list.currency
    changes: list[PriceChange] = []
    rows: list[Item] = []
    for row in Item.objects.select_for_update().filter(id__in=wanted).order_by("order", "id"):
        price, extra = wanted[row.id]
        if (price, extra) == (row.price_minor, row.extra_image_minor):
            continue
        changes.append(
            PriceChange(
                item_id=row.id,
                name=row.name,
                identifier=row.identifier,
                before=Money.of_minor(row.price_minor, currency).amount,
                after=Money.of_minor(price, currency).amount,
                extra_image_before=_major(row.extra_image_minor, currency),
                extra_image_after=_major(extra, currency),
            )
        )
        row.price_minor, row.extra_image_minor, row.changed_at = price, extra, context.now
        rows.append(row)
    Item.objects.bulk_update(rows, ["price_minor", "extra_image_minor", "changed_at"])
    if rows:
        touched(context, price_list, [row.id for row in rows])
    context.subject("price_list", price_list.id, f"{summary}: {len(rows)} items")
    context.changed(
        {"prices": [{"item_id": str(one.item_id), "old": str(one.before), "new": str(one.after)} for one in changes]}
    )
    context.undo_with(
        "pricing.set_prices",
        {
            "list_id": str(price_list.id),
            "prices": [
                {
                    "item_id": str(one.item_id),
                    "price": str(one.before),
                    "extra_image": None if one.extra_image_before is None else str(one.extra_image_before),
                }
                for one in changes
            ],
        },
    )
    return PricesChanged(list_id=price_list.id, currency=currency, version=price_list.version, changes=tuple(changes))


def _major(amount: int | None, currency: str) -> Decimal | None:
    return None if amount is None else Money.of_minor(amount, currency).amount
