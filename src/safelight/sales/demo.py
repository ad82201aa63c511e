"""The demo studio's sales: estimates, orders and invoices of two years, always the same for a size, made by this module's verbs.

Documents are issued in the order of their days. Payments are made by the module above, which knows drawers and tenders.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final, Literal
from uuid import UUID

from safelight.clients.models import Client
from safelight.foundation import clock
from safelight.foundation.actions import Context, run
from safelight.foundation.actions.context import Trace
from safelight.foundation.tenancy import studio_scope
from safelight.pricing.models import Item
from safelight.pricing.queries import facts_for, list_for
from safelight.pricing.rules.items import ItemFacts, ItemKind
from safelight.sales.actions import (
    add_order,
    change_settings,
    credit_invoice,
    decline_estimate,
    fulfil_order,
    issue_invoice,
)
from safelight.sales.queries.reading import today_of

SIZES: Final = {"small": 40, "year": 400, "large": 2_500}
_DAYS: Final = 730
_OPEN: Final = time(11)
_MESSAGES: Final = ("Thank you for coming to us again.", "It was a joy to photograph you.", "", "", "")
_REASONS: Final = ("Went with a friend.", "Too much for this year.", "Moved away.")
_LEFT_OUT: Final = frozenset({ItemKind.PROMOTION, ItemKind.GIFT_CARD, ItemKind.SHIPPING})


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What is on sale, by what it is for."""

    fees: tuple[ItemFacts, ...]
    packages: tuple[ItemFacts, ...]
    goods: tuple[ItemFacts, ...]


def load_demo(context: Context, size: Literal["small", "year", "large"] = "small") -> None:
    """Fill the demo studio with two years of sales; nothing where there are no clients or no price list yet."""
    with studio_scope(context.studio.id):
        clients = list(
            Client.objects.filter(removed_at=None, merged_into=None).order_by("number").values_list("id", flat=True)
        )
        shelf = _shelf(context)
    if not clients or shelf is None:
        return
    _settings(context)
    dice = random.Random(f"sales {size}")  # noqa: S311 - the same studio every time
    today = today_of(context)
    days = sorted(today - timedelta(days=dice.randint(0, _DAYS)) for _ in range(SIZES[size]))
    for day in days:
        _sale(_on(context, day), dice, dice.choice(clients), shelf, day, today)


def _sale(  # noqa: PLR0913, PLR0917 - one sale with everything it depends on
    context: Context, dice: random.Random, client_id: UUID, shelf: _Shelf, day: date, today: date
) -> None:
    """Make one sale: mostly an invoiced order, sometimes an estimate, a payment plan, a credit note."""
    chance = dice.random()
    lines = _lines(dice, shelf)
    kind = "estimate" if chance < 0.12 else "order"  # noqa: PLR2004 - one in eight stays an estimate
    more: dict[str, Any] = {"message": dice.choice(_MESSAGES), "placed_on": day}
    if chance > 0.9:  # noqa: PLR2004 - one in ten gets a discount
        more["discount"] = {"percent": Decimal(dice.choice((5, 10))), "label": "Returning client"}
    order = run(add_order, context, {"client_id": client_id, "kind": kind, "lines": lines, **more}).value
    if order.problems:
        return
    if kind == "estimate":
        if dice.random() < 0.4:  # noqa: PLR2004 - two in five are declined
            run(decline_estimate, context, {"order_id": order.id, "reason": dice.choice(_REASONS)})
        return
    plan = {"count": 3} if order.gross > 900 and dice.random() < 0.4 else None  # noqa: PLR2004 - larger sums in parts
    made = run(issue_invoice, context, {"order_id": order.id, "issued_on": day, "plan": plan}).value
    if dice.random() < 0.04:  # noqa: PLR2004 - one in twenty-five
        amount = min(made.gross, Decimal(25))
        run(credit_invoice, context, {"invoice_id": made.id, "reason": "A print was damaged.", "amount": amount})
    if (today - day).days > 45:  # noqa: PLR2004 - after six weeks everything was handed over
        run(fulfil_order, context, {"order_id": order.id})


def _lines(dice: random.Random, shelf: _Shelf) -> list[dict[str, Any]]:
    """Choose what a client takes: a session fee, or a package or some prints."""
    chance = dice.random()
    if chance < 0.3 and shelf.fees:  # noqa: PLR2004 - about a third books a session
        return [{"item_id": dice.choice(shelf.fees).item_id}]
    found: list[dict[str, Any]] = []
    if chance < 0.65 and shelf.packages:  # noqa: PLR2004 - about a third takes a package
        chosen = dice.choice(shelf.packages)
        found.append({"item_id": chosen.item_id, "picks": _picks(chosen)})
    taken = dice.sample(shelf.goods, k=min(len(shelf.goods), dice.randint(1, 3)))
    return [*found, *({"item_id": one.item_id, "quantity": dice.choice((1, 1, 2, 4))} for one in taken)]


def _picks(facts: ItemFacts) -> list[dict[str, Any]]:
    """Fill every place of a package with its first choice."""
    places = facts.package.components if facts.package else ()
    return [
        {"component_id": place.key, "item_id": place.choices[0].item.item_id, "count": max(place.least, 1)}
        for place in places
        if place.choices and not place.is_fixed and not place.choices[0].item.package
    ]


def _shelf(context: Context) -> _Shelf | None:
    """Return what is on sale from the studio's list, in an order that is always the same."""
    price_list = list_for(context)
    if price_list is None:
        return None
    rows = Item.objects.filter(price_list_id=price_list.id, inactive=False, archived_at=None, hidden=False)
    facts = facts_for(rows.values_list("id", flat=True))
    sold = sorted(
        (one for one in facts.values() if one.kind not in _LEFT_OUT), key=lambda one: (one.identifier, one.name)
    )
    fees = tuple(one for one in sold if one.kind is ItemKind.SESSION_FEE)
    packages = tuple(one for one in sold if one.kind is ItemKind.PACKAGE)
    goods = tuple(one for one in sold if one not in (*fees, *packages) and one.images is None)
    return _Shelf(fees, packages, goods) if goods else None


def _settings(context: Context) -> None:
    seller = {"email": "hello@northlight.example", "website": "northlight.example", "bank_name": "First Harbor Bank"}
    terms = {
        "seller": seller,
        "retainer_percent": 30,
        "footer": "Northlight Portraits, photographs for people.",
        "terms_text": "Prints are made to order. Please tell us within ten days if something is not right.",
    }
    run(change_settings, context, {"version": 0, "terms": terms})


def _on(context: Context, day: date) -> Context:
    """Return the same person at work on another day."""
    moment: datetime = clock.at_wall_clock(day, _OPEN, context.studio.zone)
    return replace(context, now=min(moment, context.now), trace=Trace())
