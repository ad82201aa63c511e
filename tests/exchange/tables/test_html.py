"""Web pages and XML workbooks under an Excel name."""

from __future__ import annotations

import pytest

from safelight.exchange.tables import Unreadable
from tests.exchange.tables.reading import Opener, cells, codes


def test_a_table_saved_as_xls(opened: Opener) -> None:
    page = (
        "<html><head><style>td {color: red}</style></head><body><table border=1>"
        "<tr><th>Name</th><th>PLZ</th><th>Note</th></tr>"
        "<tr><td>M&uuml;ller &amp; S&ouml;hne<td>01234<td>one<br>two</tr>"
        "<tr><td><a href='mailto:x'>Anna</a>\n   Weber</td><td>&nbsp;</td><td></td></tr></table></body></html>"
    )
    table = opened(page, "list.xls")
    assert table.kind == "html"
    assert cells(table) == [("Müller & Söhne", "01234", "one\ntwo"), ("Anna Weber", "", "")]
    assert "wrong_ending" in codes(table)


def test_spans(opened: Opener) -> None:
    page = (
        "<table><tr><td rowspan=2>Name</td><td colspan=2>Address</td></tr><tr><td>Street</td><td>City</td></tr>"
        "<tr><td>Anna</td><td>Main St</td><td rowspan=2>Oslo</td></tr><tr><td>Bo</td><td>Side St</td></tr></table>"
    )
    table = opened(page, "list.xls")
    assert table.columns == ("Name", "Address / Street", "Address / City")
    assert cells(table) == [("Anna", "Main St", "Oslo"), ("Bo", "Side St", "Oslo")]


def test_the_table_with_the_list_is_chosen(opened: Opener) -> None:
    rows = "".join(f"<tr><td>Client {number}</td><td>0151 2345{number}</td></tr>" for number in range(9))
    page = f"<table><tr><td>Menu</td></tr></table><table><tr><td>Name</td><td>Phone</td></tr>{rows}</table>"
    table = opened(page, "list.html")
    assert table.sheet == "Table 2"
    assert len(cells(table)) == 9
    assert cells(opened(page, "list.html", sheet="Table 1")) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_encodings_of_pages(opened: Opener, encoding: str) -> None:
    page = f"<html><meta charset='{encoding}'><table><tr><td>Name</td><td>Ort</td></tr><tr><td>Jörg</td><td>Köln</td></tr></table>"
    assert cells(opened(page.encode(encoding), "list.xls")) == [("Jörg", "Köln")]


def test_a_page_without_a_table(opened: Opener) -> None:
    with pytest.raises(Unreadable) as refusal:
        opened("<html><body>Sign in first</body></html>", "list.xls")
    assert refusal.value.code == "empty"


def test_an_xml_workbook_of_2003(opened: Opener) -> None:
    space = "urn:schemas-microsoft-com:office:spreadsheet"

    def data(kind: str, value: str, attributes: str = "") -> str:
        return f'<Cell {attributes}><Data ss:Type="{kind}">{value}</Data></Cell>'

    content = (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        '<Styles><Style ss:ID="z"><NumberFormat ss:Format="00000"/></Style></Styles>'
        '<Worksheet ss:Name="Clients"><Table>'
        f"<Row>{data('String', 'Name')}{data('String', 'ZIP')}{data('String', 'Born')}{data('String', 'Phone')}</Row>"
        f'<Row ss:Index="4">{data("String", "Anna")}{data("Number", "1234", "ss:StyleID=" + chr(34) + "z" + chr(34))}'
        f"{data('DateTime', '1990-05-01T00:00:00.000')}{data('Number', '4.9151E+11')}</Row>"
        f"<Row>{data('String', 'Bo')}<Cell/>{data('Error', '#N/A')}"
        f"{data('Boolean', '1')}</Row></Table></Worksheet></Workbook>"
    )
    table = opened(content, "list.xls")
    assert table.kind == "xls"
    assert [(row.number, row.cells) for row in table.rows()] == [
        (4, ("Anna", "01234", "1990-05-01", "491510000000")),
        (5, ("Bo", "", "", "TRUE")),
    ]
    assert "error_cell" in codes(table)
