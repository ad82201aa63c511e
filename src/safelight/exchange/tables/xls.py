"""Excel workbooks before 2007 (XLS) as a source of records; structure after [MS-XLS]."""

from __future__ import annotations

import codecs
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from safelight.exchange.tables.number_formats import BUILT_IN_DATES, date_text, number_text, shown_as
from safelight.exchange.tables.ole import CompoundFile
from safelight.exchange.tables.packages import DAMAGED, PROTECTED
from safelight.exchange.tables.shape import Kind, NoteBook, Record, SheetInfo, Unreadable
from safelight.exchange.tables.sheet_choice import Candidate, choose_sheet
from safelight.exchange.tables.xls_records import CONTINUE, records, rk_number, shared_strings, short_string
from safelight.exchange.tables.xlsx_cells import Style, clean

_SAMPLE = 80
_BOF, _EOF, _FILEPASS, _CODEPAGE, _DATEMODE, _BOUNDSHEET = 0x0809, 0x000A, 0x002F, 0x0042, 0x0022, 0x0085
_FORMAT, _XF, _SST = 0x041E, 0x00E0, 0x00FC
_NUMBER, _RK, _MULRK, _LABELSST, _LABEL, _RSTRING = 0x0203, 0x027E, 0x00BD, 0x00FD, 0x0204, 0x00D6
_FORMULA, _STRING, _BOOLERR = 0x0006, 0x0207, 0x0205
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_WORKSHEET = 0
_BIFF8 = 0x0600
_PLAIN = Style("number", "")


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    start: int
    hidden: bool


