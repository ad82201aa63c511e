"""Names folded for searching, sorting and comparing.

Folding takes case, accents and scripts away: ``Müller`` → ``muller``, ``Søren`` → ``soren``, ``Иванов`` →
``ivanov``. Cyrillic follows the plain ASCII form of ISO 9:1995 system B, Greek ISO 843 type 2, both without
marks. Scripts that need a dictionary (Chinese, Arabic …) stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from safelight.clients.rules.nicknames import full_form

_LATIN: Final = {
    "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n", "ß": "ss",
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "\u00a0": " ",
}  # fmt: skip
_CYRILLIC: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "i",
    "і": "i", "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "ћ": "c", "ђ": "dj", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "џ": "dz",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_GREEK: Final = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
    "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
_LETTERS: Final = str.maketrans(_LATIN | _CYRILLIC | _GREEK)
_WORD: Final = re.compile(r"[^\W_]+")
_UMLAUTS: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "ae", "Ö": "oe", "Ü": "ue", "Å": "aa", "Ø": "oe"}
)
_PAIRS: Final = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))
_SOUNDS: Final = (
    ("sch", "s"), ("sh", "s"), ("ch", "k"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("dt", "t"), ("tz", "z"),
    ("ts", "z"), ("ay", "ai"), ("ey", "ai"), ("ei", "ai"), ("eu", "oi"), ("oy", "oi"), ("ie", "i"), ("ee", "i"),
    ("ou", "u"), ("oo", "u"), ("qu", "k"), ("wh", "w"), ("kn", "n"),
)  # fmt: skip
_ONE_SOUND: Final = str.maketrans(
    {"c": "k", "q": "k", "y": "i", "j": "i", "v": "f", "w": "f", "z": "s", "x": "ks", "h": ""}
)
_DOUBLE: Final = re.compile(r"(.)\1+")


def fold(text: str) -> str:
    """Return the text without case, accents and (where cheap) script."""
    if text.isascii():
        return text.lower()
    return _fold_wide(text)


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return _WORD.findall(fold(text))


def spellings(word: str) -> tuple[str, ...]:
    """Return the folded forms under which a typed word may be stored: ``Müller`` is also ``mueller``."""
    plain = fold(word)
    found = [plain]
    if not word.isascii():
        found.append(fold(word.translate(_UMLAUTS)))
    found.append(_without_pairs(plain))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=65536)
def compared(word: str) -> str:
    """Return one folded word as it is compared: ``mueller`` and ``muller`` become the same."""
    return _without_pairs(word)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return how a folded word roughly sounds across European languages: Meier, Mayer, Maier are one."""
    heard = _without_pairs(word.replace("eu", "oi").replace("aeu", "oi"))
    for written, spoken in _SOUNDS:
        if written in heard:
            heard = heard.replace(written, spoken)
    first = heard[:1]
    heard = _DOUBLE.sub(r"\1", heard.translate(_ONE_SOUND))
    return heard or first


def display_name(kind: str, first: str, middle: str, last: str, organization: str, fallback: str) -> str:  # noqa: PLR0913, PLR0917 - the parts of a name
    """Return the name a list shows: the person's, or the organization's, or a mail or number."""
    if kind == "organization" and organization:
        return organization
    person = " ".join(part for part in (first, middle, last) if part)
    return person or organization or fallback


def sort_key(kind: str, first: str, middle: str, last: str, shown: str) -> str:
    """Return the key that sorts by last name, then first; organizations by their name."""
    if kind != "organization" and (first or last):
        return fold(" ".join(part for part in (last, first, middle) if part))
    return fold(shown)


@lru_cache(maxsize=16384)
def name_key(first: str, last: str, shown: str) -> str:
    """Return the key that two spellings of one name share: word order, umlauts and nicknames do not count."""
    if not (first or last):
        return " ".join(sorted(compared(word) for word in words(shown)))
    found = [compared(full_form(word)) for word in words(first)] + [compared(word) for word in words(last)]
    found.sort()
    return " ".join(found)


@lru_cache(maxsize=16384)
def sound_key(first: str, last: str, shown: str) -> str:
    """Return the coarser key: the sound of the last name and the first letter of the first; empty without both."""
    if not (first and last):
        heard = [sound(word) for word in words(shown)] if not (first or last) else []
        return " ".join(sorted(heard)) if len(heard) > 1 else ""
    last_words, first_words = words(last), words(first)
    if not last_words or not first_words:
        return ""
    return f"{sound(last_words[-1])} {full_form(first_words[0])[:1]}"


@lru_cache(maxsize=65536)
def _fold_wide(text: str) -> str:
    lowered = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in lowered if not unicodedata.combining(character))
    return bare.translate(_LETTERS)


def _without_pairs(word: str) -> str:
    for pair, letter in _PAIRS:
        if pair in word:
            word = word.replace(pair, letter)
    return word
