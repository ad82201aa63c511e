"""Changing an order as a whole: who pays, where, discounts, coupons, texts."""

from __future__ import annotations

from typing import Any, Final

from safelight.foundation.actions import Context, action
from safelight.pricing.queries import regime_for
from safelight.pricing.queries.amounts import read
from safelight.pricing.rules.snapshot import to_json
from safelight.sales.actions.building import (
    check_references,
    check_version,
    label_of,
    lines_of,
    refreshed_facts,
    save_priced,
    set_discount,
    step,
)
from safelight.sales.actions.inputs import ChangeOrder, WhichOrder
from safelight.sales.actions.locking import locked_order
from safelight.sales.events import OrderChanged
from safelight.sales.models import Order
from safelight.sales.queries.order import order_card
from safelight.sales.queries.order_cards import OrderCard
from safelight.sales.queries.reading import today_of
from safelight.sales.rules.states import Step

_PLAIN: Final = (
    "location_id",
    "price_list_id",
    "shoot_id",
    "language",
    "valid_until",
    "use_session_credits",
    "exemption",
    "retainer_due_on",
    "purchase_order",
    "message",
    "note",
)
# Texts and days that change no price may be changed after an order is fulfilled too.
_HARMLESS: Final = frozenset(
    {"language", "valid_until", "purchase_order", "message", "note", "retainer", "retainer_due_on"}
)


@action("sales.change_order", permission="sales.edit", door="PATCH /orders/{order_id}", dry_run=True)
def change_order(context: Context, data: ChangeOrder) -> OrderCard:
    """Change an estimate or order; only the fields given.

    Raises:
        NotFound: no such order, client, place, price list or session.
        Conflict: somebody changed it meanwhile, it is in a state that does not change, or less would be left than is
            invoiced already.
    """
    order = locked_order(data.order_id)
    check_version(order, data.version)
    given = data.model_fields_set - {"order_id", "version"}
    if given - _HARMLESS:
        step(order, Step.CHANGE)
    check_references(
        clients={"payer_id": data.payer_id if "payer_id" in given else None},
        location_id=data.location_id if "location_id" in given else None,
        price_list_id=data.price_list_id if "price_list_id" in given else None,
        shoots={data.shoot_id} if "shoot_id" in given and data.shoot_id else (),
    )
    before = _state(order)
    _write(context, order, data, given)
    if given - _HARMLESS:
        save_priced(context, order, lines_of(order))
    elif given:
        order.version += 1
        order.updated_at = context.now
        order.save()
    after = _state(order)
    context.changed({name: [before[name], value] for name, value in after.items() if before[name] != value})
    context.subject("order", order.id, f"{label_of(order)} was changed")
    context.concerns(order.client_id, order.payer_id)
    context.publish(OrderChanged(order_id=order.id))
    return order_card(order.id, today_of(context))


def _write(context: Context, order: Order, data: ChangeOrder, given: set[str]) -> None:
    for name in given & set(_PLAIN):
        setattr(order, name, getattr(data, name))
    if "payer_id" in given:
        order.payer_id = data.payer_id if data.payer_id != order.client_id else None
    if "location_id" in given:
        order.regime = to_json(regime_for(context, order.location_id))
    if "coupons" in given:
        order.coupons = list(data.coupons)
    if "reward_ids" in given:
        order.rewards = [str(one) for one in data.reward_ids]
    if "retainer" in given:
        order.retainer_minor = read(data.retainer, order.currency, "retainer").minor if data.retainer is not None else 0
    if "discount" in given:
        set_discount(context, order, data.discount, order.currency, "discount")


@action("sales.refresh_order", permission="sales.edit", door="POST /orders/{order_id}/fresh_prices", dry_run=True)
def refresh_order(context: Context, data: WhichOrder) -> OrderCard:
    """Bring an order to the prices and taxes of today.

    Items that are not on sale any more keep the price they had.

    Raises:
        NotFound: no such order.
        Conflict: it is in a state that does not change, or less would be left than is invoiced already.
    """
    order = locked_order(data.order_id)
    check_version(order, data.version)
    step(order, Step.CHANGE)
    before = _state(order)
    lines = lines_of(order)
    refreshed_facts(lines)
    order.priced_on = today_of(context)
    order.regime = to_json(regime_for(context, order.location_id))
    save_priced(context, order, lines)
    after = _state(order)
    context.changed({name: [before[name], value] for name, value in after.items() if before[name] != value})
    context.subject("order", order.id, f"{label_of(order)} has the prices of today")
    context.concerns(order.client_id, order.payer_id)
    context.publish(OrderChanged(order_id=order.id))
    return order_card(order.id, today_of(context))


def _state(order: Order) -> dict[str, Any]:
    names = (
        *_PLAIN,
        "payer_id",
        "coupons",
        "rewards",
        "discount_percent",
        "discount_minor",
        "discount_reason",
        "retainer_minor",
        "gross_minor",
    )
    return {name: getattr(order, name) for name in names}
