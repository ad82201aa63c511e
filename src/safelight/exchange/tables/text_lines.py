"""Reads a text file of any encoding as clean lines, block by block."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from pathlib import Path

from safelight.exchange.tables.shape import Unreadable

BLOCK = 256 * 1024
LONGEST_LINE = 8 * 1024 * 1024

_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ufeff]|'[\\s=+\\-@|%＝＋－＠｜％]")

RESCUE = "safelight.rescue"
"""Name of the decoding error handler: a byte that is wrong in its encoding is read as Windows-1252."""


def _rescue(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if "16" in error.encoding or "32" in error.encoding:
        return "\ufffd", error.end
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(RESCUE, _rescue)


class TextLines:
    """The lines of a file, each ending in a line feed whatever the file uses.

    ``odd`` becomes true as soon as a block was met that holds control characters or guarded apostrophes, so that
    ordinary files never pay for looking at each cell.
    """

    def __init__(self, path: Path, encoding: str) -> None:
        """Keep the path and the codec name; nothing is read yet."""
        self._path = path
        self._encoding = encoding
        self.odd = False

    def __iter__(self) -> Iterator[str]:
        """Stream the lines; raises Unreadable for one of more than eight million characters."""
        decoder = codecs.getincrementaldecoder(self._encoding)(RESCUE)
        rest = before = ""
        start = True
        with self._path.open("rb") as stream:
            while True:
                block = stream.read(BLOCK)
                text = decoder.decode(block, final=not block)
                if start and text:
                    text = text.removeprefix("\ufeff")
                    start = False
                if block and text.endswith("\r"):
                    # A pair of carriage return and line feed may be cut in two by the end of a block.
                    text, held = text[:-1], "\r"
                else:
                    held = ""
                text = before + text
                before = held
                if "\r" in text:
                    text = text.replace("\r\n", "\n").replace("\r", "\n")
                if not self.odd and _ODD.search(rest[-1:] + text):
                    self.odd = True
                text, rest = rest + text, ""
                if block:
                    cut = text.rfind("\n") + 1
                    text, rest = text[:cut], text[cut:]
                    if len(rest) > LONGEST_LINE:
                        raise Unreadable(
                            code="line_too_long",
                            message="The file has a line of more than eight million characters, so it is not a list that "
                            "can be read. Save it again as CSV or Excel and try that file.",
                        )
                yield from io.StringIO(text, newline="\n")
                if not block:
                    return
