"""Phone numbers: read in any notation, kept as E.164, shown as people of the studio's country write them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, PhoneNumberFormat

_EXTENSION_DIGITS: Final = 8


class NotAPhone(ValueError):
    """The text is no phone number; the message says what to write instead."""


@lru_cache(maxsize=65536)
def read_phone(text: str, country: str) -> tuple[str, str]:
    """Return (E.164 number, extension) of a number written in any notation.

    ``country`` (ISO 3166-1 alpha-2) is where a number without a country code belongs.

    Raises:
        NotAPhone: it is no possible number.
    """
    try:
        number = phonenumbers.parse(text, country or None)
    except NumberParseException:
        raise NotAPhone(_advice(country)) from None
    if not phonenumbers.is_possible_number(number):
        raise NotAPhone(_advice(country))
    extension = (number.extension or "")[:_EXTENSION_DIGITS]
    return phonenumbers.format_number(number, PhoneNumberFormat.E164), extension


@lru_cache(maxsize=65536)
def show_phone(number: str, country: str, extension: str = "") -> str:
    """Return an E.164 number as the studio's people write it: national at home, international abroad."""
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException:
        return number
    at_home = parsed.country_code == phonenumbers.country_code_for_region(country)
    form = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    shown = phonenumbers.format_number(parsed, form)
    return f"{shown} ext. {extension}" if extension else shown


def searched_digits(number: str) -> str:
    """Return the digits under which a number is found: E.164, and as dialled at home where that differs.

    Cheap enough for imports: the trunk prefix comes from a table per country code, not from parsing.
    """
    digits = number.removeprefix("+")
    code, trunk = _dialled(digits[:3])
    return f"{digits} {trunk}{digits[len(code) :]}" if trunk and trunk != code else digits


@lru_cache(maxsize=4096)
def _dialled(first_three: str) -> tuple[str, str]:
    """Return the country code and the trunk prefix that E.164 digits with this beginning have."""
    if first_three.isascii() and first_three.isdigit():
        for length in (1, 2, 3):
            if int(first_three[:length]) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
                code = first_three[:length]
                return code, _trunk_prefix(code)
    return "", ""


def _trunk_prefix(code: str) -> str:
    region = phonenumbers.region_code_for_country_code(int(code))
    metadata = PhoneMetadata.metadata_for_region(region, None)
    return str(metadata.national_prefix or "") if metadata is not None else ""


def typed_digits(text: str) -> tuple[str, ...]:
    """Return the digit strings to look for when a phone number is typed: ``+49 (0)151 2`` → ``491512``.

    Empty when the text is no phone number; one digit is enough while somebody types.
    """
    if not re.fullmatch(r"[+\d\s()/.\-–—‑]+", text) or not any(character.isdigit() for character in text):
        return ()
    international = text.lstrip().startswith(("+", "00"))
    bare = re.sub(r"\(0\)", "", text) if international else text
    digits = re.sub(r"\D", "", bare)
    if international:
        digits = digits.removeprefix("00")
    return (digits,) if digits else ()


def _advice(country: str) -> str:
    example = phonenumbers.example_number(country) if country else None
    if example is None:
        return "This is no phone number. Write it with its country code, such as +49 30 901820."
    shown = phonenumbers.format_number(example, PhoneNumberFormat.NATIONAL)
    return f"This is no phone number. Write it such as {shown}, or with a country code for another country."
