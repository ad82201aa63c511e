"""What a country implies for a new studio: currency, language, zone, tax habit. Each can be changed."""

from __future__ import annotations

from babel.core import Locale, get_global
from babel.languages import get_official_languages
from moneyed import CURRENCIES

# Where one price habit is usual for families. Elsewhere tax is included, as consumer law commonly asks.
_TAX_ADDED = frozenset({"US", "CA"})
_SUPPORTED_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")


def currency_of(country: str) -> str:
    """Return the ISO 4217 code in use in a country today (CLDR), USD where unknown."""
    current = [
        code for code, _, end, tender in get_global("territory_currencies").get(country, []) if end is None and tender
    ]
    return str(current[0]) if current else "USD"


def languages_of(country: str) -> tuple[str, ...]:
    """Return the country's official languages that Safelight knows, most spoken first; English always."""
    official = [code for code in get_official_languages(country, de_facto=True) if code in _SUPPORTED_LANGUAGES]
    return tuple(dict.fromkeys([*official, "en"]))


def zone_of(country: str) -> str:
    """Return a likely IANA zone of a country: its only one or the one most people live in."""
    zones = get_global("territory_zones").get(country, [])
    return _MOST_PEOPLE.get(country) or (str(zones[0]) if zones else "Etc/UTC")


def currencies() -> tuple[str, ...]:
    """Return the ISO 4217 codes that are legal tender somewhere today, sorted."""
    found = {
        code
        for uses in get_global("territory_currencies").values()
        for code, _, end, tender in uses
        if end is None and tender
    }
    return tuple(sorted(code for code in found if code in CURRENCIES))


def tax_habit_of(country: str) -> str:
    """Return ``added`` where prices are shown before tax, ``included`` elsewhere."""
    return "added" if country in _TAX_ADDED else "included"


def is_country(code: str) -> bool:
    """Say whether a code is an ISO 3166-1 alpha-2 country known to CLDR."""
    return len(code) == 2 and code.isalpha() and code.isupper() and code in Locale("en").territories  # noqa: PLR2004


# IANA zone of the largest population for countries with several (CLDR lists zones alphabetically).
_MOST_PEOPLE = {
    "US": "America/New_York",
    "CA": "America/Toronto",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "MX": "America/Mexico_City",
    "RU": "Europe/Moscow",
    "NZ": "Pacific/Auckland",
    "ES": "Europe/Madrid",
    "PT": "Europe/Lisbon",
    "DE": "Europe/Berlin",
    "AR": "America/Argentina/Buenos_Aires",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "ID": "Asia/Jakarta",
    "UA": "Europe/Kyiv",
    "CY": "Asia/Nicosia",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "NL": "Europe/Amsterdam",
    "DK": "Europe/Copenhagen",
    "NO": "Europe/Oslo",
}
