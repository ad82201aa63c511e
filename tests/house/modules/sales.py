"""Rows, inputs and forms of the sales module for the house tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from safelight.foundation.actions import Context
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.foundation.tenancy import studio_scope
from safelight.sales.actions import HoldRetainer, KeepCredit, Settle, hold_retainer, keep_credit, settle
from safelight.sales.models import GiftCard, Settlement
from safelight.sales.queries.reading import today_of
from tests.house.doing import do, identifier

Ids = Mapping[str, str]
Example = Callable[[Ids], dict[str, Any]]

PARAMETERS = {
    "card_id": "gift_card",
    "credit_id": "credit",
    "credit_note_id": "credit_note",
    "invoice_id": "invoice",
    "line_id": "order_line",
    "order_id": "order",
    "pot_id": "order",
    "settlement_id": "written_off",
}
WITHOUT_DOOR = {
    "sales.follow_outcome": "a reaction to a session that was called off or moved; the policy was read there",
    "sales.follow_merge": "a reaction to clients that were merged",
}


def fill(context: Context, word: str, ids: dict[str, str]) -> None:
    """Make estimates, orders, invoices in parts, credit notes, a plan, money in every way, a gift card, a statement."""
    terms = {"terms_text": word, "footer": word, "seller": {"name": word, "iban": word}}
    do(context, "sales.change_settings", version=0, terms=terms)
    _orders(context, word, ids)
    _invoices(context, word, ids)
    _money(context, word, ids)


def _line(word: str, price: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of a line
    return {"name": f"{word} line", "description": word, "price": price, "category": word, "note": word, **more}


def _orders(context: Context, word: str, ids: dict[str, str]) -> None:
    common = {
        "client_id": ids["client"],
        "payer_id": ids["client_same"],
        "message": word,
        "note": word,
        "purchase_order": word,
        "language": "en",
    }
    listed = {"item_id": ids["item"], "quantity": 2, "note": word, "image_refs": [word]}
    lines = [_line(word, "100"), listed]
    order = do(context, "sales.add_order", lines=lines, discount={"percent": 10, "label": word}, **common)
    ids["order"], ids["order_line"], ids["order_line_listed"] = str(order.id), *(str(one.id) for one in order.lines)
    ids["estimate"] = identifier(context, "sales.add_order", kind="estimate", lines=lines, **common)
    ids["estimate_declined"] = identifier(context, "sales.add_order", kind="estimate", lines=lines, **common)
    do(context, "sales.decline_estimate", order_id=ids["estimate_declined"], reason=word)
    ids["order_done"] = identifier(context, "sales.add_order", lines=lines, **common)
    do(context, "sales.fulfil_order", order_id=ids["order_done"])
    free = do(context, "sales.add_order", lines=lines, **common)
    ids["order_free"], ids["order_free_line"] = str(free.id), str(free.lines[0].id)


def _invoices(context: Context, word: str, ids: dict[str, str]) -> None:
    plan = {"count": 3, "note": word, "method": word}
    made = do(context, "sales.issue_invoice", order_id=ids["order"], percent=40, plan=plan)
    ids["invoice"], ids["invoice_line"] = str(made.id), str(made.lines[0].id)
    other = do(context, "sales.issue_invoice", order_id=ids["order_done"])
    ids["invoice_done"] = str(other.id)
    ids["credit_note"] = identifier(
        context, "sales.credit_invoice", invoice_id=str(other.id), reason=f"{word} reason", amount="10"
    )
    gift = {"kind": "gift_card", "gift": {"recipient": word, "message": word}}
    cards = identifier(
        context, "sales.add_order", client_id=ids["client"], lines=[_line(word, "50", quantity=2, **gift)]
    )
    sold = do(context, "sales.issue_invoice", order_id=cards)
    with studio_scope(context.studio.id):
        first, second = GiftCard.objects.filter(invoice_line__invoice_id=sold.id).order_by("number")
    ids["gift_card"], ids["gift_card_sold"] = str(first.id), str(second.id)
    told = do(context, "sales.activate_gift_card", card_id=ids["gift_card"], unpaid=True)
    # Blanks say that it is no id: a code is a secret, and a wrong one is refused by its check.
    ids["gift_card_code"] = told.code.replace("-", " ")


def _money(context: Context, word: str, ids: dict[str, str]) -> None:
    today, invoice = today_of(context), UUID(ids["invoice"])
    with studio_scope(context.studio.id):
        paid = settle(context, Settle(invoice, _euro("5"), today, "payment", new_id(), "cash", f"{word} memo"))
        hold_retainer(
            context,
            HoldRetainer(
                _euro("90"), today, "payment", new_id(), "cash", order_id=UUID(ids["order"]), memo=f"{word} memo"
            ),
        )
        kept = keep_credit(
            context,
            KeepCredit(UUID(ids["client_same"]), _euro("40"), today, "payment", new_id(), "cash", f"{word} reason"),
        )
    ids["settlement"], ids["credit"] = str(paid.id), str(kept.id)
    do(context, "sales.write_off", invoice_id=ids["invoice"], reason=f"{word} reason", amount="1")
    with studio_scope(context.studio.id):
        ids["written_off"] = str(Settlement.objects.get(source_kind="write_off").id)
    do(context, "sales.remind", invoice_id=ids["invoice"], to=[f"payer@{word}.example"])
    period = {"since": "2020-01-01", "until": today.isoformat()}
    do(context, "sales.send_statement", client_id=ids["client"], **period)


def _euro(text: str) -> Money:
    return Money(Decimal(text), "EUR")


def _of(**fields: str) -> Example:
    return lambda ids: {field: ids[name] for field, name in fields.items()}


def _listed(ids: Ids) -> dict[str, Any]:
    picks = [{"component_id": ids["component"], "item_id": ids["item_inside"]}]
    return {"item_id": ids["package"], "picks": picks, "shoot_id": ids["shoot"]}


_PERIOD = {"since": "2020-01-01", "until": "2020-12-31"}

EXAMPLES: dict[str, Example] = {
    "sales.accept_estimate": _of(order_id="estimate"),
    "sales.activate_gift_card": lambda ids: {"card_id": ids["gift_card_sold"], "unpaid": True},
    "sales.add_lines": lambda ids: {
        "order_id": ids["order"],
        "lines": [_listed(ids)],
        "before_id": ids["order_line_listed"],
    },
    "sales.add_order": lambda ids: {
        "client_id": ids["client"],
        "payer_id": ids["client_same"],
        "location_id": ids["location"],
        "price_list_id": ids["price_list"],
        "shoot_id": ids["shoot"],
        "lines": [_listed(ids)],
        "reward_ids": [ids["reward"]],
    },
    "sales.ageing": _of(payer_id="client", location_id="location"),
    "sales.apply_credit": _of(invoice_id="invoice", credit_id="credit"),
    "sales.apply_retainer": _of(invoice_id="invoice", pot_id="order"),
    "sales.cancel_order": _of(order_id="estimate"),
    "sales.change_gift_card": lambda ids: {"card_id": ids["gift_card"], "recipient": "Another"},
    "sales.change_line": lambda ids: {
        "order_id": ids["order_free"],
        "line_id": ids["order_free_line"],
        "shoot_id": ids["shoot"],
        "picks": _listed(ids)["picks"],
    },
    "sales.change_order": lambda ids: {
        "order_id": ids["order_free"],
        "payer_id": ids["client"],
        "location_id": ids["location"],
        "price_list_id": ids["price_list"],
        "shoot_id": ids["shoot"],
        "reward_ids": [ids["reward"]],
    },
    "sales.copy_order": _of(order_id="order", client_id="client_same"),
    "sales.credit_invoice": lambda ids: {
        "invoice_id": ids["invoice"],
        "reason": "A word",
        "lines": [{"line_id": ids["invoice_line"], "amount": "1"}],
    },
    "sales.credit_note": _of(credit_note_id="credit_note"),
    "sales.credits": _of(client_id="client_same"),
    "sales.days": lambda ids: {**_PERIOD, "location_id": ids["location"]},
    "sales.decide_retainer": lambda ids: {
        "pot_id": ids["order"],
        "decision": "credit",
        "currency": "EUR",
        "reason": "A word",
    },
    "sales.decline_estimate": _of(order_id="estimate"),
    "sales.end_plan": _of(invoice_id="invoice"),
    "sales.follow_merge": _of(kept_id="client", merged_id="client_same"),
    "sales.follow_outcome": lambda ids: {
        "kind": "moved",
        "shoot_id": ids["shoot"],
        "outcome_id": ids["unused"],
        "fee": "5",
        "credit": "0",
        "currency": "EUR",
    },
    "sales.fulfil_order": _of(order_id="order"),
    "sales.gift_card": _of(card_id="gift_card"),
    "sales.give_credit": lambda ids: {
        "client_id": ids["client"],
        "location_id": ids["location"],
        "amount": "5",
        "reason": "A word",
    },
    "sales.invoice": _of(invoice_id="invoice"),
    "sales.issue_invoice": lambda ids: {
        "order_id": ids["order"],
        "also": [ids["order_free"]],
        "payer_id": ids["client"],
        "lines": [{"line_id": ids["order_line"], "amount": "1"}],
    },
    "sales.list_credit_notes": _of(invoice_id="invoice_done", payer_id="client_same"),
    "sales.list_gift_cards": lambda ids: {
        "client_id": ids["client"],
        "invoice_id": ids["invoice"],
        "cursor": ids["gift_card"],
    },
    "sales.list_invoices": _of(
        client_id="client", payer_id="client_same", order_id="order", shoot_id="shoot", location_id="location"
    ),
    "sales.list_orders": _of(client_id="client", payer_id="client_same", shoot_id="shoot", location_id="location"),
    "sales.list_retainers": _of(client_id="client", order_id="order", shoot_id="shoot"),
    "sales.open_invoices": _of(client_id="client_same"),
    "sales.order": _of(order_id="order"),
    "sales.plan_payments": lambda ids: {"invoice_id": ids["invoice"], "count": 2},
    "sales.redeem_gift_card": lambda ids: {"invoice_id": ids["invoice"], "code": ids["gift_card_code"]},
    "sales.refresh_order": _of(order_id="order_free"),
    "sales.remind": _of(invoice_id="invoice_done"),
    "sales.remove_line": _of(order_id="order_free", line_id="order_free_line"),
    "sales.reopen_order": _of(order_id="order_done"),
    "sales.retainer": _of(pot_id="order"),
    "sales.send_credit_note": lambda ids: {"credit_note_id": ids["credit_note"], "to": ["somebody@example.com"]},
    "sales.send_estimate": lambda ids: {"order_id": ids["estimate"], "to": ["somebody@example.com"]},
    "sales.send_invoice": lambda ids: {"invoice_id": ids["invoice"], "to": ["somebody@example.com"]},
    "sales.send_receipt": lambda ids: {
        "invoice_id": ids["invoice"],
        "settlement_id": ids["settlement"],
        "to": ["somebody@example.com"],
    },
    "sales.send_statement": lambda ids: {"client_id": ids["client"], **_PERIOD},
    "sales.sort_lines": lambda ids: {
        "order_id": ids["order"],
        "line_ids": [ids["order_line_listed"], ids["order_line"]],
    },
    "sales.statement": lambda ids: {"client_id": ids["client"], **_PERIOD},
    "sales.take_back": _of(invoice_id="invoice", settlement_id="written_off"),
    "sales.turn_credit": lambda ids: {"credit_id": ids["credit"], "purpose": "refund"},
    "sales.void_gift_card": lambda ids: {"card_id": ids["gift_card"], "reason": "A word", "left_to": "credit"},
    "sales.write_off": lambda ids: {"invoice_id": ids["invoice"], "reason": "A word"},
}
