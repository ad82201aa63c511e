"""People in a text field, one a line: ``Zoe, 5`` is Zoe, five years old."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from safelight.shoots.queries.cards import ParticipantCard

_AGED: Final = re.compile(r"(?P<name>.+?),\s*(?P<age>\d{1,3})")
_OLDEST: Final = 130


def read_lines(text: str) -> list[dict[str, Any]]:
    """Return who stands in the lines: name, and age where one is given.

    >>> read_lines("Zoe, 5")
    [{'name': 'Zoe', 'age': 5}]
    """
    found = []
    for line in text.splitlines():
        name = " ".join(line.split())
        if not name:
            continue
        match = _AGED.fullmatch(name)
        if match is not None and int(match["age"]) <= _OLDEST:
            found.append({"name": match["name"], "age": int(match["age"])})
        else:
            found.append({"name": name, "age": None})
    return found


def lines_of(people: Iterable[ParticipantCard]) -> str:
    """Return those who are not of the family as lines of a text field."""
    return "\n".join(
        item.name if item.age is None or item.birthday else f"{item.name}, {item.age}"
        for item in people
        if item.family_id is None
    )
