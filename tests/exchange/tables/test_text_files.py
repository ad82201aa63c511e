"""Delimiters, line ends, quoting accidents and everything else text files do."""

from __future__ import annotations

import csv
import io
import time
import tracemalloc

import pytest

from safelight.exchange.tables import Unreadable
from tests.exchange.tables.reading import Opener, cells, codes


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", "\x1f"])
def test_the_separator_is_found(opened: Opener, delimiter: str) -> None:
    rows = [["Name", "Phone", "City"], ["Anna", "0151 1", "Köln"], ["Bo", "0171 2", "Oslo"]]
    table = opened("\n".join(delimiter.join(row) for row in rows))
    assert table.delimiter == delimiter
    assert cells(table) == [tuple(row) for row in rows[1:]]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_separator_line_of_excel_is_obeyed(opened: Opener, first: str) -> None:
    table = opened(f"{first}\r\nName;Note\r\nAnna;a, b, c\r\n")
    assert table.delimiter == ";"
    assert table.header_row == 2
    assert [(row.number, row.cells) for row in table.rows()] == [(3, ("Anna", "a, b, c"))]


def test_a_separator_line_with_a_tab(opened: Opener) -> None:
    assert cells(opened("sep=\t\nName\tNote\nAnna\tx,y\n")) == [("Anna", "x,y")]


def test_commas_in_a_semicolon_file_separate_nothing(opened: Opener) -> None:
    text = "Name;Address;Amount\nAnna;1 Main St, Apt 2, Town;1,50\nBo;2 Side St, Town;2,75\n"
    assert cells(opened(text))[0] == ("Anna", "1 Main St, Apt 2, Town", "1,50")


def test_a_person_may_choose_the_separator(opened: Opener) -> None:
    assert cells(opened("Name:Note\nAnna:a,b\n", delimiter=":")) == [("Anna", "a,b")]


@pytest.mark.parametrize("delimiter", ["", ";;", "\n", '"'])
def test_a_separator_that_cannot_be_is_refused(opened: Opener, delimiter: str) -> None:
    with pytest.raises(Unreadable, match="single character"):
        opened("Name,Note\nAnna,a\n", delimiter=delimiter)


