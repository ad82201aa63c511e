"""What holds for any table and any bytes."""

from __future__ import annotations

import csv
import io
import random
from functools import cache
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.exchange.tables import Unreadable, open_table, write_refused
from safelight.exchange.tables.guard import guarded
from safelight.exchange.tables.quoting import Dialect, split_line, split_records

ENCODINGS = {
    "utf-8": None,
    "utf-8-sig": None,
    "utf-16": None,
    "cp1252": "abcXYZ 019äöüÄßéñ€,;|\t\"'\n=+-@\\",
    "cp1250": 'abc ąćęłńóśźżŁ,;"\n',
    "cp1251": 'abc абвгдеАБВ,;"\n',
    "cp932": 'abc 山田太郎ヤマダ,;"\n',
    "big5": 'abc 王小明陳,;"\n',
    "gb18030": 'abc 王小明陈😀,;"\n',
    "euc_kr": 'abc 김철수,;"\n',
}
ANY_TEXT = st.characters(
    exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufeff\ufffe\uffff"
) | st.sampled_from("\n\t\"',;|=+-@")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One path for all examples."""
    return tmp_path_factory.mktemp("property") / "file"


def grids(letters: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[list[list[str]]]:
    cell = st.text(ANY_TEXT if letters is None else letters, max_size=12)
    return st.integers(1, 5).flatmap(
        lambda width: st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=8)
    )


def survivors(rows: list[list[str]]) -> list[tuple[str, ...]]:
    return [tuple(row) for row in rows if any(cell.strip() for cell in row)]


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_any_table_written_as_text_reads_back_equal(place: Path, data: st.DataObject) -> None:
    encoding = data.draw(st.sampled_from(sorted(ENCODINGS)))
    alphabet = ENCODINGS[encoding]
    rows = data.draw(grids(None if alphabet is None else st.sampled_from(alphabet)))
    delimiter = data.draw(st.sampled_from([",", ";", "\t", "|", "^", "~"]))
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    width = len(rows[0])
    writer.writerow([f"h{column}" for column in range(width)])
    writer.writerows([[guarded(cell) for cell in row] for row in rows])
    place.write_bytes(stream.getvalue().encode(encoding))
    table = open_table(place, encoding=encoding.removesuffix("-sig"), delimiter=delimiter, header_row=1)
    # A last row such as "Total" is rightly taken for one, so it is kept from being last.
    book = [cells for number, cells in table.source.records(table.book) if number > 1]
    assert survivors(book) == survivors(rows)


@given(grids())
@settings(max_examples=60, deadline=None)
def test_any_table_written_as_a_workbook_reads_back_equal(place: Path, rows: list[list[str]]) -> None:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    sheet = workbook.add_worksheet()
    sheet.write_string(0, 0, "Name")
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell)
    workbook.close()
    place.write_bytes(stream.getvalue())
    table = open_table(place, header_row=1)
    found = [(number, tuple(cells)) for number, cells in table.source.records(table.book) if number > 1]
    expected = [(number, tuple(row)) for number, row in enumerate(rows, 2) if any(row)]
    width = len(rows[0])
    assert [(number, cells + ("",) * (width - len(cells))) for number, cells in found] == expected


@given(grids())
@settings(max_examples=100, deadline=None)
def test_refused_rows_come_back_equal(place: Path, rows: list[list[str]]) -> None:
    width = len(rows[0])
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
    writer.writerow([f"h{column}" for column in range(width)])
    writer.writerows([[guarded(cell) for cell in row] for row in rows])
    place.write_bytes(stream.getvalue().encode())
    table = open_table(place, delimiter=",", header_row=1)
    kept = list(table.rows())
    back = place.with_suffix(".back")
    write_refused(back, table, [(row, "Reason of refusal") for row in kept], "csv")
    again = open_table(back, delimiter=",", header_row=1)
    assert [row.cells[:-1] for row in again.rows()] == [row.cells for row in kept]


@given(st.text(st.sampled_from('ab,"\\ '), max_size=40))
def test_lenient_splitting_agrees_with_the_csv_module_where_that_is_strict(text: str) -> None:
    try:
        strict = next(csv.reader([text], strict=True), [])
    except csv.Error:
        strict = None
    cells, _ = split_line(text, Dialect(","))
    assert "".join(cells).replace('"', "") == "".join(cells).replace('"', "")
    if strict and ' "' not in text and '" ' not in text:
        assert cells == strict


@given(st.lists(st.text(st.sampled_from("ab,\"\\;' "), max_size=12), max_size=30))
def test_no_line_is_lost_or_read_twice(lines: list[str]) -> None:
    numbers = [
        number for number, _ in split_records([line + "\n" for line in lines], Dialect(",", width=2), lambda _: None)
    ]
    assert numbers == sorted(set(numbers))
    assert all(1 <= number <= len(lines) for number in numbers)


@cache
def seeds() -> tuple[bytes, ...]:
    """Small files of every kind."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    sheet = workbook.add_worksheet()
    for row in range(12):
        sheet.write_row(row, 0, [f"Name {row}", row, row / 4])
    workbook.close()
    old = xlwt.Workbook()
    page = old.add_sheet("a")
    for row in range(12):
        page.write(row, 0, f"Name {row}")
        page.write(row, 1, row)
    old_stream = io.BytesIO()
    old.save(old_stream)
    return (
        stream.getvalue(),
        old_stream.getvalue(),
        b"BEGIN:VCARD\nVERSION:3.0\nN:a;b\nTEL;TYPE=cell:1\nNOTE;ENCODING=QUOTED-PRINTABLE:=41=\nb\nEND:VCARD\n",
        b"<html><table><tr><td colspan=2 rowspan=3>x</td><td>y</td></tr></table>",
        'Name,"Phone"\n"M\xfcl",1\n'.encode("cp1252"),
        "Name\tx\nа\tб\n".encode("utf-16"),
        b"sep=;\nName;Phone\nA;1\n",
    )


def opens_or_refuses(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        table = open_table(path)
        widths = {len(row.cells) for row in table.rows()}
    except Unreadable:
        return
    assert widths <= {len(table.columns)}


@given(st.binary(max_size=600))
@settings(max_examples=200, deadline=None)
def test_random_bytes_are_read_or_refused(place: Path, content: bytes) -> None:
    opens_or_refuses(place, content)


@given(st.integers(0, 2**32))
@settings(max_examples=400, deadline=None)
def test_mutated_files_are_read_or_refused(place: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(chance.choice(seeds()))
    for _ in range(chance.choice([1, 2, 5, 20])):
        at = chance.randrange(len(content))
        if chance.random() < 0.6:
            content[at] = chance.choice([0, 255, 10, 13, 34, 58, 60, chance.randrange(256)])
        elif chance.random() < 0.5:
            content[at:at] = chance.randbytes(chance.randrange(1, 9))
        else:
            del content[at : at + chance.randrange(1, 30)]
            content = content or bytearray(b"x")
    opens_or_refuses(place, bytes(content))
