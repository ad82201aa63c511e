"""The cells of an XLSX sheet, streamed: memory does not grow with the sheet."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from safelight.exchange.tables.number_formats import Shown, date_text, number_text
from safelight.exchange.tables.packages import DAMAGED
from safelight.exchange.tables.safe_xml import XmlReader
from safelight.exchange.tables.shape import NoteBook, Record, Unreadable

MOST_COLUMNS = 2_000
MOST_ROWS = 2_000_000
_MOST_TEXT = 512 * 1024 * 1024
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROLS = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_ISO_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?Z?)?")


@dataclass(frozen=True, slots=True)
class Style:
    """How cells of one style show their number; ``code`` is kept for masks only."""

    shown: Shown
    code: str


_PLAIN = Style("number", "")


class SharedStrings:
    """The strings of a workbook, kept as one run of bytes: a tenth of the memory of a list."""

    def __init__(self, chunks: Iterable[bytes]) -> None:  # noqa: C901 - the calls of one parser
        """Read the whole part; raises Unreadable when it is damaged or too large."""
        self._bytes = bytearray()
        self._ends = array("Q", [0])
        parts: list[str] = []
        state = [False, 0]

        def start(tag: str, _: dict[str, str]) -> None:
            if tag == "t":
                state[0] = True
            elif tag == "rPh":
                state[1] += 1

        def end(tag: str) -> None:
            if tag == "t":
                state[0] = False
            elif tag == "rPh":
                state[1] -= 1
            elif tag == "si":
                self._bytes += "".join(parts).encode("utf-8", "replace")
                parts.clear()
                self._ends.append(len(self._bytes))
                if len(self._bytes) > _MOST_TEXT:
                    raise Unreadable(
                        code="too_large", message="The workbook holds more text than a list of clients can. Split it."
                    )

        def text(data: str) -> None:
            if state[0] and not state[1]:
                parts.append(data)

        reader = XmlReader(start, end, text)
        some = False
        for chunk in chunks:
            reader.feed(chunk)
            some = True
        if some:
            reader.feed(b"", final=True)

    def __getitem__(self, place: int) -> str:
        """Return a string; raises IndexError beyond the last."""
        if place < 0:
            raise IndexError(place)
        return self._bytes[self._ends[place] : self._ends[place + 1]].decode()

    def __len__(self) -> int:
        """Return how many strings there are."""
        return len(self._ends) - 1


def clean(text: str, row: int, notes: NoteBook) -> str:
    """Undo OOXML's ``_x000D_`` escapes, join line ends, and take out control characters (noted)."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x0b" in text:
        text = text.replace("\x0b", "\n")
    if _CONTROLS.search(text):
        text = _CONTROLS.sub("", text)
        notes.add("control_characters", f"Invisible control characters in row {row} were removed.", row=row)
    return text


