"""Money in several ways for several things."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.foundation.money import CurrencyMismatch, Money
from safelight.payments.rules.dividing import NotEven, change_for, divide, in_coins

minors = st.integers(1, 10**9)


def usd(minor: int) -> Money:
    """Return cents as money."""
    return Money.of_minor(minor, "USD")


@given(st.lists(minors, min_size=1, max_size=6), st.data())
def test_nothing_is_lost_or_made(parts: list[int], data: st.DataObject) -> None:
    total = sum(parts)
    cuts = sorted(data.draw(st.sets(st.integers(1, total - 1), max_size=min(5, total - 1))) if total > 1 else set())
    targets = [after - before for before, after in zip([0, *cuts], [*cuts, total], strict=True)]
    shares = divide(
        [(n, usd(amount)) for n, amount in enumerate(parts)], [(n, usd(amount)) for n, amount in enumerate(targets)]
    )
    by_part, by_target = Counter[int](), Counter[int]()
    for share in shares:
        assert share.amount.minor > 0
        by_part[share.part] += share.amount.minor
        by_target[share.target] += share.amount.minor
    assert by_part == Counter(dict(enumerate(parts)))
    assert by_target == Counter(dict(enumerate(targets)))
    assert len(shares) <= len(parts) + len(targets) - 1


def test_uneven_sums_are_refused_with_the_difference() -> None:
    with pytest.raises(NotEven) as refused:
        divide([("cash", usd(500))], [("invoice", usd(700))])
    assert refused.value.difference == usd(-200)


def test_nothing_and_less_cannot_be_divided() -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        divide([("cash", usd(0))], [("invoice", usd(0))])
    with pytest.raises(ValueError, match="more than nothing"):
        divide([], [])


def test_currencies_do_not_mix() -> None:
    with pytest.raises(CurrencyMismatch):
        divide([("cash", usd(500))], [("invoice", Money(Decimal(5), "EUR"))])


@pytest.mark.parametrize(
    ("amount", "currency", "coins"),
    [
        ("12.32", "CHF", "12.30"),
        ("12.33", "CHF", "12.35"),
        ("12.50", "SEK", "13.00"),
        ("12.49", "SEK", "12.00"),
        ("9.99", "USD", "9.99"),
        ("9.97", "AUD", "9.95"),
        ("9.98", "AUD", "10.00"),
        ("101.25", "DKK", "101.50"),
    ],
)
def test_cash_is_rounded_to_the_coins_there_are(amount: str, currency: str, coins: str) -> None:
    assert in_coins(Money(Decimal(amount), currency)) == Money(Decimal(coins), currency)


def test_change() -> None:
    assert change_for(usd(700), usd(1000)) == usd(300)
    assert change_for(usd(700), usd(700)) == usd(0)
    assert change_for(usd(700), usd(600)) is None
