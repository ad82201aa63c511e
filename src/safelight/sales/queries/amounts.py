"""Amounts between rows (minor units and JSON), the pure rules, and cards (decimals in major units)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from safelight.foundation.actions import Frozen
from safelight.foundation.money import Money, minor_digits
from safelight.sales.rules.parts import Amounts, Tax


class TaxCard(Frozen):
    """The tax of one code: ``rate`` in percent, ``base`` what it was worked out on."""

    code: str
    name: str
    rate: Decimal
    base: Decimal
    amount: Decimal


def taxes_to_json(taxes: Iterable[Tax]) -> list[dict[str, Any]]:
    """Return taxes as a row keeps them."""
    return [
        {
            "code": tax.code,
            "name": tax.name,
            "rate": f"{tax.rate.normalize():f}",
            "base_minor": tax.base.minor,
            "amount_minor": tax.amount.minor,
        }
        for tax in taxes
    ]


def taxes_of(kept: Iterable[Mapping[str, Any]], currency: str) -> tuple[Tax, ...]:
    """Return what :func:`taxes_to_json` was given."""
    return tuple(
        Tax(
            tax["code"],
            tax["name"],
            Decimal(tax["rate"]),
            Money.of_minor(tax["base_minor"], currency),
            Money.of_minor(tax["amount_minor"], currency),
        )
        for tax in kept
    )


def tax_cards(kept: Iterable[Mapping[str, Any]], currency: str) -> tuple[TaxCard, ...]:
    """Return kept taxes as cards."""
    return tuple(
        TaxCard(code=tax.code, name=tax.name, rate=tax.rate, base=tax.base.amount, amount=tax.amount.amount)
        for tax in taxes_of(kept, currency)
    )


def amounts_of(row: Any, currency: str) -> Amounts:  # noqa: ANN401 - a line of an order, invoice or credit note
    """Return the amounts of a line's row."""
    return Amounts(
        quantity=row.quantity,
        listed=Money.of_minor(row.listed_minor, currency),
        reduction=Money.of_minor(row.reduction_minor, currency),
        net=Money.of_minor(row.net_minor, currency),
        gross=Money.of_minor(row.gross_minor, currency),
        taxes=taxes_of(row.taxes, currency),
        cost=Money.of_minor(row.cost_minor, currency),
        reward=Money.of_minor(row.reward_minor, currency),
    )


def columns_of(amounts: Amounts) -> dict[str, Any]:
    """Return the columns in which a line keeps its amounts."""
    return {
        "quantity": amounts.quantity,
        "listed_minor": amounts.listed.minor,
        "reduction_minor": amounts.reduction.minor,
        "reward_minor": amounts.reward.minor if amounts.reward else 0,
        "net_minor": amounts.net.minor,
        "taxes": taxes_to_json(amounts.taxes),
        "tax_minor": amounts.tax.minor,
        "gross_minor": amounts.gross.minor,
        "cost_minor": amounts.cost.minor if amounts.cost else 0,
    }


def totals_of(amounts: Amounts) -> dict[str, Any]:
    """Return the columns in which a document keeps its totals."""
    found = columns_of(amounts)
    return {name: found[name] for name in ("reduction_minor", "reward_minor", "net_minor", "tax_minor", "gross_minor")}


def major(minor: int, currency: str) -> Decimal:
    """Return minor units as a decimal of the currency; what :class:`Money` answers, without its checks, by the thousand."""
    return Decimal(minor).scaleb(-_digits(currency))


@cache
def _digits(currency: str) -> int:
    return minor_digits(currency)
