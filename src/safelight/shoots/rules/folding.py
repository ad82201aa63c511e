"""Words as they are compared and searched: without case and accents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from safelight.clients.rules.names import fold

SHORT: Final = 3
"""Words from this length on are found anywhere."""


def key_of(name: str) -> str:
    """Return the key under which a name is given once: folded, blanks collapsed."""
    return " ".join(fold(name).split())


def tidy(name: str) -> str:
    """Return a name with its blanks collapsed."""
    return " ".join(name.split())


def search_text(number: int, title: str, names: Iterable[str], tags: Iterable[str]) -> str:
    """Return the folded text in which a session is found: number, title, participants, tags; a blank before each word."""
    words = " ".join([f"#{number}", str(number), title, *names, *(f"#{tag}" for tag in tags)])
    return f" {key_of(words)}"


def needle(word: str) -> str:
    """Return what the search text must contain for a typed word: a short word stands at the beginning of one."""
    folded = key_of(word)
    return folded if len(folded) >= SHORT else f" {folded}" if folded else ""
