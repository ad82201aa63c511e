"""The engine against the table of taxes computed by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from safelight.pricing.rules.basket import Buyer, Discount
from tests.pricing.rules.making import ask, item, line
from tests.pricing.tax_cases import CASES, Case


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_computed_by_hand(case: Case) -> None:
    lines = [
        line(
            str(place),
            item(f"item {place}", sold.price, case.currency, kind=sold.kind, tax_class=sold.tax_class),
            sold.quantity,
        )
        for place, sold in enumerate(case.sold)
    ]
    quote = ask(
        *lines,
        regime=case.regime,
        on=case.on,
        discount=Discount(percent=Decimal(case.percent_off)) if case.percent_off else None,
        buyer=Buyer(case.exemption),
    )
    taxes: dict[str, Decimal] = {}
    for tax in quote.taxes:
        taxes[tax.code] = taxes.get(tax.code, Decimal(0)) + tax.amount.amount
    assert quote.net.amount == Decimal(case.net), case.computed
    assert {code: amount for code, amount in taxes.items() if amount} == {
        code: Decimal(amount) for code, amount in case.taxes.items()
    }, case.computed
    assert quote.total.amount == Decimal(case.total), case.computed
    if case.cash:
        assert quote.cash_total.amount == Decimal(case.cash)
    assert quote.problems == ()


def test_every_case_names_its_rule() -> None:
    assert len({case.name for case in CASES}) == len(CASES) > 35
    assert all(case.source and case.computed for case in CASES)
