"""Writes refused rows back with the reason beside each, ready to correct and import again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Final, Literal

import xlsxwriter

from safelight.exchange.tables.guard import guarded
from safelight.exchange.tables.shape import Row, Table

REASON_COLUMN: Final = "Reason"
"""Header of the added column; an import passes over a column of this name at the end."""

_TEXT_DELIMITERS = frozenset({",", ";", "\t", "|"})
_LONGEST_CELL = 32_767


def write_refused(
    target: Path | IO[bytes],
    table: Table,
    refused: Iterable[tuple[Row, str]],
    kind: Literal["csv", "xlsx"] | None = None,
) -> int:
    """Write refused rows with a "Reason" column at the end; returns how many rows were written.

    ``target`` is a path or a binary stream. ``kind`` None writes the kind the table came in: text files as CSV in
    UTF-8 with a byte order mark and their own delimiter, everything else as XLSX with every cell as text.
    A "Reason" column the table already ends with (a file written here and imported again) is replaced.
    """
    rows = ((row.cells, reason) for row, reason in refused)
    chosen = kind or ("csv" if table.kind == "csv" else "xlsx")
    if isinstance(target, Path):
        with target.open("wb") as stream:
            return write_rows(stream, chosen, table.columns, rows, delimiter=table.delimiter)
    return write_rows(target, chosen, table.columns, rows, delimiter=table.delimiter)


def write_rows(
    stream: IO[bytes],
    kind: Literal["csv", "xlsx"],
    columns: Sequence[str],
    rows: Iterable[tuple[Sequence[str], str]],
    *,
    delimiter: str = ",",
) -> int:
    """Write rows (cells, reason) below their column names; what :func:`write_refused` does without an open table."""
    width = len(columns)
    if width > 1 and columns[-1].strip().casefold() == REASON_COLUMN.casefold():
        width -= 1
    head = (*columns[:width], REASON_COLUMN)
    lines = ((*cells[:width], *("",) * (width - len(cells)), reason) for cells, reason in rows)
    if kind == "xlsx":
        return _write_xlsx(stream, head, lines)
    return _write_csv(stream, delimiter if delimiter in _TEXT_DELIMITERS else ",", head, lines)


def _write_csv(stream: IO[bytes], delimiter: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> int:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    count = 0
    try:
        writer.writerow([guarded(name) for name in head])
        for cells in rows:
            writer.writerow([guarded(cell) for cell in cells])
            count += 1
        text.flush()
    finally:
        # The stream belongs to the caller and stays open.
        text.detach()
    return count


def _write_xlsx(stream: IO[bytes], head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> int:
    workbook = xlsxwriter.Workbook(
        stream,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    try:
        sheet = workbook.add_worksheet("Refused rows")
        as_text = workbook.add_format({"num_format": "@"})
        bold = workbook.add_format({"num_format": "@", "bold": True})
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(head):
            sheet.write_string(0, column, name[:_LONGEST_CELL], bold)
        count = 0
        for count, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells):
                if cell:
                    sheet.write_string(count, column, cell[:_LONGEST_CELL], as_text)
    finally:
        workbook.close()
    return count
