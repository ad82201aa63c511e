"""The one door to a complete export: a workbook or an archive, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from safelight.exchange.out.archive.write import write_archive
from safelight.exchange.out.atomic_file import whole_file
from safelight.exchange.out.whole_workbook import Report, silent, write_workbook
from safelight.foundation.actions import InvalidInput, StudioFacts

ExportFormat = Literal["xlsx", "zip"]
CONTENT_TYPES: Final[Mapping[ExportFormat, str]] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished export: rows by kind, size in bytes, SHA-256 of the file."""

    format: ExportFormat
    counts: Mapping[str, int]
    size: int
    sha256: str

    @property
    def rows(self) -> int:
        """Rows of all kinds; files are not rows."""
        return sum(count for name, count in self.counts.items() if name != "files")


def format_of(target: Path) -> ExportFormat:
    """Return the format that a file's ending names.

    Raises:
        InvalidInput: neither ``.xlsx`` nor ``.zip``.
    """
    for known in CONTENT_TYPES:
        if target.suffix.lower() == f".{known}":
            return known
    message = f"“{target.name}” must end in .xlsx (a workbook to read) or .zip (the complete archive)."
    raise InvalidInput(message, code="unknown_format")


def export_everything(
    studio: StudioFacts, target: Path, report: Report = silent, *, wanted: ExportFormat, with_files: bool = False
) -> Exported:
    """Write all data of a studio to ``target``, from one unchanging view; an older file there is replaced at the end.

    Raises:
        Refused: the place cannot be written to, or the disk is full.
        Exception: whatever ``report`` raises to stop; no file is left then.
    """
    with whole_file(target) as part:
        if wanted == "xlsx":
            counts = write_workbook(studio, part, report)
        else:
            counts = write_archive(studio, part, report, with_files=with_files)
        with part.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        size = part.stat().st_size
    return Exported(wanted, counts, size, digest)
