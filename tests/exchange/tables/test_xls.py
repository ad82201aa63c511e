"""Excel workbooks before 2007."""

from __future__ import annotations

import datetime as dt
import io
import struct
from pathlib import Path

import pytest
import python_calamine
import xlwt

from safelight.exchange.tables import SheetInfo, Unreadable
from safelight.exchange.tables.xls_records import rk_number
from tests.exchange.tables.reading import Opener, cells, codes
from tests.exchange.tables.test_refusals import compound


def saved(workbook: xlwt.Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def test_values_formats_and_sheets(opened: Opener) -> None:
    workbook = xlwt.Workbook()
    workbook.add_sheet("Info").write(0, 0, "x")
    sheet = workbook.add_sheet("Kunden")
    for column, name in enumerate(["Name", "PLZ", "Geburtstag", "Aktiv", "Telefon", "Summe", "Preis"]):
        sheet.write(2, column, name)
    sheet.write(3, 0, "Jörg 王")
    sheet.write(3, 1, 1234, xlwt.easyxf(num_format_str="00000"))
    sheet.write(3, 2, dt.date(1990, 5, 1), xlwt.easyxf(num_format_str="DD.MM.YYYY"))
    sheet.write(3, 3, v := True)
    assert v
    sheet.write(3, 4, 491511234567)
    sheet.write(3, 5, xlwt.Formula("1+1"))
    sheet.write(3, 6, 19.99)
    hidden = workbook.add_sheet("Geheim")
    hidden.write(0, 0, "y")
    hidden.visibility = 1
    table = opened(saved(workbook), "kunden.xls")
    assert table.kind == "xls"
    assert table.sheets == (
        SheetInfo("Info", 1, hidden=False),
        SheetInfo("Kunden", 2, hidden=False),
        SheetInfo("Geheim", 1, hidden=True),
    )
    assert [row.number for row in table.rows()] == [4]
    row = cells(table)[0]
    assert row[:5] == ("Jörg 王", "01234", "1990-05-01", "TRUE", "491511234567")
    assert row[6] == "19.99"


def test_strings_that_break_over_records(opened: Opener, tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Clients")
    expected = []
    for number in range(3000):
        text = f"Client {number} " + ("é" if number % 2 else "Ж") * (number % 60)
        sheet.write(number, 0, text)
        sheet.write(number, 1, number / 4)
        expected.append((text, number / 4))
    content = saved(workbook)
    table = opened(content, "a.xls", header_row=0)
    assert [(row[0], float(row[1])) for row in cells(table)] == expected
    path = tmp_path / "same.xls"
    path.write_bytes(content)
    other = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    assert [(row[0], row[1]) for row in other] == expected


def test_dates_since_1904(opened: Opener) -> None:
    workbook = xlwt.Workbook()
    workbook.dates_1904 = True
    sheet = workbook.add_sheet("a")
    sheet.write(0, 0, "Name")
    sheet.write(0, 1, "Born")
    sheet.write(1, 0, "Anna")
    sheet.write(1, 1, 31532, xlwt.easyxf(num_format_str="YYYY-MM-DD"))
    assert cells(opened(saved(workbook), "a.xls")) == [("Anna", "1990-05-01")]


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def old_workbook(*cell_records: bytes) -> bytes:
    """Build a workbook of Excel 95 (BIFF5): strings in a code page, no shared table."""
    globals_bof = record(0x0809, struct.pack("<HHHH", 0x0500, 5, 0, 0))
    page = record(0x0042, struct.pack("<H", 1251))
    name = b"\xca\xeb\xe8\xe5\xed\xf2\xfb"
    size = len(globals_bof) + len(page) + 4 + 7 + len(name) + 4
    bound = record(0x0085, struct.pack("<IBBB", size, 0, 0, len(name)) + name)
    sheet = record(0x0809, struct.pack("<HHHH", 0x0500, 16, 0, 0)) + b"".join(cell_records) + record(0x000A, b"")
    stream = globals_bof + page + bound + record(0x000A, b"") + sheet
    return compound({"Book": stream.ljust(5000, b"\x00")})


def label(row: int, column: int, text: str) -> bytes:
    raw = text.encode("cp1251")
    return record(0x0204, struct.pack("<HHHH", row, column, 0, len(raw)) + raw)


def test_excel_95_with_a_code_page(opened: Opener) -> None:
    content = old_workbook(
        label(0, 0, "Имя"),
        label(0, 1, "Телефон"),
        label(0, 2, "Дата"),
        label(1, 0, "Иван"),
        record(0x00BD, struct.pack("<HHHIHIH", 1, 1, 0, (7 << 2) | 2, 0, (150 << 2) | 3, 2)),
        record(0x0205, struct.pack("<HHHBB", 2, 0, 0, 42, 1)),
        label(2, 1, "x"),
    )
    table = opened(content, "old.xls")
    assert table.sheet == "Клиенты"
    assert table.columns == ("Имя", "Телефон", "Дата")
    assert cells(table) == [("Иван", "7", "1.5"), ("", "x", "")]
    assert "error_cell" in codes(table)


@pytest.mark.parametrize(
    ("packed", "value"),
    [
        ((5 << 2) | 2, 5.0),
        ((-5 << 2) & 0xFFFFFFFF | 2, -5.0),
        ((123 << 2) | 3, 1.23),
        (0x3FF00000, 1.0),
        (0x3FF00001, 0.01),
    ],
)
def test_packed_numbers(packed: int, value: float) -> None:
    assert rk_number(packed) == value


def test_a_damaged_workbook_is_refused(opened: Opener) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("a")
    for number in range(2000):
        sheet.write(number, 0, f"Client {number}")
    content = saved(workbook)
    for size in (600, len(content) // 2, len(content) // 4):
        with pytest.raises(Unreadable) as refusal:
            opened(content[:size], "a.xls")
        assert refusal.value.code == "damaged"
