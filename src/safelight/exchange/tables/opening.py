"""Opens a file of any kind as a table."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

from safelight.exchange.tables.delimited import DelimitedText
from safelight.exchange.tables.headers import Heading, find_heading
from safelight.exchange.tables.html_tables import HtmlTable
from safelight.exchange.tables.ods import OdsSheet
from safelight.exchange.tables.shape import Kind, NoteBook, Source, Table, Unreadable
from safelight.exchange.tables.sniff import sniff
from safelight.exchange.tables.spreadsheetml import SpreadsheetMl
from safelight.exchange.tables.vcard import VcardFile
from safelight.exchange.tables.xls import XlsSheet
from safelight.exchange.tables.xlsx import XlsxSheet

SAMPLE_ROWS = 400
"""Rows looked at to find the header and the width of the table."""

_ENDINGS: dict[Kind, frozenset[str]] = {
    "csv": frozenset({"csv", "tsv", "tab", "txt", "prn", "asc", "dat"}),
    "xlsx": frozenset({"xlsx", "xlsm", "xltx", "xltm", "xlsb"}),
    "xls": frozenset({"xls", "xlt", "xlsb", "xml"}),
    "ods": frozenset({"ods", "ots", "fods"}),
    "vcard": frozenset({"vcf", "vcard"}),
    "html": frozenset({"html", "htm"}),
}
_ALL_ENDINGS = frozenset().union(*_ENDINGS.values())
_CALLED: dict[Kind, str] = {
    "csv": "plain text with separators",
    "xlsx": "an Excel workbook (XLSX)",
    "xls": "an Excel workbook (XLS)",
    "ods": "an OpenDocument sheet",
    "vcard": "a collection of vCards",
    "html": "a web page with a table",
}


def open_table(  # noqa: PLR0913 - each is a choice a person may make on the import page
    path: Path,
    *,
    filename: str = "",
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
    languages: Sequence[str] = ("en",),
    is_known_header: Callable[[str], bool] | None = None,
) -> Table:
    """Open the file at ``path`` and find its sheet, header and columns.

    ``filename`` is the name the person gave it (``path`` may be a temporary name); ``sheet``, ``encoding``,
    ``delimiter`` and ``header_row`` (0: there is no header) overrule what would be found; ``languages`` are the
    studio's, most important first; ``is_known_header`` helps to recognise the header.

    Raises Unreadable, with a sentence for the person, whenever the file cannot be read.
    """
    book = NoteBook()
    try:
        source = _source(path, book, sheet=sheet, encoding=encoding, delimiter=delimiter, languages=languages)
        sample = list(itertools.islice(source.records(book), SAMPLE_ROWS))
    except FileNotFoundError as error:
        raise Unreadable(code="missing", message="The file is not there any more. Choose it again.") from error
    except IsADirectoryError as error:
        raise Unreadable(code="folder", message="This is a folder. Choose the file with the list in it.") from error
    except PermissionError as error:
        raise Unreadable(
            code="forbidden", message="The file may not be read. Close it in other programs and try again."
        ) from error
    if isinstance(source, VcardFile):
        columns = source.columns
        heading = Heading(None, 1, columns, tuple(range(len(columns))), sure=True)
    else:
        heading = find_heading(sample, header_row, is_known_header)
    _explain(heading, filename or path.name, source, book)
    return Table(
        kind=source.kind,
        encoding=source.encoding,
        delimiter=source.delimiter,
        sheet=source.sheet,
        sheets=source.sheets,
        header_row=heading.row,
        columns=heading.columns,
        source=source,
        first_row=heading.first_row,
        positions=heading.positions,
        header_cells=heading.cells,
        closing_rows=source.kind != "vcard",
        book=book,
    )


def _source(  # noqa: PLR0911, PLR0913 - one line per format, with the choices of open_table
    path: Path,
    book: NoteBook,
    *,
    sheet: str | None,
    encoding: str | None,
    delimiter: str | None,
    languages: Sequence[str],
) -> Source:
    content = sniff(path)
    if content == "xlsx":
        return XlsxSheet(path, book, sheet=sheet)
    if content in {"ods", "fods"}:
        return OdsSheet(path, book, sheet=sheet, flat=content == "fods")
    if content == "ole":
        return XlsSheet(path, book, sheet=sheet)
    if content == "spreadsheetml":
        return SpreadsheetMl(path, book, sheet=sheet)
    if content == "html":
        return HtmlTable(path, book, sheet=sheet, encoding=encoding, languages=languages)
    if content == "vcard":
        return VcardFile(path, book, encoding=encoding, languages=languages)
    return DelimitedText(path, book, encoding=encoding, delimiter=delimiter, languages=languages)


def _explain(heading: Heading, filename: str, source: Source, book: NoteBook) -> None:
    """Note what was decided about the file, so that a person can disagree."""
    if heading.row is None and source.kind != "vcard":
        book.add("no_header", "No row with column names was found; the columns are called A, B, C…")
    elif heading.row is not None and not heading.sure:
        book.add("header_guessed", f"Row {heading.row} was taken for the column names. Change it if it is a record.")
    if heading.rows_above:
        book.add("rows_above_header", "What stands above the column names was left out.")
    if heading.two_rows:
        book.add("two_row_header", "The column names stand in two rows and were joined.")
    ending = filename.rpartition(".")[2].casefold() if "." in filename else ""
    expected = _ENDINGS.get(source.kind, frozenset())
    if ending in _ALL_ENDINGS and ending not in expected:
        book.add(
            "wrong_ending",
            f"The name ends in “.{ending}”, but the content is {_CALLED[source.kind]}; it was read as that.",
        )
    if len(source.sheets) > 1:
        others = ", ".join(f"“{info.name}” ({info.rows:,} rows)" for info in source.sheets if info.name != source.sheet)
        book.add("other_sheets", f"“{source.sheet}” was read. The file also has {others}."[:1000])
    if any(info.hidden and info.name == source.sheet for info in source.sheets):
        book.add("hidden_sheet", f"The sheet “{source.sheet}” is hidden in the workbook.")
