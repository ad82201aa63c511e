"""The pages of payments, by HTTP."""

from __future__ import annotations

import re

import pytest
from django.test import Client as Browser

from safelight.foundation.actions import Context
from safelight.payments.asking import ask_gateway
from tests.clients.web.conftest import PARTIAL, reads
from tests.payments.taking import do, paid, part
from tests.sales.making import client, invoice, ledger, order

pytestmark = pytest.mark.django_db
MOST = 12
"""Statements of a page: the usual eight, and one for each panel."""


def text(browser: Browser, address: str, **headers: str) -> str:
    answer = browser.get(address, headers=headers)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/payments/", "No payments yet"),
        ("/payments/refunds/", "Nothing was given back yet"),
        ("/payments/cards/", "No card payments"),
        ("/payments/drawers/", "No cash drawer"),
        ("/payments/deposits/", "No cheques wait"),
        ("/payments/settings/", "Add a way to pay"),
    ],
)
def test_empty_pages_teach(as_ana: Browser, address: str, words: str) -> None:
    assert words in text(as_ana, address)


def test_a_payment_is_taken_at_the_counter(as_ana: Browser, ana: Context) -> None:
    carla = client(ana)
    bill = invoice(ana, order(ana, carla).id)
    form = text(as_ana, f"/payments/of/{carla}/")
    assert bill.label in form
    given = {
        "key": "k-1",
        "invoice": str(bill.id),
        f"open-{bill.id}": "119.00",
        "tender-0": "cash",
        "amount-0": "119,00",
        "handed-0": "150",
    }
    answer = as_ana.post(f"/payments/of/{carla}/", given)
    assert answer.status_code == 302
    page = text(as_ana, answer["location"])
    assert "Change" in page
    assert ledger(ana, "cash") == 119
    again = as_ana.post(f"/payments/of/{carla}/", given)
    assert again["location"] == answer["location"], "the same form sent twice takes the money once"
    assert "Carla" in text(as_ana, "/payments/?q=carla", **PARTIAL)
    assert len(reads(as_ana, "/payments/")) <= MOST
    assert "119" in text(as_ana, f"/payments/of/{carla}/all/")


def test_a_wrong_form_comes_back_with_what_was_typed(as_ana: Browser, ana: Context) -> None:
    carla = client(ana)
    answer = as_ana.post(f"/payments/of/{carla}/", {"tender-0": "cash", "amount-0": "20", "handed-0": "10"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "is less than" in page
    assert 'value="20"' in page


def test_a_payment_is_given_back_and_taken_back(as_ana: Browser, ana: Context) -> None:
    carla = client(ana)
    first = paid(ana, carla, part("cash", "30"))
    address = f"/payments/{first.id}/"
    refused = as_ana.post(f"{address}parts/{first.parts[0].id}/refund/", {"amount": "31", "reason": "Rain"})
    assert refused.status_code == 422
    done = as_ana.post(f"{address}parts/{first.parts[0].id}/refund/", {"amount": "30", "reason": "Rain"})
    assert done.status_code == 302
    assert "Rain" in text(as_ana, "/payments/refunds/")
    second = paid(ana, carla, part("cash", "10"))
    assert as_ana.post(f"/payments/{second.id}/void/", {"reason": "Typed twice"}).status_code == 302
    assert "Typed twice" in text(as_ana, f"/payments/{second.id}/")


def test_a_card_is_paid_on_the_test_gateways_page(as_ana: Browser, ana: Context) -> None:
    carla = client(ana)
    begun = as_ana.post(f"/payments/of/{carla}/", {"amount-0": "40", "by_card": "1"})
    assert begun.status_code == 302
    attempt_id = re.findall(r"[0-9a-f-]{36}", begun["location"])[0]
    ask_gateway(ana, attempt_id)
    page = text(as_ana, begun["location"])
    gateway = re.findall(r'href="(http[^"]+/test-gateway/[^"]+)"', page)[0]
    path = re.sub(r"^https?://[^/]+", "", gateway)
    anybody = Browser()
    assert "Choose a test card" in text(anybody, path)
    back = anybody.post(path, {"card": "pays"})
    assert back.status_code == 302
    after = text(anybody, re.sub(r"^https?://[^/]+", "", back["location"]))
    assert "One moment" in after


def test_a_drawer_is_opened_moved_and_counted(as_ana: Browser, ana: Context) -> None:
    assert as_ana.post("/payments/drawers/", {"name": "Counter"}).status_code == 302
    drawer = do_list(as_ana)
    assert as_ana.post(f"/payments/drawers/{drawer}/opening/", {"piece-50": "2"}).status_code == 302
    moved = as_ana.post(f"/payments/drawers/{drawer}/moves/", {"kind": "pay_out", "amount": "5", "reason": "Milk"})
    assert moved.status_code == 302
    paid(ana, client(ana), part("cash", "20"))
    counted = as_ana.post(f"/payments/drawers/{drawer}/count/", {"amount": "115"})
    assert counted.status_code == 302
    assert "The count was right" in text(as_ana, counted["location"])


def do_list(browser: Browser) -> str:
    return re.findall(r"/payments/drawers/([0-9a-f-]{36})/opening/", text(browser, "/payments/drawers/"))[0]


def test_money_is_brought_to_the_bank(as_ana: Browser, ana: Context) -> None:
    carla = client(ana)
    card = paid(ana, carla, part("cheque", "60", reference="7"))
    made = as_ana.post("/payments/deposits/", {"cheque": str(card.parts[0].id)})
    assert made.status_code == 302
    slip = re.findall(r"/payments/deposits/([0-9a-f-]{36})/arrival/", text(as_ana, "/payments/deposits/"))[0]
    assert as_ana.post(f"/payments/deposits/{slip}/arrival/").status_code == 302
    assert ledger(ana, "bank") == 60


def test_ways_to_pay_and_gateways_are_set(as_ana: Browser, ana: Context) -> None:
    assert as_ana.post("/payments/settings/", {"name": "Twint", "kind": "transfer"}).status_code == 302
    assert "Twint" in text(as_ana, "/payments/settings/")
    assert as_ana.post("/payments/settings/gateways/", {"gateway": "test", "account_name": "Play"}).status_code == 302
    assert "Play" in text(as_ana, "/payments/settings/")
    assert as_ana.post("/payments/settings/gateways/", {"gateway": "none"}).status_code == 422


def test_a_rival_sees_nothing(as_dana: Browser, ana: Context) -> None:
    card = paid(ana, client(ana), part("cash", "30"))
    do(ana, "payments.add_drawer", name="Counter")
    assert as_dana.get(f"/payments/{card.id}/").status_code == 404
    assert str(card.id) not in text(as_dana, "/payments/")
