"""Every text of an input, looked at before an action sees it: what no table can hold, and what none may hold.

Each module may refuse more precisely by itself; this is the net below all of them, so that a new field is safe
before anybody thinks of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pydantic import BaseModel

from safelight.foundation.actions.errors import InvalidInput
from safelight.foundation.cards import ADVICE, SHORTEST, holds_card

UNSTORABLE: Final = "Text cannot hold the character NUL or half a character."
# Ids, SHA-256 digests and secrets hold long runs of digits by chance; nobody writes a card number in their form.
_MADE_BY_PROGRAMS: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|[a-z]{2}_[0-9a-f]{32}_[\w-]{43})(?![0-9A-Za-z])"
)


def refuse_unstorable(data: BaseModel) -> None:
    """Refuse what PostgreSQL text cannot hold, wherever it stands in an input, keys of mappings too.

    Raises:
        InvalidInput: ``fields`` says where.
    """
    bad = [path for path, text in texts_of(data, keys=True) if not _is_storable(text)]
    if bad:
        # A key is part of the path and may be itself what cannot be written.
        where = [path.encode("utf-8", "replace").decode().replace("\0", "?") for path in bad]
        message = "Some fields need another value: " + ", ".join(sorted(where)) + "."
        raise InvalidInput(message, fields=dict.fromkeys(where, UNSTORABLE))


def refuse_cards(texts: Iterable[tuple[str, str]]) -> None:
    """Refuse payment card numbers in any of the texts, each given with the path of its field.

    Raises:
        InvalidInput: ``fields`` says where, and nothing says which number it was.
    """
    bad = [path for path, text in texts if len(text) >= SHORTEST and holds_card(_MADE_BY_PROGRAMS.sub(" ", text))]
    if bad:
        raise InvalidInput(ADVICE, code="card_number", fields=dict.fromkeys(bad, ADVICE))


def texts_of(value: object, path: str = "", *, keys: bool = False) -> Iterator[tuple[str, str]]:
    """Yield every text of an input with its path (``emails.0.address``); with ``keys`` those of mappings as well."""
    if isinstance(value, str):
        yield path or "body", value
    elif isinstance(value, BaseModel):
        # Read field by field: model_dump() would copy whole files to look at their names.
        for name in type(value).model_fields:
            yield from texts_of(getattr(value, name), _below(path, name), keys=keys)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if keys and isinstance(key, str):
                yield _below(path, key), key
            yield from texts_of(item, _below(path, str(key)), keys=keys)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for place, item in enumerate(value):
            yield from texts_of(item, _below(path, str(place)), keys=keys)


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _is_storable(text: str) -> bool:
    return "\0" not in text and (text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text))
