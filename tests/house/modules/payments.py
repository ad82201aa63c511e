"""Rows, inputs and forms of the payments module for the house tests."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from safelight.foundation import clock
from safelight.foundation.actions import Context
from safelight.foundation.tenancy import studio_scope
from safelight.integrations.test_gateway.cards import Script, card_of
from safelight.integrations.test_gateway.gateway import SIGNATURE, signed
from safelight.integrations.test_gateway.kind import gateway_of, secret_of
from safelight.payments.asking import ask_gateway, look_up
from safelight.payments.models import Attempt, StoredCard
from safelight.payments.notices import take_notice
from tests.house.doing import do, identifier
from tests.house.form import Form

Ids = Mapping[str, str]
Example = Callable[[Ids], dict[str, Any]]

PARAMETERS = {
    "attempt_id": "attempt_open",
    "drawer_day_id": "drawer_day",
    "drawer_id": "drawer",
    "gateway_account_id": "gateway_account",
    "gateway_id": "test_deal",
    "part_id": "payment_part",
    "payment_id": "payment",
    "slip_id": "deposit_slip",
    "stored_card_id": "stored_card",
    "tender_id": "tender",
}
BY_ADDRESS = {
    ("payments/cards/<uuid:attempt_id>/refund/", "attempt_id"): "attempt_paid",
    ("payments/drawers/<uuid:drawer_id>/opening/", "drawer_id"): "drawer_closed",
    ("papers/invoice/<uuid:document_id>.pdf", "document_id"): "invoice",
    ("papers/credit-note/<uuid:document_id>.pdf", "document_id"): "credit_note",
    ("papers/estimate/<uuid:document_id>.pdf", "document_id"): "estimate",
    ("papers/order/<uuid:document_id>.pdf", "document_id"): "order",
    ("papers/slip/<uuid:document_id>.pdf", "document_id"): "order",
    ("orders/<uuid:order_id>/acceptance/", "order_id"): "estimate",
    ("orders/<uuid:order_id>/refusal/", "order_id"): "estimate",
    ("orders/<uuid:order_id>/reopening/", "order_id"): "order_done",
}
WITHOUT_DOOR = {
    "payments.take_notice": "a gateway knocks at an address of its own and signs what it says",
    "payments.hear_of_card_payment": "a step of hearing a gateway, whose answer alone moves a card payment on",
}


def fill(context: Context, word: str, ids: dict[str, str]) -> None:
    """Take, void and refund money, open a drawer, bring cheques to the bank, pay by card."""
    ids["tender"] = identifier(context, "payments.add_tender", name=f"{word} tender", kind="transfer")
    ids["drawer"] = identifier(context, "payments.add_drawer", name=f"{word} drawer")
    ids["drawer_closed"] = identifier(context, "payments.add_drawer", name=f"{word} other drawer")
    ids["drawer_day"] = identifier(context, "payments.open_drawer", drawer_id=ids["drawer"], amount="100")
    do(
        context, "payments.move_cash", drawer_id=ids["drawer"], kind="pay_out", amount="1", reason=f"{word} reason"
    )  # fmt: skip
    paid = _paid(context, word, ids, {"tender": "cash", "amount": "50"})
    ids["payment"], ids["payment_part"] = str(paid.id), str(paid.parts[0].id)
    do(
        context,
        "payments.refund",
        part_id=ids["payment_part"],
        amount="1",
        reason=f"{word} reason",
        drawer_id=ids["drawer"],
    )
    cheque = _paid(context, word, ids, {"tender": "cheque", "amount": "20", "reference": f"{word} 7"})
    ids["cheque"] = str(cheque.parts[0].id)
    other = _paid(context, word, ids, {"tender": "cheque", "amount": "30", "reference": f"{word} 8"})
    ids["deposit_slip"] = identifier(
        context, "payments.make_slip", cheques=[str(other.parts[0].id)], note=f"{word} note"
    )
    free = _paid(context, word, ids, {"tender": "transfer", "amount": "5"})
    ids["payment_free"] = str(free.id)
    ids["refund"] = str(
        do(
            context,
            "payments.refund",
            part_id=ids["payment_part"],
            amount="1",
            reason=f"{word} again",
            drawer_id=ids["drawer"],
        ).id
    )
    _cards(context, word, ids)


def _paid(context: Context, word: str, ids: Mapping[str, str], part: dict[str, str]) -> Any:  # noqa: ANN401 - a payment's card
    targets = [{"credit": True, "amount": part["amount"]}]
    return do(
        context,
        "payments.take",
        client_id=ids["client"],
        parts=[part],
        targets=targets,
        drawer_id=ids["drawer"],
        location_id=ids["location"],
        note=f"{word} note",
    )


def _cards(context: Context, word: str, ids: dict[str, str]) -> None:
    ids["gateway_account"] = identifier(context, "payments.add_gateway_account", gateway="test", name=f"{word} gateway")
    common = {"client_id": ids["client"], "account_id": ids["gateway_account"], "description": f"{word} text"}
    ids["attempt_open"] = identifier(context, "payments.begin_card_payment", amount="9", **common)
    ids["attempt_paid"] = identifier(
        context, "payments.begin_card_payment", amount="8", consent=f"{word} consent", **common
    )
    paid = UUID(ids["attempt_paid"])
    ask_gateway(context, paid)
    company = gateway_of(context.studio.id).company
    with studio_scope(context.studio.id):
        deal = company.memory.by_reference(Attempt.objects.get(id=paid).reference)
    assert deal is not None
    ids["test_deal"] = deal.gateway_id
    company.pay(deal.gateway_id, card_of(Script.PAYS), clock.now())
    look_up(context, paid)
    with studio_scope(context.studio.id):
        ids["stored_card"] = str(StoredCard.objects.get().id)
    body = json.dumps({"event": f"{word} event", "reference": deal.reference, "id": deal.gateway_id}).encode()
    take_notice(context.studio.id, "test", {SIGNATURE: signed(secret_of(context.studio.id), body)}, body)


def _of(**fields: str) -> Example:
    return lambda ids: {field: ids[name] for field, name in fields.items()}


def _purposes(ids: Ids) -> list[dict[str, Any]]:
    """Name an invoice and the retainers of an order and a session as what money is for; seven in all."""
    return [
        {"invoice_id": ids["invoice"], "amount": "2"},
        {"order_id": ids["order"], "amount": "2"},
        {"shoot_id": ids["shoot"], "amount": "3"},
    ]


def _payment(ids: Ids) -> dict[str, Any]:
    return {
        "client_id": ids["client"],
        "parts": [
            {"tender": "credit", "amount": "1", "credit_id": ids["credit"]},
            {"tender": "retainer", "amount": "1", "pot_id": ids["order"]},
            {"tender": "cash", "amount": "5"},
        ],
        "targets": _purposes(ids),
        "location_id": ids["location"],
        "drawer_id": ids["drawer"],
    }


EXAMPLES: dict[str, Example] = {
    "payments.take": _payment,
    "payments.void": lambda ids: {"payment_id": ids["payment_free"], "reason": "A mistake"},
    "payments.refund": lambda ids: {
        "part_id": ids["payment_part"],
        "credit_id": ids["credit"],
        "amount": "1",
        "reason": "A mistake",
        "drawer_id": ids["drawer"],
    },
    "payments.get": _of(payment_id="payment"),
    "payments.list": _of(client_id="client", invoice_id="invoice", location_id="location", session_id="drawer_day"),
    "payments.get_refund": _of(refund_id="refund"),
    "payments.refunds": _of(client_id="client", payment_id="payment"),
    "payments.add_drawer": lambda ids: {"name": "Another", "location_id": ids["location"]},
    "payments.change_drawer": _of(drawer_id="drawer", location_id="location"),
    "payments.open_drawer": lambda ids: {"drawer_id": ids["drawer_closed"], "amount": "5"},
    "payments.move_cash": lambda ids: {"drawer_id": ids["drawer"], "kind": "pay_in", "amount": "5", "reason": "Change"},
    "payments.close_drawer": lambda ids: {"drawer_id": ids["drawer"], "amount": "5"},
    "payments.drawer_day": _of(session_id="drawer_day"),
    "payments.drawer_days": _of(drawer_id="drawer"),
    "payments.make_slip": lambda ids: {
        "cash": "1",
        "cheques": [ids["cheque"]],
        "drawer_id": ids["drawer"],
        "location_id": ids["location"],
    },
    "payments.slip_arrived": _of(slip_id="deposit_slip"),
    "payments.deposit_slip": _of(slip_id="deposit_slip"),
    "payments.change_tender": lambda ids: {"tender_id": ids["tender"], "name": "Another"},
    "payments.change_gateway_account": lambda ids: {"account_id": ids["gateway_account"], "name": "Another"},
    "payments.begin_card_payment": lambda ids: {
        "client_id": ids["client"],
        "amount": "7",
        "kind": "charge",
        "targets": _purposes(ids),
        "account_id": ids["gateway_account"],
        "card_id": ids["stored_card"],
        "location_id": ids["location"],
    },
    "payments.cancel_card_payment": _of(attempt_id="attempt_open"),
    "payments.refund_card": lambda ids: {"attempt_id": ids["attempt_paid"], "reason": "A mistake", "amount": "1"},
    "payments.look_again": _of(attempt_id="attempt_open"),
    "payments.take_notice": lambda ids: {"account_id": ids["gateway_account"], "event": "An event"},
    "payments.attempt": _of(attempt_id="attempt_paid"),
    "payments.attempts": _of(client_id="client", account_id="gateway_account"),
    "payments.stored_cards": _of(client_id="client"),
    "payments.withdraw_card": _of(card_id="stored_card"),
    "payments.hear_of_card_payment": lambda ids: {
        "attempt_id": ids["attempt_open"],
        "by": "answer",
        "state": "pending",
    },
}
FORMS = (
    Form("get", "payments/", _of(client_id="client", invoice_id="invoice", session_id="drawer_day")),
    Form(
        "post",
        "payments/of/{client}/",
        lambda ids: {
            "tender-0": "cash",
            "amount-0": "5",
            "invoice": ids["invoice"],
            f"open-{ids['invoice']}": "5",
            "drawer_id": ids["drawer"],
        },
    ),
    Form("post", "payments/deposits/", lambda ids: {"cheque": ids["cheque"], "drawer_id": ids["drawer"], "cash": "1"}),
    Form("get", "orders/", _of(client_id="client", shoot_id="shoot")),
    Form("get", "invoices/", _of(client_id="client", payer_id="client_same", order_id="order", shoot_id="shoot")),
    Form("post", "orders/new/{client}/", lambda ids: {"price_list_id": ids["price_list"], "shoot_id": ids["shoot"]}),
    Form("post", "orders/{order}/lines/", lambda ids: {"item_id": ids["item"], "shoot_id": ids["shoot"]}),
    Form(
        "post",
        "invoices/{invoice}/credit-notes/",
        lambda ids: {"line": ids["invoice_line"], "reason": "A mistake"},
    ),
)
