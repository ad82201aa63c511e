"""The pages of orders and invoices, by HTTP."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client as Browser

from safelight.foundation.actions import Context, actions, run
from tests.clients.web.conftest import PARTIAL, reads
from tests.sales.making import client, hold, invoice, ledger, line, order
from tests.sales.making import euro as euros

pytestmark = pytest.mark.django_db
MOST = 14
"""Statements of an order's page: the usual eight, and its items, invoices, held money and prices."""


def text(browser: Browser, address: str, status: int = 200, **headers: str) -> str:
    answer = browser.get(address, headers=headers)
    assert answer.status_code == status, address
    return answer.content.decode()


def did(context: Context, verb: str, **data: Any) -> Any:  # noqa: ANN401 - any verb
    return run(actions()[verb], context, data).value


@pytest.fixture
def carla(ana: Context) -> UUID:
    """A client."""
    return client(ana)


@pytest.fixture
def item(ana: Context) -> Any:  # noqa: ANN401 - an item's card
    """A print on the price list."""
    made = did(ana, "pricing.add_list", name="Portraits", currency="EUR")
    return did(ana, "pricing.add_item", list_id=made.id, kind="print", name="Print 20×30", price="35")


def test_empty_lists_teach(as_ana: Browser) -> None:
    assert "No orders yet" in text(as_ana, "/orders/")
    assert "No invoices yet" in text(as_ana, "/invoices/")
    assert "Nobody is late" in text(as_ana, "/invoices/?state=overdue")


def test_an_order_is_made_at_the_counter_and_invoiced(as_ana: Browser, ana: Context, carla: UUID, item: Any) -> None:  # noqa: ANN401
    assert "Portraits" in text(as_ana, f"/orders/new/{carla}/")
    begun = as_ana.post(f"/orders/new/{carla}/", {"kind": "order"})
    assert begun.status_code == 302
    address = begun["location"]
    assert "Print 20×30" in text(as_ana, address)
    added = as_ana.post(f"{address}lines/", {"item_id": str(item.id)}, headers=PARTIAL)
    assert added.status_code == 200
    assert "Print 20×30" in added.content.decode()
    line_id = re.findall(r"/lines/([0-9a-f-]{36})/", added.content.decode())[0]
    more = as_ana.post(f"{address}lines/{line_id}/", {"quantity": "3"}, headers=PARTIAL).content.decode()
    assert "105" in more
    cheaper = as_ana.post(f"{address}lines/{line_id}/", {"discount": "10 %", "reason": "Friends"}, headers=PARTIAL)
    assert "94,50" in cheaper.content.decode()
    as_ana.post(f"{address}lines/", {"name": "Frame by hand", "price": "20,00", "quantity": "1"})
    issued = as_ana.post(f"{address}invoice/", {})
    assert issued.status_code == 302
    page = text(as_ana, issued["location"])
    assert "114,50" in page
    assert ledger(ana, "receivable") == Decimal("114.50")
    assert "114,50" in text(as_ana, "/invoices/?q=carla", **PARTIAL)
    assert len(reads(as_ana, address)) <= MOST


def test_a_wrong_line_is_refused_in_words(as_ana: Browser, ana: Context, carla: UUID) -> None:
    made = order(ana, carla)
    answer = as_ana.post(f"/orders/{made.id}/lines/", {"name": "Frame", "price": "a lot"})
    assert answer.status_code == 422
    assert "form-errors" in answer.content.decode()


def test_an_estimate_is_accepted_and_an_order_cancelled(as_ana: Browser, ana: Context, carla: UUID) -> None:
    made = order(ana, carla, kind="estimate")
    address = f"/orders/{made.id}/"
    assert "The client agrees" in text(as_ana, address)
    assert as_ana.post(f"{address}acceptance/").status_code == 302
    assert as_ana.post(f"{address}fulfilment/").status_code == 302
    assert as_ana.post(f"{address}reopening/").status_code == 302
    copied = as_ana.post(f"{address}copy/")
    assert copied.status_code == 302
    assert as_ana.post(f"{address}cancellation/", {"reason": "Moved away"}).status_code == 302
    assert "Cancelled" in text(as_ana, address)


def test_documents_are_answered_as_pdf(as_ana: Browser, as_dana: Browser, ana: Context, carla: UUID) -> None:
    made = order(ana, carla)
    bill = invoice(ana, made.id)
    for address in (
        f"/papers/invoice/{bill.id}.pdf",
        f"/papers/order/{made.id}.pdf",
        f"/papers/slip/{made.id}.pdf",
        f"/papers/statement/{carla}.pdf",
    ):
        answer = as_ana.get(address)
        assert answer.status_code == 200, address
        assert answer.content.startswith(b"%PDF-"), address
        assert as_dana.get(address).status_code == 404, address


def test_an_invoice_is_planned_credited_and_written_off(as_ana: Browser, ana: Context, carla: UUID) -> None:
    bill = invoice(ana, order(ana, carla, line("Print", "100"), line("Album", "50")).id)
    address = f"/invoices/{bill.id}/"
    planned = as_ana.post(f"{address}plan/", {"count": "3", "first_on": "2027-01-31"})
    assert planned.status_code == 302
    assert "Instalments" in text(as_ana, address)
    credited = as_ana.post(f"{address}credit-notes/", {"line": str(bill.lines[1].id), "reason": "Not wanted"})
    assert credited.status_code == 302
    assert "Not wanted" in text(as_ana, credited["location"])
    assert ledger(ana, "receivable") == Decimal(100)
    assert as_ana.post(f"{address}write-off/", {"reason": "Cannot pay"}).status_code == 302
    assert ledger(ana, "receivable") == 0
    assert as_ana.post(f"{address}write-off/", {"reason": "Again"}).status_code == 422


def test_held_money_is_counted(as_ana: Browser, ana: Context, carla: UUID) -> None:
    made = order(ana, carla)
    hold(ana, made.id, euros("50"))
    assert "is held as a retainer" in text(as_ana, f"/orders/{made.id}/")
    bill = invoice(ana, made.id)
    assert as_ana.post(f"/invoices/{bill.id}/retainer/").status_code == 302
    assert ledger(ana, "receivable") == Decimal(69)


def test_parts_of_the_client_page(as_ana: Browser, ana: Context, carla: UUID) -> None:
    assert "Nothing was ordered yet" in text(as_ana, f"/orders/of/{carla}/")
    bill = invoice(ana, order(ana, carla).id)
    assert bill.label in text(as_ana, f"/orders/of/{carla}/")


def test_a_rival_sees_nothing(as_dana: Browser, ana: Context, carla: UUID) -> None:
    made = order(ana, carla)
    bill = invoice(ana, made.id)
    for address in (f"/orders/{made.id}/", f"/invoices/{bill.id}/", f"/orders/of/{carla}/", f"/orders/new/{carla}/"):
        assert as_dana.get(address).status_code == 404, address
