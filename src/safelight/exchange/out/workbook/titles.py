"""Titles of sheets: what Excel allows, and no two alike."""

from __future__ import annotations

import re
from collections.abc import Collection

LONGEST_TITLE = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = "history"


def title(wished: str, taken: Collection[str], part: int = 1) -> str:
    """Return a title of at most 31 UTF-16 units, unlike all ``taken`` ones; ``part`` 2 of “Clients” is “Clients (2)”."""
    base = _FORBIDDEN.sub(" ", wished).strip().strip("'").strip() or "Sheet"
    if base.casefold() == _RESERVED:
        base = "History of the studio"
    known = {name.casefold() for name in taken}
    number = part
    while True:
        ending = f" ({number})" if number > 1 else ""
        made = _short(base, LONGEST_TITLE - len(ending)) + ending
        if made.casefold() not in known:
            return made
        number += 1


def _short(text: str, most: int) -> str:
    while len(text.encode("utf-16-le")) // 2 > most:
        text = text[:-1]
    return text.rstrip()
