"""Money: exact decimals with a currency, rounded in this one place. No float comes near it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Self

from babel.core import Locale
from babel.numbers import format_currency
from moneyed import CURRENCIES, get_currency


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were put together."""


def minor_digits(currency: str) -> int:
    """Return how many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD (ISO 4217).

    Raises:
        ValueError: no such currency.
    """
    if currency not in CURRENCIES:
        message = f"“{currency}” is not a currency. Use a three-letter code such as EUR or USD."
        raise ValueError(message)
    digits = 0
    unit = get_currency(currency).sub_unit
    while unit > 1:
        unit //= 10
        digits += 1
    return digits


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An exact amount in one currency, always a whole number of the currency's minor units."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        """Refuse floats and amounts finer than the currency's smallest coin."""
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite():
            message = f"An amount must be a finite decimal, not {type(self.amount).__name__}."
            raise TypeError(message)
        quantum = Decimal(1).scaleb(-minor_digits(self.currency))
        exact = self.amount.quantize(quantum)
        if exact != self.amount:
            message = f"{self.amount} {self.currency} is finer than the currency's smallest coin; round it first."
            raise ValueError(message)
        object.__setattr__(self, "amount", exact)

    @classmethod
    def rounded(cls, amount: Decimal, currency: str, *, rounding: str = ROUND_HALF_UP) -> Self:
        """Round a computed amount to the currency's minor units; commercial rounding unless told otherwise."""
        if rounding not in {ROUND_HALF_UP, ROUND_HALF_EVEN}:
            message = f"{rounding} is not a rounding Safelight uses."
            raise ValueError(message)
        return cls(amount.quantize(Decimal(1).scaleb(-minor_digits(currency)), rounding=rounding), currency)

    @classmethod
    def parse(cls, text: str, currency: str) -> Self:
        """Read a plain decimal such as ``1234.50``.

        Raises:
            ValueError: not a number, or finer than the currency's smallest coin.
        """
        try:
            return cls(Decimal(text.strip()), currency)
        except InvalidOperation as error:
            message = f"“{text}” is not an amount."
            raise ValueError(message) from error

    @classmethod
    def zero(cls, currency: str) -> Self:
        """Return nothing, in a currency."""
        return cls(Decimal(0), currency)

    @property
    def minor(self) -> int:
        """The amount in minor units: 1050 for 10.50 EUR, 10 for 10 JPY."""
        return int(self.amount.scaleb(minor_digits(self.currency)))

    def __add__(self, other: Money) -> Money:
        """Add an amount of the same currency."""
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        """Subtract an amount of the same currency."""
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> Money:
        """Turn the sign."""
        return Money(-self.amount, self.currency)

    def __mul__(self, count: int) -> Money:
        """Multiply by a whole number; anything else must go through :meth:`rounded`."""
        if not isinstance(count, int):
            return NotImplemented
        return Money(self.amount * count, self.currency)

    def __lt__(self, other: Money) -> bool:
        """Compare amounts of the same currency."""
        return self.amount < self._same(other)

    def __bool__(self) -> bool:
        """Say whether the amount is other than zero."""
        return bool(self.amount)

    def split(self, weights: Sequence[int | Decimal]) -> list[Money]:
        """Divide over ``weights`` so that the parts add up exactly (largest remainder method).

        Raises:
            ValueError: no weights, a negative one, or all zero.
        """
        shares = [Decimal(weight) for weight in weights]
        total = sum(shares, Decimal(0))
        if not shares or min(shares) < 0 or total <= 0:
            message = "An amount is split over weights that are not negative and not all zero."
            raise ValueError(message)
        sign, whole = (-1 if self.minor < 0 else 1), abs(self.minor)
        exact = [whole * share / total for share in shares]
        parts = [int(part) for part in exact]
        by_remainder = sorted(range(len(parts)), key=lambda index: (parts[index] - exact[index], index))
        for index in by_remainder[: whole - sum(parts)]:
            parts[index] += 1
        unit = Decimal(1).scaleb(-minor_digits(self.currency))
        return [Money(sign * part * unit, self.currency) for part in parts]

    def format(self, locale: str = "en") -> str:
        """Write the amount as people of ``locale`` write it: ``€1,234.50`` or ``1.234,50 €``."""
        return str(format_currency(self.amount, self.currency, locale=Locale.parse(locale, sep="-")))

    def _same(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            message = f"{self.currency} and {other.currency} cannot be put together without a rate."
            raise CurrencyMismatch(message)
        return other.amount
