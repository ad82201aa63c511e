"""Finding items by what people type: folded words, sizes in any notation."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SIZE: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*[x×*]\s*(\d+(?:[.,]\d+)?)")


def folded(text: str) -> str:
    """Return text without case and accents, sizes as ``8x10`` however they were written."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(_SIZE.sub(r"\1x\2", plain).split())


def search_text(*parts: str) -> str:
    """Return the text in which an item is found."""
    return " ".join(found for part in parts if (found := folded(part)))


def words(typed: str) -> list[str]:
    """Return what was typed as words that must all occur."""
    return folded(typed).split()
