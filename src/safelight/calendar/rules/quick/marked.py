"""A text in which parts that were understood are marked, so that nothing is read twice."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

_GONE: Final = "\0"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the text and what it was understood as (``day``, ``time``, ``resource`` …; empty: not)."""

    start: int
    end: int
    text: str
    meaning: str


@dataclass(slots=True)
class Marked:
    """The text, folded letter by letter so that places stay the same, with what was read taken out."""

    text: str
    parts: list[Part] = field(default_factory=list)
    open: str = ""

    def __post_init__(self) -> None:
        """Fold the text."""
        self.open = fold(self.text)

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the first place of a pattern in what was not read yet."""
        return pattern.search(self.open)

    def take(self, start: int, end: int, meaning: str) -> None:
        """Mark a piece as read."""
        self.parts.append(Part(start, end, self.text[start:end].strip(), meaning))
        self.open = self.open[:start] + _GONE * (end - start) + self.open[end:]

    def drop(self, pattern: re.Pattern[str]) -> None:
        """Take little words out that mean nothing by themselves."""
        for match in list(pattern.finditer(self.open)):
            self.open = self.open[: match.start()] + _GONE * (match.end() - match.start()) + self.open[match.end() :]

    def rest(self) -> list[Part]:
        """Return the pieces that were not understood, in order."""
        found = []
        for match in re.finditer(f"[^{_GONE}]+", self.open):
            piece = self.text[match.start() : match.end()]
            tidy = piece.strip(" \t\n,;:.–—-")
            if tidy:
                start = match.start() + piece.index(tidy)
                found.append(Part(start, start + len(tidy), tidy, ""))
        return found

    def all_parts(self) -> tuple[Part, ...]:
        """Return every piece in order, understood or not."""
        return tuple(sorted([*self.parts, *self.rest()], key=lambda part: part.start))


def fold(text: str) -> str:
    """Return the text in small letters without accents, as long as it was."""
    return "".join(_folded(letter) for letter in text)


def _folded(letter: str) -> str:
    small = unicodedata.normalize("NFD", letter.casefold())[:1]
    return small or letter
