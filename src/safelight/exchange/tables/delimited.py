"""CSV and all its cousins as a source of records."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from safelight.exchange.tables.dialects import SAMPLE_LINES, find_dialect, named_delimiter
from safelight.exchange.tables.encoding import find_encoding, survey_bytes
from safelight.exchange.tables.guard import unguarded
from safelight.exchange.tables.quoting import Dialect, split_records
from safelight.exchange.tables.shape import Kind, NoteBook, Record, SheetInfo, Unreadable
from safelight.exchange.tables.text_lines import TextLines

_CONTROLS = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ufeff]")
_ROUNDED = re.compile(r"\d[.,]\d{2,}E\+\d{2}$")


class DelimitedText:
    """A text file with one record to a line and a separator between its cells."""

    kind: Kind = "csv"
    sheet = ""

    def __init__(
        self,
        path: Path,
        notes: NoteBook,
        *,
        encoding: str | None = None,
        delimiter: str | None = None,
        languages: Sequence[str] = ("en",),
    ) -> None:
        """Survey the file; raises Unreadable when it is empty or its wanted encoding is unknown."""
        self._path = path
        survey = survey_bytes(path)
        self.encoding = find_encoding(survey, languages, encoding, notes)
        self._skip = 0
        if delimiter is not None and (len(delimiter) != 1 or delimiter in '\n\r"'):
            raise Unreadable(
                code="delimiter", message="The separator must be a single character such as a comma or a semicolon."
            )
        lines = list(itertools.islice(TextLines(path, self.encoding), SAMPLE_LINES))
        named = named_delimiter(lines[0]) if lines else None
        if named is not None:
            self._skip = 1
            delimiter = delimiter or named
            lines = lines[1:]
        if not any(line.strip() for line in lines):
            raise Unreadable(
                code="empty", message="The file is empty: there is no row in it. Choose the file that holds the list."
            )
        self._dialect: Dialect = find_dialect(lines, delimiter)
        self.delimiter = self._dialect.delimiter or ","
        self.sheets = (SheetInfo("", survey.lines, hidden=False),)

    def records(self, notes: NoteBook) -> Iterator[Record]:
        """Stream the records with the physical line where each begins."""

        def accident(number: int) -> None:
            line = number + self._skip
            notes.add(
                "quoting",
                f"A quotation mark in line {line} is missing or stands in the wrong place; the line was read as well "
                "as possible.",
                row=line,
                level="warning",
            )

        lines = TextLines(self._path, self.encoding)
        records = split_records(itertools.islice(lines, self._skip, None), self._dialect, accident)
        skip = self._skip
        for number, cells in records:
            if lines.odd:
                yield number + skip, self._cleaned(number + skip, cells, notes)
            else:
                yield number + skip, cells

    def _cleaned(self, number: int, cells: list[str], notes: NoteBook) -> list[str]:
        return [clean_cell(cell, number, notes) for cell in cells]


def clean_cell(cell: str, row: int, notes: NoteBook) -> str:
    """Take control characters out of a cell (noted) and undo one guarding apostrophe."""
    return unguarded(clean_text(cell, row, notes))


def clean_text(cell: str, row: int, notes: NoteBook) -> str:
    """Take control characters out of a cell (noted)."""
    if "\x0b" in cell:
        # FileMaker and Outlook write a line break inside a value as a vertical tab.
        cell = cell.replace("\x0b", "\n")
    if _CONTROLS.search(cell):
        cell = _CONTROLS.sub("", cell)
        notes.add("control_characters", f"Invisible control characters in row {row} were removed.", row=row)
    return cell
