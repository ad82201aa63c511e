"""How a person likes things in a studio: kept for them on every device, and no business of anybody else.

A liking is no deed: it has no journal line and no door for programs.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db import connection

from safelight.foundation.actions.context import Context
from safelight.foundation.ids import new_id
from safelight.foundation.models import Preference

LONGEST_VALUE = 8_000


def kept(context: Context, key: str) -> Any:  # noqa: ANN401 - JSON
    """Return what the acting person likes, or None where they never said (one query)."""
    person_id = _person(context)
    if person_id is None:
        return None
    return Preference.objects.filter(person_id=person_id, key=key).values_list("value", flat=True).first()


def keep(context: Context, key: str, value: Any) -> None:  # noqa: ANN401 - JSON
    """Keep what the acting person likes; None forgets it. Whoever is no person has no likings.

    Raises:
        ValueError: the value is too long to be a liking.
    """
    person_id = _person(context)
    if person_id is None:
        return
    if value is None:
        Preference.objects.filter(person_id=person_id, key=key).delete()
        return
    text = json.dumps(value, ensure_ascii=False)
    if len(text) > LONGEST_VALUE:
        message = f"A preference has at most {LONGEST_VALUE} characters."
        raise ValueError(message)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into foundation_preference (id, studio_id, person_id, key, value) values (%s, %s, %s, %s, %s)"
            " on conflict (studio_id, person_id, key) do update set value = excluded.value",
            [new_id(), context.studio.id, person_id, key, text],
        )


def _person(context: Context) -> UUID | None:
    return context.actor.id if context.actor.kind == "person" else None
