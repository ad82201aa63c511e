"""OpenDocument sheets."""

from __future__ import annotations

import io

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import LineBreak, P, S

from safelight.exchange.tables import SheetInfo, Unreadable
from tests.exchange.tables.reading import Opener, cells, codes


def cell(shown: str = "", **attributes: object) -> TableCell:
    made = TableCell(**attributes)
    if shown:
        made.addElement(P(text=shown))
    return made


def text(value: str) -> TableCell:
    return cell(value, valuetype="string")


def table_of(name: str, rows: list[list[TableCell]], **attributes: object) -> Table:
    made = Table(name=name, **attributes)
    for row in rows:
        line = TableRow()
        for one in row:
            line.addElement(one)
        made.addElement(line)
    return made


def saved(*tables: Table, hidden_style: Style | None = None) -> bytes:
    document = OpenDocumentSpreadsheet()
    if hidden_style is not None:
        document.automaticstyles.addElement(hidden_style)
    for table in tables:
        document.spreadsheet.addElement(table)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


HEAD = [text("Name"), text("ZIP"), text("Born"), text("When"), text("At"), text("Active"), text("Fee")]


def test_values_become_text(opened: Opener) -> None:
    row = [
        text("Anna"),
        cell("01234", valuetype="float", value="1234"),
        cell("1.5.90", valuetype="date", datevalue="1990-05-01"),
        cell("x", valuetype="date", datevalue="2020-01-02T03:04:05"),
        cell("9:30", valuetype="time", timevalue="PT09H30M00S"),
        cell("WAHR", valuetype="boolean", booleanvalue="true"),
        cell("1.234,50 €", valuetype="currency", value="1234.5"),
    ]
    table = opened(saved(table_of("Clients", [HEAD, row])), "a.ods")
    assert table.kind == "ods"
    expected = ("Anna", "01234", "1990-05-01", "2020-01-02 03:04:05", "09:30:00", "TRUE", "1234.5")
    assert cells(table) == [expected]


@pytest.mark.parametrize(
    ("stored", "shown", "read"),
    [
        ("612345678", "06 12 34 56 78", "06 12 34 56 78"),
        ("1234567", "1.234.567", "1234567"),
        ("0.5", "0,50", "0.5"),
        ("5", "5", "5"),
        ("4.9151E+11", "4,92E+11", "491510000000"),
    ],
)
def test_padding_that_only_the_format_shows(opened: Opener, stored: str, shown: str, read: str) -> None:
    rows = [[text("Name"), text("Phone")], [text("Anna"), cell(shown, valuetype="float", value=stored)]]
    assert cells(opened(saved(table_of("a", rows)), "a.ods")) == [("Anna", read)]


def test_paragraphs_blanks_and_breaks(opened: Opener) -> None:
    note = TableCell(valuetype="string")
    first = P(text="one")
    first.addElement(S(c=3))
    first.addText("two")
    first.addElement(LineBreak())
    first.addText("three")
    note.addElement(first)
    note.addElement(P(text="four"))
    rows = [[text("Name"), text("Note")], [text("Anna"), note]]
    assert cells(opened(saved(table_of("a", rows)), "a.ods")) == [("Anna", "one   two\nthree\nfour")]


def test_repeats_to_the_end_of_the_sheet_cost_nothing(opened: Opener) -> None:
    made = table_of("a", [[text("Name"), text("Phone"), cell(numbercolumnsrepeated=16000)], [text("Anna"), text("1")]])
    tail = TableRow(numberrowsrepeated=1048000)
    tail.addElement(cell(numbercolumnsrepeated=16384))
    made.addElement(tail)
    table = opened(saved(made), "a.ods")
    assert table.sheets == (SheetInfo("a", 2, hidden=False),)
    assert cells(table) == [("Anna", "1")]


def test_repeated_values_and_covered_cells(opened: Opener) -> None:
    made = Table(name="a")
    for row in ([text("Name"), text("City"), text("Land")],):
        line = TableRow()
        for one in row:
            line.addElement(one)
        made.addElement(line)
    line = TableRow(numberrowsrepeated=2)
    line.addElement(text("Anna"))
    line.addElement(CoveredTableCell())
    line.addElement(cell("Oslo", valuetype="string"))
    made.addElement(line)
    table = opened(saved(made), "a.ods")
    assert [(row.number, row.cells[0], row.cells[-1]) for row in table.rows()] == [
        (2, "Anna", "Oslo"),
        (3, "Anna", "Oslo"),
    ]


def test_the_filled_sheet_is_chosen_and_hidden_ones_are_known(opened: Opener) -> None:
    hidden = Style(name="ta9", family="table")
    hidden.addElement(TableProperties(display="false"))
    rows = [[text("Name"), text("Phone")], [text("Anna"), text("0151 23456")]]
    secret = [[text("Name"), text("Phone")], *([text("Bo"), text("0151 23456")] for _ in range(40))]
    content = saved(
        table_of("Notes", [[text("hello")]]),
        table_of("Clients", rows),
        table_of("Secret", secret, stylename=hidden),
        hidden_style=hidden,
    )
    table = opened(content, "a.ods")
    assert table.sheet == "Clients"
    assert [info.hidden for info in table.sheets] == [False, False, True]
    assert len(cells(opened(content, "a.ods", sheet="Secret"))) == 40


def test_errors_are_empty_with_a_note(opened: Opener) -> None:
    wrong = cell("#N/A", valuetype="string", formula="of:=NA()")
    table = opened(saved(table_of("a", [[text("Name"), text("Sum")], [text("Anna"), wrong]])), "a.ods")
    assert cells(table) == [("Anna", "")]
    assert "error_cell" in codes(table)


def test_a_flat_document(opened: Opener) -> None:
    content = (
        '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="A"><table:table-row><table:table-cell><text:p>Name</text:p></table:table-cell>'
        "<table:table-cell><text:p>Phone</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell>"
        "<text:p>Anna</text:p></table:table-cell><table:table-cell><text:p>1</text:p></table:table-cell>"
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document>"
    )
    table = opened(content, "a.fods")
    assert table.kind == "ods"
    assert cells(table) == [("Anna", "1")]


def test_an_empty_document(opened: Opener) -> None:
    with pytest.raises(Unreadable) as refusal:
        opened(saved(table_of("a", [])), "a.ods")
    assert refusal.value.code == "empty"
