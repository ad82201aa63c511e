"""A figure on a page: an amount and the way to the entries behind it."""

from __future__ import annotations

from dataclasses import dataclass

from safelight.foundation.money import Money


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount as shown somewhere, and the address that lists the entries it is the sum of.

    ``url`` is empty for people who may not see the ledger; the amount is then shown without a link.
    """

    money: Money
    url: str = ""

    @property
    def currency(self) -> str:
        """The currency's code."""
        return self.money.currency
