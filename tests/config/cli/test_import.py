"""`safelight import clients`: every kind of file through the command line, its answers and exit statuses."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt
from odf.table import TableCell

from safelight.clients.models import Client, Email
from safelight.config import cli
from safelight.foundation.tenancy import studio_scope
from tests.conftest import Cast
from tests.exchange.imports.importing import everything
from tests.exchange.tables import test_ods
from tests.exchange.tables.test_refusals import compound, zipped
from tests.exchange.tables.test_xlsx import raw

HEADER = ("First name", "Last name", "Email")
ROWS = (("Eva", "Berg", "eva@example.com"), ("Tom", "Alt", "tom@example.com"))
SHAPE = [
    "batch", "rows", "created", "updated", "merged", "skipped", "failed", "sheet", "header_row", "encoding", "mapping",
    "issues",
]  # fmt: skip

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def safelight(capsys: pytest.CaptureFixture[str], cast: Cast) -> Run:
    """Run a command with --json in this process; returns exit status and answer."""

    def run(*arguments: object) -> tuple[int, Any]:
        capsys.readouterr()
        status = cli.run([*map(str, arguments), "--json"])
        return status, json.loads(capsys.readouterr().out)

    return run


def text(delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    return "".join(delimiter.join(row) + "\r\n" for row in (HEADER, *ROWS)).encode(encoding)


def xlsx() -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("Clients")
    for place, row in enumerate((HEADER, *ROWS)):
        sheet.write_row(place, 0, row)
    book.close()
    return target.getvalue()


def xls() -> bytes:
    target = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("Clients")
    for place, row in enumerate((HEADER, *ROWS)):
        for column, cell in enumerate(row):
            sheet.write(place, column, cell)
    book.save(target)
    return target.getvalue()


def ods() -> bytes:
    rows: list[list[TableCell]] = [[test_ods.text(cell) for cell in row] for row in (HEADER, *ROWS)]
    return test_ods.saved(test_ods.table_of("Clients", rows))


def strict() -> bytes:
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    return raw(
        "".join(f"<row>{''.join(cell.format(text) for text in row)}</row>" for row in (HEADER, *ROWS)), strict=True
    )


def html() -> bytes:
    return f"<table>{''.join('<tr>' + ''.join(f'<td>{c}</td>' for c in row) + '</tr>' for row in (HEADER, *ROWS))}</table>".encode()


def vcf() -> bytes:
    return "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{last};{first};;;\r\nEMAIL:{mail}\r\nEND:VCARD\r\n"
        for first, last, mail in ROWS
    ).encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", text()), ("a.csv", text(";", "cp1252")), ("a.tsv", text("\t")), ("a.txt", text("|", "utf-16")),
        ("a.xlsx", xlsx()), ("a.xls", xls()), ("a.ods", ods()), ("a.vcf", vcf()), ("page.xls", html()),
        ("strict.xlsx", strict()), ("book.csv", xlsx()), ("no-ending", text()),
    ],
    ids=["csv", "semicolons", "tsv", "txt utf-16", "xlsx", "xls", "ods", "vcf", "html as xls", "strict", "xlsx as csv", "bare"],
)  # fmt: skip
def test_every_kind_of_file_comes_in(safelight: Run, cast: Cast, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    status, tried = safelight("import", "clients", path, "--dry-run")
    assert (status, tried["batch"], tried["created"]) == (0, None, 2)
    status, done = safelight("import", "clients", path)
    assert (status, list(done)) == (0, SHAPE)
    assert (done["rows"], done["created"], done["failed"]) == (2, 2, 0)
    assert {**done, "batch": None} == tried
    with studio_scope(cast.studio.id):
        found = list(Email.objects.order_by("key").values_list("client__first_name", "client__last_name", "address"))
    assert found == [*ROWS]
    status, again = safelight("import", "clients", path)
    assert (status, again["created"], again["skipped"]) == (0, 0, 2)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "empty"), ("a.csv", b"\r\n\r\n  \r\n", "empty"), ("a.csv", text()[:27], "no rows"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, "picture"), ("a.xlsx", compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y" * 5000}), "password"),
        ("a.docx", zipped({"word/document.xml": "x", "[Content_Types].xml": "x"}), "document"), ("a.xlsx", xlsx()[:900], "damaged"),
        ("a.vcf", b"BEGIN:VCARD\r\nEND:VCARD\r\n", ""), ("a.pdf", b"%PDF-1.7 x", "PDF"), ("a.csv", b"\x00" * 3000, ""),
    ],
    ids=["empty", "blank", "header only", "png", "password", "docx", "cut", "empty card", "pdf", "nothing but NUL"],
)  # fmt: skip
def test_what_cannot_be_imported_is_refused_with_status_2(
    safelight: Run, cast: Cast, tmp_path: Path, *, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = everything(cast.as_("ana"))
    for more in ((), ("--dry-run",)):
        status, answer = safelight("import", "clients", path, *more)
        assert (status, list(answer)) == (2, ["error"])
        assert words in answer["error"]
        assert answer["error"].endswith(".")
    assert everything(cast.as_("ana")) == before


def test_no_file_a_folder_and_a_closed_file_are_refused(
    safelight: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert safelight("import", "clients", tmp_path / "none.csv")[1]["error"].startswith("There is no file ")
    assert safelight("import", "clients", tmp_path)[1]["error"].endswith("is a folder. Name the file in it.")
    closed = tmp_path / "closed.csv"
    closed.write_bytes(text())
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != closed)
    status, answer = safelight("import", "clients", closed)
    assert status == 2
    assert "may not be read by" in answer["error"]
    assert safelight("import", "shoots", closed)[1]["error"].startswith("“shoots” cannot be imported.")


def test_refused_rows_give_status_1_and_are_numbered_as_a_person_sees_them(safelight: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        'List of clients\n\nFirst name,Last name,Notes\nEva,Berg,"two\nlines"\n,,nobody\n\nTom,Alt,4111 1111 1111 1111\n'
    )
    status, done = safelight("import", "clients", path)
    assert (status, done["header_row"], done["rows"], done["created"], done["failed"]) == (1, 3, 3, 1, 2)
    refused = [issue for issue in done["issues"] if issue["level"] == "error"]
    assert [list(issue) for issue in refused] == [["row", "column", "level", "code", "message"]] * 2
    assert [issue["code"] for issue in refused] == ["empty_client", "card_number"]
    assert [issue["row"] for issue in refused] == [6, 8], "an editor counts the line break in a cell as a line"
    assert refused[1]["column"] == "Notes"
    assert "4111" not in json.dumps(done)
    assert done["mapping"] == {"First name": "first_name", "Last name": "last_name", "Notes": "notes"}


def test_a_mapping_file_says_where_columns_go_and_its_mistakes_are_named(
    safelight: Run, cast: Cast, tmp_path: Path
) -> None:
    path, mapping = tmp_path / "a.csv", tmp_path / "mapping.json"
    path.write_text("A;B\nEva;Berg\n")

    def with_mapping(content: str, *more: str) -> tuple[int, Any]:
        mapping.write_text(content)
        return safelight("import", "clients", path, "--mapping", mapping, *more)

    assert "Did you mean “first_name”" in with_mapping('{"A": "frist_name"}')[1]["error"]
    assert "“Z”" in with_mapping('{"Z": "first_name"}')[1]["error"]
    assert with_mapping("{nonsense")[0] == 2
    assert with_mapping('["A"]')[0] == 2
    status, done = with_mapping('{"A": "first_name", "B": "last_name"}', "--delimiter", ";", "--header-row", "1")
    assert (status, done["mapping"]) == (0, {"A": "first_name", "B": "last_name"})
    with studio_scope(cast.studio.id):
        assert Client.objects.get().display_name == "Eva Berg"
    assert safelight("import", "clients", path, "--mapping", tmp_path / "none.json")[0] == 2


@pytest.mark.parametrize(
    "wrong", [("--sheet", "Nope"), ("--encoding", "klingon"), ("--header-row", "99"), ("--on-match", "maybe"), ("--studio", "nobody")]
)  # fmt: skip
def test_wrong_options_are_refused_with_status_2(safelight: Run, tmp_path: Path, wrong: tuple[str, str]) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx() if wrong[0] == "--sheet" else text())
    status, answer = safelight("import", "clients", path, *wrong)
    assert (status, list(answer)) == (2, ["error"])
    assert wrong[1] in answer["error"]


def test_an_import_is_taken_back_and_a_wrong_number_refused(safelight: Run, cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text())
    _, done = safelight("import", "clients", path)
    status, undone = safelight("import", "undo", done["batch"])
    assert (status, undone) == (0, {"batch": done["batch"], "state": "undone"})
    with studio_scope(cast.studio.id):
        assert not Client.objects.exists()
    assert safelight("import", "undo", done["batch"]) == (2, {"error": "This import was undone already."})
    assert safelight("import", "undo", "17")[0] == 2
    assert safelight("import", "undo", "0190a000-0000-7000-8000-000000000000")[0] == 2
    _, again = safelight("import", "clients", path)
    with studio_scope(cast.studio.id):
        assert list(Client.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert again["created"] == 2


def test_people_read_words_and_a_way_back(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text() + b",,\r\nIda,,\r\n,,no mail\r\n")
    assert cli.run(["import", "clients", str(path), "--dry-run"]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith(
        "4 rows read: 3 clients would be created, 0 updated, 0 merged within the file, 0 skipped, 1 refused."
    )
    assert "  Email → email" in shown
    assert "safelight import undo" not in shown
    assert cli.run(["import", "clients", str(path)]) == 1
    shown = capsys.readouterr().out
    assert "3 clients were created" in shown
    assert "safelight import undo " in shown
