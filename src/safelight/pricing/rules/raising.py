"""Raising and lowering prices by a percentage, rounded to prices that look like prices."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from safelight.foundation.money import Money, minor_digits
from safelight.pricing.rules.exact import rounded


class PriceRounding(StrEnum):
    """How a new price is rounded: to the smallest coin, to a step, or to a usual ending just below a step."""

    EXACT = "exact"
    FIVE_CENTS = "five_cents"
    WHOLE = "whole"
    FIVE = "five"
    TEN = "ten"
    NINETY_NINE = "ninety_nine"
    NINETY_FIVE = "ninety_five"
    NINE = "nine"


# The step in major units, and how far below it the price ends.
_RULES: Final = {
    PriceRounding.FIVE_CENTS: (Decimal("0.05"), Decimal(0)),
    PriceRounding.WHOLE: (Decimal(1), Decimal(0)),
    PriceRounding.FIVE: (Decimal(5), Decimal(0)),
    PriceRounding.TEN: (Decimal(10), Decimal(0)),
    PriceRounding.NINETY_NINE: (Decimal(1), Decimal("0.01")),
    PriceRounding.NINETY_FIVE: (Decimal(1), Decimal("0.05")),
    PriceRounding.NINE: (Decimal(10), Decimal(1)),
}


def fits(rounding: PriceRounding, currency: str) -> bool:
    """Whether a currency has coins for this rounding: yen have no cents to end in 99."""
    if rounding is PriceRounding.EXACT:
        return True
    unit = Decimal(1).scaleb(-minor_digits(currency))
    return all(amount % unit == 0 for amount in _RULES[rounding])


def raised(price: Money, percent: Decimal, rounding: PriceRounding = PriceRounding.EXACT) -> Money:
    """Return a price changed by ``percent`` per cent and rounded to the nearest price of the rule; nothing stays nothing.

    Raises:
        ValueError: the currency has no coins for the rule.
    """
    if not price:
        return price
    exact = price.minor * (1 + Fraction(percent) / 100)
    if rounding is PriceRounding.EXACT:
        return Money.of_minor(max(rounded(exact), 0), price.currency)
    if not fits(rounding, price.currency):
        message = f"{price.currency} has no coins for this rounding."
        raise ValueError(message)
    digits = minor_digits(price.currency)
    step, below = (int(amount.scaleb(digits)) for amount in _RULES[rounding])
    # At least one step, so that a price does not vanish.
    return Money.of_minor(max(rounded((exact + below) / step), 1) * step - below, price.currency)
