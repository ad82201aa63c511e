"""Beginning an estimate or an order."""

from __future__ import annotations

from safelight.clients.queries.reading import load_card
from safelight.foundation.actions import Context, action
from safelight.foundation.ids import new_id
from safelight.pricing.models import PriceList
from safelight.pricing.queries import list_for
from safelight.pricing.queries.amounts import read
from safelight.sales.actions.building import (
    check_references,
    checked_currency,
    label_of,
    make_lines,
    number_estimate,
    number_order,
    save_priced,
    set_discount,
    valid_until,
)
from safelight.sales.actions.inputs import AddOrder
from safelight.sales.events import EstimateMade, OrderPlaced
from safelight.sales.models import Order
from safelight.sales.queries.order import order_card
from safelight.sales.queries.order_cards import OrderCard
from safelight.sales.queries.reading import today_of
from safelight.sales.rules.states import OrderState
from safelight.shoots.models import Shoot


@action("sales.add_order", permission="sales.edit", door="POST /orders", dry_run=True)
def add_order(context: Context, data: AddOrder) -> OrderCard:
    """Begin an estimate or an order.

    Prices are those on sale now; the order keeps them. Prices of its own and discounts need the permission to give them.

    Raises:
        NotFound: no such client, place, price list or session.
        InvalidInput: a line cannot be sold; ``fields`` says where.
    """
    shoot = Shoot.objects.filter(id=data.shoot_id).first() if data.shoot_id else None
    check_references(
        clients={"client_id": data.client_id, "payer_id": data.payer_id},
        location_id=data.location_id,
        price_list_id=data.price_list_id,
        shoots={data.shoot_id} if data.shoot_id else (),
    )
    today = today_of(context)
    day = data.placed_on or today
    location_id = data.location_id or (shoot.location_id if shoot else None)
    list_id = data.price_list_id or (shoot.price_list_id if shoot else None)
    price_list = PriceList.objects.filter(id=list_id).first() if list_id else list_for(context, location_id, day)
    client = load_card(data.client_id, context.studio.country)
    currency = data.currency or (price_list.currency if price_list else context.studio.currency)
    order = Order(
        id=new_id(),
        studio_id=context.studio.id,
        state=OrderState.ESTIMATE.value if data.kind == "estimate" else OrderState.ORDERED.value,
        client_id=data.client_id,
        payer_id=data.payer_id if data.payer_id != data.client_id else None,
        location_id=location_id,
        price_list_id=price_list.id if price_list else None,
        shoot_id=data.shoot_id,
        currency=checked_currency(currency),
        language=data.language or client.language,
        placed_on=day,
        priced_on=day,
        valid_until=(data.valid_until or valid_until(day)) if data.kind == "estimate" else None,
        accepted_at=None if data.kind == "estimate" else context.now,
        coupons=list(data.coupons),
        rewards=[str(one) for one in data.reward_ids],
        use_session_credits=data.use_session_credits,
        exemption=data.exemption,
        retainer_minor=read(data.retainer, currency, "retainer").minor if data.retainer is not None else 0,
        retainer_due_on=data.retainer_due_on,
        purchase_order=data.purchase_order,
        message=data.message,
        note=data.note,
    )
    set_discount(context, order, data.discount, order.currency, "discount")
    save_priced(context, order, make_lines(context, order, data.lines), wish_retainer=data.retainer is None)
    if data.kind == "estimate":
        number_estimate(order, day)
        context.publish(EstimateMade(order_id=order.id, client_id=order.client_id))
    else:
        number_order(order, day)
        context.publish(OrderPlaced(order_id=order.id, client_id=order.client_id, shoot_id=order.shoot_id))
    order.save()
    what = "Estimate" if data.kind == "estimate" else "Order"
    context.subject("order", order.id, f"{what} {label_of(order)} was begun for {client.display_name}")
    context.concerns(order.client_id, order.payer_id)
    return order_card(order.id, today)
