"""Putting typing errors right with the words that occur in the studio's own names."""

from __future__ import annotations

from django.db import connection

from safelight.clients.rules.names import sound
from safelight.clients.rules.searching import SearchQuery, corrected
from safelight.clients.rules.typing_errors import LONGEST, SHORTEST, best

# The studio's words are some ten thousand: comparing lengths first leaves a few thousand distances to compute.
_NEAR = """
select typed.word, known.word, known.sound = typed.sound
from unnest(%s::text[], %s::text[]) as typed (word, sound)
join clients_nameword known on known.sound = typed.sound
    or (length(known.word) between length(typed.word) - 2 and length(typed.word) + 2
        and levenshtein_less_equal(known.word, typed.word, 2) <= 2)
"""


def corrected_query(query: SearchQuery) -> SearchQuery | None:
    """Return the query with near spellings of its words, or None where there are none (one query)."""
    typed = [word for word in query.words if SHORTEST <= len(word) <= LONGEST and word.isalpha()]
    if not typed:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, [typed, [sound(word) for word in typed]])
        found = cursor.fetchall()
    near: dict[str, list[tuple[str, bool]]] = {}
    for word, known, sounds_alike in found:
        near.setdefault(word, []).append((known, sounds_alike))
    corrections = {word: best(word, candidates) for word, candidates in near.items()}
    corrections = {word: others for word, others in corrections.items() if others}
    return corrected(query, corrections) if corrections else None
