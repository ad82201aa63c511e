"""How old somebody is on the day of a session."""

from __future__ import annotations

from datetime import date
from typing import Final

NO_YEAR: Final = 1604
"""The year in which birthdays stand whose year is not known."""


def age_on(birthday: date | None, day: date) -> int | None:
    """Return an age in whole years; None where the birthday or its year is not known, or lies ahead."""
    if birthday is None or birthday.year == NO_YEAR or birthday > day:
        return None
    had = (day.month, day.day) >= (birthday.month, birthday.day)
    return day.year - birthday.year - (0 if had else 1)
