"""Money is exact: parts add up, coins are whole, currencies do not mix."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.foundation.money import CurrencyMismatch, Money, minor_digits

CURRENCIES = st.sampled_from(["EUR", "USD", "JPY", "KWD"])


@st.composite
def amounts(draw: st.DrawFn) -> Money:
    currency = draw(CURRENCIES)
    minor = draw(st.integers(-(10**12), 10**12))
    return Money(Decimal(minor).scaleb(-minor_digits(currency)), currency)


@given(amounts(), st.lists(st.integers(0, 1000), min_size=1, max_size=40).filter(any))
def test_parts_add_up_exactly(amount: Money, weights: list[int]) -> None:
    parts = amount.split(weights)
    assert sum((part.minor for part in parts), 0) == amount.minor
    assert all(part.minor == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


@given(amounts(), st.integers(1, 50))
def test_equal_parts_differ_by_one_coin_at_most(amount: Money, count: int) -> None:
    minors = [part.minor for part in amount.split([1] * count)]
    assert max(minors) - min(minors) <= 1


@given(amounts())
def test_minor_units_come_back(amount: Money) -> None:
    assert Money(Decimal(amount.minor).scaleb(-minor_digits(amount.currency)), amount.currency) == amount


@pytest.mark.parametrize(("currency", "digits"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("USD", 2), ("CLP", 0)])
def test_coins_follow_iso_4217(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


@pytest.mark.parametrize("wrong", [Decimal("1.005"), Decimal("NaN"), Decimal("Infinity"), 1.5])
def test_what_is_not_an_exact_amount_is_refused(wrong: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        Money(wrong, "EUR")  # type: ignore[arg-type]  # the mistake under test


def test_commercial_rounding_goes_up_at_the_half() -> None:
    assert Money.rounded(Decimal("1.005"), "EUR") == Money(Decimal("1.01"), "EUR")
    assert Money.rounded(Decimal("-1.005"), "EUR") == Money(Decimal("-1.01"), "EUR")


def test_currencies_do_not_mix() -> None:
    with pytest.raises(CurrencyMismatch):
        Money(Decimal(1), "EUR") + Money(Decimal(1), "USD")


def test_amounts_are_written_as_locals_write_them() -> None:
    assert Money(Decimal("1234.5"), "EUR").format("de-DE") == "1.234,50\N{NO-BREAK SPACE}€"
    assert Money(Decimal("1234.5"), "USD").format("en-US") == "$1,234.50"
