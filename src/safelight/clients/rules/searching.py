"""The one text in which a client is found, and what a typed query looks for in it.

The text is folded words between blanks. A word of three letters or more is found anywhere, a shorter one at
the start of a word only (which the trigram index serves too). Tags stand in it as ``#name;`` so that adding
or taking a tag from many clients is one statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from safelight.clients.rules.names import fold, spellings
from safelight.clients.rules.phones import searched_digits, typed_digits

NOTES_SEARCHED: Final = 240
LONGEST_QUERY: Final = 200
MOST_WORDS: Final = 8
_SHORT: Final = 3
_PHONE_LIKE: Final = re.compile(r"[+\d()/.\-–—‑]*\d[+\d()/.\-–—‑]*|[()/.\-–—‑]+")


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A typed query: every item of ``patterns`` must match, each by any of its LIKE patterns; ``words`` are folded."""

    patterns: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]


def search_text(  # noqa: PLR0913 - everything a client is found by
    *,
    number: int,
    names: Iterable[str],
    mails: Iterable[str],
    phones: Iterable[str],
    places: Iterable[str],
    family: Iterable[str],
    tags: Iterable[str],
    notes: str,
) -> str:
    """Return the text a client is found in; parts come as stored, ``phones`` as E.164."""
    parts = [str(number)]
    parts += [name for name in names if name]
    parts += mails
    parts += places
    parts += [member for member in family if member]
    if notes:
        parts.append(notes[:NOTES_SEARCHED])
    digits = " ".join(searched_digits(phone) for phone in phones)
    folded = fold(" ".join(parts))
    return f" {' '.join(folded.split())} {digits} {''.join(tag_mark(tag) for tag in tags)}"


@lru_cache(maxsize=4096)
def tag_mark(tag: str) -> str:
    """Return a tag as it stands in the search text."""
    return f"#{' '.join(fold(tag).split())}; "


def read_query(text: str, *, join_numbers: bool = True) -> SearchQuery:
    """Take a typed query apart.

    Neighbouring pieces of a phone number count as one number when ``join_numbers`` is set.
    """
    patterns: list[tuple[str, ...]] = []
    plain: list[str] = []
    for piece in _pieces(text[:LONGEST_QUERY], join_numbers=join_numbers)[:MOST_WORDS]:
        digits = typed_digits(piece)
        if digits:
            patterns.append(tuple(_pattern(found) for found in digits))
        elif re.fullmatch(r"#\d+", piece):
            patterns.append((f" {piece[1:]} %",))
        else:
            forms = spellings(piece)
            patterns.append(tuple(_pattern(form) for form in forms))
            plain.append(forms[0])
    return SearchQuery(tuple(patterns), tuple(plain))


def corrected(query: SearchQuery, corrections: dict[str, tuple[str, ...]]) -> SearchQuery:
    """Return the query with further spellings for its words."""
    added = {_pattern(word): tuple(_pattern(other) for other in others) for word, others in corrections.items()}
    return SearchQuery(
        tuple(tuple(dict.fromkeys((*item, *added.get(item[0], ())))) for item in query.patterns), query.words
    )


def _pieces(text: str, *, join_numbers: bool) -> list[str]:
    pieces: list[str] = []
    for word in text.split():
        if (
            join_numbers
            and pieces
            and _PHONE_LIKE.fullmatch(word)
            and _PHONE_LIKE.fullmatch(pieces[-1].replace(" ", ""))
        ):
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
    cleaned = (piece if typed_digits(piece) else piece.strip("()[]{}<>,;:!?\"'„“”«»/") for piece in pieces)
    return [piece for piece in cleaned if piece]


def _pattern(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"% {escaped}%" if len(word) < _SHORT else f"%{escaped}%"
