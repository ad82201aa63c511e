"""Dividing money that was handed over in several ways among what it is for. Exact: nothing is lost or made."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Generic, TypeVar

from safelight.foundation.money import Money

Part = TypeVar("Part", bound=Hashable)
Target = TypeVar("Target", bound=Hashable)

# Smallest coin in use where it is larger than the currency's smallest unit, by the rules of the mints: Switzerland
# (5 Rappen), Sweden (1 krona since 2010), Norway (1 krone since 2012), Denmark (50 øre), Czechia (1 koruna), Hungary
# (5 forint), Canada (5 cents since 2013), Australia (5 cents since 1992), New Zealand (10 cents since 2006).
SMALLEST_COIN: Final = {
    "CHF": Decimal("0.05"),
    "SEK": Decimal(1),
    "NOK": Decimal(1),
    "DKK": Decimal("0.50"),
    "CZK": Decimal(1),
    "HUF": Decimal(5),
    "CAD": Decimal("0.05"),
    "AUD": Decimal("0.05"),
    "NZD": Decimal("0.10"),
}


@dataclass(frozen=True, slots=True)
class Share(Generic[Part, Target]):
    """So much of one part goes to one target."""

    part: Part
    target: Target
    amount: Money


class NotEven(ValueError):
    """Parts and targets are not of one sum; ``difference`` is parts less targets."""

    def __init__(self, difference: Money) -> None:
        """Keep the difference."""
        super().__init__(f"The parts and what they are for differ by {difference.amount} {difference.currency}.")
        self.difference = difference


def divide(parts: Sequence[tuple[Part, Money]], targets: Sequence[tuple[Target, Money]]) -> list[Share[Part, Target]]:
    """Lay the parts over the targets in their order, each used up before the next.

    Raises:
        NotEven: the sums differ.
        ValueError: an amount is not above zero, or there is none at all.
        CurrencyMismatch: the currencies differ.
    """
    amounts = [amount for _, amount in (*parts, *targets)]
    if not parts or not targets or any(amount.minor <= 0 for amount in amounts):
        message = "Every part and everything it is for is more than nothing."
        raise ValueError(message)
    zero = Money.zero(amounts[0].currency)
    difference = sum((amount for _, amount in parts), zero) - sum((amount for _, amount in targets), zero)
    if difference:
        raise NotEven(difference)
    shares: list[Share[Part, Target]] = []
    waiting = iter(targets)
    target, wanted = next(waiting)
    for part, amount in parts:
        left = amount
        while left:
            if not wanted:
                target, wanted = next(waiting)
            taken = min(left, wanted)
            shares.append(Share(part, target, taken))
            left, wanted = left - taken, wanted - taken
    return shares


def in_coins(amount: Money) -> Money:
    """Return what is handed over in cash for an amount: rounded to the smallest coin in use, half up."""
    coin = SMALLEST_COIN.get(amount.currency)
    if coin is None:
        return amount
    coins = (amount.amount / coin).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return Money(coins * coin, amount.currency)


def change_for(due: Money, handed: Money) -> Money | None:
    """Return the change for cash that was handed over, or None when it is too little."""
    return None if handed < due else handed - due
