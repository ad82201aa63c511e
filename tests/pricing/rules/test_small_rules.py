"""The small rules: exact spreading, cash, raising prices, templates, words, what is kept."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.foundation.money import Money, minor_digits
from safelight.pricing.rules.cash import cash_step, in_cash
from safelight.pricing.rules.exact import Rounding, part_of, rounded, shared, spread
from safelight.pricing.rules.items import ItemFacts, ItemKind, TaxClass
from safelight.pricing.rules.raising import PriceRounding, fits, raised
from safelight.pricing.rules.searching import search_text, words
from safelight.pricing.rules.snapshot import from_json, to_json
from safelight.pricing.rules.taxes import TaxMode, TaxRegime
from safelight.pricing.rules.templates import beginning, templates
from tests.pricing.rules.making import amount, identifier


@pytest.mark.parametrize(
    ("value", "up", "even"),
    [("1/2", 1, 0), ("3/2", 2, 2), ("5/2", 3, 2), ("-1/2", -1, 0), ("-5/2", -3, -2), ("7/3", 2, 2), ("-7/3", -2, -2)],
)
def test_half_a_cent(value: str, up: int, even: int) -> None:
    assert rounded(Fraction(value)) == up
    assert rounded(Fraction(value), Rounding.HALF_EVEN) == even


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_what_is_shared_adds_up_and_exceeds_nothing(total: int, weights: list[int]) -> None:
    if not sum(weights):
        weights[0] = 1
    parts = shared(total, weights)
    assert sum(parts) == total
    assert all(part >= 0 for part in parts)
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if not weight)
    if total <= sum(weights):
        assert all(part <= weight for part, weight in zip(parts, weights, strict=True))


@given(st.lists(st.fractions(-100, 100, max_denominator=999), min_size=1, max_size=12), st.sampled_from(Rounding))
def test_what_is_spread_stays_within_a_cent(exact: list[Fraction], rounding: Rounding) -> None:
    parts = spread(exact, rounded(sum(exact, Fraction(0)), rounding))
    assert all(abs(part - value) < 1 for part, value in zip(parts, exact, strict=True))


def test_what_cannot_be_spread_is_refused() -> None:
    with pytest.raises(ValueError, match="rounded sum"):
        spread([Fraction(1, 2)], 3)
    for weights in ([0, 0], [-1, 2]):
        with pytest.raises(ValueError, match="not all zero"):
            shared(5, weights)
    assert shared(0, [0, 0]) == [0, 0]
    assert part_of(999, Decimal("12.5")) == 125


@pytest.mark.parametrize(
    ("total", "currency", "country", "expected"),
    [
        ("12.32", "CHF", "", "12.30"), ("12.33", "CHF", "", "12.35"), ("12.325", "CHF", "", None), ("1.49", "SEK", "", "1.00"),
        ("1.50", "SEK", "", "2.00"), ("9.95", "NZD", "", "10.00"), ("2.24", "DKK", "", "2.00"), ("2.25", "DKK", "", "2.50"),
        ("12.32", "EUR", "FI", "12.30"), ("12.32", "EUR", "DE", "12.32"), ("12.32", "USD", "US", "12.32"),
        ("1002", "HUF", "", "1000"), ("-12.33", "AUD", "", "-12.35"), ("100", "JPY", "", "100"),
    ],
)  # fmt: skip
def test_cash(total: str, currency: str, country: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(ValueError, match="finer"):
            Money(Decimal(total), currency)
    else:
        assert in_cash(Money(Decimal(total), currency), cash_step(currency, country)) == Money(
            Decimal(expected), currency
        )


@pytest.mark.parametrize(
    ("price", "percent", "rounding", "expected"),
    [
        ("45", "7.5", "exact", "48.38"), ("45", "7.5", "five_cents", "48.40"), ("45", "7.5", "whole", "48"),
        ("45", "7.5", "five", "50"), ("45", "7.5", "ten", "50"), ("45", "7.5", "ninety_nine", "47.99"),
        ("45", "7.5", "ninety_five", "47.95"), ("45", "7.5", "nine", "49"), ("45", "-10", "exact", "40.50"),
        ("0", "50", "ten", "0"), ("0.10", "0", "ninety_nine", "0.99"), ("1", "-90", "ten", "10"),
    ],
)  # fmt: skip
def test_raising(price: str, percent: str, rounding: str, expected: str) -> None:
    assert raised(amount(price), Decimal(percent), PriceRounding(rounding)) == amount(expected)


def test_yen_do_not_end_in_99() -> None:
    assert not fits(PriceRounding.NINETY_NINE, "JPY")
    assert raised(amount("4500", "JPY"), Decimal(10), PriceRounding.NINE) == amount("4949", "JPY")
    with pytest.raises(ValueError, match="no coins"):
        raised(amount("4500", "JPY"), Decimal(10), PriceRounding.NINETY_NINE)


@given(st.integers(0, 10**7), st.decimals(-90, 900, places=2), st.sampled_from(PriceRounding))
def test_a_price_never_vanishes(minor: int, percent: Decimal, rounding: PriceRounding) -> None:
    price = Money.of_minor(minor, "EUR")
    new = raised(price, percent, rounding)
    assert new.minor >= 0
    if minor and rounding is not PriceRounding.EXACT:
        assert new.minor > 0


def test_the_templates_are_whole() -> None:
    found = templates()
    assert len({one.key for one in found}) == len(found) > 90
    assert {"us-ny", "ca-qc", "gb", "de", "au"} <= {one.key for one in found}
    assert sum(1 for one in found if one.country == "US") == 51
    for one in found:
        assert one.source
        assert one.regime.mode is not TaxMode.INCLUDED or one.country not in {"US", "CA"}
        today = one.regime.rates_for(TaxClass.STANDARD, date(2026, 5, 4))
        assert len({rate.code for rate in today}) == len(today), f"{one.key} has two rates of one tax on one day"
        assert today or one.regime.name.endswith("no state sales tax")


@pytest.mark.parametrize(
    ("country", "region", "habit", "name", "includes"),
    [
        ("US", "NY", "added", "New York: sales tax", False),
        ("US", "New York", "added", "New York: sales tax", False),
        ("US", "", "added", "Sales tax", False),
        ("CA", "Quebec", "added", "Québec: GST and QST", False),
        ("GB", "Kent", "included", "United Kingdom: VAT included", True),
        ("GB", "", "added", "United Kingdom: VAT included", False),
        ("DE", "", "none", "No tax", False),
        ("BR", "", "included", "Sales tax", True),
    ],
)
def test_what_a_studio_begins_with(country: str, region: str, habit: str, name: str, includes: bool) -> None:
    regime = beginning(country, region, habit)
    assert (regime.name, regime.includes_tax, regime.country) == (name, includes, country)


def test_a_size_is_found_however_it_is_written() -> None:
    text = search_text("P-1", "Fine-art Größe", "8 × 10 in")
    for typed in ("8x10", "8 x 10", "8×10", "8*10", "GROSSE p-1", "fine art".replace(" ", "-")):
        assert all(word in text for word in words(typed)), typed


def test_what_is_kept_is_read_by_people_too() -> None:
    facts = ItemFacts(identifier("x"), "Print", amount("45"), ItemKind.PRINT, version=3)
    kept = to_json(facts)
    assert kept["price"] == {"amount": "45.00", "currency": "USD"}
    assert "cost" not in kept, "what is as always is left out"
    assert from_json(ItemFacts, json.loads(json.dumps(kept))) == facts
    assert minor_digits("KWD") == 3
    assert from_json(TaxRegime, {}) == TaxRegime()
