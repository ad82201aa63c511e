"""Refused rows come back safe, and import again."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.exchange.tables import REASON_COLUMN, open_table, write_refused
from safelight.exchange.tables.guard import guarded, unguarded
from tests.exchange.tables.reading import Opener, cells

DANGEROUS = [
    "=1+1",
    "+SUM(A1)",
    "-2+3",
    "@cmd",
    "|calc",
    "%x",
    "\tx",
    "  =1",
    "＝1",
    "＋x",
    "－x",
    "＠x",
    "\n=1",
    "+49=1",
]


@pytest.mark.parametrize("cell", DANGEROUS)
def test_formulas_are_guarded(cell: str) -> None:
    assert guarded(cell) == "'" + cell
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize(
    "cell", ["+49 151 2345678", "+1 (555) 123-4567", "-12.50", "+5", "-1,234.56", "12%", "O'Hara", "", "a=b"]
)
def test_phones_numbers_and_text_stay(cell: str) -> None:
    assert guarded(cell) == cell


@given(st.text())
def test_guarding_is_undone_exactly(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


def test_csv_goes_back_with_its_own_separator(opened: Opener, tmp_path: Path) -> None:
    table = opened("Name;Phone;Note\nAnna;+49 151 1234;=1+1\nBo;-5;a;\n".encode("cp1252"))
    path = tmp_path / "refused.csv"
    rows = list(table.rows())
    assert write_refused(path, table, [(row, "Phone is missing; look") for row in rows]) == 2
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfName;Phone;Note;Reason\r\n")
    assert b";'=1+1;" in raw
    again = open_table(path)
    assert again.columns == ("Name", "Phone", "Note", REASON_COLUMN)
    assert [row[:3] for row in cells(again)] == [row.cells for row in rows]
    assert [row[3] for row in cells(again)] == ["Phone is missing; look"] * 2


def test_a_reason_column_is_replaced_not_doubled(opened: Opener) -> None:
    table = opened("Name,Phone,Reason\nAnna,1,old\n")
    stream = io.BytesIO()
    write_refused(stream, table, [(row, "new") for row in table.rows()])
    assert stream.getvalue().decode("utf-8-sig") == "Name,Phone,Reason\r\nAnna,1,new\r\n"


def test_xlsx_has_text_cells_only(opened: Opener, tmp_path: Path) -> None:
    table = opened("Name,ZIP,Note\nAnna,01234,=1+1\nBo,00099,https://example.com\n")
    path = tmp_path / "refused.xlsx"
    write_refused(path, table, [(row, "why") for row in table.rows()], "xlsx")
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert cells(open_table(path)) == [("Anna", "01234", "=1+1", "why"), ("Bo", "00099", "https://example.com", "why")]


def test_other_kinds_go_back_as_excel(opened: Opener) -> None:
    table = opened("BEGIN:VCARD\nN:Weber;Anna\nEND:VCARD\n", "a.vcf")
    stream = io.BytesIO()
    assert write_refused(stream, table, [(row, "why") for row in table.rows()]) == 1
    assert stream.getvalue().startswith(b"PK")


def test_nothing_refused_is_a_header_only(opened: Opener) -> None:
    kinds: tuple[Literal["csv", "xlsx"], ...] = ("csv", "xlsx")
    for kind in kinds:
        stream = io.BytesIO()
        assert write_refused(stream, opened("Name,Phone\nAnna,1\n"), [], kind) == 0
        assert stream.getvalue()
