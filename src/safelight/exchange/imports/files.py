"""The uploaded file: sealed in the database, opened for readers as a path that leaves no trace on the disk."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from safelight.exchange.models import ImportBatch, ImportFile
from safelight.foundation.actions import Context, Refused
from safelight.foundation.sealing import seal, unseal

LARGEST_BYTES = 200 * 2**20


def keep(context: Context, batch: ImportBatch, content: bytes) -> None:
    """Keep an uploaded file until its import has run."""
    ImportFile(batch=batch, content=seal(content, _purpose(batch.id)), created_at=context.now).save(force_insert=True)


def forget(batch_id: UUID) -> None:
    """Drop the kept file."""
    ImportFile.objects.filter(batch_id=batch_id).delete()


@contextmanager
def opened(batch: ImportBatch) -> Iterator[Path]:
    """Give the kept file as a path.

    Raises:
        Refused: the file is not kept any more.
    """
    kept = ImportFile.objects.filter(batch_id=batch.id).first()
    if kept is None:
        message = "The file itself is no longer kept. Upload it again."
        raise Refused(message, code="file_gone")
    with as_path(unseal(bytes(kept.content), _purpose(batch.id))) as path:
        yield path


@contextmanager
def as_path(content: bytes) -> Iterator[Path]:
    """Give bytes as a readable path: in memory where the system can, else a private file that is removed."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("import")
        try:
            with os.fdopen(os.dup(descriptor), "wb") as file:
                file.write(content)
            yield Path(f"/proc/self/fd/{descriptor}")
        finally:
            os.close(descriptor)
        return
    with tempfile.NamedTemporaryFile(prefix="safelight-import-", delete=False) as file:
        file.write(content)
    try:
        yield Path(file.name)
    finally:
        Path(file.name).unlink(missing_ok=True)


def fingerprint(path: Path) -> tuple[bytes, int]:
    """Return the SHA-256 and the size of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return digest.digest(), file.tell()


def _purpose(batch_id: UUID) -> str:
    return f"import file {batch_id}"
