"""Files a studio has stored, as an archive takes them along and puts them back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Protocol
from uuid import UUID, uuid4


class FileSource(Protocol):
    """One place where a module keeps files of studios; ``name`` is its folder in the archive, stable for ever."""

    @property
    def name(self) -> str:
        """The folder under ``files/``."""

    def each(self, studio_id: UUID) -> Iterator[tuple[str, Path]]:
        """Yield each file of a studio, sorted by its name inside the source (parts divided by ``/``)."""

    def keep(self, studio_id: UUID, name: str, content: IO[bytes]) -> None:
        """Store a file under its name, whole or not at all."""


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A folder per studio; ``folder`` answers where a studio's is. Unfinished files (``*.part``) stay behind."""

    name: str
    folder: Callable[[UUID], Path]

    def each(self, studio_id: UUID) -> Iterator[tuple[str, Path]]:
        """Yield each file of a studio, sorted by its name."""
        root = self.folder(studio_id)
        found = [
            path for path in root.rglob("*") if path.is_file() and not path.is_symlink() and path.suffix != ".part"
        ]
        yield from sorted((path.relative_to(root).as_posix(), path) for path in found)

    def keep(self, studio_id: UUID, name: str, content: IO[bytes]) -> None:
        """Store a file: temporary name, flushed to the disk, renamed.

        Raises:
            ValueError: the name would lead out of the folder.
        """
        root = self.folder(studio_id)
        target = root / PurePosixPath(name)
        if not target.resolve().is_relative_to(root.resolve()):
            message = f"“{name}” leads out of the folder of its studio."
            raise ValueError(message)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = target.parent / f"{uuid4().hex}.part"
        try:
            with part.open("xb") as stream:
                shutil.copyfileobj(content, stream, 2**20)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


_sources: dict[str, FileSource] = {}


def export_files(source: FileSource) -> FileSource:
    """Let the files of a source travel in archives.

    Raises:
        ValueError: the name is taken.
    """
    if _sources.setdefault(source.name, source) is not source:
        message = f"Two sources of files are called “{source.name}”."
        raise ValueError(message)
    return source


def drop_files(name: str) -> None:
    """Forget a source; used by tests that registered it."""
    _sources.pop(name, None)


def file_sources() -> tuple[FileSource, ...]:
    """Return every source, sorted by name."""
    return tuple(_sources[name] for name in sorted(_sources))
