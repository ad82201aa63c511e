"""The short way to read a file made in a test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from safelight.exchange.tables import Table, open_table


class Opener:
    """Writes content to one path and opens it as a table."""

    def __init__(self, path: Path) -> None:
        """Keep the path every file is written to."""
        self.path = path

    def __call__(self, content: bytes | str, filename: str = "list.csv", **choices: Any) -> Table:  # noqa: ANN401 - those of open_table
        """Open ``content`` as if a person had brought it under ``filename``."""
        self.path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return open_table(self.path, filename=filename, **choices)


def cells(table: Table) -> list[tuple[str, ...]]:
    """Every row's cells."""
    return [row.cells for row in table.rows()]


def codes(table: Table) -> set[str]:
    """The sorts of notes a table has."""
    return {note.code for note in table.notes}
