"""Any list as a file: exactly its columns and rows, and CSV that no spreadsheet runs and our import reads back."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from safelight.clients.web.columns import STANDARD
from safelight.exchange.out.columns import Column
from safelight.exchange.out.list_file import list_workbook
from safelight.exchange.out.lists import CLIENTS
from safelight.exchange.tables.guard import unguarded
from safelight.exchange.web.file_names import safe_name
from tests.exchange.out.test_writers import INJECTIONS

COLUMNS = [
    Column("Name"),
    Column("Phone"),
    Column("Visits", "integer"),
    Column("Day", "date"),
    Column("When", "moment"),
    Column("VIP", "yes_no"),
]
ROW = ["=Ana", "+4915112345678", 3, date(2026, 5, 4), datetime(2026, 5, 4, 9, 30), True]  # noqa: DTZ001 - cells have no zone


def read_csv(blocks: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(blocks.decode("utf-8-sig"), newline="")))


def test_csv_has_a_mark_its_header_and_its_rows() -> None:
    made = list_workbook(COLUMNS, iter([ROW, [None] * 6]), "csv")
    content = b"".join(made.blocks)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert (made.suffix, made.content_type) == ("csv", "text/csv; charset=utf-8")
    assert read_csv(content) == [
        ["Name", "Phone", "Visits", "Day", "When", "VIP"],
        ["'=Ana", "+4915112345678", "3", "2026-05-04", "2026-05-04 09:30:00", "yes"],
        [""] * 6,
    ]


@pytest.mark.parametrize("text", [text for text in INJECTIONS if not text.startswith(("{", "https"))])
def test_no_text_runs_as_a_formula_in_csv(text: str) -> None:
    cell = read_csv(b"".join(list_workbook([Column("A")], [[text]], "csv").blocks))[1][0]
    assert cell.startswith("'")
    assert unguarded(cell) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n")), min_size=1, max_size=5))
def test_our_import_takes_every_guard_off_again(texts: list[str]) -> None:
    rows = read_csv(b"".join(list_workbook([Column(f"C{n}") for n in range(len(texts))], [texts], "csv").blocks))
    assert [unguarded(cell) for cell in rows[1]] == texts


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1500])
@pytest.mark.parametrize("wanted", ["csv", "xlsx"])
def test_all_rows_leave_in_their_order(wanted: str, count: int, tmp_path: Path) -> None:
    made = list_workbook([Column("N", "integer")], ([n] for n in range(count)), "csv" if wanted == "csv" else "xlsx")
    content = b"".join(made.blocks)
    if wanted == "csv":
        assert [row[0] for row in read_csv(content)] == ["N", *map(str, range(count))]
        return
    (tmp_path / "a.xlsx").write_bytes(content)
    sheet = python_calamine.CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_name("List")
    assert [row[0] for row in sheet.to_python()] == ["N", *map(float, range(count))]


@pytest.mark.parametrize(
    ("wished", "made"),
    [
        ("Atelier Ana 2026-05-04", "Atelier Ana 2026-05-04.xlsx"),
        ("スタジオ 写真", "スタジオ 写真.xlsx"),
        ("استوديو", "استوديو.xlsx"),
        ("../../etc/passwd", "etc passwd.xlsx"),
        ('a"b;c\r\nSet-Cookie: x', "a b cSet-Cookie x.xlsx"),
        ("evil\u202excod.exe", "evilxcod.exe.xlsx"),
        ("...", "Safelight.xlsx"),
        ("x" * 500, "x" * 120 + ".xlsx"),
    ],
)
def test_file_names_are_safe_in_any_script(wished: str, made: str) -> None:
    assert safe_name(wished, "xlsx") == made


def test_every_column_a_person_can_choose_leaves() -> None:
    """The page and the file know the same keys and call them by the same words."""
    headers = {column.key: column.column.header for column in CLIENTS.columns}
    assert {key: headers.get(key) for key in STANDARD} == {key: str(column.label) for key, column in STANDARD.items()}
