"""Counting a drawer."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.foundation.money import Money, minor_digits
from safelight.payments.rules.drawers import DrawerSums, counted, denominations

CURRENCIES = ["USD", "CAD", "EUR", "GBP", "AUD", "NZD", "CHF", "SEK", "NOK", "DKK", "JPY", "KWD"]


@pytest.mark.parametrize("currency", CURRENCIES)
def test_notes_and_coins_are_money_of_the_currency_and_sorted(currency: str) -> None:
    values = denominations(currency)
    assert list(values) == sorted(values, reverse=True)
    assert all(Money(value, currency) for value in values)
    assert all(value.as_tuple().exponent >= -minor_digits(currency) for value in values)


@given(st.lists(st.integers(0, 500), min_size=12, max_size=12))
def test_a_count_is_the_sum_of_its_pieces(numbers: list[int]) -> None:
    pieces = dict(zip(denominations("USD"), numbers, strict=True))
    assert counted(pieces, "USD").amount == sum(value * number for value, number in pieces.items())


def test_what_is_no_money_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be counted"):
        counted({Decimal(3): 1}, "USD")
    with pytest.raises(ValueError, match="cannot be counted"):
        counted({Decimal(5): -1}, "USD")


def test_over_and_short() -> None:
    def usd(text: str) -> Money:
        return Money(Decimal(text), "USD")

    sums = DrawerSums(usd("100"), usd("250.50"), usd("20"), usd("5"), usd("30.50"))
    assert sums.expected == usd("305")
    assert sums.difference(usd("300")) == usd("-5")
    assert sums.difference(usd("305.25")) == usd("0.25")
