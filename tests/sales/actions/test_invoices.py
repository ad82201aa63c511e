"""Invoices: whole, in parts, together; what the ledger has of them; and that they never change."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from safelight.books.queries import balance
from safelight.foundation.actions import Conflict, Context, Forbidden, InvalidInput, NotFound, Refused, run
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.foundation.tenancy import studio_scope
from safelight.sales.actions import AddOrder, IssueInvoice, add_order, issue_invoice
from safelight.sales.models import CreditNoteLine, Invoice, InvoiceLine, Settlement
from safelight.sales.queries import differences
from tests.sales import making

pytestmark = pytest.mark.django_db


def test_an_invoice_is_in_the_ledger_with_its_tax(ana: Context) -> None:
    carla = making.client(ana)
    order = making.order(ana, carla, making.line("Album", "238"), making.line("Print", "11.90", quantity=2))
    made = making.invoice(ana, order.id)
    assert (made.label, made.gross, made.net, made.tax, made.open, made.state) == (
        "00001", Decimal("261.80"), Decimal("220.00"), Decimal("41.80"), Decimal("261.80"), "open",
    )  # fmt: skip
    assert made.tax_included
    assert [(tax.rate, tax.base, tax.amount) for tax in made.taxes] == [(19, Decimal("220.00"), Decimal("41.80"))]
    assert making.ledger(ana, "receivable", document_ids=[made.id]) == Decimal("261.80")
    assert making.ledger(ana, "income:*") == Decimal("-220.00")
    assert making.ledger(ana, "tax:*") == Decimal("-41.80")
    with studio_scope(ana.studio.id):
        assert differences() == 0


def test_discounts_and_numbers(ana: Context) -> None:
    carla = making.client(ana)
    order = making.order(
        ana, carla, making.line("Album", "119", discount={"percent": 50, "label": "Friends"}), discount={"amount": 11}
    )
    first = making.invoice(ana, order.id)
    second = making.invoice(ana, making.order(ana, carla).id)
    assert [first.number, second.number] == [1, 2]
    assert first.gross == Decimal("48.50")
    assert first.reduction == first.listed - first.net
    assert making.ledger(ana, "discounts") == first.reduction
    assert making.ledger(ana, "income:*") == -(first.listed + second.listed)


def test_parts_of_an_order_add_up_to_it(ana: Context) -> None:
    order = making.order(
        ana, making.client(ana), making.line("Album", "100"), making.line("Print", "33.33", quantity=3)
    )
    album, prints = order.lines
    first = making.invoice(ana, order.id, percent=Decimal("33.3"))
    second = making.invoice(ana, order.id, lines=[making.part(album.id, amount=Decimal("10.01"))])
    third = making.invoice(ana, order.id, lines=[making.part(prints.id, quantity=Decimal(1))])
    last = making.invoice(ana, order.id)
    whole = [first, second, third, last]
    assert sum(one.gross for one in whole) == order.gross == Decimal("199.99")
    assert sum(one.net for one in whole) == order.net
    assert sum(one.tax for one in whole) == order.tax
    assert second.gross == Decimal("10.01")
    assert all(one.is_part for one in second.lines)
    with pytest.raises(Refused, match="stands on invoices already"):
        making.invoice(ana, order.id)


def test_several_orders_on_one_invoice_for_another_payer(ana: Context) -> None:
    carla, school = making.client(ana), making.client(ana, "", kind="organization", organization="North School")
    first = making.order(ana, carla, payer_id=school)
    second = making.order(ana, carla, making.line("Frame", "50"), payer_id=school)
    made = making.invoice(ana, first.id, also=[second.id])
    assert (made.gross, made.payer.name, made.client.id) == (Decimal("169.00"), "North School", carla)
    assert made.addressee["name"] == "North School"
    assert made.about["client"]["name"] == "Carla"
    assert making.ledger(ana, "receivable", client_ids=[school]) == Decimal("169.00")
    other = making.order(ana, carla)
    with pytest.raises(InvalidInput, match="different payers"):
        making.invoice(ana, other.id, also=[making.order(ana, school).id])


@pytest.mark.parametrize("table", ["sales_invoice", "sales_invoiceline", "sales_settlement", "sales_creditnoteline"])
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_what_is_issued(ana: Context, table: str, verb: str) -> None:
    made = making.invoice(ana, making.order(ana, making.client(ana)).id)
    making.pay(ana, made.id, making.euro("10"))
    making.credit(ana, made.id, amount=Decimal(5))
    column = {"sales_settlement": "memo", "sales_invoice": "message"}.get(table, "name")
    # The names are those of the parameters above.
    statement = f"delete from {table}" if verb == "delete" else f"update {table} set {column} = 'x'"  # noqa: S608
    with studio_scope(ana.studio.id):
        assert all(model.objects.exists() for model in (Invoice, InvoiceLine, Settlement, CreditNoteLine))
        with (
            pytest.raises(DatabaseError, match=r"does not change any more|permission denied|append-only"),
            transaction.atomic(),
        ):
            connection.cursor().execute(statement)


def test_merged_clients_take_their_invoices_along(ana: Context) -> None:
    kept, merged = making.client(ana), making.client(ana, "Karla")
    made = making.invoice(ana, making.order(ana, merged).id)
    with studio_scope(ana.studio.id):
        Invoice.objects.filter(id=made.id).update(client_id=kept, payer_id=kept)
        assert Invoice.objects.get(id=made.id).payer_id == kept


def test_what_cannot_be_invoiced(ana: Context, bo: Context, dana: Context) -> None:
    carla = making.client(ana)
    estimate = making.order(ana, carla, kind="estimate")
    with pytest.raises(Conflict, match="This is an estimate"):
        making.invoice(ana, estimate.id)
    empty = run(add_order, ana, AddOrder(client_id=carla)).value
    with pytest.raises(Refused, match="nothing on this order"):
        making.invoice(ana, empty.id)
    order = making.order(ana, carla)
    with pytest.raises(InvalidInput, match="not dated in the future"):
        making.invoice(ana, order.id, issued_on="2999-01-01")
    with pytest.raises(InvalidInput, match="lies between"):
        making.invoice(ana, order.id, amount=Decimal("119.01"))
    with pytest.raises(NotFound):
        making.invoice(ana, order.id, lines=[making.part(new_id())])
    with pytest.raises(Forbidden):
        making.invoice(bo, order.id)
    with pytest.raises(NotFound):
        making.invoice(dana, order.id)
    free = making.order(ana, carla, making.line("Gift", "0"))
    with pytest.raises(Refused, match="comes to nothing"):
        making.invoice(ana, free.id)


def test_a_trial_issues_nothing(ana: Context) -> None:
    order = making.order(ana, making.client(ana))
    tried = run(issue_invoice, ana, IssueInvoice(order_id=order.id), dry_run=True)
    assert tried.dry_run
    assert tried.value.gross == Decimal("119.00")
    with studio_scope(ana.studio.id):
        assert not Invoice.objects.exists()
        assert not balance("receivable")
    assert making.invoice(ana, order.id).number == 1


def test_a_repeated_request_issues_once(ana: Context) -> None:
    order = making.order(ana, making.client(ana))
    once = run(issue_invoice, ana, IssueInvoice(order_id=order.id), key="k1")
    again = run(issue_invoice, ana, IssueInvoice(order_id=order.id), key="k1")
    assert again.repeated
    assert once.value.id == again.value.id
    assert making.ledger(ana, "receivable") == Decimal("119.00")


@pytest.mark.parametrize(("code", "price"), [("JPY", "1100"), ("KWD", "1.235")])
def test_currencies_without_and_with_three_decimals(ana: Context, code: str, price: str) -> None:
    order = making.order(ana, making.client(ana), making.line("Print", price, quantity=3), currency=code)
    made = making.invoice(ana, order.id, percent=Decimal(50))
    rest = making.invoice(ana, order.id)
    assert made.gross + rest.gross == Decimal(price) * 3
    assert Money(made.tax, code).amount == made.tax
    with studio_scope(ana.studio.id):
        assert balance("receivable").of(code).amount == Decimal(price) * 3
