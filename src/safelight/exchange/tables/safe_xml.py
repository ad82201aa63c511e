"""Parses XML piece by piece without entities, outside documents or other surprises."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from xml.parsers import expat

from safelight.exchange.tables.packages import DAMAGED
from safelight.exchange.tables.shape import Unreadable

MOST_DEPTH = 200


class _LocalNames(dict[str, str]):
    """Element names without their prefix, remembered."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition(":")[2]
        if len(self) < 10_000:  # noqa: PLR2004 - a file with more names than this is hostile
            self[name] = local
        return local


class XmlReader:
    """A push parser: feed bytes, get calls. Names come without prefix; attributes keep theirs."""

    def __init__(
        self,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Take the calls for the start and end of elements, and for text."""
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.EntityDeclHandler = _refuse
        self._parser.ExternalEntityRefHandler = _refuse
        self._depth = 0
        names = _LocalNames()

        def opened(name: str, attributes: dict[str, str]) -> None:
            self._depth += 1
            if self._depth > MOST_DEPTH:
                raise Unreadable(code="damaged", message=DAMAGED)
            start(names[name], attributes)

        def closed(name: str) -> None:
            self._depth -= 1
            end(names[name])

        self._parser.StartElementHandler = opened
        self._parser.EndElementHandler = closed
        if text is not None:
            self._parser.CharacterDataHandler = text

    def feed(self, chunk: bytes, *, final: bool = False) -> None:
        """Parse more bytes; raises Unreadable when they are not well formed."""
        try:
            self._parser.Parse(chunk, final)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise Unreadable(code="damaged", message=DAMAGED) from error

    def read(self, chunks: Iterable[bytes]) -> None:
        """Parse a whole part."""
        for chunk in chunks:
            self.feed(chunk)
        self.feed(b"", final=True)


def _refuse(*_: Any) -> int:  # noqa: ANN401 - expat hands over what it likes
    raise Unreadable(
        code="damaged", message="The file contains XML entities, which no spreadsheet writes; it was not read."
    )


def attribute(attributes: dict[str, str], name: str, default: str = "") -> str:
    """Return an attribute by its local name, whatever its prefix."""
    value = attributes.get(name)
    if value is not None:
        return value
    ending = ":" + name
    return next((value for key, value in attributes.items() if key.endswith(ending)), default)
