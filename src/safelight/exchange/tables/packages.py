"""Reads parts out of ZIP packages (XLSX, ODS) without trusting them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from safelight.exchange.tables.shape import Unreadable

CHUNK = 256 * 1024
MOST_BYTES = 1024 * 1024 * 1024
"""No part may unpack to more than this."""

MOST_RATIO = 250
FREE_BYTES = 64 * 1024 * 1024
"""A part may unpack to this much whatever its ratio; beyond, MOST_RATIO counts. Deflate itself ends near 1030."""

DAMAGED = "The file is damaged or was not copied completely. Open it in the program it comes from and save it again."
_BOMB = (
    "The file unpacks to far more than a list of clients can hold, so it was not read. "
    "Save only the sheet with the list as a new file and choose that."
)


class Package:
    """An open ZIP package; names are found whatever their case and slashes."""

    def __init__(self, path: Path) -> None:
        """Open the package; raises Unreadable when it is damaged."""
        # Opened here, so that closing is certain even while a part is still being read.
        self._file = path.open("rb")
        try:
            self._archive = zipfile.ZipFile(self._file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OverflowError) as error:
            self._file.close()
            raise Unreadable(code="damaged", message=DAMAGED) from error
        self._names = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self._archive.infolist()}

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the archive."""
        self._archive.close()
        self._file.close()

    def has(self, name: str) -> bool:
        """Whether a part of this name exists."""
        return name.lstrip("/").lower() in self._names

    def names(self) -> tuple[str, ...]:
        """Every part, in lower case."""
        return tuple(self._names)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Stream a part; raises Unreadable when it is missing, damaged, encrypted or unpacks to too much."""
        info = self._names.get(name.lstrip("/").lower())
        if info is None:
            raise Unreadable(code="damaged", message=DAMAGED)
        if info.flag_bits & 1:
            raise Unreadable(code="password", message=PROTECTED)
        most = min(MOST_BYTES, max(FREE_BYTES, info.compress_size * MOST_RATIO))
        done = 0
        try:
            with self._archive.open(info) as stream:
                while chunk := stream.read(CHUNK):
                    done += len(chunk)
                    if done > most:
                        raise Unreadable(code="too_large", message=_BOMB)
                    yield chunk
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OverflowError,
            RuntimeError,
            ValueError,
            OSError,
        ) as error:
            raise Unreadable(code="damaged", message=DAMAGED) from error

    def part(self, name: str) -> bytes:
        """Return a small part whole."""
        return b"".join(self.chunks(name))


PROTECTED = (
    "The workbook is protected with a password. Open it, remove the password (File, Info, Protect Workbook), save it "
    "and choose it again."
)
