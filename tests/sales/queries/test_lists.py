"""Lists, statements, ageing and day figures: right, in a fixed number of queries, and equal to the ledger."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safelight.foundation import clock
from safelight.foundation.actions import Context, InvalidInput, NotFound, Query, ask, run
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import studio_scope
from safelight.sales.actions import PlanPayments, plan_payments
from safelight.sales.models import DaySale
from safelight.sales.queries import (
    AskAgeing,
    AskDays,
    AskStatement,
    ListInvoices,
    ListOrders,
    PayerInvoices,
    ageing,
    days,
    differences,
    get_invoice,
    get_order,
    get_statement,
    list_gift_cards,
    list_invoices,
    list_open_invoices,
    list_orders,
    list_retainers,
)
from safelight.sales.queries.reading import today_of
from tests.sales import making

pytestmark = pytest.mark.django_db


def later(context: Context, number: int) -> Context:
    """The same person, some days later."""
    return Context(studio=context.studio, actor=context.actor, now=context.now + timedelta(days=number))


def queries_of(query: Query, context: Context, data: object) -> int:  # type: ignore[type-arg]  # any query
    # Inside the scope, as in a request: setting it costs no further statement then.
    scope = studio_scope(context.studio.id, person_id=context.actor.id)
    with scope, CaptureQueriesContext(connection) as captured:
        ask(query, context, data)  # type: ignore[arg-type]  # its input
    return len(captured)


def test_invoices_are_listed_by_state_name_and_page(ana: Context) -> None:
    carla, nora = making.client(ana), making.client(ana, "Nora")
    made = [making.invoice(ana, making.order(ana, one).id) for one in (carla, nora, carla, carla, nora)]
    making.pay(ana, made[0].id, making.euro("119"))
    making.pay(ana, made[1].id, making.euro("19"))
    first = ask(list_invoices, ana, ListInvoices(limit=2))
    second = ask(list_invoices, ana, ListInvoices(limit=2, cursor=first.next or ""))
    third = ask(list_invoices, ana, ListInvoices(limit=2, cursor=second.next or ""))
    shown = [row.label for page in (first, second, third) for row in page.items]
    assert shown == ["00005", "00004", "00003", "00002", "00001"]
    assert (first.total, third.next) == (5, None)
    assert [row.state for row in ask(list_invoices, ana, ListInvoices(sort="oldest")).items] == [
        "paid", "part_paid", "open", "open", "open",
    ]  # fmt: skip
    assert len(ask(list_invoices, ana, ListInvoices(q="nora")).items) == 2
    assert [row.label for row in ask(list_invoices, ana, ListInvoices(q="00003")).items] == ["00003"]
    assert len(ask(list_invoices, ana, ListInvoices(state="closed")).items) == 1
    owed = ask(list_open_invoices, ana, PayerInvoices(client_id=nora))
    assert [row.open for row in owed.items] == [100, 119]
    with pytest.raises(NotFound):
        ask(list_open_invoices, ana, PayerInvoices(client_id=new_id()))
    with pytest.raises(InvalidInput, match="does not belong"):
        ask(list_invoices, ana, ListInvoices(cursor="nonsense"))


def test_what_is_overdue_follows_the_payment_plan(ana: Context) -> None:
    carla = making.client(ana)
    plain = making.invoice(ana, making.order(ana, carla).id)
    planned = making.invoice(ana, making.order(ana, carla, making.line("Album", "90")).id)
    run(plan_payments, ana, PlanPayments(invoice_id=planned.id, count=3, pace="weekly"))
    day = later(ana, 10)
    late = ask(list_invoices, day, ListInvoices(state="overdue"))
    assert [(row.id, row.due_now, row.days_over) for row in late.items] == [(planned.id, 60, 10)]
    found = ask(ageing, day, AskAgeing())
    assert found.totals[0].total == Decimal(209)
    assert found.rows[0].buckets == {
        "current": 149, "days_1_30": 60, "days_31_60": 0, "days_61_90": 0, "over_90": 0,
    }  # fmt: skip
    much = ask(ageing, later(ana, 120), AskAgeing())
    assert much.totals[0].buckets["over_90"] == Decimal(209)
    making.pay(ana, plain.id, making.euro("119"))
    assert ask(ageing, ana, AskAgeing()).totals[0].total == making.ledger(ana, "receivable") == 90


def test_a_statement_is_the_ledgers(ana: Context) -> None:
    carla = making.client(ana)
    with time_machine.travel(clock.now() - timedelta(days=40), tick=False):
        before = Context(studio=ana.studio, actor=ana.actor, now=clock.now())
        old = making.invoice(before, making.order(before, carla).id)
        making.pay(before, old.id, making.euro("19"))
    made = making.invoice(ana, making.order(ana, carla, making.line("Album", "200")).id)
    making.credit(ana, made.id, amount=Decimal(50))
    making.pay(ana, old.id, making.euro("100"))
    today = today_of(ana)
    card = ask(get_statement, ana, AskStatement(client_id=carla, since=today - timedelta(days=10), until=today))
    assert (card.opening, card.closing, card.ledger) == (100, 150, 150)
    assert [(line.kind, line.amount, line.balance) for line in card.lines] == [
        ("invoice", 200, 300),
        ("credit_note", -50, 250),
        ("payment", -100, 150),
    ]
    assert sum(card.buckets.values()) == card.closing
    whole = ask(get_statement, ana, AskStatement(client_id=carla, since=today - timedelta(days=99), until=today))
    assert (whole.opening, whole.closing, len(whole.lines)) == (0, 150, 5)
    with pytest.raises(InvalidInput, match="before it begins"):
        ask(get_statement, ana, AskStatement(client_id=carla, since=today, until=today - timedelta(days=1)))


def test_day_figures_are_the_sums_of_the_lines(ana: Context, bo: Context) -> None:
    carla = making.client(ana)
    lines = [making.line("Album", "119", category="albums"), making.line("Print", "11.90", quantity=2, kind="print")]
    made = making.invoice(ana, making.order(ana, carla, *lines, discount={"percent": 10}).id)
    making.credit(ana, made.id, lines=[making.part(made.lines[1].id)])
    today = today_of(ana)
    found = ask(days, ana, AskDays(since=today, until=today, by=("category",)))
    assert [(row.category, row.lines, row.net, row.returned) for row in found.rows] == [
        ("albums", 1, Decimal("90.00"), 0),
        ("print", 0, Decimal(0), Decimal("18.00")),
    ]
    total = found.totals[0]
    assert (total.net, total.gross, total.discount) == (Decimal(90), Decimal("107.10"), Decimal(10))
    assert -making.ledger(ana, "income:*") - making.ledger(ana, "discounts") == total.net
    assert total.margin is not None
    assert ask(days, bo, AskDays(since=today, until=today)).totals[0].margin is None
    with studio_scope(ana.studio.id):
        assert differences() == 0
        DaySale.objects.update(net_minor=1)
        assert differences() > 0


@pytest.mark.parametrize("query", ["invoices", "orders", "open", "cards", "retainers", "ageing"])
def test_the_number_of_queries_does_not_grow(ana: Context, query: str) -> None:
    carla = making.client(ana)

    def life() -> None:
        order = making.order(ana, carla, making.line("Card", "10", kind="gift_card"), making.line("Album", "50"))
        making.hold(ana, order.id, making.euro("5"))
        made = making.invoice(ana, order.id, plan={"count": 2})
        making.pay(ana, made.id, making.euro("1"))

    asked = {
        "invoices": (list_invoices, {}),
        "orders": (list_orders, {}),
        "open": (list_open_invoices, {"client_id": carla}),
        "cards": (list_gift_cards, {}),
        "retainers": (list_retainers, {}),
        "ageing": (ageing, {}),
    }[query]
    life()
    few = queries_of(asked[0], ana, asked[1])  # type: ignore[arg-type]  # one of several queries
    life()
    life()
    many = queries_of(asked[0], ana, asked[1])  # type: ignore[arg-type]  # one of several queries
    assert few == many <= 8


def test_one_order_and_one_invoice_in_few_queries(ana: Context) -> None:
    carla = making.client(ana)
    lines = [making.line(f"Print {place}", "10") for place in range(6)]
    order = making.order(ana, carla, *lines)
    making.hold(ana, order.id, making.euro("5"))
    made = making.invoice(ana, order.id, plan={"count": 3})
    for _ in range(3):
        making.pay(ana, made.id, making.euro("1"))
        making.credit(ana, made.id, amount=Decimal(1))
    assert queries_of(get_invoice, ana, {"invoice_id": made.id}) <= 12
    assert queries_of(get_order, ana, {"order_id": order.id}) <= 8


def test_orders_are_found(ana: Context) -> None:
    carla, nora = making.client(ana), making.client(ana, "Nora")
    making.order(ana, carla, kind="estimate", valid_until=today_of(ana) - timedelta(days=1))
    order = making.order(ana, nora, purchase_order="PO 77")
    making.invoice(ana, order.id, percent=50)

    def found(**wanted: object) -> list[UUID]:
        return [row.id for row in ask(list_orders, ana, ListOrders(**wanted)).items]  # type: ignore[arg-type]  # its fields

    assert found(state="ordered") == found(q="nora") == found(q="po 77") == found(client_id=nora) == [order.id]
    assert len(found(state="expired")) == 1
    assert len(found(state="active")) == 2
    row = ask(list_orders, ana, ListOrders(state="ordered")).items[0]
    assert (row.gross, row.uninvoiced, row.open, row.lines) == (119, Decimal("59.50"), Decimal("59.50"), 1)
