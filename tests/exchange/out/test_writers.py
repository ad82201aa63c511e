"""The contract of every writer of workbooks, checked with two readers."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from safelight.exchange.out.cells import CUT, FITTING, LONGEST, units
from safelight.exchange.out.columns import Column, unlike
from safelight.exchange.out.workbook import Sheet, WorkbookWriter
from safelight.exchange.out.workbook.portable import PortableWriter
from safelight.exchange.out.workbook.swift import SwiftWriter
from safelight.exchange.out.workbook.titles import title

INJECTIONS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "|calc",
    "%x",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    '=HYPERLINK("http://x","y")',
    "＝1+1",
    "'=1+1",
    "=cmd|' /C calc'!A0",
    "{=1+1}",
    "https://example.org/",
)
TEXTS = (
    "+4915112345678",
    "0049 151",
    "01067",
    "1E5",
    "TRUE",
    "2026-01-02",
    "שלום",
    "漢字 😀",
    " two  spaces ",
    "line\nbreak",
    "_x0041_",
    "<b>&\"'</b>",
    "x" * LONGEST,
)


@pytest.fixture(params=[SwiftWriter, PortableWriter], ids=["swift", "portable"])
def writer(request: pytest.FixtureRequest) -> WorkbookWriter:
    made: WorkbookWriter = request.param()
    return made


def calamine(path: Path, name: str) -> list[list[object]]:
    return list(
        python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python(skip_empty_area=False)
    )


@pytest.mark.parametrize("text", [*INJECTIONS, *TEXTS])
def test_text_is_text_whatever_it_begins_with(writer: WorkbookWriter, tmp_path: Path, text: str) -> None:
    target = tmp_path / "a.xlsx"
    writer.write(target, [Sheet.of_rows("S", [Column("A")], [[text]])])
    # XML readers turn a carriage return into the escape that means it; both are the same text to a spreadsheet.
    assert calamine(target, "S") == [["A"], [text]]
    cell = openpyxl.load_workbook(target)["S"]["A2"]
    assert cell.data_type == "s"
    assert cell.number_format == "@"
    assert cell.hyperlink is None
    assert b"<f>" not in zipfile.ZipFile(target).read("xl/worksheets/sheet1.xml")


def test_cells_have_their_types(writer: WorkbookWriter, tmp_path: Path) -> None:
    columns = [
        Column("Whole", "integer"),
        Column("Number", "number"),
        Column("Day", "date"),
        Column("When", "moment"),
        Column("Yes", "yes_no"),
        Column("Text"),
    ]
    first = [7, 12.5, date(2026, 3, 29), datetime(2026, 3, 29, 2, 30, 5), True, "007"]  # noqa: DTZ001 - cells have no zone
    target = tmp_path / "a.xlsx"
    writer.write(target, [Sheet.of_rows("S", columns, [[None] * 6, first, [None] * 5 + ["last"]])])
    rows = calamine(target, "S")
    assert rows[2] == [7.0, 12.5, date(2026, 3, 29), datetime(2026, 3, 29, 2, 30, 5), True, "007"]  # noqa: DTZ001
    assert rows[1] == [""] * 6
    types = [cell.data_type for cell in openpyxl.load_workbook(target)["S"][3]]
    assert types == ["n", "n", "d", "d", "b", "s"]


@pytest.mark.parametrize("rows", [0, 1, 1000])
def test_the_header_is_there_for_any_number_of_rows(writer: WorkbookWriter, tmp_path: Path, rows: int) -> None:
    target = tmp_path / "a.xlsx"
    writer.write(target, [Sheet.of_rows("S", [Column("A"), Column("B", "integer")], [["x", n] for n in range(rows)])])
    assert calamine(target, "S") == [["A", "B"], *(["x", float(n)] for n in range(rows))]
    page = openpyxl.load_workbook(target)["S"]
    assert page.freeze_panes == "A2"
    assert str(page.auto_filter.ref).startswith("A1:B")
    assert page["A1"].font.bold
    assert page.column_dimensions["A"].width == pytest.approx(22, abs=1)


def test_sheets_are_written_in_their_order_and_read_one_after_the_other(writer: WorkbookWriter, tmp_path: Path) -> None:
    read: list[str] = []

    def rows(name: str) -> Iterator[list[object]]:
        for _ in range(3):
            read.append(name)
            yield [name]

    target = tmp_path / "a.xlsx"
    writer.write(target, [Sheet.of_rows(name, [Column("A")], rows(name)) for name in ("Zebra", "Äpfel", "漢字")])
    assert python_calamine.CalamineWorkbook.from_path(target).sheet_names == ["Zebra", "Äpfel", "漢字"]
    assert read == ["Zebra"] * 3 + ["Äpfel"] * 3 + ["漢字"] * 3


def test_what_the_source_raises_comes_through(writer: WorkbookWriter, tmp_path: Path) -> None:
    def rows() -> Iterator[list[object]]:
        yield ["x"]
        raise InterruptedError

    with pytest.raises(InterruptedError):
        writer.write(tmp_path / "a.xlsx", [Sheet.of_rows("S", [Column("A")], rows())])


def test_text_that_is_too_long_is_cut_and_says_so() -> None:
    for text in ("x" * (LONGEST + 1), "😀" * LONGEST, "x" * 100_000):
        fitted = FITTING["text"](text)
        assert isinstance(fitted, str)
        assert units(fitted) <= LONGEST
        assert fitted.endswith(CUT)
        assert text.startswith(fitted.removesuffix(CUT))
    assert FITTING["text"]("😀" * (LONGEST // 2)) == "😀" * (LONGEST // 2)


def test_numbers_and_days_a_spreadsheet_cannot_hold_become_text() -> None:
    assert FITTING["integer"](2**53) == 2**53
    assert FITTING["integer"](2**53 + 1) == "9007199254740993"
    assert FITTING["number"](float("nan")) == "nan"
    assert FITTING["date"](date(1899, 12, 31)) == "1899-12-31"
    assert FITTING["date"](date(1900, 1, 1)) == date(1900, 1, 1)


def test_headers_are_made_unlike() -> None:
    assert [c.header for c in unlike([Column("Phone"), Column("phone"), Column("Phone (2)"), Column("")])] == [
        "Phone",
        "phone (2)",
        "Phone (2) (2)",
        "Column",
    ]


@pytest.mark.parametrize(
    ("wished", "taken", "part", "made"),
    [
        ("Clients", (), 1, "Clients"),
        ("Clients", ("clients",), 1, "Clients (2)"),
        ("Clients", (), 3, "Clients (3)"),
        ("a/b[c]:*?\\", (), 1, "a b c"),
        ("x" * 40, (), 2, "x" * 27 + " (2)"),
        ("😀" * 20, (), 1, "😀" * 15),
        ("History", (), 1, "History of the studio"),
        ("'", (), 1, "Sheet"),
    ],
)
def test_titles_are_what_excel_allows(wished: str, taken: tuple[str, ...], part: int, made: str) -> None:
    assert title(wished, taken, part) == made
