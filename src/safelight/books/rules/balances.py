"""Balances: what lines add up to, per currency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from safelight.foundation.money import Money


@dataclass(frozen=True, slots=True)
class Balance:
    """Debits less credits, one amount per currency; currencies in which nothing is left may be missing."""

    amounts: Mapping[str, Money] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, currency: str) -> Money:
        """Return the amount in a currency, zero where there is none."""
        return self.amounts.get(currency) or Money.zero(currency)

    def __bool__(self) -> bool:
        """Say whether there is anything other than zero."""
        return any(self.amounts.values())

    def __iter__(self) -> Iterator[Money]:
        """Yield the amounts other than zero, in the order of their currencies."""
        return iter([self.amounts[currency] for currency in sorted(self.amounts) if self.amounts[currency]])
