"""Excel workbooks (XLSX, XLSM; transitional and strict) as a source of records.

Read here rather than by python-calamine, because calamine keeps a whole sheet in memory as a rectangle (one stray cell
at XFD1048576 ends the process), and does not tell number formats, without which "01234" shown for 1234 is lost.
Structure after ECMA-376 parts 1 and 4.
"""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from safelight.exchange.tables.number_formats import BUILT_IN_DATES, Shown, shown_as
from safelight.exchange.tables.packages import DAMAGED, PROTECTED, Package
from safelight.exchange.tables.safe_xml import XmlReader, attribute
from safelight.exchange.tables.shape import Kind, NoteBook, Record, SheetInfo, Unreadable
from safelight.exchange.tables.sheet_choice import Candidate, choose_sheet
from safelight.exchange.tables.xlsx_cells import SharedStrings, Style
from safelight.exchange.tables.xlsx_rows import RowSplitter, sheet_records

_SAMPLE = 80
_BUILT_IN_DURATIONS = frozenset({46})


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    part: str
    hidden: bool


class XlsxSheet:
    """One sheet of a workbook."""

    kind: Kind = "xlsx"
    encoding: Literal[""] = ""
    delimiter: Literal[""] = ""

    def __init__(self, path: Path, notes: NoteBook, *, sheet: str | None = None) -> None:
        """Read the workbook's frame and choose the sheet; raises Unreadable when there is none."""
        self._path = path
        with Package(path) as package:
            if package.has("encryptedpackage"):
                raise Unreadable(code="password", message=PROTECTED)
            workbook = _workbook_part(package)
            links = _relations(package, workbook)
            found, self._since_1904 = _sheets(package, workbook, links)
            self._styles = _styles(package, links)
            strings = _linked(links, "sharedStrings") or "xl/sharedStrings.xml"
            self._strings = SharedStrings(package.chunks(strings) if package.has(strings) else ())
            if not found:
                raise Unreadable(
                    code="empty", message="The workbook has no sheet with cells. Choose the file that holds the list."
                )
            counts = [_count_rows(package, one.part) for one in found]
        self.sheets = tuple(SheetInfo(one.name, count, one.hidden) for one, count in zip(found, counts, strict=True))
        parts = {one.name: one.part for one in found}

        def sample(name: str) -> list[Record]:
            return self._first(parts[name])

        self.sheet = choose_sheet([Candidate(info, sample) for info in self.sheets], sheet)
        self._part = parts[self.sheet]
        del notes

    def records(self, notes: NoteBook) -> Iterator[Record]:
        """Stream the rows of the sheet."""
        return self._stream(self._part, notes)

    def _stream(self, part: str, notes: NoteBook) -> Iterator[Record]:
        with Package(self._path) as package:
            yield from sheet_records(
                package.chunks(part), self._strings, self._styles, since_1904=self._since_1904, notes=notes
            )

    def _first(self, part: str) -> list[Record]:
        first: list[Record] = []
        for record in self._stream(part, NoteBook()):
            first.append(record)
            if len(first) >= _SAMPLE:
                break
        return first


def _workbook_part(package: Package) -> str:
    if package.has("_rels/.rels"):
        for kind, target in _relations(package, "").values():
            if kind == "officeDocument" and package.has(target):
                return target
    for name in ("xl/workbook.xml", "xl/workbook1.xml"):
        if package.has(name):
            return name
    raise Unreadable(code="damaged", message=DAMAGED)


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return id → (last word of its type, part it points to)."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    links: dict[str, tuple[str, str]] = {}
    if not package.has(rels):
        return links

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = unquote(attributes.get("Target", "").replace("\\", "/"))
            target = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            links[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], target)

    XmlReader(start, _ignore).read(package.chunks(rels))
    return links


def _linked(links: dict[str, tuple[str, str]], kind: str) -> str | None:
    return next((target for found, target in links.values() if found == kind), None)


def _sheets(package: Package, workbook: str, links: dict[str, tuple[str, str]]) -> tuple[list[_Sheet], bool]:
    sheets: list[_Sheet] = []
    epoch = [False]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            reference = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            kind, part = links.get(reference, ("worksheet", f"xl/worksheets/sheet{len(sheets) + 1}.xml"))
            if kind == "worksheet" and package.has(part):
                hidden = attribute(attributes, "state", "visible") != "visible"
                sheets.append(_Sheet(attribute(attributes, "name", f"Sheet{len(sheets) + 1}"), part, hidden))
        elif tag == "workbookPr":
            epoch[0] = attribute(attributes, "date1904") in {"1", "true"}

    XmlReader(start, _ignore).read(package.chunks(workbook))
    return sheets, epoch[0]


def _styles(package: Package, links: dict[str, tuple[str, str]]) -> list[Style]:
    part = _linked(links, "styles") or "xl/styles.xml"
    if not package.has(part):
        return []
    codes: dict[str, str] = {}
    formats: list[str] = []
    inside = [False]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            codes[attribute(attributes, "numFmtId")] = attribute(attributes, "formatCode")
        elif tag == "cellXfs":
            inside[0] = True
        elif tag == "xf" and inside[0]:
            formats.append(attribute(attributes, "numFmtId", "0"))

    def end(tag: str) -> None:
        if tag == "cellXfs":
            inside[0] = False

    XmlReader(start, end).read(package.chunks(part))
    return [_style(number, codes) for number in formats]


def _style(number: str, codes: dict[str, str]) -> Style:
    code = codes.get(number)
    if code is not None:
        shown: Shown = shown_as(code)
        return Style(shown, code if shown == "mask" else "")
    if number.isdigit() and int(number) in _BUILT_IN_DURATIONS:
        return Style("duration", "")
    if number.isdigit() and int(number) in BUILT_IN_DATES:
        return Style("date", "")
    return Style("number", "")


def _count_rows(package: Package, part: str) -> int:
    """Count the rows that hold a value, by looking at the bytes only."""
    chunks = package.chunks(part)
    head = next(chunks, b"")
    match = re.search(rb"<([\w.-]+:)?worksheet\b", head)
    prefix = (match[1] or b"") if match else b""
    value, text = b"<" + prefix + b"v", b"<" + prefix + b"t"
    splitter = RowSplitter(b"</" + prefix + b"row>")
    count = 0
    for chunk in itertools.chain([head], chunks):
        count += sum(1 for piece in splitter.split(chunk) if value in piece or text in piece)
    return count


def _ignore(_: str) -> None:
    """Nothing to do at this element's end."""
