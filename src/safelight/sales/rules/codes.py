"""Codes of gift cards: 100 random bits that a person can read aloud and type, and a check that finds slips.

The alphabet is Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O or U, and whoever types one of the
first three means 1, 1 or 0. The 21st character checks the other 20: it is a weighted sum over the field of 32 elements
with a different weight for each place, so that any one wrong character and any two that changed places are found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 21
_GROUP: Final = 7
_MEANT: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_IGNORED: Final = str.maketrans(dict.fromkeys(" -–—.\t", None))
# x⁵ + x² + 1 is primitive over the field of two elements, so that the powers of x run through all 31 others.
_POLYNOMIAL: Final = 0b100101
_SIZE: Final = 32


class NotACode(ValueError):
    """This is no code; the text says what is wrong with it."""


def make_code(random_below: Callable[[int], int]) -> str:
    """Return a fresh code; ``random_below(n)`` is a secret number from 0 to n − 1 (``secrets.randbelow``)."""
    values = [random_below(_SIZE) for _ in range(LENGTH - 1)]
    return "".join(ALPHABET[value] for value in [*values, _check(values)])


def read_code(text: str) -> str:
    """Return a code as it is kept: capitals, no blanks, letters that are never used read as the digits they look like.

    Raises:
        NotACode: wrong length, a sign that is in no code, or the check does not fit.
    """
    found = text.upper().translate(_IGNORED).translate(_MEANT)
    strange = sorted({letter for letter in found if letter not in ALPHABET})
    if strange:
        message = f"A gift card's code has no “{strange[0]}”. Look at the card again."
        raise NotACode(message)
    if len(found) != LENGTH:
        message = f"A gift card's code has {LENGTH} letters and digits; this one has {len(found)}."
        raise NotACode(message)
    values = [ALPHABET.index(letter) for letter in found]
    if _check(values[:-1]) != values[-1]:
        message = "This code has a slip: one letter is wrong or two changed places. Look at the card again."
        raise NotACode(message)
    return found


def show_code(code: str) -> str:
    """Return a code as it is printed: three groups of seven."""
    return "-".join(code[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))


def hash_code(code: str) -> bytes:
    """Return what is kept of a code. It has 100 random bits, so a plain SHA-256 cannot be turned back by guessing."""
    return hashlib.sha256(f"gift card {code}".encode()).digest()


def last_of(code: str) -> str:
    """Return the end of a code, by which people name a card."""
    return code[-4:]


def _times(first: int, second: int) -> int:
    product = 0
    while second:
        if second & 1:
            product ^= first
        first <<= 1
        if first & _SIZE:
            first ^= _POLYNOMIAL
        second >>= 1
    return product


def _check(values: Sequence[int]) -> int:
    weight, total = 2, 0
    for value in values:
        total ^= _times(weight, value)
        weight = _times(weight, 2)
    return total
