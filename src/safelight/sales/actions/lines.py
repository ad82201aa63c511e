"""The lines of an order: added, changed, sorted, taken out. Each change prices the whole order anew."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound, action
from safelight.pricing.queries.amounts import read
from safelight.sales.actions.building import (
    check_references,
    check_version,
    label_of,
    lines_of,
    make_lines,
    save_priced,
    set_discount,
    step,
)
from safelight.sales.actions.inputs import AddLines, ChangeLine, SortLines, WhichLine
from safelight.sales.actions.locking import locked_order
from safelight.sales.events import OrderChanged
from safelight.sales.models import InvoiceLine, Order, OrderLine
from safelight.sales.queries.order import order_card
from safelight.sales.queries.order_cards import OrderCard
from safelight.sales.queries.reading import today_of
from safelight.sales.rules.states import Step


@action("sales.add_lines", permission="sales.edit", door="POST /orders/{order_id}/lines", dry_run=True)
def add_lines(context: Context, data: AddLines) -> OrderCard:
    """Put lines on an order, at the prices on sale now.

    Raises:
        NotFound: no such order, session or line to stand before.
        InvalidInput: something cannot be sold; ``fields`` says where.
        Conflict: somebody changed it meanwhile, or it is in a state that does not change.
    """
    order = _changing(data.order_id, data.version)
    lines = lines_of(order)
    fresh = make_lines(context, order, data.lines)
    place = len(lines)
    if data.before_id is not None:
        place = _place(lines, data.before_id)
    _save(context, order, [*lines[:place], *fresh, *lines[place:]])
    names = ", ".join(f"“{line.name}”" for line in fresh[:3]) + (" …" if len(fresh) > 3 else "")  # noqa: PLR2004
    return _done(context, order, f"{names} on {label_of(order)}")


@action("sales.change_line", permission="sales.edit", door="PATCH /orders/{order_id}/lines/{line_id}", dry_run=True)
def change_line(context: Context, data: ChangeLine) -> OrderCard:
    """Change a line of an order; only the fields given.

    Raises:
        NotFound: no such order, line or session.
        InvalidInput: it cannot be priced like that; ``fields`` says where.
        Conflict: somebody changed it meanwhile, or less would be left than is invoiced already.
    """
    order = _changing(data.order_id, data.version)
    lines = lines_of(order)
    line = lines[_place(lines, data.line_id)]
    given = data.model_fields_set - {"order_id", "line_id", "version"}
    if "shoot_id" in given:
        shoots = {data.shoot_id} if data.shoot_id else set()
        check_references(clients={}, location_id=None, price_list_id=None, shoots=shoots)
        line.shoot_id = data.shoot_id
    for name in given & {"name", "description", "quantity", "note"}:
        setattr(line, name, getattr(data, name))
    if "picks" in given:
        line.choices = [pick.model_dump(mode="json") for pick in data.picks]
    if "image_refs" in given:
        line.images = list(data.image_refs)
    if "gift" in given:
        line.gift = data.gift.model_dump() if data.gift else {}
    _options(line, data, given)
    if "price" in given:
        context.require("sales.discount")
        line.override_minor = read(data.price, order.currency, "price").minor if data.price is not None else None
        line.override_reason = data.price_reason if data.price is not None else ""
    if "discount" in given:
        set_discount(context, line, data.discount, order.currency, "discount")
    _save(context, order, lines)
    return _done(context, order, f"“{line.name}” was changed on {label_of(order)}")


@action("sales.remove_line", permission="sales.edit", door="DELETE /orders/{order_id}/lines/{line_id}", dry_run=True)
def remove_line(context: Context, data: WhichLine) -> OrderCard:
    """Take a line off an order.

    Raises:
        NotFound: no such order or line.
        Conflict: it stands on an invoice, somebody changed the order meanwhile, or it does not change any more.
    """
    order = _changing(data.order_id, data.version)
    lines = lines_of(order)
    line = lines.pop(_place(lines, data.line_id))
    if InvoiceLine.objects.filter(order_line_id=line.id).exists():
        message = f"“{line.name}” stands on an invoice and stays on the order. Write a credit note to take it back."
        raise Conflict(message, code="invoiced")
    OrderLine.objects.filter(id=line.id).delete()
    _save(context, order, lines)
    return _done(context, order, f"“{line.name}” was taken off {label_of(order)}")


@action("sales.sort_lines", permission="sales.edit", door="PUT /orders/{order_id}/line_order")
def sort_lines(context: Context, data: SortLines) -> OrderCard:
    """Put the lines of an order in another sequence; prices do not change.

    Raises:
        NotFound: no such order or line.
        InvalidInput: not every line is named once.
        Conflict: somebody changed the order meanwhile, or it does not change any more.
    """
    order = _changing(data.order_id, data.version)
    by_id = {line.id: line for line in lines_of(order)}
    if any(one not in by_id for one in data.line_ids):
        what = "line"
        raise NotFound(what)
    if len(set(data.line_ids)) != len(by_id) or len(data.line_ids) != len(by_id):
        message = "Name every line of the order once."
        raise InvalidInput(message, fields={"line_ids": message})
    _save(context, order, [by_id[one] for one in data.line_ids])
    return _done(context, order, f"The lines of {label_of(order)} were sorted")


def _changing(order_id: UUID, version: int | None) -> Order:
    order = locked_order(order_id)
    check_version(order, version)
    step(order, Step.CHANGE)
    return order


def _place(lines: Sequence[OrderLine], line_id: UUID) -> int:
    for place, line in enumerate(lines):
        if line.id == line_id:
            return place
    what = "line"
    raise NotFound(what)


def _options(line: OrderLine, data: ChangeLine, given: set[str]) -> None:
    options = dict(line.options)
    if "images" in given:
        options["images"] = data.images
    if "tax_class" in given:
        options["tax_class"] = data.tax_class.value if data.tax_class else None
    for name in given & {"exempt", "credit"}:
        options[name] = getattr(data, name)
    line.options = {name: value for name, value in options.items() if value not in (None, False)}


def _save(context: Context, order: Order, lines: Sequence[OrderLine]) -> None:
    for position, line in enumerate(lines):
        line.position = position
    save_priced(context, order, lines)


def _done(context: Context, order: Order, summary: str) -> OrderCard:
    context.subject("order", order.id, summary)
    context.concerns(order.client_id, order.payer_id)
    context.publish(OrderChanged(order_id=order.id))
    return order_card(order.id, today_of(context))
