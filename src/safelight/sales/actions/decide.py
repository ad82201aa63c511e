"""What becomes of an estimate, and of an order: accepted, declined, fulfilled, reopened, copied."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Context, Frozen, Refused, action
from safelight.foundation.ids import new_id
from safelight.sales.actions.building import (
    check_references,
    check_version,
    label_of,
    lines_of,
    number_estimate,
    number_order,
    refreshed_facts,
    save_priced,
    step,
    valid_until,
)
from safelight.sales.actions.inputs import WhichOrder
from safelight.sales.actions.locking import locked_order
from safelight.sales.actions.redeeming import redeem_used
from safelight.sales.events import EstimateDeclined, EstimateMade, OrderChanged, OrderFulfilled, OrderPlaced
from safelight.sales.models import Order
from safelight.sales.queries.order import order_card, problems_of, quote_kept
from safelight.sales.queries.order_cards import OrderCard
from safelight.sales.queries.reading import today_of
from safelight.sales.rules.states import OrderState, Step


class AcceptEstimate(Frozen):
    """Which estimate; one that is past its day needs ``even_expired``."""

    order_id: UUID
    version: int | None = Field(default=None, ge=1)
    even_expired: bool = False


class DeclineEstimate(Frozen):
    """Which estimate, and why the client does not want it."""

    order_id: UUID
    version: int | None = Field(default=None, ge=1)
    reason: str = Field(default="", max_length=1_000)


class CopyOrder(Frozen):
    """Which order to copy; as what, and for whom (the same client unless given)."""

    order_id: UUID
    kind: Literal["estimate", "order"] = "estimate"
    client_id: UUID | None = None


@action("sales.accept_estimate", permission="sales.edit", door="POST /orders/{order_id}/acceptance")
def accept_estimate(context: Context, data: AcceptEstimate) -> OrderCard:
    """Make an order of an estimate: the client agreed. Its prices stay as they were estimated.

    Raises:
        NotFound: no such estimate.
        Conflict: it is no estimate any more, or somebody changed it meanwhile.
        Refused: it expired, or something about it must be put right first.
    """
    order = locked_order(data.order_id)
    check_version(order, data.version)
    state = step(order, Step.ACCEPT)
    today = today_of(context)
    if order.valid_until is not None and order.valid_until < today and not data.even_expired:
        message = (
            f"This estimate held until {order.valid_until:%d %B %Y}."
            " Bring its prices up to date, or accept it at the old ones."
        )
        raise Refused(message, code="estimate_expired")
    if found := problems_of(order):
        raise Refused(" ".join(found), code="order_problems")
    order.state, order.accepted_at, order.placed_on = state.value, context.now, today
    order.updated_at, order.version = context.now, order.version + 1
    redeem_used(context, order, quote_kept(order))
    number_order(order, today)
    order.save()
    context.subject("order", order.id, f"Estimate {order.estimate_label} became order {order.order_label}")
    context.concerns(order.client_id, order.payer_id)
    context.publish(OrderPlaced(order_id=order.id, client_id=order.client_id, shoot_id=order.shoot_id))
    return order_card(order.id, today)


@action("sales.decline_estimate", permission="sales.edit", door="POST /orders/{order_id}/refusal")
def decline_estimate(context: Context, data: DeclineEstimate) -> OrderCard:
    """Note that a client does not want what was estimated.

    Raises:
        NotFound: no such estimate.
        Conflict: it is no estimate any more, or somebody changed it meanwhile.
    """
    order = locked_order(data.order_id)
    check_version(order, data.version)
    order.state = step(order, Step.DECLINE).value
    order.declined_at, order.reason = context.now, data.reason
    _write(context, order)
    context.subject("order", order.id, f"Estimate {order.estimate_label} was declined")
    context.publish(EstimateDeclined(order_id=order.id, client_id=order.client_id))
    return order_card(order.id, today_of(context))


@action("sales.fulfil_order", permission="sales.edit", door="POST /orders/{order_id}/fulfilment")
def fulfil_order(context: Context, data: WhichOrder) -> OrderCard:
    """Note that everything of an order was handed over.

    Raises:
        NotFound: no such order.
        Conflict: it is not an order under way, or somebody changed it meanwhile.
    """
    order = locked_order(data.order_id)
    check_version(order, data.version)
    order.state = step(order, Step.FULFIL).value
    order.fulfilled_at = context.now
    _write(context, order)
    context.subject("order", order.id, f"Order {order.order_label} was fulfilled")
    context.undo_with("sales.reopen_order", {"order_id": str(order.id)})
    context.publish(OrderFulfilled(order_id=order.id, client_id=order.client_id))
    return order_card(order.id, today_of(context))


@action("sales.reopen_order", permission="sales.edit", door="DELETE /orders/{order_id}/fulfilment")
def reopen_order(context: Context, data: WhichOrder) -> OrderCard:
    """Open a fulfilled order again, so that it can be changed.

    Raises:
        NotFound: no such order.
        Conflict: it is not fulfilled, or somebody changed it meanwhile.
    """
    order = locked_order(data.order_id)
    check_version(order, data.version)
    order.state = step(order, Step.REOPEN).value
    order.fulfilled_at = None
    _write(context, order)
    context.subject("order", order.id, f"Order {order.order_label} is open again")
    context.publish(OrderChanged(order_id=order.id))
    return order_card(order.id, today_of(context))


@action("sales.copy_order", permission="sales.edit", door="POST /orders/{order_id}/copies")
def copy_order(context: Context, data: CopyOrder) -> OrderCard:
    """Make a new estimate or order with the same lines, at the prices of today.

    Discounts by hand are copied for those who may give them; coupons, rewards and sessions are not.

    Raises:
        NotFound: no such order or client.
    """
    source = locked_order(data.order_id)
    check_references(clients={"client_id": data.client_id}, location_id=None, price_list_id=None, shoots=())
    today = today_of(context)
    is_estimate = data.kind == "estimate"
    may_lower = context.actor.may("sales.discount")
    client_id = data.client_id or source.client_id
    same = client_id == source.client_id
    order = Order(
        id=new_id(),
        studio_id=context.studio.id,
        state=OrderState.ESTIMATE.value if is_estimate else OrderState.ORDERED.value,
        client_id=client_id,
        payer_id=source.payer_id if same else None,
        location_id=source.location_id,
        price_list_id=source.price_list_id,
        shoot_id=source.shoot_id if same else None,
        currency=source.currency,
        language=source.language if same else "",
        placed_on=today,
        priced_on=today,
        valid_until=valid_until(today) if is_estimate else None,
        accepted_at=None if is_estimate else context.now,
        discount_percent=source.discount_percent if may_lower else None,
        discount_minor=source.discount_minor if may_lower else None,
        discount_reason=source.discount_reason if may_lower else "",
        exemption=source.exemption if same else "",
        message=source.message,
        copied_from_id=source.id,
    )
    lines = lines_of(source)
    for line in lines:
        line.id, line.order_id = new_id(), order.id
        line._state.adding = True  # noqa: SLF001 - Django's documented way to copy a row
        line.shoot_id = line.shoot_id if same else None
        if not may_lower and not line.options.get("credit") and line.item_id is not None:
            line.override_minor, line.override_reason = None, ""
        if not may_lower:
            line.discount_percent, line.discount_minor, line.discount_reason = None, None, ""
        if line.item_id is None:
            line.facts = {**line.facts, "item_id": str(line.id)}
    refreshed_facts(lines)
    save_priced(context, order, lines, wish_retainer=True)
    if is_estimate:
        number_estimate(order, today)
        context.publish(EstimateMade(order_id=order.id, client_id=order.client_id))
    else:
        number_order(order, today)
        context.publish(OrderPlaced(order_id=order.id, client_id=order.client_id, shoot_id=order.shoot_id))
    order.save()
    context.subject("order", order.id, f"{label_of(order)} was copied from {label_of(source)}")
    context.concerns(order.client_id, order.payer_id)
    return order_card(order.id, today)


def _write(context: Context, order: Order) -> None:
    order.version += 1
    order.updated_at = context.now
    order.save()
    context.concerns(order.client_id, order.payer_id)