def column_place(letters: str) -> int:
    """Return the place of a column from 0: "A" is 0, "AA" is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


class _Places(dict[str, int]):
    """Cell reference letters to places, remembered."""

    def __missing__(self, letters: str) -> int:
        valid = letters.isascii() and letters.isalpha() and len(letters) <= 3  # noqa: PLR2004 - XFD is the last
        place = column_place(letters.upper()) if valid else -1
        if len(self) < 20_000:  # noqa: PLR2004
            self[letters] = place
        return place


def parsed_records(
    chunks: Iterable[bytes], strings: SharedStrings, styles: Sequence[Style], *, since_1904: bool, notes: NoteBook
) -> Iterator[Record]:
    """Stream the rows of any sheet XML; raises Unreadable when it is not well formed or endless."""
    sink = RowSink(strings, styles, since_1904=since_1904, notes=notes)
    reader = XmlReader(sink.start, sink.end, sink.text)
    ready = sink.ready
    for chunk in chunks:
        reader.feed(chunk)
        if ready:
            yield from ready
            ready.clear()
    reader.feed(b"", final=True)
    yield from ready


class RowSink:
    """Takes the parser's calls and turns them into rows, which wait in ``ready``."""

    def __init__(self, strings: SharedStrings, styles: Sequence[Style], *, since_1904: bool, notes: NoteBook) -> None:
        """Begin before the first row."""
        self.ready: list[Record] = []
        self._strings = strings
        self._styles = styles
        self._since_1904 = since_1904
        self._notes = notes
        self._row = 0
        self._seen = 0
        self._cells: list[str] = []
        self._place = -1
        self._type = "n"
        self._style = ""
        self._taking = False
        self._phonetic = 0
        self._parts: list[str] = []
        self._places = _Places()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if tag == "c":
            get = attributes.get
            reference = get("r")
            if reference:
                self._place = self._places[reference.rstrip("0123456789")]
            else:
                self._place += 1
            self._type = get("t", "n")
            self._style = get("s", "")
            self._parts.clear()
        elif tag in {"v", "t"}:
            self._taking = not self._phonetic
        elif tag == "row":
            self.open_row(attributes.get("r", ""))
        elif tag == "rPh":
            self._phonetic += 1

    def open_row(self, number: str) -> None:
        """Begin a row; without a number it follows the one before."""
        self._row = int(number) if number.isdigit() and len(number) < 8 else self._row + 1  # noqa: PLR2004
        self._seen += 1
        if self._seen > MOST_ROWS:
            raise Unreadable(
                code="too_large", message="The sheet has more than two million rows. Split it into several files."
            )
        self._cells = []
        self._place = -1

    def take(self, cells: Iterable[tuple[str, str, str, str, str]]) -> None:
        """Take the cells of a row as (column letters, style, type, value, inline text), entities still in them."""
        places = self._places
        for letters, style, kind, value, inline in cells:
            if letters:
                self._place = places[letters]
            else:
                self._place += 1
            raw = value or inline
            if not raw:
                continue
            self._type = kind or "n"
            self._style = style
            text = self._value(unescape(raw) if "&" in raw else raw)
            if text:
                self._put(text)

    def close_row(self) -> None:
        """End the row; it is ready if it holds anything."""
        if self._cells:
            self.ready.append((self._row, self._cells))
            self._cells = []

    def text(self, data: str) -> None:
        """Take text; only that of values is kept."""
        if self._taking:
            self._parts.append(data)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if tag in {"v", "t"}:
            self._taking = False
        elif tag == "c":
            if self._parts:
                value = self._value("".join(self._parts))
                if value:
                    self._put(value)
        elif tag == "row":
            self.close_row()
        elif tag == "rPh":
            self._phonetic -= 1

    def _put(self, value: str) -> None:
        place, cells = self._place, self._cells
        have = len(cells)
        if place == have:
            cells.append(value)
        elif place < 0:
            raise Unreadable(code="damaged", message=DAMAGED)
        elif place < have:
            cells[place] = value
        elif place < MOST_COLUMNS:
            cells.extend([""] * (place - have))
            cells.append(value)
        else:
            self._notes.add(
                "far_cells",
                f"Row {self._row} has a value far to the right, beyond column {MOST_COLUMNS:,}; it was not read.",
                row=self._row,
                level="warning",
            )

    def _value(self, raw: str) -> str:
        kind = self._type
        if kind == "n":
            return self._number(raw)
        if kind == "s":
            try:
                return clean(self._strings[int(raw)], self._row, self._notes)
            except (ValueError, IndexError) as error:
                raise Unreadable(code="damaged", message=DAMAGED) from error
        return _OTHER.get(kind, _text)(raw, self._row, self._notes)

    def _number(self, raw: str) -> str:
        style = _PLAIN
        if self._style:
            place = int(self._style) if self._style.isdigit() else 0
            style = self._styles[place] if place < len(self._styles) else _PLAIN
        if style is _PLAIN or style.shown == "number":
            if raw.isdigit() and raw.isascii() and len(raw) < 16 and (raw[0] != "0" or len(raw) == 1):  # noqa: PLR2004
                return raw
            number = _float(raw)
            return clean(raw, self._row, self._notes).strip() if number is None else number_text(number)
        number = _float(raw)
        if number is None:
            return clean(raw, self._row, self._notes).strip()
        if style.shown == "mask":
            return number_text(number, style.code)
        return date_text(number, since_1904=self._since_1904, elapsed=style.shown == "duration")


def _float(raw: str) -> float | None:
    try:
        return float(raw)
    except ValueError:
        return None


def _text(raw: str, row: int, notes: NoteBook) -> str:
    return clean(raw, row, notes)


def _boolean(raw: str, row: int, notes: NoteBook) -> str:
    del row, notes
    return "TRUE" if raw.strip().lower() in {"1", "true"} else "FALSE"


def _error(raw: str, row: int, notes: NoteBook) -> str:
    notes.add(
        "error_cell",
        f"Row {row} has a formula error ({raw.strip()[:20]}); the cell was read as empty.",
        row=row,
        level="warning",
    )
    return ""


def _date(raw: str, row: int, notes: NoteBook) -> str:
    match = _ISO_DATE.fullmatch(raw.strip())
    if match is None:
        return clean(raw, row, notes)
    clock = match[2]
    return match[1] if not clock or clock in {"00:00", "00:00:00"} else f"{match[1]} {clock}"


_OTHER: dict[str, Callable[[str, int, NoteBook], str]] = {"b": _boolean, "e": _error, "d": _date}
