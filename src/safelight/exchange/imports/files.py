"""The uploaded file: sealed in the database, opened for readers as a path that leaves no trace on the disk."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from safelight.exchange.models import ImportBatch, ImportFile
from safelight.foundation.actions import Context, Refused
from safelight.foundation.sealing import seal, unseal

LARGEST_BYTES: Final = 200 * 2**20
PART_BYTES: Final = 4 * 2**20


def keep(context: Context, batch: ImportBatch, path: Path) -> None:
    """Keep an uploaded file until its import has run.

    Raises:
        Refused: it is larger than an import may be.
    """
    if path.stat().st_size > LARGEST_BYTES:
        raise too_large(batch.filename)
    with path.open("rb") as file:
        for part, block in enumerate(iter(partial(file.read, PART_BYTES), b"")):
            ImportFile(
                batch=batch, part=part, content=seal(block, _purpose(batch.id, part)), created_at=context.now
            ).save(force_insert=True)


def too_large(filename: str) -> Refused:
    """Return the refusal of a file beyond the limit."""
    message = (
        f"“{filename}” is larger than {LARGEST_BYTES // 2**20} MB. Delete pictures and sheets that are not needed from it,"
        " or save the list as CSV, which is much smaller."
    )
    return Refused(message, code="too_large")


def forget(batch_id: UUID) -> None:
    """Drop the kept file."""
    ImportFile.objects.filter(batch_id=batch_id).delete()


@contextmanager
def opened(batch: ImportBatch) -> Iterator[Path]:
    """Give the kept file as a path.

    Raises:
        Refused: the file is not kept any more.
    """
    parts = ImportFile.objects.filter(batch_id=batch.id)
    places = list(parts.order_by("part").values_list("part", flat=True))
    if not places or places != list(range(len(places))):
        message = "The file itself is no longer kept. Upload it again."
        raise Refused(message, code="file_gone")
    blocks = (
        unseal(bytes(parts.values_list("content", flat=True).get(part=part)), _purpose(batch.id, part))
        for part in places
    )
    with as_path(blocks) as path:
        yield path


@contextmanager
def as_path(blocks: Iterable[bytes]) -> Iterator[Path]:
    """Give bytes as a readable path: in memory where the system can, else a private file that is removed."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("import")
        try:
            with os.fdopen(os.dup(descriptor), "wb") as file:
                file.writelines(blocks)
            yield Path(f"/proc/self/fd/{descriptor}")
        finally:
            os.close(descriptor)
        return
    with tempfile.NamedTemporaryFile(prefix="safelight-import-", delete=False) as private:
        private.writelines(blocks)
    try:
        yield Path(private.name)
    finally:
        Path(private.name).unlink(missing_ok=True)


def fingerprint(path: Path) -> tuple[bytes, int]:
    """Return the SHA-256 and the size of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return digest.digest(), file.tell()


def _purpose(batch_id: UUID, part: int) -> str:
    return f"import file {batch_id} part {part}"
