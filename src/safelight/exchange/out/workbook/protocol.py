"""What a writer of workbooks is given and promises; every writer passes the same contract tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from safelight.exchange.out.columns import Column
from safelight.exchange.out.workbook import portable, swift

ROWS_PER_SHEET = 1_048_576 - 1
"""Rows of a sheet below its header ("Excel specifications and limits")."""
_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title, its columns (headers all different), and the rows that stream into it block by block.

    A row has a value for each column: text, number, bool, date, local datetime without a zone, or None, already within
    the limits of a cell (``cells.FITTING``); values beyond the last column are not written. There are at most
    ``ROWS_PER_SHEET`` rows.
    """

    title: str
    columns: Sequence[Column]
    blocks: Iterable[Sequence[Sequence[object]]]

    @classmethod
    def of_rows(cls, title: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> Sheet:
        """Return a sheet of single rows; they are gathered into small blocks."""
        source = iter(rows)
        return cls(title, columns, iter(lambda: list(islice(source, _ROWS_AT_ONCE)), []))


class WorkbookWriter(Protocol):
    """Writes sheets in their order, reading each one's blocks once, in constant memory."""

    name: str

    def write(self, target: Path, sheets: Sequence[Sheet]) -> None:
        """Write a complete workbook to ``target``.

        Text is text whatever it begins with; no cell is ever a formula or a link. Headers are bold and frozen, every
        column filters and has its width. What a row's source raises comes through; the file is then worthless.

        Raises:
            OSError: the file, or the temporary files beside it, cannot be written.
        """


def best_writer() -> WorkbookWriter:
    """Return the fast writer where its compiled part runs, else the portable one."""
    return swift.SwiftWriter() if swift.is_here() else portable.PortableWriter()
