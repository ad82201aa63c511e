"""The records of an XLS workbook stream (BIFF8 and BIFF5; [MS-XLS])."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from safelight.exchange.tables.packages import DAMAGED
from safelight.exchange.tables.shape import Unreadable

CONTINUE = 0x003C
_MOST_STRINGS = 8_000_000


def records(stream: bytes, start: int = 0) -> Iterator[tuple[int, bytes, int]]:
    """Stream (type, content, where the next record begins) from ``start`` on; ends quietly where the bytes end."""
    place, length = start, len(stream)
    while place + 4 <= length:
        kind, size = struct.unpack_from("<HH", stream, place)
        place += 4
        if place + size > length:
            raise Unreadable(code="damaged", message=DAMAGED)
        yield kind, stream[place : place + size], place + size
        place += size


class Segments:
    """Content that continues over several records; strings may break anywhere in it."""

    def __init__(self, parts: list[bytes]) -> None:
        """Begin at the first byte of the first part."""
        self._parts = parts
        self._part = 0
        self._place = 0

    def take(self, size: int) -> bytes:
        """Return the next ``size`` bytes; raises Unreadable beyond the end."""
        taken = b""
        while len(taken) < size:
            if self._part >= len(self._parts):
                raise Unreadable(code="damaged", message=DAMAGED)
            rest = self._parts[self._part][self._place : self._place + size - len(taken)]
            taken += rest
            self._place += len(rest)
            if len(taken) < size:
                self._part += 1
                self._place = 0
        return taken

    def skip(self, size: int) -> None:
        """Pass over bytes."""
        while size > 0:
            if self._part >= len(self._parts):
                raise Unreadable(code="damaged", message=DAMAGED)
            rest = min(size, len(self._parts[self._part]) - self._place)
            self._place += rest
            size -= rest
            if size:
                self._part += 1
                self._place = 0

    def characters(self, count: int, *, wide: bool) -> str:
        """Return ``count`` characters; each continued part says anew whether they have one byte or two."""
        text: list[str] = []
        while count:
            if self._part >= len(self._parts):
                raise Unreadable(code="damaged", message=DAMAGED)
            part = self._parts[self._part]
            if self._place >= len(part):
                self._part += 1
                self._place = 1
                if self._part >= len(self._parts) or not self._parts[self._part]:
                    raise Unreadable(code="damaged", message=DAMAGED)
                wide = bool(self._parts[self._part][0] & 1)
                continue
            size = 2 if wide else 1
            fits = min(count, (len(part) - self._place) // size)
            if not fits:
                raise Unreadable(code="damaged", message=DAMAGED)
            raw = part[self._place : self._place + fits * size]
            text.append(raw.decode("utf-16-le" if wide else "latin-1", "replace"))
            self._place += fits * size
            count -= fits
        return "".join(text)

    def string(self) -> str:
        """Return a string of the shared table, passing over its formatting (XLUnicodeRichExtendedString)."""
        count, flags = struct.unpack("<HB", self.take(3))
        runs = struct.unpack("<H", self.take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", self.take(4))[0] if flags & 4 else 0
        text = self.characters(count, wide=bool(flags & 1))
        self.skip(runs * 4 + extra)
        return text


def shared_strings(parts: list[bytes]) -> list[str]:
    """Return the strings of an SST record and its continuations."""
    segments = Segments(parts)
    _, unique = struct.unpack("<II", segments.take(8))
    if unique > min(_MOST_STRINGS, sum(map(len, parts))):
        raise Unreadable(code="damaged", message=DAMAGED)
    return [segments.string() for _ in range(unique)]


def short_string(content: bytes, place: int, codec: str | None, *, wide_count: bool = True) -> str:
    """Return a string inside a record: Unicode in BIFF8 (``codec`` None), else bytes of a code page."""
    if wide_count:
        count = struct.unpack_from("<H", content, place)[0]
        place += 2
    else:
        count = content[place]
        place += 1
    if codec is not None:
        return content[place : place + count].decode(codec, "replace")
    flags = content[place]
    place += 1
    place += 2 * bool(flags & 8) + 4 * bool(flags & 4)
    if flags & 1:
        return content[place : place + 2 * count].decode("utf-16-le", "replace")
    return content[place : place + count].decode("latin-1")


def rk_number(packed: int) -> float:
    """Return the number in an RK value (section 2.5.198.7)."""
    if packed & 2:
        whole = packed >> 2
        value = float(whole - (1 << 30) if whole & (1 << 29) else whole)
    else:
        value = float(struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0])
    return value / 100 if packed & 1 else value
