"""Countries and languages by their names in seven languages (Unicode CLDR through Babel)."""

# ruff: noqa: PLR2004 - shares, lengths and digits of the rules stand where they are used

from __future__ import annotations

from functools import lru_cache
from typing import Final

from babel import Locale
from babel.core import get_global

from safelight.exchange.fields.values.text import folded

_LANGUAGES: Final = ("en", "de", "fr", "es", "it", "nl", "pt")
_ALSO: Final[dict[str, str]] = {
    "usa": "US", "u.s.a": "US", "u.s": "US", "united states of america": "US", "america": "US", "estados unidos de america": "US",
    "uk": "GB", "u.k": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB", "great britain": "GB",
    "grossbritannien": "GB", "schottland": "GB", "angleterre": "GB", "inglaterra": "GB", "inghilterra": "GB", "engeland": "GB",
    "gran bretagna": "GB", "gran bretana": "GB", "gra-bretanha": "GB", "grande-bretagne": "GB",
    "d": "DE", "brd": "DE", "ger": "DE", "a": "AT", "oesterreich": "AT", "ch": "CH", "holland": "NL", "holanda": "NL",
    "hollande": "NL", "olanda": "NL", "the netherlands": "NL", "nl": "NL", "b": "BE", "f": "FR", "i": "IT", "e": "ES", "p": "PT",
    "fl": "LI", "l": "LU", "eire": "IE", "republic of ireland": "IE", "czech republic": "CZ", "tschechische republik": "CZ",
    "republique tcheque": "CZ", "republica checa": "CZ", "south korea": "KR", "korea": "KR", "russia": "RU", "turkey": "TR",
    "macedonia": "MK", "ivory coast": "CI", "vietnam": "VN", "hong kong": "HK", "macau": "MO", "uae": "AE", "brasil": "BR",
}  # fmt: skip


@lru_cache(maxsize=8192)
def country_of(text: str) -> str:
    """ISO 3166-1 alpha-2 of a country written as a name, a code of two or three letters, or a car's sign; else empty."""
    key = folded(text)
    return _names().get(key) or _names().get(key.removeprefix("the ").replace("&", "and")) or ""


def is_country_name(text: str) -> bool:
    """Whether ``text`` is a country's name (codes of one or two letters alone do not count)."""
    return len(text) > 2 and bool(country_of(text))


@lru_cache(maxsize=1024)
def language_of(text: str) -> str:
    """ISO 639 code of a language written as a code or a name (``Deutsch``, ``en-GB``), or an empty string."""
    key = folded(text)
    if key in _language_names():
        return _language_names()[key]
    short = key.replace("_", "-").split("-")[0]
    return short if short in _language_codes() else ""


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "ZZ", "QO"}:
                names.setdefault(folded(name), code)
                names.setdefault(folded(code), code)
                plain = folded(name).replace("&", "and")
                names.setdefault(plain, code)
    for code, codes in get_global("territory_aliases").items():
        if len(code) == 3 and code.isalpha() and len(codes) == 1:
            names.setdefault(code.lower(), codes[0])
    names.update(_ALSO)
    return names


@lru_cache(maxsize=1)
def _language_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).languages.items():
            if len(code) == 2:
                names.setdefault(folded(name), code)
    # Every language calls itself something too.
    for code in _language_codes():
        own = Locale.parse(code).languages.get(code) if code in _LANGUAGES else None
        if own:
            names.setdefault(folded(own), code)
    return names


@lru_cache(maxsize=1)
def _language_codes() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale.parse("en").languages) if len(code) == 2)
