"""Rounding and spreading of exact amounts, in whole minor units (cents).

Inside the engine an amount is an ``int`` of minor units and what is not whole yet is a ``Fraction``, so that nothing is
rounded before its time and nothing is lost when a sum is spread.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Rounding(StrEnum):
    """What happens to exactly half a cent: away from zero (commercial), or to the even neighbour (banker's)."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"


def rounded(value: Fraction, rounding: Rounding = Rounding.HALF_UP) -> int:
    """Return the nearest whole number; a negative value mirrors the positive one."""
    whole, rest = divmod(abs(value), 1)
    twice = rest * 2
    up = twice > 1 or (twice == 1 and (rounding is Rounding.HALF_UP or whole % 2 == 1))
    result = int(whole) + int(up)
    return -result if value < 0 else result


def spread(exact: Sequence[Fraction], total: int) -> list[int]:
    """Return whole numbers near ``exact`` that add up to ``total`` (largest remainder; the first wins a tie).

    Raises:
        ValueError: ``total`` is not the sum of ``exact``, rounded.
    """
    parts = [value.numerator // value.denominator for value in exact]
    missing = total - sum(parts)
    if not 0 <= missing <= len(parts):
        message = f"{total} is not the rounded sum of what it is spread over."
        raise ValueError(message)
    by_remainder = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_remainder[:missing]:
        parts[place] += 1
    return parts


def shared(amount: int, weights: Sequence[int | Fraction]) -> list[int]:
    """Divide ``amount`` over weights that are not negative; no part exceeds its weight while the amount does not.

    Raises:
        ValueError: a weight is negative, or all are zero while there is something to divide.
    """
    total = sum(weights, Fraction(0))
    if any(weight < 0 for weight in weights) or (amount and not total):
        message = "An amount is divided over weights that are not negative and not all zero."
        raise ValueError(message)
    if not amount:
        return [0] * len(weights)
    return spread([amount * Fraction(weight) / total for weight in weights], amount)


def part_of(amount: int, percent: Decimal, rounding: Rounding = Rounding.HALF_UP) -> int:
    """Return ``percent`` per cent of an amount, rounded once."""
    return rounded(amount * Fraction(percent) / 100, rounding)
