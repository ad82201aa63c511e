"""Any list as a file, exactly as it is seen: its columns in their order, its rows in theirs."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Literal

from safelight.exchange.out.cells import FITTING
from safelight.exchange.out.columns import Column, unlike
from safelight.exchange.out.workbook.protocol import ROWS_PER_SHEET, Sheet, best_writer
from safelight.exchange.out.workbook.titles import title
from safelight.exchange.tables.guard import guarded

ListFormat = Literal["xlsx", "csv"]
CONTENT_TYPES: dict[ListFormat, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_BLOCK = 2**18
_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list on its way out: what it is, and its bytes, which are read once."""

    content_type: str
    suffix: str
    blocks: Iterator[bytes]


def list_workbook(
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    format: ListFormat = "xlsx",  # noqa: A002 - the word of the door
    *,
    name: str = "List",
) -> ListFile:
    """Return a list as a workbook or as CSV.

    A row has one value per column: text, number, bool, date, local datetime without a zone, or None. CSV is UTF-8
    with a byte order mark (Excel needs it), lines end with CR LF (RFC 4180), and text that a spreadsheet would run as a
    formula gets one apostrophe, which our own import takes off again. ``name`` is the sheet's title. Memory does not
    grow with the rows.
    """
    shown = unlike(columns)
    blocks = _csv(shown, rows) if format == "csv" else _xlsx(shown, rows, name)
    return ListFile(CONTENT_TYPES[format], format, blocks)


def _xlsx(columns: Sequence[Column], rows: Iterable[Sequence[object]], name: str) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory(prefix="list-") as folder:
        target = Path(folder) / "list.xlsx"
        best_writer().write(
            target, [Sheet.of_rows(title(name, ()), columns, islice(_fitted(columns, rows), ROWS_PER_SHEET))]
        )
        with target.open("rb") as stream:
            while block := stream.read(_BLOCK):
                yield block


def _fitted(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> Iterator[list[object]]:
    changes = [FITTING.get(column.kind, FITTING["text"]) for column in columns]
    for row in rows:
        yield [None if value is None else change(value) for change, value in zip(changes, row, strict=True)]


def _csv(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    text.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer.writerow([guarded(column.header) for column in columns])
    source = iter(rows)
    while True:
        block = list(islice(source, _ROWS_AT_ONCE))
        writer.writerows([_plain(value) for value in row] for row in block)
        yield text.getvalue().encode("utf-8")
        text.seek(0)
        text.truncate()
        if len(block) < _ROWS_AT_ONCE:
            return


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return value.isoformat() if isinstance(value, date) else str(value)
