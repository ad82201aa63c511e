"""The one shape every opened file takes, whatever it was: a table of text."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

from safelight.exchange.tables import totals

Kind = Literal["csv", "xlsx", "xls", "ods", "vcard", "html"]
Level = Literal["info", "warning"]

NOTES_PER_CODE = 1_000
"""So many notes of one sort are kept one by one; more are only counted."""


class Unreadable(Exception):
    """The file cannot be read.

    ``code`` is a stable word for programs, ``message`` says to a person what happened and what to do.
    """

    def __init__(self, code: str, message: str) -> None:
        """Keep the code and the sentence."""
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file.

    ``number`` is the row as a person sees it: the spreadsheet row (from 1), the physical line where the
    record starts in a text file, or the ordinal of the card in a vCard file.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet of a workbook (or a table of a web page); ``rows`` counts the rows that hold anything.

    For text files ``rows`` is the number of lines that are not empty.
    """

    name: str
    rows: int
    hidden: bool


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know about how the file was understood."""

    code: str
    message: str
    row: int | None = None
    column: str | None = None
    level: Level = "info"


class NoteBook:
    """Collects notes; the same note is kept once, floods are counted instead of kept."""

    def __init__(self) -> None:
        """Begin without notes."""
        self._notes: dict[tuple[str, int | None, str | None], Note] = {}
        self._counts: dict[str, int] = {}

    def add(
        self, code: str, message: str, *, row: int | None = None, column: str | None = None, level: Level = "info"
    ) -> None:
        """Keep a note unless this place has one of this sort already."""
        key = (code, row, column)
        if key in self._notes:
            return
        count = self._counts.get(code, 0)
        if count < NOTES_PER_CODE:
            self._notes[key] = Note(code, message, row, column, level)
        self._counts[code] = count + 1

    def all(self) -> tuple[Note, ...]:
        """Every kept note, then one line for each flood."""
        floods = tuple(
            Note(code, f"{count - NOTES_PER_CODE:,} more notes of this kind are not listed.")
            for code, count in self._counts.items()
            if count > NOTES_PER_CODE
        )
        return (*self._notes.values(), *floods)


Record = tuple[int, list[str]]
"""The number a person sees, and the cells as far as the file has them."""


class Source(Protocol):
    """What a format gives: its records, again and again, from the first row of the file."""

    @property
    def kind(self) -> Kind:
        """Which format it is."""

    @property
    def encoding(self) -> str:
        """The text encoding, or "" where the format fixes it."""

    @property
    def delimiter(self) -> str:
        """What stands between cells in a text file, else ""."""

    @property
    def sheet(self) -> str:
        """The sheet being read, or ""."""

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """Every sheet of the file."""

    def records(self, notes: NoteBook) -> Iterator[Record]:
        """Stream the records; blank ones may be left out, numbers rise."""


@dataclass(frozen=True)
class Table:
    """An opened file: named columns and rows of text.

    ``header_row`` is the row with the column names as a person sees it (the lower one of a two-row header),
    or None when the file has none; the columns are then "Column A", "Column B"…
    """

    kind: Kind
    encoding: str
    delimiter: str
    sheet: str
    sheets: tuple[SheetInfo, ...]
    header_row: int | None
    columns: tuple[str, ...]
    source: Source = field(repr=False, compare=False)
    first_row: int = field(default=1, repr=False)
    positions: tuple[int, ...] = field(default=(), repr=False)
    header_cells: tuple[str, ...] = field(default=(), repr=False)
    closing_rows: bool = field(default=True, repr=False)
    book: NoteBook = field(default_factory=NoteBook, repr=False, compare=False)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What opening found, and what reading the rows has found so far."""
        return self.book.all()

    def rows(self) -> Iterator[Row]:  # noqa: C901 - every row passes here; calls would cost more than they clear up
        """Stream the data rows; may be called again and again.

        Each row has exactly ``len(columns)`` cells. Blank rows and trailing totals are left out (totals with
        a note). Raises Unreadable when the file breaks off in the middle.
        """
        width = len(self.columns)
        positions = self.positions
        straight = positions == tuple(range(width))
        reach = max(positions, default=-1) + 1
        first = self.first_row
        book = self.book
        held: deque[tuple[int, list[str]]] = deque()
        looks_like_end = totals.looks_like_end
        openings = totals.Openings()
        may_close = self.closing_rows
        header = self.header_cells
        opening = header[0] if header else ""
        for number, cells in self.source.records(book):
            if number < first:
                continue
            have = len(cells)
            if have != reach:
                if have > reach:
                    self._too_long(number, cells[reach:])
                    del cells[reach:]
                else:
                    cells.extend([""] * (reach - have))
            lead = cells[0]
            if not lead.strip() and not any(map(str.strip, cells)):
                continue
            if lead == opening and header and tuple(cells) == header:
                book.add("repeated_header", f"Row {number} repeats the column names and was left out.", row=number)
                continue
            if openings[lead[:3]] and may_close and looks_like_end(cells):
                held.append((number, cells))
                if len(held) > totals.MOST_END_ROWS:
                    yield self._row(*held.popleft())
                continue
            if held:
                for earlier in held:
                    yield self._row(*earlier)
                held.clear()
            yield Row(number, tuple(cells) if straight else tuple([cells[place] for place in positions]))
        for number, _ in held:
            book.add("totals_row", f"Row {number} looks like a total or a closing line and was left out.", row=number)

    def _row(self, number: int, cells: list[str]) -> Row:
        return Row(number, tuple(cells[place] for place in self.positions))

    def _too_long(self, number: int, extra: list[str]) -> None:
        if any(cell.strip() for cell in extra):
            self.book.add(
                "row_too_long",
                f"Row {number} has more cells than there are columns; what stands beyond the last column was not "
                "read. A missing quotation mark around a value that contains the separator is the usual cause.",
                row=number,
                level="warning",
            )
