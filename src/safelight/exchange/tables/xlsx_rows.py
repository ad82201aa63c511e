"""The rows of an XLSX sheet, fast: plain cells by pattern, everything else by the parser.

Every program writes nearly all cells in one of a few shapes. A row in which each cell has such a shape is read by one
pattern, three times as fast as by a parser; a row with anything else goes through the parser, and so does a whole
sheet that is not plain (prefixed names, a document type, another encoding).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from safelight.exchange.tables.packages import DAMAGED
from safelight.exchange.tables.safe_xml import XmlReader
from safelight.exchange.tables.shape import NoteBook, Record, Unreadable
from safelight.exchange.tables.xlsx_cells import RowSink, SharedStrings, Style, parsed_records

_LONGEST_HEAD = 4 * 1024 * 1024
_OVERLAP = 32
_LONGEST_ROW = 64 * 1024 * 1024
_ROW = re.compile(r"\s*<row((?:\s+[\w:.]+=\"[^\"<&]*\")*)\s*>")
_NUMBER = re.compile(r" r=\"([0-9]+)\"")
_CELL = re.compile(
    r"<c(?: r=\"([A-Z]{1,3})[0-9]+\")?(?: s=\"([0-9]+)\")?(?: t=\"([a-zA-Z]+)\")?"
    r"(?:/>|>(?:<f[^<>]*/>|<f(?: [^<>]*)?>[^<]*</f>)?"
    r"(?:<v>([^<]*)</v>|<v/>|<is><t(?: xml:space=\"preserve\")?>([^<]*)</t></is>)?</c>)"
)
_OTHER_ENCODING = re.compile(rb"encoding\s*=\s*[\"'](?!utf-?8[\"'])", re.IGNORECASE)


def sheet_records(
    chunks: Iterable[bytes], strings: SharedStrings, styles: Sequence[Style], *, since_1904: bool, notes: NoteBook
) -> Iterator[Record]:
    """Stream the rows of a sheet's XML; raises Unreadable when it is not well formed or endless."""
    stream = iter(chunks)
    head = b""
    for chunk in stream:
        head += chunk
        if b"<sheetData" in head or len(head) > _LONGEST_HEAD:
            break
    before, mark, rest = head.partition(b"<sheetData>")
    if not mark or b"<worksheet" not in before or b"<!" in before or _OTHER_ENCODING.search(before):
        yield from parsed_records(itertools.chain([head], stream), strings, styles, since_1904=since_1904, notes=notes)
        return
    sink = RowSink(strings, styles, since_1904=since_1904, notes=notes)
    yield from _rows(itertools.chain([rest], stream), sink)


class RowSplitter:
    """Cuts a stream of bytes behind each row; a row without end costs no more than its bytes."""

    def __init__(self, ending: bytes) -> None:
        """Cut at ``ending``, which the pieces do not contain."""
        self._ending = ending
        self._parts: list[bytes] = []
        self._size = 0
        self._fresh = b""

    def split(self, chunk: bytes) -> list[bytes]:
        """Return the rows that end in this chunk; raises Unreadable for one of more than 64 MB."""
        self._fresh = self._fresh[-_OVERLAP:] + chunk
        self._parts.append(chunk)
        self._size += len(chunk)
        if self._ending not in self._fresh:
            if self._size > _LONGEST_ROW:
                raise Unreadable(code="damaged", message=DAMAGED)
            return []
        pieces = b"".join(self._parts).split(self._ending)
        rest = pieces.pop()
        self._parts = [rest]
        self._size = len(rest)
        self._fresh = rest
        return pieces

    def ended(self, mark: bytes) -> bool:
        """Whether ``mark`` stands in what the last chunk left over."""
        return mark in self._fresh


def _rows(stream: Iterator[bytes], sink: RowSink) -> Iterator[Record]:
    ready = sink.ready
    splitter = RowSplitter(b"</row>")
    for chunk in stream:
        for piece in splitter.split(chunk):
            _read_row(piece, sink)
        if ready:
            yield from ready
            ready.clear()
        if splitter.ended(b"</sheetData>"):
            break
    else:
        raise Unreadable(code="damaged", message=DAMAGED)
    for _ in stream:
        # Reading to the end lets the package check its sum.
        pass


def _read_row(piece: bytes, sink: RowSink) -> None:
    try:
        text = piece.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(code="damaged", message=DAMAGED) from error
    opens = _ROW.match(text)
    if opens is not None and "<!" not in text:
        body = text[opens.end() :]
        cells: list[tuple[str, str, str, str, str]] = _CELL.findall(body)
        if len(cells) == body.count("<c ") + body.count("<c>") + body.count("<c/>"):
            number = _NUMBER.search(opens[1])
            sink.open_row(number[1] if number else "")
            sink.take(cells)
            sink.close_row()
            return
    reader = XmlReader(sink.start, sink.end, sink.text)
    reader.feed(b"<sheetData>")
    reader.feed(piece)
    reader.feed(b"</row></sheetData>", final=True)
