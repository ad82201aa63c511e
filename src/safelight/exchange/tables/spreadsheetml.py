"""Excel's XML of 2003 ("SpreadsheetML"), which web programs still save under an .xls name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from safelight.exchange.tables.number_formats import plain_number
from safelight.exchange.tables.packages import CHUNK
from safelight.exchange.tables.safe_xml import XmlReader, attribute
from safelight.exchange.tables.shape import Kind, NoteBook, Record, SheetInfo, Unreadable
from safelight.exchange.tables.sheet_choice import Candidate, choose_sheet
from safelight.exchange.tables.xlsx_cells import MOST_COLUMNS, MOST_ROWS, clean

_SAMPLE = 80
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?)?")


class SpreadsheetMl:
    """One worksheet of an XML workbook of 2003."""

    kind: Kind = "xls"
    encoding = ""
    delimiter = ""

    def __init__(self, path: Path, notes: NoteBook, *, sheet: str | None = None) -> None:
        """Read the file once for its sheets; raises Unreadable when it is damaged or empty."""
        del notes
        self._path = path
        names: list[str] = []
        hidden: set[int] = set()
        samples: dict[int, list[Record]] = {}
        counts: dict[int, int] = {}
        for place, row, cells in self._rows(names, hidden, NoteBook()):
            counts[place] = counts.get(place, 0) + 1
            sample = samples.setdefault(place, [])
            if len(sample) < _SAMPLE:
                sample.append((row, cells))
        if not names:
            raise Unreadable(
                code="empty", message="The workbook has no sheet with cells. Choose the file that holds the list."
            )
        self.sheets = tuple(SheetInfo(name, counts.get(place, 0), place in hidden) for place, name in enumerate(names))

        def first(name: str) -> list[Record]:
            return samples.get(names.index(name), [])

        self.sheet = choose_sheet([Candidate(info, first) for info in self.sheets], sheet)
        self._place = names.index(self.sheet)

    def records(self, notes: NoteBook) -> Iterator[Record]:
        """Stream the rows of the sheet."""
        for place, row, cells in self._rows([], set(), notes):
            if place == self._place:
                yield row, cells

    def _rows(self, names: list[str], hidden: set[int], notes: NoteBook) -> Iterator[tuple[int, int, list[str]]]:
        sink = _Sink(names, hidden, notes)
        reader = XmlReader(sink.start, sink.end, sink.text)
        with self._path.open("rb") as stream:
            head = stream.read(CHUNK).lstrip()
            reader.feed(head)
            while chunk := stream.read(CHUNK):
                reader.feed(chunk)
                yield from sink.ready
                sink.ready.clear()
        reader.feed(b"", final=True)
        yield from sink.ready


class _Sink:
    """Takes the parser's calls and turns them into rows."""

    def __init__(self, names: list[str], hidden: set[int], notes: NoteBook) -> None:
        self.ready: list[tuple[int, int, list[str]]] = []
        self._names = names
        self._hidden = hidden
        self._notes = notes
        self._formats: dict[str, int] = {}
        self._style = ""
        self._row = 0
        self._given = 0
        self._cells: list[str] = []
        self._place = 0
        self._padding = 0
        self._type: str | None = None
        self._sheet_visible = False
        self._parts: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Worksheet":
            self._names.append(attribute(attributes, "Name") or f"Sheet{len(self._names) + 1}")
            self._row = 0
        elif tag == "Row":
            self._row = _index(attributes, self._row + 1)
            self._cells = []
            self._place = 0
        elif tag == "Cell":
            self._place = _index(attributes, self._place + 1)
            self._padding = self._formats.get(attribute(attributes, "StyleID"), 0)
        elif tag == "Data":
            self._type = attribute(attributes, "Type", "String")
            self._parts.clear()
        elif tag == "Style":
            self._style = attribute(attributes, "ID")
        elif tag == "NumberFormat":
            code = attribute(attributes, "Format")
            if re.fullmatch("0{2,}", code):
                self._formats[self._style] = len(code)
        elif tag == "Visible":
            self._sheet_visible = True
            self._parts.clear()

    def text(self, data: str) -> None:
        if self._type is not None or self._sheet_visible:
            self._parts.append(data)

    def end(self, tag: str) -> None:
        if tag == "Data" and self._type is not None:
            value = self._value("".join(self._parts), self._type)
            self._type = None
            if value and self._place <= MOST_COLUMNS:
                self._cells.extend([""] * (self._place - len(self._cells)))
                self._cells[self._place - 1] = value
        elif tag == "Row":
            self._given += 1
            if self._given > MOST_ROWS:
                raise Unreadable(
                    code="too_large", message="The sheet has more than two million rows. Split it into several files."
                )
            if self._cells:
                self.ready.append((len(self._names) - 1, self._row, self._cells))
            self._cells = []
        elif tag == "Visible":
            self._sheet_visible = False
            if "Hidden" in "".join(self._parts):
                self._hidden.add(len(self._names) - 1)

    def _value(self, raw: str, kind: str) -> str:
        if kind == "Number":
            text = plain_number(raw)
            return text.zfill(self._padding) if self._padding and text.isdigit() else text
        if kind == "DateTime":
            match = _DATE.fullmatch(raw.strip())
            if match is not None:
                return match[1] if match[2] in {None, "00:00:00"} else f"{match[1]} {match[2]}"
        if kind == "Boolean":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        if kind == "Error":
            self._notes.add(
                "error_cell",
                f"Row {self._row} has a formula error ({raw.strip()[:20]}); the cell was read as empty.",
                row=self._row,
                level="warning",
            )
            return ""
        return clean(raw, self._row, self._notes)


def _index(attributes: dict[str, str], usual: int) -> int:
    text = attribute(attributes, "Index")
    return int(text) if text.isdigit() and 0 < len(text) < 9 and int(text) > 0 else usual  # noqa: PLR2004
