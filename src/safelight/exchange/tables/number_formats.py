"""What a spreadsheet shows for a stored number: a date, a time, a padded code or a plain number."""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
from decimal import Decimal
from typing import Literal

Shown = Literal["number", "date", "duration", "mask"]

BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59), *range(71, 82)})
"""Built-in number formats that show a date or a time (ECMA-376 part 1, 18.8.30, with the East Asian ones)."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKET = re.compile(r"\[[^\]]*\]")
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_CONDITION = re.compile(r"\[[<>=]")
_LATEST = 2_958_466


@functools.lru_cache(maxsize=2048)
def shown_as(code: str) -> Shown:
    """Say what a number format shows; "mask" is one that pads or spaces digits, as for ZIP codes and phones."""
    first = code.split(";", maxsplit=1)[0]
    bare = _LITERAL.sub("", first)
    if _ELAPSED.search(bare):
        return "duration"
    bare = _BRACKET.sub("", bare)
    if bare.strip().casefold() in {"general", "standard", "@", ""}:
        return "number"
    if re.search(r"[ymdhs]", bare, re.IGNORECASE) and not re.search(
        r"[0#]", re.sub(r"(?i)s\.?0+|0+(?=\W*$)(?<=s)", "", bare)
    ):
        return "date"
    if re.search(r"[ymdhs]", bare, re.IGNORECASE) and re.search(r"(?i)s[.,]0", bare):
        return "date"
    return "mask" if _mask(code) else "number"


@functools.lru_cache(maxsize=2048)
def _mask(code: str) -> str:
    """Reduce a format to the digits and marks it shows, or "" when it is no mask for whole numbers."""
    first = code.split(";", maxsplit=1)[0]
    if _CONDITION.search(first):
        return ""
    first = _BRACKET.sub("", first)
    first = re.sub(r'"([^"]*)"', r"\1", first)
    first = re.sub(r"_.|\*.", "", first)
    first = re.sub(r"\\(.)", r"\1", first)
    if not re.fullmatch(r"[0#?][0#? ()/.\-+]*|[(+][0#? ()/.\-+]+", first):
        return ""
    places = re.sub(r"[^0#?]", "", first)
    if "." in first and not re.search(r"\..*[.]|[ \-/(]", first):
        return ""
    spaced = len(places) != len(first)
    if places.count("0") < 2 and not (spaced and len(places) > 5):  # noqa: PLR2004 - "0" alone is a plain whole number
        return ""
    return first


def through_mask(digits: str, code: str) -> str:
    """Lay the digits of a whole number into a format: "1234" in "00000" is "01234"."""
    mask = _mask(code)
    places = sum(1 for sign in mask if sign in "0#?")
    missing = places - len(digits)
    if missing < 0:
        # More digits than places: a spreadsheet puts the surplus before the first place.
        surplus, digits = digits[:-missing], digits[-missing:]
        missing = 0
    else:
        surplus = ""
    shown: list[str] = []
    taken = 0
    place = 0
    for sign in mask:
        if sign not in "0#?":
            if taken or shown or sign in "(+" or place < places:
                shown.append(sign)
            continue
        if place < missing:
            if sign == "0":
                shown.append("0")
        else:
            if surplus:
                shown.append(surplus)
                surplus = ""
            shown.append(digits[taken])
            taken += 1
        place += 1
    return "".join(shown).strip()


def number_text(value: float, code: str = "") -> str:
    """Return a stored number in plain notation: 49151.0 is "49151", never an exponent.

    Fifteen digits count, as in the spreadsheet. With a mask format, a whole number comes as shown.
    """
    if not math.isfinite(value):
        return ""
    whole = value == int(value) and abs(value) < 1e18  # noqa: PLR2004 - beyond it digits are invented
    text = str(int(value)) if whole else plain_number(f"{value:.15g}")
    if whole and value >= 0 and code and shown_as(code) == "mask":
        return through_mask(text, code)
    return text


def plain_number(text: str) -> str:
    """Return a number without exponent and useless zeros ("4.9151E+11" is "491510000000"); other text unchanged."""
    stripped = text.strip()
    if not re.fullmatch(r"[-+]?[0-9]{1,30}(?:\.[0-9]{0,30})?(?:[eE][-+]?[0-9]{1,3})?", stripped):
        return text
    plain = format(Decimal(stripped), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def date_text(value: float, *, since_1904: bool, elapsed: bool = False) -> str:
    """Return a stored date as ISO 8601: a date, with its time unless midnight, or only a time below one day.

    Excel's day 60, 29 February 1900, never was; it reads as 28 February (ECMA-376 part 1, 18.17.4.1). A value no
    calendar holds comes as a plain number.
    """
    if not math.isfinite(value) or value < 0 or value >= _LATEST:
        return number_text(value)
    seconds = round(value * 86_400)
    if elapsed:
        hours, rest = divmod(seconds, 3600)
        return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"
    days, rest = divmod(seconds, 86_400)
    clock = f"{rest // 3600:02d}:{rest % 3600 // 60:02d}:{rest % 60:02d}"
    if days == 0 and not since_1904:
        return clock
    if since_1904:
        day = dt.date(1904, 1, 1) + dt.timedelta(days=days)
    elif days < 60:  # noqa: PLR2004 - before the day that never was
        day = dt.date(1899, 12, 31) + dt.timedelta(days=days)
    else:
        day = dt.date(1899, 12, 30) + dt.timedelta(days=days)
        if days == 60:  # noqa: PLR2004
            day = dt.date(1900, 2, 28)
    return day.isoformat() if not rest else f"{day.isoformat()} {clock}"
