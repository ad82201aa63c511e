"""Amounts, days and numbers as people of a document's language and country write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from safelight.sales.papers.words import words_of


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language with the country whose habits it follows."""

    language: str
    country: str
    currency: str

    @property
    def locale(self) -> Locale:
        """The CLDR locale; the language alone where the pair is unknown (German in Japan)."""
        try:
            return Locale.parse(f"{self.language}_{self.country}" if self.country else self.language)
        except (UnknownLocaleError, ValueError):
            return Locale.parse(self.language)

    def word(self, key: str, **values: str) -> str:
        """Return a fixed word or sentence; values are put in as they are."""
        text = words_of(self.language)[key]
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def money(self, amount: Decimal) -> str:
        """Write an amount with its currency: 1.234,50 € or $1,234.50."""
        return str(format_currency(amount, self.currency, locale=self.locale))

    def day(self, day: date) -> str:
        """Write a day: 3. März 2027, March 3, 2027."""
        return str(format_date(day, format="long", locale=self.locale))

    def number(self, number: Decimal) -> str:
        """Write a number without needless zeros: 2, 2,5."""
        return str(format_decimal(number.normalize(), format="#,##0.###", locale=self.locale))

    @property
    def region(self) -> str | None:
        """The country as typst wants it, for hyphens and quotes; None where none is known."""
        return self.country.upper() if len(self.country) == 2 and self.country.isalpha() else None  # noqa: PLR2004 - ISO 3166
