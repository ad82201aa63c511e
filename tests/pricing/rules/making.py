"""Small makers for the engine's dataclasses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from safelight.foundation.money import Money
from safelight.pricing.rules.basket import Basket, BasketLine
from safelight.pricing.rules.engine import price
from safelight.pricing.rules.items import ItemFacts, ItemKind, TaxClass
from safelight.pricing.rules.quote import Quote
from safelight.pricing.rules.taxes import TaxMode, TaxRate, TaxRegime

DAY = date(2026, 5, 4)
SPACE = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")


def identifier(name: str) -> UUID:
    """The same id for the same name, in every run."""
    return uuid5(SPACE, name)


def amount(number: str, currency: str = "USD") -> Money:
    """An amount of money."""
    return Money(Decimal(number), currency)


def item(name: str, number: str = "10", currency: str = "USD", **more: Any) -> ItemFacts:  # noqa: ANN401 - fields
    """An item on sale."""
    more = {"kind": ItemKind.PRINT, "identifier": name.upper(), **more}
    if isinstance(more.get("cost"), str):
        more["cost"] = amount(more["cost"], currency)
    return ItemFacts(item_id=identifier(name), name=name, price=amount(number, currency), **more)


def line(key: str, facts: ItemFacts, quantity: str = "1", **more: Any) -> BasketLine:  # noqa: ANN401 - fields
    """A line of a basket."""
    return BasketLine(key, facts, Decimal(quantity), **more)


def ask(*lines: BasketLine, **more: Any) -> Quote:  # noqa: ANN401 - fields
    """The price of some lines."""
    currency = lines[0].item.price.currency if lines else "USD"
    return price(Basket(**{"currency": currency, "on": DAY, "lines": lines, **more}))


def rate(code: str, percent: str, tax_class: TaxClass = TaxClass.STANDARD, **more: Any) -> TaxRate:  # noqa: ANN401
    """A tax."""
    return TaxRate(code, code, Decimal(percent), tax_class, **more)


def added(*rates: TaxRate, **more: Any) -> TaxRegime:  # noqa: ANN401 - fields
    """A regime that adds its taxes."""
    return TaxRegime("Added", TaxMode.ADDED, rates, **more)


def included(*rates: TaxRate, **more: Any) -> TaxRegime:  # noqa: ANN401 - fields
    """A regime whose taxes are in the prices."""
    return TaxRegime("Included", TaxMode.INCLUDED, rates, **more)


def texts(quote: Quote) -> str:
    """All reasons in one text."""
    return "\n".join(reason.text for reason in quote.reasons)
