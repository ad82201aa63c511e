"""The demo's sales: there, in the order of their days, and the ledger agrees with every document."""

from __future__ import annotations

import pytest

from safelight.foundation.actions import Context
from safelight.foundation.tenancy import studio_scope
from safelight.pricing.demo import load_demo as load_prices
from safelight.sales.demo import load_demo
from safelight.sales.models import Invoice, Order
from safelight.sales.queries import differences, open_of
from tests.sales import making

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_demo_has_sales_of_two_years(dana: Context) -> None:
    load_demo(dana)
    for name in ("Nora", "Ines", "Hugo"):
        making.client(dana, name)
    load_prices(dana, "small")
    load_demo(dana)
    with studio_scope(dana.studio.id):
        invoices = list(Invoice.objects.order_by("number"))
        assert len(invoices) > 15
        assert [row.number for row in invoices] == list(range(1, len(invoices) + 1))
        assert [row.issued_on for row in invoices] == sorted(row.issued_on for row in invoices)
        assert {"estimate", "ordered"} & set(Order.objects.values_list("state", flat=True))
        owed = sum(amount.amount for amount in open_of(invoices).values())
        assert differences() == 0
    assert owed == making.ledger(dana, "receivable", "USD")
