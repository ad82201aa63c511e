"""Excel workbooks from several writers, and raw XML that no library here would write."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from openpyxl.comments import Comment

from safelight.exchange.tables import SheetInfo, Unreadable
from tests.exchange.tables.reading import Opener, cells, codes

Grid = list[list[Any]]


def openpyxl_file(workbook: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def simple(rows: Grid, formats: dict[str, str] | None = None) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for place, code in (formats or {}).items():
        sheet[place].number_format = code
    return openpyxl_file(workbook)


def test_values_become_text(opened: Opener) -> None:
    rows: Grid = [
        ["Name", "Number", "Whole", "Born", "When", "At", "Yes", "Tiny"],
        [
            "Anna",
            1.5,
            49151.0,
            dt.date(1990, 5, 1),
            dt.datetime.fromisoformat("2020-01-02T03:04:05"),
            dt.time(9, 30),
            True,
            1e-7,
        ],
        ["Bo", 19.99, 491511234567.0, dt.datetime.fromisoformat("2020-01-02T00:00:00"), None, None, False, 1e21],
    ]
    table = opened(simple(rows), "a.xlsx")
    assert table.kind == "xlsx"
    assert cells(table) == [
        ("Anna", "1.5", "49151", "1990-05-01", "2020-01-02 03:04:05", "09:30:00", "TRUE", "0.0000001"),
        ("Bo", "19.99", "491511234567", "2020-01-02", "", "", "FALSE", "1000000000000000000000"),
    ]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234, "00000", "01234"),
        (1234, "[$-407]00000", "01234"),
        (12345678, "00000\\-0000", "01234-5678"),
        (1234, '00"-"000', "01-234"),
        (612345678, "0#\\ ##\\ ##\\ ##\\ ##", "06 12 34 56 78"),
        (5551234567, "(000) 000-0000", "(555) 123-4567"),
        (123456789, "000-00-0000", "123-45-6789"),
        (1234567, "00000", "1234567"),
        (1234.5, "00000", "1234.5"),
        (1234, "0", "1234"),
        (1234, "0.00", "1234"),
        (1234, "#,##0", "1234"),
        (0.5, "0%", "0.5"),
        (1234, "#,##0.00 [$€-407]", "1234"),
        (5551234567, "[<=9999999]###\\-####;(###) ###\\-####", "5551234567"),
    ],
)
def test_leading_zeros_that_only_the_format_shows(opened: Opener, value: float, code: str, shown: str) -> None:
    table = opened(simple([["Name", "ZIP"], ["Anna", value]], {"B2": code}), "a.xlsx")
    assert cells(table) == [("Anna", shown)]


@pytest.mark.parametrize(
    "code", ["DD.MM.YYYY", "m/d/yy", "[$-409]d\\-mmm\\-yyyy;@", "yyyy\\年m\\月d\\日", "mmm yy", "ddd"]
)
def test_date_formats(opened: Opener, code: str) -> None:
    table = opened(simple([["Name", "Born"], ["Anna", 32994]], {"B2": code}), "a.xlsx")
    assert cells(table) == [("Anna", "1990-05-01")]


def test_durations(opened: Opener) -> None:
    assert cells(opened(simple([["Name", "Time"], ["Anna", 1.25]], {"B2": "[h]:mm:ss"}), "a.xlsx")) == [
        ("Anna", "30:00:00")
    ]


def test_dates_since_1904(opened: Opener) -> None:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"date_1904": True})
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, ["Name", "Born"])
    sheet.write(1, 0, "Anna")
    sheet.write_datetime(
        1, 1, dt.datetime.fromisoformat("1990-05-01T00:00:00"), workbook.add_format({"num_format": "yyyy-mm-dd"})
    )
    workbook.close()
    assert cells(opened(stream.getvalue(), "a.xlsx")) == [("Anna", "1990-05-01")]


def test_the_day_that_never_was(opened: Opener) -> None:
    rows: Grid = [["Name", "Born"], ["A", 1], ["B", 59], ["C", 60], ["D", 61]]
    table = opened(simple(rows, {f"B{row}": "yyyy-mm-dd" for row in range(2, 6)}), "a.xlsx")
    assert [row[1] for row in cells(table)] == ["1900-01-01", "1900-02-28", "1900-02-28", "1900-03-01"]


def test_errors_are_empty_with_a_note(opened: Opener) -> None:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, ["Name", "Sum"])
    sheet.write_row(1, 0, ["Anna"])
    sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    sheet.write_formula(2, 0, '="Bo"', None, "Bo")
    sheet.write_formula(2, 1, "=1+1", None, 2)
    workbook.close()
    table = opened(stream.getvalue(), "a.xlsx")
    assert cells(table) == [("Anna", ""), ("Bo", "2")]
    assert [note.row for note in table.notes if note.code == "error_cell"] == [2]


def test_the_sheet_with_the_list_is_chosen(opened: Opener) -> None:
    workbook = openpyxl.Workbook()
    cover = workbook.active
    assert cover is not None
    cover.title = "Read me"
    cover.append(["Exported from a program"])
    for title, hidden in (("Clients", False), ("Lookup", True)):
        sheet = workbook.create_sheet(title)
        sheet.append(["Name", "Phone"])
        for number in range(3 if title == "Clients" else 50):
            sheet.append([f"{title} {number}", f"0151 23456{number}"])
        if hidden:
            sheet.sheet_state = "hidden"
    workbook.create_sheet("Empty")
    workbook.create_chartsheet("Chart")
    content = openpyxl_file(workbook)
    table = opened(content, "a.xlsx")
    assert table.sheet == "Clients"
    assert table.sheets == (
        SheetInfo("Read me", 1, hidden=False),
        SheetInfo("Clients", 4, hidden=False),
        SheetInfo("Lookup", 51, hidden=True),
        SheetInfo("Empty", 0, hidden=False),
    )
    named = opened(content, "a.xlsx", sheet="lookup")
    assert named.sheet == "Lookup"
    assert len(cells(named)) == 50
    assert "hidden_sheet" in codes(named)
    with pytest.raises(Unreadable, match="Read me, Clients"):
        opened(content, "a.xlsx", sheet="Missing")
    with pytest.raises(Unreadable, match="There is no row"):
        opened(content, "a.xlsx", sheet="Empty")


def test_a_workbook_without_a_filled_sheet(opened: Opener) -> None:
    with pytest.raises(Unreadable) as refusal:
        opened(simple([]), "a.xlsx")
    assert refusal.value.code == "empty"


def test_merged_headers_and_a_letterhead(opened: Opener) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet["A1"] = "Studio Sommer"
    sheet.merge_cells("A1:E1")
    sheet["A3"], sheet["B3"], sheet["E3"] = "Name", "Address", "Phone"
    sheet.merge_cells("B3:D3")
    sheet.merge_cells("A3:A4")
    sheet["B4"], sheet["C4"], sheet["D4"] = "Street", "City", "ZIP"
    sheet.append(["Anna", "Main St", "Oslo", "0150", "1"])
    table = opened(openpyxl_file(workbook), "a.xlsx")
    assert table.columns == ("Name", "Address / Street", "Address / City", "Address / ZIP", "Phone")
    assert [(row.number, row.cells[0]) for row in table.rows()] == [(5, "Anna")]


def test_rich_text_comments_and_phonetics(opened: Opener) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Name", "Note"])
    sheet.append(["Anna", "line one\nline two"])
    sheet["A2"].comment = Comment("not a value", "x")
    assert cells(opened(openpyxl_file(workbook), "a.xlsx")) == [("Anna", "line one\nline two")]


@pytest.mark.parametrize("filename", ["list.csv", "list.xls", "list.txt"])
def test_a_workbook_under_a_wrong_name(opened: Opener, filename: str) -> None:
    table = opened(simple([["Name", "Phone"], ["Anna", "1"]]), filename)
    assert table.kind == "xlsx"
    assert "wrong_ending" in codes(table)


def test_text_under_a_workbooks_name(opened: Opener) -> None:
    table = opened("Name\tPhone\nAnna\t1\n", "list.xlsx")
    assert (table.kind, table.delimiter) == ("csv", "\t")
    assert "wrong_ending" in codes(table)


STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LOOSE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def raw(sheet: str, *, strings: str = "", styles: str = "", strict: bool = False, prefix: str = "") -> bytes:
    space = STRICT if strict else LOOSE
    base = "http://purl.oclc.org/ooxml" if strict else "http://schemas.openxmlformats.org"
    kinds = f"{base}/officeDocument/{'relationships' if strict else '2006/relationships'}"
    name = f"{prefix}:" if prefix else ""
    declared = f'xmlns{":" + prefix if prefix else ""}="{space}"'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{kinds}/officeDocument" '
        'Target="/xl/book.xml"/></Relationships>',
        "xl/book.xml": f'<{name}workbook {declared} xmlns:q="{kinds}"><{name}sheets><{name}sheet name="S" sheetId="7" '
        f'q:id="z"/></{name}sheets></{name}workbook>',
        "xl/_rels/book.xml.rels": f'<Relationships xmlns="{package}">'
        f'<Relationship Id="z" Type="{kinds}/worksheet" Target="sheets/one.xml"/>'
        f'<Relationship Id="y" Type="{kinds}/sharedStrings" Target="strings.xml"/>'
        f'<Relationship Id="x" Type="{kinds}/styles" Target="styles.xml"/></Relationships>',
        "xl/sheets/one.xml": f"<{name}worksheet {declared}><{name}sheetData>{sheet}</{name}sheetData></{name}worksheet>",
        "xl/strings.xml": f"<{name}sst {declared}>{strings}</{name}sst>",
        "xl/styles.xml": f"<{name}styleSheet {declared}>{styles}</{name}styleSheet>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return stream.getvalue()


def test_strict_ooxml_with_inline_strings_and_iso_dates(opened: Opener) -> None:
    sheet = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Born</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><r><t>An</t></r><r><t>na</t></r></is></c>'
        '<c r="B2" t="d"><v>1990-05-01T00:00:00</v></c></row>'
    )
    assert cells(opened(raw(sheet, strict=True), "a.xlsx")) == [("Anna", "1990-05-01")]


def test_prefixed_names_missing_references_and_phonetics(opened: Opener) -> None:
    sheet = (
        '<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row>'
        '<x:row r="5"><x:c t="s"><x:v>2</x:v></x:c><x:c t="str"><x:v>03-1</x:v></x:c></x:row>'
    )
    strings = (
        "<x:si><x:t>名前</x:t></x:si><x:si><x:t>電話</x:t></x:si>"
        "<x:si><x:t>山田</x:t><x:rPh sb='0' eb='2'><x:t>ヤマダ</x:t></x:rPh></x:si>"
    )
    table = opened(raw(sheet, strings=strings, prefix="x"), "a.xlsx")
    assert [(row.number, row.cells) for row in table.rows()] == [(5, ("山田", "03-1"))]
    assert table.sheets == (SheetInfo("S", 2, hidden=False),)


def test_escapes_and_control_characters(opened: Opener) -> None:
    sheet = (
        '<row r="1"><c t="inlineStr"><is><t>Name</t></is></c><c t="inlineStr"><is><t>Note</t></is></c></row>'
        '<row r="2"><c t="inlineStr"><is><t>An_x0000_na</t></is></c>'
        '<c t="inlineStr"><is><t>one_x000D_\ntwo_x005F_x0041_</t></is></c></row>'
    )
    table = opened(raw(sheet), "a.xlsx")
    assert cells(table) == [("Anna", "one\ntwo_x0041_")]
    assert "control_characters" in codes(table)


def test_a_stray_cell_far_away_costs_nothing(opened: Opener) -> None:
    sheet = (
        '<row r="1"><c r="A1" t="str"><v>Name</v></c><c r="B1" t="str"><v>Phone</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v>Anna</v></c><c r="B2"><v>4.9151E+11</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    table = opened(raw(sheet), "a.xlsx")
    assert cells(table) == [("Anna", "491510000000")]
    assert "far_cells" in codes(table)


@pytest.mark.parametrize(
    "sheet",
    ['<row><c t="s"><v>9</v></c></row>', '<row><c r="!!1"><v>1</v></c></row>', '<row><c t="s"><v>x</v></c></row>'],
)
def test_references_to_nothing_are_damage(opened: Opener, sheet: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        opened(raw(sheet), "a.xlsx")
    assert refusal.value.code == "damaged"


def test_a_second_reader_sees_the_same(opened: Opener, tmp_path: Path) -> None:
    rows: Grid = [["Name", "City", "Number"], *([f"Client {n}", "Köln " * (n % 3), n * 1.25] for n in range(500))]
    content = simple(rows)
    path = tmp_path / "same.xlsx"
    path.write_bytes(content)
    other = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    mine = cells(opened(content, "a.xlsx"))
    assert [(row[0], row[1], float(row[2])) for row in mine] == [(row[0], row[1], row[2]) for row in other[1:]]


def test_an_interrupted_copy_is_refused(opened: Opener) -> None:
    content = simple([["Name", "Phone"], *([f"Client {n}", str(n)] for n in range(500))])
    for size in (40, len(content) // 2, len(content) - 30):
        with pytest.raises(Unreadable) as refusal:
            list(opened(content[:size], "a.xlsx").rows())
        assert refusal.value.code == "damaged"
