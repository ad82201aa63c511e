"""Keeping the words of names, which typed words are compared with when nothing is found."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from safelight.clients.rules.names import sound
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import current_studio_id


def keep_words(words: Iterable[str]) -> None:
    """Keep folded words; sorted, so that two writers never wait for each other in a circle."""
    known = sorted(words)
    if not known:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into clients_nameword (id, studio_id, word, sound)"
            " select given.id, %s, given.word, given.sound from unnest(%s::uuid[], %s::text[], %s::text[])"
            " as given (id, word, sound)"
            " where not exists (select from clients_nameword known where known.word = given.word)"
            " on conflict (studio_id, word) do nothing",
            [current_studio_id(), [new_id() for _ in known], known, [sound(word) for word in known]],
        )
