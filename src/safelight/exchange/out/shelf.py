"""Where finished exports lie for a day: the folder ``exports`` of the data folder, one folder per studio."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from safelight.exchange.out.everything import ExportFormat

KEPT_FOR = timedelta(hours=24)
_NAME = re.compile(r"[0-9a-f]{64}\.(?:xlsx|zip)")


def new_name(wanted: ExportFormat) -> str:
    """Return a file name nobody can guess."""
    return f"{secrets.token_hex(32)}.{wanted}"


def place(studio_id: UUID, name: str) -> Path:
    """Return where a file of a studio lies, making its folder.

    Raises:
        ValueError: the name is not one that :func:`new_name` makes.
    """
    if not _NAME.fullmatch(name):
        message = "not the name of an export"
        raise ValueError(message)
    folder = _folder(studio_id)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / name


def purge(studio_id: UUID, now: datetime) -> int:
    """Delete a studio's exports a day after they were written, unfinished ones too; return how many."""
    gone = 0
    folder = _folder(studio_id)
    for path in folder.iterdir() if folder.is_dir() else ():
        if datetime.fromtimestamp(path.stat().st_mtime, tz=UTC) < now - KEPT_FOR:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _folder(studio_id: UUID) -> Path:
    return Path(settings.DATA) / "exports" / str(studio_id)