class XlsSheet:
    """One sheet of a workbook; the file is held in memory, which XLS keeps small (65,536 rows at most)."""

    kind: Kind = "xls"
    encoding = ""
    delimiter = ""

    def __init__(self, path: Path, notes: NoteBook, *, sheet: str | None = None) -> None:
        """Read the workbook's frame and choose the sheet.

        Raises Unreadable for other OLE files, passwords, damage and empty workbooks.
        """
        del notes
        self._sheets: list[_Sheet] = []
        self._strings: list[str] = []
        self._styles: list[Style] = []
        self._since_1904 = False
        self._codec: str | None = None
        try:
            self._stream = _workbook_stream(path)
            self._read_frame()
            if not self._sheets:
                raise Unreadable(
                    code="empty", message="The workbook has no sheet with cells. Choose the file that holds the list."
                )
            filled = {one.name: self._rows(one, NoteBook()) for one in self._sheets}
        except (struct.error, IndexError, ValueError) as error:
            raise Unreadable(code="damaged", message=DAMAGED) from error
        self.sheets = tuple(SheetInfo(one.name, len(filled[one.name]), one.hidden) for one in self._sheets)

        def first(name: str) -> list[Record]:
            return filled[name][:_SAMPLE]

        self.sheet = choose_sheet([Candidate(info, first) for info in self.sheets], sheet)
        self._chosen = next(one for one in self._sheets if one.name == self.sheet)

    def records(self, notes: NoteBook) -> Iterator[Record]:
        """Stream the rows of the sheet."""
        try:
            rows = self._rows(self._chosen, notes)
        except (struct.error, IndexError, ValueError) as error:
            raise Unreadable(code="damaged", message=DAMAGED) from error
        yield from rows

    def _read_frame(self) -> None:  # noqa: C901, PLR0912 - one branch per record of the format
        codes: dict[int, str] = {}
        formats: list[int] = []
        table: list[bytes] | None = None
        strings: list[bytes] = []
        for kind, content, _ in records(self._stream):
            if kind == CONTINUE:
                if table is not None:
                    table.append(content)
                continue
            table = None
            if kind == _FILEPASS:
                raise Unreadable(code="password", message=PROTECTED)
            if kind == _BOF:
                self._codec = None if struct.unpack_from("<H", content)[0] >= _BIFF8 else "cp1252"
            elif kind == _CODEPAGE and self._codec is not None:
                self._codec = _code_page(struct.unpack_from("<H", content)[0])
            elif kind == _DATEMODE:
                self._since_1904 = content[:1] == b"\x01"
            elif kind == _BOUNDSHEET:
                start, state, sort = struct.unpack_from("<IBB", content)
                if sort == _WORKSHEET:
                    name = short_string(content, 6, self._codec, wide_count=False)
                    self._sheets.append(_Sheet(name, start, bool(state & 3)))
            elif kind == _FORMAT:
                code = short_string(content, 2, self._codec, wide_count=self._codec is None)
                codes[struct.unpack_from("<H", content)[0]] = code
            elif kind == _XF:
                formats.append(struct.unpack_from("<H", content, 2)[0])
            elif kind == _SST:
                table = strings
                table.append(content)
            elif kind == _EOF:
                break
        self._strings = shared_strings(strings) if strings else []
        self._styles = [_style(number, codes) for number in formats]

    def _rows(self, sheet: _Sheet, notes: NoteBook) -> list[Record]:  # noqa: C901, PLR0912 - likewise
        """Return the rows of a sheet that hold anything, in order."""
        rows: dict[int, dict[int, str]] = {}

        def put(row: int, column: int, value: str) -> None:
            if value:
                rows.setdefault(row, {})[column] = value

        waiting: tuple[int, int] | None = None
        depth = 0
        for kind, content, _ in records(self._stream, sheet.start):
            if kind == _BOF:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    break
            elif depth != 1:
                continue
            elif kind == _STRING and waiting is not None:
                put(*waiting, clean(short_string(content, 0, self._codec), waiting[0] + 1, notes))
                waiting = None
            elif kind in _CELLS:
                row, column, style = struct.unpack_from("<HHH", content)
                if kind == _FORMULA:
                    waiting = self._formula(content, put, notes)
                elif kind == _MULRK:
                    for turn in range((len(content) - 6) // 6):
                        style, packed = struct.unpack_from("<HI", content, 4 + turn * 6)
                        put(row, column + turn, self._number(rk_number(packed), style))
                else:
                    put(row, column, self._single(kind, content, notes))
        result: list[Record] = []
        for row in sorted(rows):
            cells = [""] * (max(rows[row]) + 1)
            for column, value in rows[row].items():
                cells[column] = value
            result.append((row + 1, cells))
        return result

    def _single(self, kind: int, content: bytes, notes: NoteBook) -> str:
        row, _, style = struct.unpack_from("<HHH", content)
        if kind == _NUMBER:
            return self._number(struct.unpack_from("<d", content, 6)[0], style)
        if kind == _RK:
            return self._number(rk_number(struct.unpack_from("<I", content, 6)[0]), style)
        if kind == _LABELSST:
            return clean(self._strings[struct.unpack_from("<I", content, 6)[0]], row + 1, notes)
        if kind in {_LABEL, _RSTRING}:
            return clean(short_string(content, 6, self._codec), row + 1, notes)
        return _flag(content[6], row, notes, error=bool(content[7]))

    def _formula(self, content: bytes, put: Callable[[int, int, str], None], notes: NoteBook) -> tuple[int, int] | None:
        """Put a formula's stored result; answers its place when the text follows in a record of its own."""
        row, column, style = struct.unpack_from("<HHH", content)
        if content[12:14] != b"\xff\xff":
            put(row, column, self._number(struct.unpack_from("<d", content, 6)[0], style))
        elif content[6] == 0:
            return row, column
        elif content[6] in {1, 2}:
            put(row, column, _flag(content[8], row, notes, error=content[6] == 2))  # noqa: PLR2004 - 2 is an error
        return None

    def _number(self, value: float, place: int) -> str:
        style = self._styles[place] if place < len(self._styles) else _PLAIN
        if style.shown in {"date", "duration"}:
            return date_text(value, since_1904=self._since_1904, elapsed=style.shown == "duration")
        return number_text(value, style.code)


_CELLS = frozenset({_NUMBER, _RK, _MULRK, _LABELSST, _LABEL, _RSTRING, _FORMULA, _BOOLERR})


def _workbook_stream(path: Path) -> bytes:
    container = CompoundFile(path)
    names = container.names()
    if "encryptedpackage" in names:
        raise Unreadable(code="password", message=PROTECTED)
    for name in ("Workbook", "Book"):
        stream = container.stream(name)
        if stream is not None:
            return stream
    raise Unreadable(
        code="not_a_table",
        message="This is an Office document but not a workbook. Export the list as Excel, CSV or vCard instead.",
    )


def _code_page(number: int) -> str:
    name = {1200: "cp1252", 10000: "mac_roman", 32768: "mac_roman", 32769: "cp1252"}.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def _style(number: int, codes: dict[int, str]) -> Style:
    code = codes.get(number)
    if code is None:
        if number == 46:  # noqa: PLR2004 - [h]:mm:ss
            return Style("duration", "")
        return Style("date", "") if number in BUILT_IN_DATES else _PLAIN
    shown = shown_as(code)
    return Style(shown, code if shown == "mask" else "")


def _flag(value: int, row: int, notes: NoteBook, *, error: bool) -> str:
    if not error:
        return "TRUE" if value else "FALSE"
    notes.add(
        "error_cell",
        f"Row {row + 1} has a formula error ({_ERRORS.get(value, '#ERROR')}); the cell was read as empty.",
        row=row + 1,
        level="warning",
    )
    return ""
