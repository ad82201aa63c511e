"""When an invoice is due: at once, after some days, or on a day of the month."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

LONGEST_DAYS: Final = 365
LAST_DAY: Final = 31


class DueKind(StrEnum):
    """How a due day is found."""

    RECEIPT = "receipt"
    DAYS = "days"
    DAY_OF_MONTH = "day_of_month"


@dataclass(frozen=True, slots=True)
class DueTerms:
    """``number`` is days after the invoice, or the day of the month (31 is the last one of any month).

    With a day of the month, ``grace`` days must lie between invoice and due day, else it is the month after.
    """

    kind: DueKind
    number: int = 0
    grace: int = 0

    def problems(self) -> dict[str, str]:
        """Return what is wrong with the terms, a sentence per field."""
        found: dict[str, str] = {}
        if self.kind is DueKind.DAYS and not 1 <= self.number <= LONGEST_DAYS:
            found["number"] = f"Terms run from 1 to {LONGEST_DAYS} days."
        if self.kind is DueKind.DAY_OF_MONTH and not 1 <= self.number <= LAST_DAY:
            found["number"] = "A day of the month is 1 to 31; 31 means the last one."
        if not 0 <= self.grace <= LAST_DAY:
            found["grace"] = "At least 0 and at most 31 days lie between invoice and due day."
        return found


def due_on(issued_on: date, terms: DueTerms) -> date:
    """Return the day on which an invoice of a day is due."""
    if terms.kind is DueKind.RECEIPT:
        return issued_on
    if terms.kind is DueKind.DAYS:
        return issued_on + timedelta(days=terms.number)
    earliest = issued_on + timedelta(days=terms.grace)
    found = _on_day(earliest.year, earliest.month, terms.number)
    if found < earliest:
        following = earliest.replace(day=1) + timedelta(days=LAST_DAY)
        found = _on_day(following.year, following.month, terms.number)
    return found


def _on_day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
