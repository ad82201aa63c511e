"""How documents are numbered: one series per kind, with or without the year, without gaps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

_PREFIX: Final = re.compile(r"[\w/. -]{0,20}")
MOST_DIGITS: Final = 10


class SeriesKind(StrEnum):
    """What is numbered."""

    ESTIMATE = "estimate"
    ORDER = "order"
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    GIFT_CARD = "gift_card"


@dataclass(frozen=True, slots=True)
class Series:
    """How labels of a kind look: ``prefix``, the year if ``yearly`` (then numbers begin again each year), digits."""

    kind: SeriesKind
    prefix: str = ""
    digits: int = 5
    yearly: bool = False

    def problems(self) -> dict[str, str]:
        """Return what is wrong with the series, a sentence per field."""
        found: dict[str, str] = {}
        if not _PREFIX.fullmatch(self.prefix):
            found["prefix"] = "A prefix has at most 20 letters, digits, blanks, points, slashes and hyphens."
        if not 1 <= self.digits <= MOST_DIGITS:
            found["digits"] = f"Numbers are padded to 1 to {MOST_DIGITS} digits."
        return found

    def name(self, day: date) -> str:
        """Return the name under which the numbers of this series are counted."""
        return f"sales.{self.kind.value}.{day.year}" if self.yearly else f"sales.{self.kind.value}"

    def label(self, number: int, day: date) -> str:
        """Return a number as people see it."""
        year = f"{day.year}-" if self.yearly else ""
        return f"{self.prefix}{year}{number:0{self.digits}d}"
