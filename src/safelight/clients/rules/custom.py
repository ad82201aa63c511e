"""The values of fields that a studio defines for itself: read, checked, and written for people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

LONGEST_TEXT: Final = 2000
_MOST_DIGITS: Final = 18

CustomValue = str | bool | dict[str, str]
"""A stored value: text, number and date as text, yes/no as bool, money as ``{"amount", "currency"}``."""

_YES: Final = frozenset(
    {"yes", "y", "true", "1", "x", "on", "ja", "j", "oui", "o", "sí", "si", "s", "sì", "sim", "✓", "✔"}
)
_NO: Final = frozenset({"no", "n", "false", "0", "off", "nein", "non", "nee", "não", "nao", "-", "✗"})
_MONEY: Final = re.compile(r"^(?:(?P<before>[A-Za-z]{3})\s*)?(?P<amount>[-\d.,'\s]+?)\s*(?P<after>[A-Za-z]{3})?$")


class FieldType(StrEnum):
    """What a custom field holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"
    MONEY = "money"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Definition:
    """As much of a custom field as reading a value needs."""

    id: str
    label: str
    type: FieldType
    choices: tuple[str, ...] = ()


def read_value(definition: Definition, given: object, currency: str) -> CustomValue | None:
    """Return what is stored for a value typed by a person or carried by JSON; None when it is empty.

    Raises:
        ValueError: it does not fit the field's type; the message is a sentence for people.
    """
    if given is None or given == "":
        return None
    if isinstance(given, bool):
        if definition.type is not FieldType.YES_NO:
            raise ValueError(_wants(definition))
        return given
    if isinstance(given, dict):
        if definition.type is not FieldType.MONEY or set(given) - {"amount", "currency"}:
            raise ValueError(_wants(definition))
        given = f"{given.get('amount', '')} {given.get('currency', '')}"
    text = str(given).strip()
    if not text:
        return None
    if len(text) > LONGEST_TEXT:
        message = f"“{definition.label}” takes at most {LONGEST_TEXT} characters."
        raise ValueError(message)
    return _typed(definition, text, currency)


def _typed(definition: Definition, text: str, currency: str) -> CustomValue:  # noqa: PLR0911 - one per type
    match definition.type:
        case FieldType.NUMBER:
            return format(_decimal(definition, text), "f")
        case FieldType.DATE:
            return _date(definition, text)
        case FieldType.CHOICE:
            return _choice(definition, text)
        case FieldType.YES_NO:
            return _yes_no(definition, text)
        case FieldType.MONEY:
            return _money(definition, text, currency)
        case FieldType.URL:
            return _url(definition, text)
        case FieldType.TEXT:
            return text


def show_value(value: CustomValue | None) -> str:
    """Return a stored value as plain text for lists and exports."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return f"{value['amount']} {value['currency']}"
    return value


def _date(definition: Definition, text: str) -> CustomValue:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        raise ValueError(_wants(definition)) from None


def _choice(definition: Definition, text: str) -> CustomValue:
    for choice in definition.choices:
        if choice.casefold() == text.casefold():
            return choice
    raise ValueError(_wants(definition))


def _yes_no(definition: Definition, text: str) -> CustomValue:
    word = text.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError(_wants(definition))


def _money(definition: Definition, text: str, currency: str) -> CustomValue:
    match = _MONEY.match(text)
    if match is None:
        raise ValueError(_wants(definition))
    amount = _decimal(definition, match["amount"])
    code = (match["before"] or match["after"] or currency).upper()
    return {"amount": format(amount, "f"), "currency": code}


def _url(definition: Definition, text: str) -> CustomValue:
    whole = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(whole)
    except ValueError:
        raise ValueError(_wants(definition)) from None
    if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or "") or " " in text:
        raise ValueError(_wants(definition))
    return whole


def _decimal(definition: Definition, text: str) -> Decimal:
    """Read 1,234.50 and 1.234,50 alike: the last separator before one or two digits is the decimal one."""
    bare = re.sub(r"[\s'’]", "", text)
    match = re.fullmatch(r"(-?[\d.,]*?)(?:[.,](\d{1,2}))?", bare)
    if bare.count(",") + bare.count(".") == 1 and not re.fullmatch(r"-?\d{1,3}[.,]\d{3}", bare):
        plain = bare.replace(",", ".")
    elif match is not None:
        plain = re.sub(r"[.,]", "", match[1]) + (f".{match[2]}" if match[2] else "")
    else:
        plain = bare
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise ValueError(_wants(definition)) from None
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError(_wants(definition))
    return number


def _wants(definition: Definition) -> str:
    what = {
        FieldType.TEXT: "text",
        FieldType.NUMBER: "a number such as 12 or 12.5",
        FieldType.DATE: "a date such as 2027-04-30",
        FieldType.CHOICE: f"one of {_listed(definition.choices)}",
        FieldType.YES_NO: "yes or no",
        FieldType.MONEY: "an amount such as 120.00",
        FieldType.URL: "a web address such as https://example.com",
    }[definition.type]
    return f"“{definition.label}” takes {what}."


def _listed(choices: Sequence[str]) -> str:
    return ", ".join(f"“{choice}”" for choice in choices) or "its choices (there are none yet)"
