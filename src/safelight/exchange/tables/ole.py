"""Reads streams out of OLE compound files, the container of XLS workbooks ([MS-CFB])."""

from __future__ import annotations

import struct
from pathlib import Path

from safelight.exchange.tables.packages import DAMAGED
from safelight.exchange.tables.shape import Unreadable

_END = 0xFFFFFFFA
_MOST_BYTES = 512 * 1024 * 1024
_ENTRY = 128


class CompoundFile:
    """An OLE compound file; raises Unreadable wherever its chains do not hold together."""

    def __init__(self, path: Path) -> None:
        """Read the container's tables."""
        if path.stat().st_size > _MOST_BYTES:
            raise Unreadable(
                code="too_large", message="The workbook is larger than 512 MB. Save the list as CSV or XLSX."
            )
        data = path.read_bytes()
        if len(data) < 512:  # noqa: PLR2004 - the header alone has 512 bytes
            raise Unreadable(code="damaged", message=DAMAGED)
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or mini_shift != 6:  # noqa: PLR2004 - the two sizes the format knows
            raise Unreadable(code="damaged", message=DAMAGED)
        self._size = 1 << shift
        self._fat = self._read_fat()
        first_directory, self._cutoff, first_mini = struct.unpack_from("<I4xII", data, 48)
        directory = self._chain(first_directory)
        self._entries = [directory[place : place + _ENTRY] for place in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
        mini_fat = self._chain(first_mini) if first_mini < _END else b""
        self._mini_fat = struct.unpack(f"<{len(mini_fat) // 4}I", mini_fat[: len(mini_fat) // 4 * 4])
        self._mini_stream: bytes | None = None

    def names(self) -> set[str]:
        """Every stream and folder, in lower case."""
        return {_entry_name(entry).lower() for entry in self._entries}

    def stream(self, name: str) -> bytes | None:
        """Return a stream whole, or None when there is none of this name."""
        for entry in self._entries:
            if entry[66] == 2 and _entry_name(entry).lower() == name.lower():  # noqa: PLR2004 - 2 is a stream
                first, size = struct.unpack_from("<II", entry, 116)
                whole = self._mini_chain(first) if size < self._cutoff else self._chain(first)
                return whole[:size]
        return None

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _read_fat(self) -> tuple[int, ...]:
        data = self._data
        difat = list(struct.unpack_from("<109I", data, 76))
        following, count = struct.unpack_from("<II", data, 68)
        seen: set[int] = set()
        per = self._size // 4
        while following < _END and count and following not in seen:
            seen.add(following)
            sector = self._sector(following)
            if len(sector) < self._size:
                break
            numbers = struct.unpack(f"<{per}I", sector)
            difat.extend(numbers[:-1])
            following = numbers[-1]
        parts = [self._sector(number) for number in difat if number < _END]
        fat = b"".join(part for part in parts if len(part) == self._size)
        return struct.unpack(f"<{len(fat) // 4}I", fat)

    def _chain(self, number: int) -> bytes:
        parts: list[bytes] = []
        most = len(self._data) // self._size + 1
        while number < _END:
            if number >= len(self._fat) or len(parts) > most:
                raise Unreadable(code="damaged", message=DAMAGED)
            parts.append(self._sector(number))
            number = self._fat[number]
        return b"".join(parts)

    def _mini_chain(self, number: int) -> bytes:
        if self._mini_stream is None:
            root = next((entry for entry in self._entries if entry[66] == 5), None)  # noqa: PLR2004 - 5 is the root
            if root is None:
                raise Unreadable(code="damaged", message=DAMAGED)
            self._mini_stream = self._chain(struct.unpack_from("<I", root, 116)[0])
        parts: list[bytes] = []
        while number < _END:
            if number >= len(self._mini_fat) or len(parts) > len(self._mini_fat):
                raise Unreadable(code="damaged", message=DAMAGED)
            parts.append(self._mini_stream[number * 64 : number * 64 + 64])
            number = self._mini_fat[number]
        return b"".join(parts)


def _entry_name(entry: bytes) -> str:
    length = min(struct.unpack_from("<H", entry, 64)[0], 64)
    return entry[: max(0, length - 2)].decode("utf-16-le", "replace")
