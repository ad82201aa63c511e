"""Amounts and days in the words of the person who reads: the page's language, the studio's country."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_currency
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
    """Return how dates and amounts are written on this page."""
    return locale_of((get_language() or "en").split("-", maxsplit=1)[0], studio.country)


def show_amount(amount: Decimal, currency: str, studio: StudioFacts) -> str:
    """Return an amount with its currency, with as many decimals as the currency has."""
    return str(format_currency(amount, currency, locale=reading_locale(studio)))


@lru_cache(maxsize=16384)
def _day(day: date, locale: Locale) -> str:
    return str(format_date(day, "medium", locale))


def show_day(day: date | None, studio: StudioFacts) -> str:
    """Return a date as ``7 Jan 2026``; nothing for no date."""
    return "" if day is None else _day(day, reading_locale(studio))


def show_moment(moment: datetime, studio: StudioFacts) -> str:
    """Return a moment as the studio's wall clock shows it: ``7 Jan 2026, 14:05``."""
    here, locale = clock.local(moment, studio.zone), reading_locale(studio)
    return f"{_day(here.date(), locale)}, {format_time(here.time(), 'short', locale=locale)}"