def test_a_list_of_one_column(opened: Opener) -> None:
    table = opened("Email\na@example.com\nb@example.com\nc@example.com\n")
    assert table.columns == ("Email",)
    assert cells(table)[0] == ("a@example.com",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_every_line_end(opened: Opener, end: str) -> None:
    table = opened(end.join(["Name,Phone", "Anna,1", "Bo,2", ""]))
    assert cells(table) == [("Anna", "1"), ("Bo", "2")]


def test_a_pair_of_line_end_signs_cut_by_a_block(opened: Opener) -> None:
    head = "Name,Note\r\n"
    padding = "x" * (256 * 1024 - len(head) - len("Anna,") - 1)
    table = opened(f"{head}Anna,{padding}\r\nBo,y\r\n")
    assert [row.number for row in table.rows()] == [2, 3]


def test_line_breaks_inside_values_keep_row_numbers_physical(opened: Opener) -> None:
    table = opened('Name,Note\nAnna,"one\ntwo\nthree"\nBo,x\n')
    assert [(row.number, row.cells) for row in table.rows()] == [(2, ("Anna", "one\ntwo\nthree")), (5, ("Bo", "x"))]


def test_a_mark_that_never_closes_harms_only_its_own_line(opened: Opener) -> None:
    body = "".join(f'Client {number},"Street {number}, Town",x\n' for number in range(1000))
    table = opened(f'Name,Address,Note\nAnna,"12 Main,x\n{body}')
    rows = cells(table)
    assert rows[0] == ("Anna", "12 Main", "x")
    assert len(rows) == 1001
    assert rows[-1] == ("Client 999", "Street 999, Town", "x")
    assert "quoting" in codes(table)


def test_a_mark_that_never_closes_in_a_file_without_other_marks(opened: Opener) -> None:
    body = "".join(f"Client {number},x\n" for number in range(2000))
    rows = cells(opened(f'Name,Note\nAnna,"open\n{body}'))
    assert len(rows) == 2001
    assert rows[0] == ("Anna", "open")


def test_marks_inside_a_quoted_value(opened: Opener) -> None:
    table = opened('Name,Note\nAnna,"He said "hi" to me"\nBo,"5"" lens"\nCy,6" lens\n')
    assert [row[1] for row in cells(table)] == ['He said "hi" to me', '5" lens', '6" lens']


def test_backslash_escapes(opened: Opener) -> None:
    rows = cells(opened('Name,Note\nAnna,"a \\"b\\", c"\nBo,"d"\n'))
    assert rows == [("Anna", 'a "b", c'), ("Bo", "d")]


def test_backslashes_that_escape_nothing_stay(opened: Opener) -> None:
    assert cells(opened("Name,Path\nAnna,C:\\new\\tab\n")) == [("Anna", "C:\\new\\tab")]


def test_blanks_before_marks(opened: Opener) -> None:
    rows = cells(opened('Name, Note\n"Anna", "a, b"\n"Bo", "c"\n'))
    assert rows == [("Anna", "a, b"), ("Bo", "c")]


def test_single_marks(opened: Opener) -> None:
    rows = cells(opened("'Name','Note'\n'Anna','a, b'\n'Bo','c'\n"))
    assert rows == [("Anna", "a, b"), ("Bo", "c")]


def test_many_accidents_do_not_take_for_ever(opened: Opener) -> None:
    body = "".join(f'Client {number},"open {number}\n' for number in range(20_000))
    started = time.process_time()
    assert len(cells(opened(f"Name,Note\n{body}"))) == 20_000
    assert time.process_time() - started < 10


def test_a_long_value_is_no_accident(opened: Opener) -> None:
    long = "word, " * 50_000
    assert cells(opened(f'Name,Note\nAnna,"{long}"\nBo,x\n')) == [("Anna", long), ("Bo", "x")]


def test_control_characters_are_removed_and_noted(opened: Opener) -> None:
    table = opened(b"Name,Note\nAn\x00na,a\x07b\x1bc\nBo,x\x0by\n")
    assert cells(table) == [("Anna", "abc"), ("Bo", "x\ny")]
    assert [note.row for note in table.notes if note.code == "control_characters"] == [2]


def test_ragged_rows(opened: Opener) -> None:
    table = opened("Name,Phone,City\nAnna\nBo,2,Oslo\nCy,3,Rome,,\n")
    assert table.columns == ("Name", "Phone", "City")
    assert cells(table) == [("Anna", "", ""), ("Bo", "2", "Oslo"), ("Cy", "3", "Rome")]


def test_values_beyond_the_headers_get_a_column(opened: Opener) -> None:
    table = opened("Name,Phone\nAnna,1,extra\nBo,2\n")
    assert table.columns == ("Name", "Phone", "Column C")
    assert cells(table) == [("Anna", "1", "extra"), ("Bo", "2", "")]


def test_a_row_too_long_far_down_is_noted(opened: Opener) -> None:
    body = "".join(f"Client {number},{number}\n" for number in range(1000))
    table = opened(f"Name,Phone\n{body}Last,1,too,many\n")
    assert cells(table)[-1] == ("Last", "1")
    assert [note.row for note in table.notes if note.code == "row_too_long"] == [1002]


def test_blank_rows_are_left_out(opened: Opener) -> None:
    table = opened("Name,Phone\n\nAnna,1\n,\n  , \nBo,2\n\n\n")
    assert [(row.number, row.cells[0]) for row in table.rows()] == [(3, "Anna"), (6, "Bo")]


def test_right_to_left_and_east_asian_names(opened: Opener) -> None:
    rows = cells(opened("Name,City\nדוד כהן,ירושלים\nمحمد,القاهرة\n王小明,台北\nՎարդան,Երևան\n👩‍👧 Zoë,x\n"))
    assert [row[0] for row in rows] == ["דוד כהן", "محمد", "王小明", "Վարդան", "👩‍👧 Zoë"]


def test_numbers_stay_as_written(opened: Opener) -> None:
    text = "Name,ZIP,Phone,Amount\nAnna,01234,004915112345,1.50\n"
    assert cells(opened(text)) == [("Anna", "01234", "004915112345", "1.50")]


def test_one_guarding_apostrophe_is_taken_off(opened: Opener) -> None:
    table = opened("Name,Note\n'=1+1,''=2\nO'Hara,'tis\n")
    assert cells(table) == [("=1+1", "'=2"), ("O'Hara", "'tis")]


@pytest.mark.parametrize("content", ["", "\n\n\n", " , ,\n,,\n", "\ufeff", "sep=;\n"])
def test_an_empty_file_is_refused(opened: Opener, content: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        opened(content)
    assert refusal.value.code == "empty"


def test_a_header_and_nothing_else(opened: Opener) -> None:
    table = opened("Name,Email,Phone\n")
    assert table.columns == ("Name", "Email", "Phone")
    assert cells(table) == []


def test_rows_may_be_read_again(opened: Opener) -> None:
    table = opened("Name,Phone\nAnna,1\nBo,2\n")
    assert cells(table) == cells(table)


def test_a_large_file_streams_in_little_memory(opened: Opener) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["Name", "Email", "Phone", "City"])
    writer.writerows([f"Client {n}", f"c{n}@example.com", f"+49 151 {n:07}", "Köln"] for n in range(200_000))
    table = opened(buffer.getvalue())
    del buffer
    started = time.process_time()
    assert sum(1 for _ in table.rows()) == 200_000
    # A generous floor for a busy machine; the bare speed is some 300,000 rows a second.
    assert time.process_time() - started < 6
    tracemalloc.start()
    try:
        for row in table.rows():
            if row.number > 50_000:
                break
        assert tracemalloc.get_traced_memory()[1] < 12_000_000
    finally:
        tracemalloc.stop()
