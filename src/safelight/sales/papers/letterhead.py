"""The parts that every letter has: who writes, to whom, what it is about, and the foot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from babel.core import Locale

from safelight.messaging.ports import File
from safelight.sales.papers.press import press
from safelight.sales.papers.tongue import Tongue

Facts = Iterable[tuple[str, str]]


def letter(  # noqa: PLR0913 - what a letter begins with
    seller: Mapping[str, Any], addressee: Mapping[str, Any], tongue: Tongue, *, title: str, subtitle: str, facts: Facts
) -> dict[str, Any]:
    """Return the data that every letter's template takes."""
    here = place_of(seller, tongue, home=str(seller.get("country", "")))
    return {
        "title": title,
        "subtitle": subtitle,
        "lang": tongue.language,
        "region": tongue.region,
        "look": {"accent": seller.get("accent", "#2b5c78"), "paper": seller.get("paper", "a4")},
        "seller": {
            "name": seller.get("name", ""),
            "line": seller.get("place", "") if seller.get("place", "") != seller.get("name", "") else "",
            "contact": [*here, seller.get("phone", ""), seller.get("email", ""), seller.get("website", "")],
        },
        "sender-line": " · ".join(part for part in (seller.get("name", ""), *here) if part),
        "address": address_of(addressee, tongue, home=str(seller.get("country", ""))),
        "facts": [[name, value] for name, value in facts if value],
        "foot": _foot(seller, tongue),
        "page-words": [tongue.word("page"), tongue.word("of")],
    }


def address_of(who: Mapping[str, Any], tongue: Tongue, *, home: str) -> list[str]:
    """Return the lines of a postal address; the country stands there when it is another one than ``home``."""
    return [part for part in (who.get("name", ""), who.get("attention", ""), *place_of(who, tongue, home=home)) if part]


def place_of(who: Mapping[str, Any], tongue: Tongue, *, home: str) -> list[str]:
    """Return street, town and country of somebody."""
    country = str(who.get("country", ""))
    town = " ".join(part for part in (who.get("postal_code", ""), who.get("city", "")) if part)
    if country in {"US", "CA", "AU"}:
        state = " ".join(part for part in (who.get("region", ""), who.get("postal_code", "")) if part)
        town = ", ".join(part for part in (who.get("city", ""), state) if part)
    elif country == "GB":
        town = ", ".join(part for part in (who.get("city", ""), who.get("postal_code", "")) if part)
    abroad = country_name(country, tongue) if country and country != home else ""
    return [part for part in (who.get("street", ""), who.get("street2", ""), town, abroad) if part]


def country_name(code: str, tongue: Tongue) -> str:
    """Return a country's name in a language, the code where it has none."""
    names = Locale.parse(tongue.language).territories
    return str(names.get(code, code))


def file_of(template: str, data: Mapping[str, Any], made_at: datetime, name: str) -> File:
    """Set a document and return it as a file; signs that file systems do not take are left out of its name."""
    kept = (
        "".join(letter if letter.isalnum() or letter in "-_. " else "-" for letter in name).strip(" .-") or "document"
    )
    return File(name=f"{kept}.pdf", media_type="application/pdf", content=press(template, data, made_at))


def _foot(seller: Mapping[str, Any], tongue: Tongue) -> list[list[str]]:
    def named(word: str, value: str) -> str:
        return f"{tongue.word(word)}: {value}" if value else ""

    first = [seller.get("name", ""), *place_of(seller, tongue, home=str(seller.get("country", "")))]
    second = [
        named("tax_number", str(seller.get("tax_number", ""))),
        named("registration", str(seller.get("registration", ""))),
        *str(seller.get("footer", "")).splitlines(),
    ]
    third = [
        named("bank", str(seller.get("bank_name", ""))),
        str(seller.get("bank_holder", "")),
        f"IBAN {seller['iban']}" if seller.get("iban") else "",
        f"BIC {seller['bic']}" if seller.get("bic") else "",
    ]
    return [[line for line in part if line] for part in (first, second, third) if any(part)]
