"""Header texts brought to one form, so that ``FIRST_NAME``, ``firstName`` and ``First-name:`` are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

_DUPLICATE: Final = re.compile(r"\s*\(([2-9]|[1-9][0-9])\)\s*$")
_CAMEL: Final = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_LETTER_DIGIT: Final = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_NOT_WORD: Final = re.compile(r"[\W_]+")
_POSSESSIVE: Final = re.compile(r"['’`´]s\b")
_TRANSLITERATED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"})
_FOLDED: Final = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})


def without_duplicate_mark(header: str) -> tuple[str, int]:
    """The header without the ``(2)`` a reader puts behind repeated headers, and that number (1: none)."""
    match = _DUPLICATE.search(header)
    return (header[: match.start()], int(match[1])) if match else (header, 1)


@lru_cache(maxsize=8192)
def header_words(header: str) -> tuple[str, ...]:
    """The words of a header: lower case, ``ä`` as ``ae``, no other accents or punctuation, camelCase apart."""
    text = unicodedata.normalize("NFKC", header)
    text = _CAMEL.sub(" ", _POSSESSIVE.sub("", text))
    text = _bare(text.lower().translate(_TRANSLITERATED))
    text = _LETTER_DIGIT.sub(" ", text)
    words = _NOT_WORD.sub(" ", text).split()
    joined: list[str] = []
    for word in words:
        if word in {"mail", "mails"} and joined and joined[-1] == "e":
            joined[-1] = "email"
        else:
            joined.append(word)
    return tuple(joined)


@lru_cache(maxsize=16384)
def header_keys(header: str) -> tuple[str, ...]:
    """The forms a header is looked up by, best first: without blanks, ``ä`` once as ``ae`` and once as ``a``."""
    text = _POSSESSIVE.sub("", unicodedata.normalize("NFKC", header)).lower()
    transliterated = _NOT_WORD.sub("", _bare(text.translate(_TRANSLITERATED)))
    folded = _NOT_WORD.sub("", _bare(text.translate(_FOLDED)))
    return (transliterated,) if transliterated == folded else (transliterated, folded)


def table_of(*listings: Mapping[str, str]) -> dict[str, str]:
    """Look-up tables from listings ``{target: "header|header"}``: key -> target; earlier listings win."""
    table: dict[str, str] = {}
    for listing in listings:
        for target, headers in listing.items():
            add_to(table, target, headers.split("|"))
    return table


def add_to(table: dict[str, str], target: str, headers: Iterable[str]) -> None:
    """Put ``headers`` into ``table`` under all their keys, unless a key is taken."""
    for header in headers:
        for key in header_keys(header):
            if key:
                table.setdefault(key, target)


def _bare(text: str) -> str:
    """Text without combining marks; letters without a decomposition stay."""
    return "".join(
        character for character in unicodedata.normalize("NFKD", text) if not unicodedata.combining(character)
    )
