"""Many at once: two payments of one invoice, two uses of one card, two invoices of one order, two numbers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from safelight.foundation.actions import ActionError, Context, run
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import studio_scope
from safelight.sales.actions import (
    ActivateCard,
    AddOrder,
    IssueInvoice,
    OrderLineInput,
    Settle,
    Settled,
    UseGiftCard,
    activate_gift_card,
    add_order,
    issue_invoice,
    settle,
    use_gift_card,
)
from safelight.sales.models import GiftCard, Invoice, Order
from safelight.sales.queries.reading import today_of
from tests.sales import making

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Do things at the same moment, each over its own connection; a refusal is an answer."""

    def one(work: Callable[[], Any]) -> object:
        try:
            return work()
        except ActionError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def test_an_invoice_is_never_settled_twice(ana: Context) -> None:
    made = making.invoice(ana, making.order(ana, making.client(ana)).id)
    today = today_of(ana)

    def pay() -> object:
        with studio_scope(ana.studio.id):
            return settle(ana, Settle(made.id, making.euro("80"), today, "payment", new_id(), "cash"))

    answers = at_once(*[pay] * 4)
    refused = [answer for answer in answers if isinstance(answer, ActionError)]
    assert len(refused) == 3
    assert {refusal.code for refusal in refused} == {"over_settled"}
    assert making.ledger(ana, "receivable") == 39


def test_one_payment_that_comes_twice_counts_once(ana: Context) -> None:
    made = making.invoice(ana, making.order(ana, making.client(ana)).id)
    source, today = new_id(), today_of(ana)

    def pay() -> Settled:
        with studio_scope(ana.studio.id):
            return settle(ana, Settle(made.id, making.euro("19"), today, "payment", source, "cash"))

    answers = at_once(*[pay] * 4)
    assert sorted(answer.repeated for answer in answers) == [False, True, True, True]
    assert making.ledger(ana, "receivable") == 100


def test_a_gift_card_is_spent_once(ana: Context) -> None:
    carla = making.client(ana)
    sold = making.invoice(ana, making.order(ana, carla, making.line("Gift card", "50", kind="gift_card")).id)
    making.pay(ana, sold.id, making.euro("50"))
    with studio_scope(ana.studio.id):
        card = GiftCard.objects.get()
    code = run(activate_gift_card, ana, ActivateCard(card_id=card.id)).value.code
    invoices = [making.invoice(ana, making.order(ana, carla).id).id for _ in range(3)]

    def use(invoice_id: UUID) -> Callable[[], object]:
        def work() -> object:
            with studio_scope(ana.studio.id):
                return use_gift_card(ana, UseGiftCard(code, invoice_id, today_of(ana), making.euro("30")))

        return work

    answers = at_once(*[use(one) for one in invoices])
    assert sum(isinstance(answer, ActionError) for answer in answers) == 2
    assert making.ledger(ana, "gift_cards") == -20


def test_numbers_have_no_gaps_and_an_order_is_invoiced_once(ana: Context) -> None:
    carla = making.client(ana)
    order = making.order(ana, carla)

    def issue() -> object:
        return run(issue_invoice, ana, IssueInvoice(order_id=order.id)).value

    def begin() -> object:
        line = OrderLineInput(name="Print", price=Decimal(10))
        return run(add_order, ana, AddOrder(client_id=carla, lines=(line,))).value

    at_once(issue, begin, issue, begin, issue, begin)
    with studio_scope(ana.studio.id):
        assert [row.number for row in Invoice.objects.all()] == [1]
        assert sorted(Order.objects.values_list("order_number", flat=True)) == [1, 2, 3, 4]
    assert making.ledger(ana, "receivable") == 119
