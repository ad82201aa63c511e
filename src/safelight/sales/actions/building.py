"""Rows of orders made from what doors handed over, with everything checked that points elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from safelight.accounts.models import Location
from safelight.clients.models import Client
from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money, minor_digits
from safelight.foundation.numbers import take_numbers
from safelight.pricing.models import PriceList
from safelight.pricing.queries import DiscountInput, facts_for
from safelight.pricing.queries.amounts import minor, read
from safelight.pricing.rules.items import ItemFacts
from safelight.pricing.rules.snapshot import from_json, to_json
from safelight.sales.actions.inputs import OrderLineInput
from safelight.sales.actions.redeeming import redeem_used
from safelight.sales.actions.repricing import reprice
from safelight.sales.models import Order, OrderLine
from safelight.sales.queries.settings import terms
from safelight.sales.rules.basket import own_facts
from safelight.sales.rules.labels import SeriesKind
from safelight.sales.rules.states import NotNow, OrderState, Step, after
from safelight.shoots.models import Shoot


def check_references(
    *,
    clients: Mapping[str, UUID | None],
    location_id: UUID | None,
    price_list_id: UUID | None,
    shoots: Collection[UUID],
) -> None:
    """Refuse ids of rows that are not in this studio; removed clients too.

    Raises:
        NotFound: one of them is not there.
    """
    for client_id in dict.fromkeys(value for value in clients.values() if value is not None):
        if not Client.objects.filter(id=client_id, removed_at=None).exists():
            what = "client"
            raise NotFound(what)
    if location_id is not None and not Location.objects.filter(id=location_id).exists():
        what = "location"
        raise NotFound(what)
    if price_list_id is not None and not PriceList.objects.filter(id=price_list_id).exists():
        what = "price list"
        raise NotFound(what)
    wanted = set(shoots)
    if wanted and Shoot.objects.filter(id__in=wanted).count() != len(wanted):
        what = "session"
        raise NotFound(what)


def checked_currency(code: str) -> str:
    """Return a currency's code.

    Raises:
        InvalidInput: there is no such currency.
    """
    try:
        minor_digits(code)
    except ValueError as error:
        raise InvalidInput(str(error), fields={"currency": str(error)}) from None
    return code


def make_lines(
    context: Context, order: Order, inputs: Sequence[OrderLineInput], *, first_position: int = 0
) -> list[OrderLine]:
    """Return rows of new lines, not priced and not saved.

    Raises:
        InvalidInput: an item is not on sale, is of another currency, or an amount is too fine; ``fields`` says where.
        NotFound: no such session.
    """
    check_references(
        clients={},
        location_id=None,
        price_list_id=None,
        shoots={line.shoot_id for line in inputs if line.shoot_id is not None},
    )
    facts = facts_for([line.item_id for line in inputs if line.item_id is not None])
    rows = []
    for place, given in enumerate(inputs):
        path = f"lines.{place}"
        row = OrderLine(id=new_id(), order_id=order.id, position=first_position + place)
        kept = _facts(given, row.id, order.currency, facts, path)
        row.item_id = given.item_id
        row.facts = to_json(kept)
        row.kind = kept.kind.value
        row.name = given.name or kept.name
        row.description = given.description or kept.description
        row.choices = [pick.model_dump(mode="json") for pick in given.picks]
        row.options = _options(given)
        row.images = list(given.image_refs)
        row.quantity = given.quantity
        row.shoot_id = given.shoot_id or order.shoot_id
        row.note = given.note
        row.gift = given.gift.model_dump() if given.gift else {}
        if given.price is not None and (given.item_id is not None or given.credit):
            context.require("sales.discount")
            row.override_minor = read(given.price, order.currency, f"{path}.price").minor
            row.override_reason = given.price_reason
        set_discount(context, row, given.discount, order.currency, f"{path}.discount")
        rows.append(row)
    return rows


def set_discount(
    context: Context, row: Order | OrderLine, given: DiscountInput | None, currency: str, path: str
) -> None:
    """Write a discount by hand into an order or line; who gives one needs the permission, who takes one away does not.

    Raises:
        Forbidden: the actor may not give discounts.
        InvalidInput: an amount is too fine.
    """
    if given is not None:
        context.require("sales.discount")
    row.discount_percent = given.percent if given else None
    row.discount_minor = minor(given.amount, currency, f"{path}.amount") if given else None
    row.discount_reason = given.label if given else ""


def save_priced(context: Context, order: Order, lines: Sequence[OrderLine], *, wish_retainer: bool = False) -> None:
    """Price an order and write it with its lines; raises its version. ``wish_retainer`` asks for the usual one.

    Raises:
        InvalidInput: something cannot be priced.
        Conflict: less than is invoiced already.
    """
    quote = reprice(context, order, lines)
    if wish_retainer:
        order.retainer_minor = usual_retainer(order)
    order.updated_at = context.now
    if order._state.adding:  # noqa: SLF001 - Django's own note whether a row is new
        order.created_at = context.now
        order.save(force_insert=True)
    else:
        order.version += 1
        order.save()
    known = set(OrderLine.objects.filter(order_id=order.id).values_list("id", flat=True))
    OrderLine.objects.bulk_create([stamped(context, line) for line in lines if line.id not in known])
    there = [line for line in lines if line.id in known]
    if there:
        columns = [
            field.name
            for field in OrderLine._meta.concrete_fields  # noqa: SLF001 - Django's documented model API
            if field.name not in {"id", "studio_id", "order"}
        ]
        OrderLine.objects.bulk_update(there, columns)
    redeem_used(context, order, quote)


def usual_retainer(order: Order) -> int:
    """Return the retainer that the studio usually asks for, in minor units."""
    total = Money.of_minor(order.gross_minor, order.currency)
    return Money.rounded(total.amount * terms().retainer_percent / 100, order.currency).minor


def stamped(context: Context, line: OrderLine) -> OrderLine:
    """Return a new line in the studio."""
    line.studio_id = context.studio.id
    return line


def lines_of(order: Order) -> list[OrderLine]:
    """Return the lines of an order as they stand."""
    rows = list(OrderLine.objects.filter(order_id=order.id).order_by("position", "id"))
    for row in rows:
        row.order = order
    return rows


def step(order: Order, wanted: Step) -> OrderState:
    """Return the state that a step leads to.

    Raises:
        Conflict: it does not lead on from the order's state.
    """
    try:
        return after(OrderState(order.state), wanted)
    except NotNow as error:
        raise Conflict(str(error), code="not_now") from None


def check_version(order: Order, version: int | None) -> None:
    """Refuse a change that was made to another version of the order than the one that stands.

    Raises:
        Conflict: somebody changed it meanwhile.
    """
    if version is not None and version != order.version:
        message = "Somebody changed this order meanwhile. Load it again and make your change once more."
        raise Conflict(message, code="changed_meanwhile")


def number_order(order: Order, day: date) -> None:
    """Give an order its number of the orders' series; as late as possible, for the series stays locked."""
    series = terms().series(SeriesKind.ORDER)
    order.order_number = take_numbers(series.name(day))[0]
    order.order_label = series.label(order.order_number, day)


