"""Web pages with a table, which many programs save under an Excel name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from safelight.exchange.tables.delimited import clean_text
from safelight.exchange.tables.encoding import find_encoding, survey_bytes
from safelight.exchange.tables.shape import Kind, NoteBook, Record, SheetInfo, Unreadable
from safelight.exchange.tables.sheet_choice import Candidate, choose_sheet
from safelight.exchange.tables.text_lines import TextLines

_SAMPLE = 80
_MOST_SPAN = 500
_MOST_COLUMNS = 2_000
_MOST_ROWS = 2_000_000
_BREAKS = frozenset({"br", "p", "div", "li"})
_SILENT = frozenset({"script", "style", "head", "title", "select", "template"})


@dataclass(slots=True)
class _Open:
    """A table being read: its place among all, its row, and what reaches down from rows above."""

    place: int
    row: int = 0
    cells: list[str] | None = None
    cell: list[str] | None = None
    span: tuple[int, int] = (1, 1)
    above: dict[int, tuple[int, str]] = field(default_factory=dict)
    filled: bool = False


class _Parser(HTMLParser):
    """Collects finished rows as (table, row, cells); tables inside a cell count on their own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[tuple[int, int, list[str]]] = []
        self.tables = 0
        self._open: list[_Open] = []
        self._silent = 0
        self._total = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            if len(self._open) < 50:  # noqa: PLR2004 - deeper nesting is an attack
                self._open.append(_Open(self.tables))
                self.tables += 1
        elif self._open:
            table = self._open[-1]
            if tag == "tr":
                self._end_row(table)
                table.cells = []
            elif tag in {"td", "th"}:
                self._end_cell(table)
                if table.cells is None:
                    table.cells = []
                table.cell = []
                spans = dict(attrs)
                table.span = (_span(spans.get("colspan")), _span(spans.get("rowspan")))
            elif tag in _BREAKS and table.cell is not None:
                table.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif self._open:
            table = self._open[-1]
            if tag in {"td", "th"}:
                self._end_cell(table)
            elif tag == "tr":
                self._end_row(table)
            elif tag == "table":
                self._end_row(table)
                self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and not self._silent and self._open[-1].cell is not None:
            # Line breaks of the source are only blanks; real ones come from tags.
            self._open[-1].cell.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def finish(self) -> None:
        """End what the page left open."""
        while self._open:
            self._end_row(self._open.pop())

    def _end_cell(self, table: _Open) -> None:
        if table.cell is None or table.cells is None:
            return
        text = "\n".join(
            " ".join(part.split()) for part in "".join(table.cell).replace("\u00a0", " ").split("\n")
        ).strip()
        table.cell = None
        wide, deep = table.span
        for turn in range(wide):
            self._fill_from_above(table)
            if len(table.cells) >= _MOST_COLUMNS:
                return
            if deep > 1:
                table.above[len(table.cells)] = (deep - 1, text if not turn else "")
            table.cells.append(text if not turn else "")

    @staticmethod
    def _fill_from_above(table: _Open) -> None:
        cells = table.cells
        while cells is not None and len(cells) in table.above and len(cells) < _MOST_COLUMNS:
            left, text = table.above.pop(len(cells))
            if left > 1:
                table.above[len(cells) + _MOST_COLUMNS * 2] = (left - 1, text)
            cells.append(text)

    def _end_row(self, table: _Open) -> None:
        self._end_cell(table)
        if table.cells is None:
            return
        self._fill_from_above(table)
        shift = _MOST_COLUMNS * 2
        table.above = {(key - shift if key >= shift else key): value for key, value in table.above.items()}
        table.row += 1
        self._total += 1
        if self._total > _MOST_ROWS:
            raise Unreadable(
                code="too_large", message="The page has more than two million rows. Split it into several files."
            )
        if any(table.cells):
            self.rows.append((table.place, table.row, table.cells))
        table.cells = None


def _span(value: str | None) -> int:
    """Return how many cells a cell covers; nonsense counts as one."""
    match = re.fullmatch(r"\s*0*([0-9]{1,5})\s*", value or "")
    return max(1, min(int(match[1]), _MOST_SPAN)) if match else 1


class HtmlTable:
    """One table of a web page."""

    kind: Kind = "html"
    delimiter = ""

    def __init__(
        self,
        path: Path,
        notes: NoteBook,
        *,
        sheet: str | None = None,
        encoding: str | None = None,
        languages: Sequence[str] = ("en",),
    ) -> None:
        """Read the page once for its tables; raises Unreadable when none has a row."""
        self._path = path
        survey = survey_bytes(path)
        named = re.search(rb"""charset\s*=\s*["']?([\w-]+)""", survey.head[:8192], re.IGNORECASE)
        if encoding is None and named is not None and survey.utf8_errors:
            encoding = _usable(named[1].decode("ascii"))
        self.encoding = find_encoding(survey, languages, encoding, notes)
        counts: dict[int, int] = {}
        samples: dict[int, list[Record]] = {}
        for place, row, cells in self._rows():
            counts[place] = counts.get(place, 0) + 1
            sample = samples.setdefault(place, [])
            if len(sample) < _SAMPLE:
                sample.append((row, cells))
        if not counts:
            raise Unreadable(
                code="empty", message="The page has no table with anything in it. Choose the file that holds the list."
            )
        places = {f"Table {turn}": place for turn, place in enumerate(counts, 1)}
        self.sheets = tuple(SheetInfo(name, counts[place], hidden=False) for name, place in places.items())

        def first(name: str) -> list[Record]:
            return samples[places[name]]

        self.sheet = choose_sheet([Candidate(info, first) for info in self.sheets], sheet)
        self._place = places[self.sheet]

    def records(self, notes: NoteBook) -> Iterator[Record]:
        """Stream the rows of the table, numbered from 1 within it."""
        for place, row, cells in self._rows():
            if place == self._place:
                yield row, [clean_text(cell, row, notes) for cell in cells]

    def _rows(self) -> Iterator[tuple[int, int, list[str]]]:
        parser = _Parser()
        try:
            for line in TextLines(self._path, self.encoding):
                parser.feed(line)
                if parser.rows:
                    yield from parser.rows
                    parser.rows.clear()
            parser.close()
        except (AssertionError, ValueError) as error:
            raise Unreadable(
                code="damaged",
                message="The web page is damaged. Open it in a browser or Excel and save the table as Excel or CSV.",
            ) from error
        parser.finish()
        yield from parser.rows


def _usable(name: str) -> str | None:
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return None
    return {"iso-8859-1": "cp1252", "latin1": "cp1252", "shift_jis": "cp932", "gb2312": "gb18030"}.get(
        name.lower(), name
    )
