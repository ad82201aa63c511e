"""Counting a cash drawer: what should be in it, what was found, and the difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from safelight.foundation.money import Money

MoveKind = Literal["pay_in", "pay_out", "deposit"]
MOVE_KINDS: Final[tuple[MoveKind, ...]] = ("pay_in", "pay_out", "deposit")

# Notes and coins in use, largest first, by the issuing banks.
_NOTES: Final = {
    "USD": "100 50 20 10 5 2 1 0.50 0.25 0.10 0.05 0.01",
    "CAD": "100 50 20 10 5 2 1 0.25 0.10 0.05",
    "EUR": "500 200 100 50 20 10 5 2 1 0.50 0.20 0.10 0.05 0.02 0.01",
    "GBP": "50 20 10 5 2 1 0.50 0.20 0.10 0.05 0.02 0.01",
    "AUD": "100 50 20 10 5 2 1 0.50 0.20 0.10 0.05",
    "NZD": "100 50 20 10 5 2 1 0.50 0.20 0.10",
    "CHF": "1000 200 100 50 20 10 5 2 1 0.50 0.20 0.10 0.05",
    "SEK": "1000 500 200 100 50 20 10 5 2 1",
    "NOK": "1000 500 200 100 50 20 10 5 1",
    "DKK": "1000 500 200 100 50 20 10 5 2 1 0.50",
    "JPY": "10000 5000 2000 1000 500 100 50 10 5 1",
    "KWD": "20 10 5 1 0.500 0.250 0.100 0.050 0.020 0.010 0.005",
}


def denominations(currency: str) -> tuple[Decimal, ...]:
    """Return the notes and coins of a currency, largest first; empty where the person types the sum."""
    return tuple(Decimal(value) for value in _NOTES.get(currency, "").split())


def counted(pieces: Mapping[Decimal, int], currency: str) -> Money:
    """Return what counted notes and coins are worth.

    Raises:
        ValueError: a negative number of pieces, or a piece that is no money of this currency.
    """
    known = set(denominations(currency))
    for value, number in pieces.items():
        if number < 0 or value not in known:
            message = f"{number} × {value} {currency} cannot be counted."
            raise ValueError(message)
    return Money(sum((value * number for value, number in pieces.items()), Decimal(0)), currency)


@dataclass(frozen=True, slots=True)
class DrawerSums:
    """What happened to the cash of a drawer since it was opened; all amounts zero or more."""

    opening: Money
    taken: Money
    given_back: Money
    paid_in: Money
    paid_out: Money

    @property
    def expected(self) -> Money:
        """What should be in the drawer."""
        return self.opening + self.taken - self.given_back + self.paid_in - self.paid_out

    def difference(self, found: Money) -> Money:
        """Return what was found less what should be there: above zero is over, below is short."""
        return found - self.expected
