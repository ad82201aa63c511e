"""How long a gift card is good for."""

from __future__ import annotations

from datetime import date, timedelta

from safelight.sales.rules.plans import Pace, day_after


def expires_on(sold_on: date, months: int | None, *, to_year_end: bool) -> date | None:
    """Return the last day on which a card can be used, or None when it never expires.

    With ``to_year_end`` it is the last day of that year: German law counts three years from the end of the year of
    sale (§§ 195, 199 BGB). Other laws set a shortest time (United States: five years, 15 U.S.C. § 1693l-1).
    """
    if months is None:
        return None
    day = day_after(sold_on, Pace.MONTHLY, months)
    return date(day.year, 12, 31) if to_year_end else day


def is_expired(last_day: date | None, today: date) -> bool:
    """Say whether a card cannot be used any more."""
    return last_day is not None and today > last_day


def warned_on(last_day: date | None, days: int) -> date | None:
    """Return the day to remind the owner of a card that is about to expire."""
    return None if last_day is None else last_day - timedelta(days=days)
