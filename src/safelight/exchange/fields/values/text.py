"""Cell text made clean: no control characters, no blanks around, no spreadsheet wrapping."""

# ruff: noqa: PLR2004 - shares, lengths and digits of the rules stand where they are used

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Control characters but for line ends and tabs, direction marks, byte-order marks, soft hyphens. Joiners stay:
# they are part of writing in several scripts.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_BLANKS: Final = re.compile(r"[^\S\n]+")
_LINES: Final = re.compile(r"\s*\n\s*")
_WORD: Final = re.compile(r"\w+")


def cleaned(text: str) -> str:
    r"""``text`` stripped, without invisible characters; line ends as ``\\n``, runs of other blanks as one space.

    A spreadsheet's ``="0123"`` loses its wrapping: it is how programs keep leading zeros.
    """
    if text.isprintable() and "  " not in text:
        text = text.strip()
    else:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\u2028", "\n")
        text = _UNSEEN.sub("", text)
        text = _LINES.sub("\n", _BLANKS.sub(" ", text)).strip()
    if text.startswith('="') and text.endswith('"') and len(text) >= 3:
        text = text[2:-1].strip()
    return text


def one_line(text: str) -> str:
    """``text`` with line ends as a comma and a blank."""
    return text if "\n" not in text else ", ".join(line.strip(" ,") for line in text.split("\n") if line.strip(" ,"))


def shortened(text: str, length: int = 60) -> str:
    """``text`` on one line and short enough for a message."""
    line = one_line(text)
    return line if len(line) <= length else f"{line[: length - 1]}…"


def folded(text: str) -> str:
    """``text`` for comparing words: lower case, no accents, no punctuation at the ends."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character)).strip(" .:*_-")


def says_nothing_new(text: str, *known: str) -> bool:
    """Whether every word of ``text`` stands somewhere in ``known``."""
    words = {word for part in known for word in _WORD.findall(part.casefold())}
    return words.issuperset(_WORD.findall(text.casefold()))
