"""Dates and values in the words of the person who reads: the page's language, the studio's country."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton
from django.utils.translation import get_language

from safelight.foundation import clock
from safelight.foundation.actions import StudioFacts


@lru_cache(maxsize=512)
def locale_of(language: str, country: str) -> Locale:
    """Return the CLDR locale of a language in a country, or the language's own where there is none."""
    for name in (f"{language}_{country}", language, "en"):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def reading_locale(studio: StudioFacts) -> Locale:
    """Return how dates and numbers are written on this page."""
    return locale_of((get_language() or "en").split("-")[0], studio.country)


@lru_cache(maxsize=16384)
def _day(day: date, locale: Locale, *, year: bool) -> str:
    return str(format_date(day, "medium", locale) if year else format_skeleton("MMMd", day, locale=locale))


def show_day(day: date | None, studio: StudioFacts, *, year: bool = True) -> str:
    """Return a date as ``7 Jan 2026``; without ``year`` as ``7 Jan``; nothing for no date."""
    return "" if day is None else _day(day, reading_locale(studio), year=year)


def show_moment(moment: datetime | None, studio: StudioFacts, now: datetime | None = None) -> str:
    """Return a moment in the studio's zone: the time alone today, else the date; nothing for none."""
    if moment is None:
        return ""
    here = clock.local(moment, studio.zone)
    if now is not None and here.date() == clock.local(now, studio.zone).date():
        return str(format_datetime(here, "HH:mm", locale=reading_locale(studio)))
    return _day(here.date(), reading_locale(studio), year=True)


def local_day(moment: datetime, studio: StudioFacts) -> date:
    """Return the day of a moment as the studio's wall calendar has it."""
    return clock.local(moment, studio.zone).date()
