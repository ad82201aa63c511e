"""Reading archives in tests, and comparing two of them under the translation of ids that the decision names."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

from safelight.exchange.archive_in.ids import Ids

Content = dict[str, list[dict[str, Any]]]


def content(path: Path) -> Content:
    """Return the rows of an archive by kind."""
    with zipfile.ZipFile(path) as bundle:
        return {
            name.removeprefix("data/").removesuffix(".jsonl"): [
                json.loads(line) for line in bundle.read(name).split(b"\n") if line
            ]
            for name in bundle.namelist()
            if name.startswith("data/")
        }


def manifest(path: Path) -> dict[str, Any]:
    """Return the manifest of an archive."""
    with zipfile.ZipFile(path) as bundle:
        return dict(json.loads(bundle.read("manifest.json")))


def translated(rows: Content, old: UUID, new: UUID) -> Content:
    """Return what a studio must hold after another studio's archive was read into it with new ids."""
    known = frozenset(UUID(row["id"]).bytes for name, kind in rows.items() if name != "people" for row in kind)
    ids = Ids(new, {str(old): str(new)}, known)
    return {name: [ids.inside(row) for row in kind] for name, kind in rows.items()}  # type: ignore[misc]


def unordered(rows: Content) -> dict[str, list[str]]:
    """Return the rows as sorted text; new ids sort in another order. The slug is the installation's own."""
    return {
        name: sorted(
            json.dumps({k: v for k, v in row.items() if (name, k) != ("studio", "slug")}, sort_keys=True)
            for row in kind
        )
        for name, kind in rows.items()
    }
