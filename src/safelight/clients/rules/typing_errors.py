"""Which known words a mistyped one may mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

SHORTEST: Final = 3
LONGEST: Final = 60
_MOST: Final = 12
_TWO_ERRORS_FROM: Final = 7
_SOUND_FROM: Final = 4


def best(word: str, candidates: Iterable[tuple[str, bool]]) -> tuple[str, ...]:
    """Return the nearest candidates, nearest first; each comes with whether it sounds like the word.

    One error is forgiven, two from seven letters on; a word that sounds the same counts as one error.
    """
    allowed = 2 if len(word) >= _TWO_ERRORS_FROM else 1
    ranked: list[tuple[int, str]] = []
    for known, sounds_alike in candidates:
        if known == word:
            continue
        errors = distance(word, known)
        if sounds_alike and len(word) >= _SOUND_FROM:
            errors = min(errors, 1)
        if errors <= allowed:
            ranked.append((errors, known))
    ranked.sort()
    return tuple(known for _, known in ranked[:_MOST])


def distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance: insertions, losses, wrong letters and swapped neighbours."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, against in enumerate(other, start=1):
            cost = letter != against
            value = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost)
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                value = min(value, before[column - 2] + 1)
            current.append(value)
        before, last = last, current
    return last[-1]
