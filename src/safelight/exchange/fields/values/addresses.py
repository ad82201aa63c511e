"""Postal addresses: a whole one in one cell taken apart, ZIP and city parted, lost leading zeros of ZIP codes.

Conservative: a text that does not clearly follow a known shape is kept whole in the street.
"""

# ruff: noqa: PLR2004 - shares, lengths and digits of the rules stand where they are used

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from safelight.exchange.fields.values.countries import country_of, is_country_name

# "Springfield, IL 62704-1234", "Toronto ON M5V 2T6", "Sydney NSW 2000"
_CITY_REGION_POSTAL: Final = re.compile(
    r"(?:(?P<city>[^\d]+?)[,\s]+)?(?P<region>[A-Z]{2,3}\.?|[A-Z][a-z]+(?: [A-Z][a-z]+)?)[,\s]\s*"
    r"(?P<postal>\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4})"
)
# "10115 Berlin", "D-10115 Berlin", "1012 AB Amsterdam", "SE-114 55 Stockholm", "1000-205 Lisboa", "75008 Paris CEDEX"
_POSTAL_CITY: Final = re.compile(
    r"(?:(?P<sign>[A-Z]{1,3})[- ])?(?P<postal>\d{4}-\d{3}|\d{4} ?[A-Z]{2}(?=\s)|\d{3} \d{2}|\d{4,6}|\d{2}-\d{3}|\d{5}-\d{3})[,\s]\s*"
    r"(?P<city>[^\W\d_][^\d]*(?:\d{1,2}(?:e|er)?)?)"
)
# "London SW1A 1AA", "Dublin D02 AF30"
_CITY_UK: Final = re.compile(
    r"(?:(?P<city>[^\d]+?)[,\s]+)?(?P<postal>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[\dW] ?[A-Z0-9]{4})", re.IGNORECASE
)
_CITY_POSTAL: Final = re.compile(r"(?P<city>[^\W\d_][^\d,]*?)[,\s]+(?P<postal>\d{4,6}|\d{5}-\d{3,4}|\d{4}-\d{3})")
_REGION_CODE: Final = re.compile(r"[A-Z]{2,3}")
_SIGNS: Final = {
    "D": "DE",
    "A": "AT",
    "CH": "CH",
    "F": "FR",
    "I": "IT",
    "NL": "NL",
    "B": "BE",
    "L": "LU",
    "FL": "LI",
    "E": "ES",
    "P": "PT",
}
_FLOAT: Final = re.compile(r"^(\d{3,9})[.,]0+$")
_FIVE_DIGITS: Final = frozenset(
    {"DE", "US", "FR", "ES", "IT", "FI", "MX", "TR", "UA", "EE", "LT", "PR", "MC", "HR", "RS"}
)


@dataclass(frozen=True, slots=True)
class AddressParts:
    """An address taken apart; empty strings for what is not said; ``country`` is ISO alpha-2."""

    street: str = ""
    street2: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""


def split_address(text: str) -> AddressParts | None:
    r"""A whole address of one cell (cleaned, lines by ``\\n`` or parts by commas), or None if its shape is unclear."""
    segments = [segment.strip(" ,") for line in text.split("\n") for segment in re.split(r",(?:\s|$)|\s[·•|]\s", line)]
    segments = [segment for segment in segments if segment]
    country = ""
    if len(segments) > 1 and (is_country_name(segments[-1]) or segments[-1] in {"UK", "GB", "US"}):
        country = country_of(segments.pop())
    if len(segments) < 2:
        return None
    for size in (2, 1):
        place = split_place(", ".join(segments[-size:])) if len(segments) > size else None
        # Two segments are a place only as "Springfield, IL 62704"; else the first of them belongs to the street.
        if place is None or not place.city or (size == 2 and not place.region):
            continue
        if size == 1 and _REGION_CODE.fullmatch(place.city):
            return None
        before = segments[:-size]
        street = before[0] if len(before) <= 2 else ", ".join(before[:-1])
        street2 = before[-1] if len(before) > 1 else ""
        return AddressParts(street, street2, place.city, place.region, place.postal_code, country or place.country)
    return None


def split_place(text: str) -> AddressParts | None:
    """City, region, postal code (and country of a sign such as ``D-``) of ``10115 Berlin`` or ``Austin, TX 78701``."""
    text = text.replace("\n", " ").strip(" ,")
    if (match := _POSTAL_CITY.fullmatch(text)) is not None:
        country = _SIGNS.get(match["sign"] or "", "")
        if match["sign"] and not country:
            country = country_of(match["sign"])
        return AddressParts(city=match["city"].strip(" ,"), postal_code=match["postal"], country=country)
    match = _CITY_REGION_POSTAL.fullmatch(text)
    if match is not None and match["city"] and (match["region"].rstrip(".").isupper() or "," in text):
        return AddressParts(
            city=match["city"].strip(" ,"), region=match["region"].strip(" ."), postal_code=match["postal"]
        )
    if (match := _CITY_UK.fullmatch(text)) is not None and match["city"]:
        return AddressParts(city=match["city"].strip(" ,"), postal_code=match["postal"].upper())
    if (match := _CITY_POSTAL.fullmatch(text)) is not None:
        return AddressParts(city=match["city"].strip(" ,"), postal_code=match["postal"])
    return None


def mended_postal_code(text: str, country: str) -> tuple[str, bool]:
    """A postal code without spreadsheet damage, and whether a lost leading zero was put back.

    Zeros come back only where ``country`` (ISO alpha-2, as the row or the studio says) always has five digits and
    four are there; two or more lost zeros only in the United States and Puerto Rico.
    """
    if (match := _FLOAT.match(text)) is not None:
        text = match[1]
    if text.isdigit() and country in _FIVE_DIGITS and (len(text) == 4 or (len(text) == 3 and country in {"US", "PR"})):
        return text.zfill(5), True
    return text, False
