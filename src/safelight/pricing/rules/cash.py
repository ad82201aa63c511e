"""Cash rounding: where the smallest coin is coarser than the currency's unit.

The steps are those of the countries' own rules: Switzerland (5 Rappen is the smallest coin, WZG art. 2 and the coinage
ordinance), Australia (1 and 2 cent coins withdrawn in 1992; Royal Australian Mint / ACCC rounding guidance), Sweden
(lag 1970:1029 om avrundning av vissa öresbelopp), Norway (50 øre withdrawn 2012), Denmark (25 øre withdrawn 2008), New
Zealand (5 cent withdrawn 2006, Reserve Bank of New Zealand), Canada (penny phased out 2013, Department of Finance),
Czechia (50 haléř withdrawn 2008), Hungary (Act III of 2008), and, by national rule, five euro cent in Finland, the
Netherlands, Belgium, Ireland, Italy and Slovakia.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from safelight.foundation.money import Money, minor_digits
from safelight.pricing.rules.exact import rounded

_BY_CURRENCY: Final = {
    "CHF": Decimal("0.05"),
    "AUD": Decimal("0.05"),
    "CAD": Decimal("0.05"),
    "NZD": Decimal("0.10"),
    "SEK": Decimal(1),
    "NOK": Decimal(1),
    "DKK": Decimal("0.50"),
    "CZK": Decimal(1),
    "HUF": Decimal(5),
}
_EURO_FIVES: Final = frozenset({"FI", "NL", "BE", "IE", "IT", "SK"})


def cash_step(currency: str, country: str = "") -> Decimal | None:
    """Return the smallest amount payable in cash, or None where every amount is."""
    if currency == "EUR" and country in _EURO_FIVES:
        return Decimal("0.05")
    return _BY_CURRENCY.get(currency)


def in_cash(total: Money, step: Decimal | None) -> Money:
    """Return what a total is when paid in cash: the nearest multiple of ``step``, halves away from zero."""
    if step is None:
        return total
    unit = int(step.scaleb(minor_digits(total.currency)))
    return Money.of_minor(rounded(Fraction(total.minor, unit)) * unit, total.currency) if unit > 1 else total
