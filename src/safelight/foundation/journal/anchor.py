"""Anchors: heads of the chain kept outside the database, so that a cut-off tail shows too."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from uuid import UUID

from safelight.foundation.journal.verify import head
from safelight.foundation.tenancy import studio_scope


def anchor(folder: Path, studio_id: UUID, now: datetime) -> bool:
    """Append the studio's newest link to its anchor file; returns False where there is nothing new."""
    with studio_scope(studio_id):
        newest = head()
    if newest is None or newest == last_anchor(folder, studio_id):
        return False
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    line = json.dumps({"at": now.isoformat(), "sequence": newest[0], "hash": newest[1].hex()})
    with _file(folder, studio_id).open("a", encoding="ascii") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
    return True


def last_anchor(folder: Path, studio_id: UUID) -> tuple[int, bytes] | None:
    """Return the newest anchored (sequence, hash) of a studio; a torn last line is passed over."""
    path = _file(folder, studio_id)
    if not path.exists():
        return None
    for line in reversed(path.read_text(encoding="ascii").splitlines()):
        try:
            kept = json.loads(line)
            return int(kept["sequence"]), bytes.fromhex(kept["hash"])
        except (ValueError, KeyError):
            continue
    return None


def _file(folder: Path, studio_id: UUID) -> Path:
    return folder / f"{studio_id}.jsonl"
