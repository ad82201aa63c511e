"""OpenDocument sheets (ODS, and the flat FODS) as a source of records; OASIS OpenDocument 1.3, part 3.

Read as a stream. A cell repeated to the end of the sheet costs nothing, where a reader that builds the rectangle
would end the process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from safelight.exchange.tables.number_formats import number_text
from safelight.exchange.tables.packages import CHUNK, PROTECTED, Package
from safelight.exchange.tables.safe_xml import XmlReader, attribute
from safelight.exchange.tables.shape import Kind, NoteBook, Record, SheetInfo, Unreadable
from safelight.exchange.tables.sheet_choice import Candidate, choose_sheet
from safelight.exchange.tables.xlsx_cells import MOST_COLUMNS, MOST_ROWS, clean

_SAMPLE = 80
_DURATION = re.compile(r"-?P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:[.,]\d+)?)?")
_ERROR = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)|Err:\d{3}")


@dataclass(slots=True)
class _Run:
    """A row, repeated ``times``, of the table at ``table``."""

    table: int
    number: int
    times: int
    cells: list[str]


@dataclass(slots=True)
class _Tables:
    names: list[str] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)


class OdsSheet:
    """One sheet of an OpenDocument file."""

    kind: Kind = "ods"
    encoding = ""
    delimiter = ""

    def __init__(self, path: Path, notes: NoteBook, *, sheet: str | None = None, flat: bool = False) -> None:
        """Count the rows of every sheet and choose one; raises Unreadable when there is none."""
        del notes
        self._path = path
        self._flat = flat
        if not flat:
            _refuse_encrypted(path)
        tables = _Tables()
        counts: dict[int, int] = {}
        samples: dict[int, list[Record]] = {}
        for run in self._runs(tables, NoteBook()):
            counts[run.table] = counts.get(run.table, 0) + run.times
            sample = samples.setdefault(run.table, [])
            if len(sample) < _SAMPLE:
                sample.append((run.number, run.cells))
        if not tables.names:
            raise Unreadable(
                code="empty", message="The document has no sheet with cells. Choose the file that holds the list."
            )
        self.sheets = tuple(
            SheetInfo(name, counts.get(place, 0), hidden)
            for place, (name, hidden) in enumerate(zip(tables.names, tables.hidden, strict=True))
        )
        by_name = {name: place for place, name in reversed(list(enumerate(tables.names)))}

        def first(name: str) -> list[Record]:
            return samples.get(by_name[name], [])

        self.sheet = choose_sheet([Candidate(info, first) for info in self.sheets], sheet)
        self._place = by_name[self.sheet]

    def records(self, notes: NoteBook) -> Iterator[Record]:
        """Stream the rows of the sheet."""
        for run in self._runs(_Tables(), notes, only=self._place):
            for turn in range(run.times):
                yield run.number + turn, list(run.cells)

    def _runs(self, tables: _Tables, notes: NoteBook, only: int | None = None) -> Iterator[_Run]:
        sink = _Sink(tables, notes, only)
        reader = XmlReader(sink.start, sink.end, sink.text)
        for chunk in self._chunks():
            reader.feed(chunk)
            yield from sink.ready
            sink.ready.clear()
            if only is not None and sink.table > only:
                return
        reader.feed(b"", final=True)
        yield from sink.ready

    def _chunks(self) -> Iterator[bytes]:
        if self._flat:
            with self._path.open("rb") as stream:
                while chunk := stream.read(CHUNK):
                    yield chunk
        else:
            with Package(self._path) as package:
                yield from package.chunks("content.xml")


def _refuse_encrypted(path: Path) -> None:
    with Package(path) as package:
        if package.has("META-INF/manifest.xml") and b"encryption-data" in package.part("META-INF/manifest.xml"):
            raise Unreadable(code="password", message=PROTECTED)


def _times(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isdigit() and len(text) < 9 else 1  # noqa: PLR2004 - more has no meaning


class _Sink:
    """Takes the parser's calls and turns them into rows."""

    def __init__(self, tables: _Tables, notes: NoteBook, only: int | None) -> None:
        self.ready: list[_Run] = []
        self.table = -1
        self._tables = tables
        self._notes = notes
        self._only = only
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row = 0
        self._rows_repeat = 1
        self._given = 0
        self._cells: list[str] = []
        self._cell: dict[str, str] | None = None
        self._parts: list[str] = []
        self._paragraphs = 0
        self._aside = 0
        self._writing = 0
        self._nested = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._aside or tag in {"annotation", "shapes", "ruby-text"}:
            self._aside += 1
        elif tag == "p":
            if self._paragraphs:
                self._parts.append("\n")
            self._paragraphs += 1
            self._writing += 1
        elif tag in {"table-cell", "covered-table-cell"}:
            self._cell = attributes
            self._parts.clear()
            self._paragraphs = 0
        elif tag == "table-row":
            self._rows_repeat = _times(attributes, "table:number-rows-repeated")
            self._cells = []
        elif tag == "table":
            self._open_table(attributes)
        elif tag in {"s", "tab", "line-break"} and self._writing:
            many = min(_times(attributes, "text:c"), 1000)
            self._parts.append({"s": " " * many, "tab": "\t", "line-break": "\n"}[tag])
        elif tag == "style" and attribute(attributes, "family") == "table":
            self._style = attribute(attributes, "name")
        elif tag == "table-properties" and attribute(attributes, "display") == "false":
            self._hidden_styles.add(self._style)

    def text(self, data: str) -> None:
        if self._writing and not self._aside:
            self._parts.append(data)

    def end(self, tag: str) -> None:
        if self._aside:
            self._aside -= 1
        elif tag == "p":
            self._writing = max(0, self._writing - 1)
        elif tag in {"table-cell", "covered-table-cell"}:
            self._close_cell()
        elif tag == "table-row":
            self._close_row()
        elif tag == "table":
            self._nested = max(0, self._nested - 1)

    def _open_table(self, attributes: dict[str, str]) -> None:
        self._nested += 1
        if self._nested > 1:
            return
        self.table += 1
        self._row = 0
        name = attribute(attributes, "name") or f"Sheet{self.table + 1}"
        self._tables.names.append(name)
        self._tables.hidden.append(attribute(attributes, "style-name") in self._hidden_styles)

    def _close_row(self) -> None:
        number = self._row + 1
        self._row += self._rows_repeat
        wanted = self._only is None or self._only == self.table
        if wanted and any(self._cells):
            self._given += self._rows_repeat
            if self._given > MOST_ROWS:
                raise Unreadable(
                    code="too_large", message="The sheet has more than two million rows. Split it into several files."
                )
            self.ready.append(_Run(self.table, number, self._rows_repeat, self._cells))
        self._cells = []

    def _close_cell(self) -> None:
        attributes, self._cell = self._cell, None
        if attributes is None:
            return
        repeat = _times(attributes, "table:number-columns-repeated")
        value = self._value(attributes, "".join(self._parts))
        have = len(self._cells)
        if value:
            self._cells.extend([value] * min(repeat, max(0, MOST_COLUMNS - have)))
        elif repeat + have <= MOST_COLUMNS:
            self._cells.extend([""] * repeat)

    def _value(self, attributes: dict[str, str], shown: str) -> str:
        kind = attributes.get("office:value-type", "")
        row = self._row + 1
        if attributes.get("calcext:value-type") == "error" or (
            "table:formula" in attributes and _ERROR.fullmatch(shown.strip())
        ):
            self._notes.add(
                "error_cell",
                f"Row {row} has a formula error ({shown.strip()[:20]}); the cell was read as empty.",
                row=row,
                level="warning",
            )
            return ""
        if kind in {"float", "percentage", "currency"}:
            return _number(attributes.get("office:value", ""), shown if kind == "float" else "")
        if kind == "date":
            match = _DATE.fullmatch(attributes.get("office:date-value", "").strip())
            if match is not None:
                return match[1] if match[2] in {None, "00:00:00"} else f"{match[1]} {match[2]}"
        elif kind == "time":
            match = _DURATION.fullmatch(attributes.get("office:time-value", "").strip())
            if match is not None:
                days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
                return f"{days * 24 + hours:02d}:{minutes:02d}:{seconds:02d}"
        elif kind == "boolean":
            return "TRUE" if attributes.get("office:boolean-value") == "true" else "FALSE"
        return clean(shown or attributes.get("office:string-value", ""), row, self._notes)


def _number(stored: str, shown: str) -> str:
    """Return the stored number, or what is shown when that only adds leading zeros ("01234", "06 12 34 56 78")."""
    try:
        value = float(stored)
    except ValueError:
        return shown
    plain = number_text(value)
    shown = shown.strip()
    digits = re.sub(r"[ ()/.\-\u00a0\u202f]", "", shown)
    padded = digits.isdigit() and digits != plain and digits.lstrip("0") == plain.lstrip("0")
    return shown if padded and plain.isdigit() and digits[0] == "0" else plain