def number_estimate(order: Order, day: date) -> None:
    """Give an estimate its number of the estimates' series."""
    series = terms().series(SeriesKind.ESTIMATE)
    order.estimate_number = take_numbers(series.name(day))[0]
    order.estimate_label = series.label(order.estimate_number, day)


def valid_until(day: date) -> date:
    """Return the last day on which an estimate of a day holds."""
    return day + timedelta(days=terms().estimate_days)


def label_of(order: Order) -> str:
    """Return the number under which people know an order now."""
    return order.order_label or order.estimate_label


def refreshed_facts(lines: Sequence[OrderLine]) -> None:
    """Take the facts at which items are on sale now; items that are not on sale any more keep theirs."""
    now = facts_for([line.item_id for line in lines if line.item_id is not None])
    for line in lines:
        if line.item_id in now:
            line.facts = to_json(now[line.item_id])


def kept_facts(line: OrderLine) -> ItemFacts:
    """Return the facts a line kept of its item."""
    return from_json(ItemFacts, line.facts)


def _options(given: OrderLineInput) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if given.images is not None:
        found["images"] = given.images
    if given.exempt:
        found["exempt"] = True
    if given.tax_class is not None:
        found["tax_class"] = given.tax_class.value
    if given.credit:
        found["credit"] = True
    return found


def _facts(
    given: OrderLineInput, line_id: UUID, currency: str, known: Mapping[UUID, ItemFacts], path: str
) -> ItemFacts:
    if given.item_id is None:
        price = read(given.price or Decimal(0), currency, f"{path}.price")
        if price.minor < 0 and not given.credit:
            message = "A price is not below zero; money given back is a credit."
            raise InvalidInput(message, fields={f"{path}.price": message})
        return own_facts(
            line_id, given.name, price, kind=given.kind, category=given.category, tax_class=given.tax_class
        )
    facts = known.get(given.item_id)
    if facts is None:
        message = "This item is not on sale. It may be inactive, or its price list was not published yet."
        raise InvalidInput(message, code="not_on_sale", fields={f"{path}.item_id": message})
    if facts.price.currency != currency:
        message = f"“{facts.name}” is priced in {facts.price.currency}; this order is in {currency}."
        raise InvalidInput(message, code="currency", fields={f"{path}.item_id": message})
    return facts
