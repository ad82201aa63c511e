"""The fast way through a sheet says the same as the parser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.exchange.tables import Unreadable
from safelight.exchange.tables.shape import NoteBook, Record
from safelight.exchange.tables.xlsx_cells import SharedStrings, Style, parsed_records
from safelight.exchange.tables.xlsx_rows import sheet_records

STRINGS = SharedStrings([b"<sst><si><t>zero</t></si><si><t>one &amp; two</t></si></sst>"])
STYLES = [Style("number", ""), Style("date", ""), Style("mask", "00000"), Style("duration", "")]
CELLS = [
    '<c r="A1"><v>5</v></c>',
    '<c r="B1" s="1"><v>32994</v></c>',
    '<c r="B1" s="2"><v>1234</v></c>',
    '<c s="3"><v>1.25</v></c>',
    '<c t="s"><v>1</v></c>',
    '<c r="C1" t="str"><f>A1&amp;"x"</f><v>a &lt; b</v></c>',
    '<c r="C1"><f t="shared" si="0"/><v>7.50</v></c>',
    '<c t="inlineStr"><is><t xml:space="preserve"> in &#228; </t></is></c>',
    '<c t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r></is></c>',
    '<c t="b"><v>1</v></c>',
    '<c t="e"><v>#N/A</v></c>',
    '<c t="d"><v>1990-05-01T10:00:00</v></c>',
    '<c r="D1"/>',
    "<c r='E1'><v>9</v></c>",
    '<c t="str" r="F1"><v>odd</v></c>',
    '<c r="A1"><v><![CDATA[x<y]]></v></c>',
    '<c r="A1"> <v>5</v> </c>',
    "<!-- <c><v>1</v></c> -->",
]
ROWS = ["<row>", '<row r="7">', '<row r="9" spans="1:3" x14ac:dyDescent="0.25">', "<row/><row>", "<row r='11' >"]


def both(body: str, head: str = "<worksheet>") -> tuple[list[Record], list[Record]]:
    data = f"{head}<sheetData>{body}</sheetData></worksheet>".encode()
    chunks = [data[place : place + 50] for place in range(0, len(data), 50)]
    fast, slow = NoteBook(), NoteBook()
    result = (
        list(sheet_records(chunks, STRINGS, STYLES, since_1904=False, notes=fast)),
        list(parsed_records(chunks, STRINGS, STYLES, since_1904=False, notes=slow)),
    )
    assert fast.all() == slow.all()
    return result


@given(st.lists(st.tuples(st.sampled_from(ROWS), st.lists(st.sampled_from(CELLS), max_size=6)), max_size=6))
def test_both_ways_agree(rows: list[tuple[str, list[str]]]) -> None:
    fast, slow = both("".join(f"{opening}{''.join(cells)}</row>" for opening, cells in rows))
    assert fast == slow


def test_plain_rows_take_the_pattern_and_odd_ones_the_parser() -> None:
    fast, _ = both("<row>" + CELLS[0] + CELLS[1] + "</row><row>" + CELLS[15] + "</row>")
    assert fast == [(1, ["5", "1990-05-01"]), (2, ["x<y"])]


@pytest.mark.parametrize("tail", ["<row><c><v>1</v></c></row>", "<row><c><v>1</v>", ""])
def test_a_sheet_that_breaks_off_is_damaged(tail: str) -> None:
    with pytest.raises(Unreadable):
        list(
            sheet_records(
                [b"<worksheet><sheetData>" + tail.encode()], STRINGS, STYLES, since_1904=False, notes=NoteBook()
            )
        )
