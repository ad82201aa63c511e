"""Which language a person meant: a code, a locale, or its name as people write it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from babel.core import Locale

_CODE: Final = re.compile(r"[a-z]{2,3}")
# Languages whose names are known, in English and in their own words; any other is understood by its code alone.
_NAMED: Final = ("en", "de", "fr", "es", "it", "nl", "pt", "da", "sv", "nb", "fi", "pl", "cs", "hu", "ro", "el", "tr")


def code_of(text: str) -> str:
    """Return the ISO 639 code that a text means: ``de``, ``de-AT``, ``German``, ``Deutsch``; empty for none."""
    word = text.strip().casefold()
    if found := _names().get(word):
        return found
    code = word.replace("_", "-").split("-")[0]
    return code if _CODE.fullmatch(code) else ""


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for code in _NAMED:
        for name in (Locale(code).get_display_name("en"), Locale(code).get_display_name(code)):
            if name:
                found[str(name).casefold()] = code
    return found
