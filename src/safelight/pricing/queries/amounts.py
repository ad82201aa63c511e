"""Amounts as the doors write them: decimals in major units, with the currency beside them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from safelight.foundation.actions import InvalidInput
from safelight.foundation.money import Money, minor_digits

# Below ten to the thirteenth in major units: any price of any currency, and no overflow of the column.
Amount = Annotated[Decimal, Field(ge=0, le=Decimal(10) ** 12)]
SignedAmount = Annotated[Decimal, Field(ge=-(Decimal(10) ** 12), le=Decimal(10) ** 12)]
Percent = Annotated[Decimal, Field(ge=0, le=100)]


def read(amount: Decimal, currency: str, field: str) -> Money:
    """Return an amount as money.

    Raises:
        InvalidInput: it is finer than the currency's smallest coin.
    """
    try:
        return Money(amount, currency)
    except ValueError:
        digits = minor_digits(currency)
        fine = f"at most {digits} decimals" if digits else "no decimals"
        message = f"{amount} is finer than the smallest coin: amounts in {currency} have {fine}."
        raise InvalidInput(message, fields={field: message}) from None


def known_currency(given: str, otherwise: str) -> str:
    """Return the currency that was given, else the other one.

    Raises:
        InvalidInput: there is no such currency.
    """
    try:
        minor_digits(given.upper() or otherwise)
    except ValueError as error:
        raise InvalidInput(str(error), fields={"currency": str(error)}) from None
    return given.upper() or otherwise


def minor(amount: Decimal | None, currency: str, field: str) -> int | None:
    """Return an amount in minor units, None for none.

    Raises:
        InvalidInput: it is finer than the currency's smallest coin.
    """
    return None if amount is None else read(amount, currency, field).minor


def major(amount: int | None, currency: str) -> Decimal | None:
    """Return minor units in major ones, None for none."""
    return None if amount is None else Money.of_minor(amount, currency).amount


def plain(amount: Money | None) -> Decimal | None:
    """Return the number of an amount, None for none."""
    return None if amount is None else amount.amount
