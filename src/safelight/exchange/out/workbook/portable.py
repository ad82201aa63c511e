"""The portable writer: XlsxWriter in constant memory, pure Python, about nine times slower."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from safelight.exchange.out.columns import NUMBER_FORMATS, TEXT_KINDS

if TYPE_CHECKING:
    from safelight.exchange.out.workbook.protocol import Sheet

_SETTINGS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
    "remove_timezone": False,
}


class PortableWriter:
    """Writes through XlsxWriter; each value is written by its type and never guessed from its text."""

    name = "XlsxWriter"

    def write(self, target: Path, sheets: Sequence[Sheet]) -> None:
        """Write a complete workbook (see :class:`WorkbookWriter`)."""
        # Its temporary files lie beside the target, so that one disk is asked and not two.
        with TemporaryDirectory(prefix=".sheets-", dir=target.parent) as folder:
            book = xlsxwriter.Workbook(str(target), {**_SETTINGS, "tmpdir": folder})
            try:
                _fill(book, sheets)
                book.close()
            except FileCreateError as error:
                cause = error.args[0] if error.args else error
                raise (cause if isinstance(cause, OSError) else OSError(str(error))) from error
            finally:
                # The library forgets its open files when it is stopped half-way.
                for page in book.worksheets():
                    page.row_data_fh.close()


def _fill(book: Any, sheets: Sequence[Sheet]) -> None:  # noqa: ANN401 - untyped library
    formats = {kind: book.add_format({"num_format": text}) for kind, text in NUMBER_FORMATS.items()}
    header = book.add_format({"bold": True, "num_format": "@"})
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.title), sheet, formats, header)


def _write_sheet(page: Any, sheet: Sheet, formats: dict[Any, Any], header: Any) -> None:  # noqa: ANN401 - untyped library
    page.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.shown_width)
        page.write_string(0, place, column.header, header)
    styles = [formats[column.kind] for column in sheet.columns]
    number = 0
    for number, row in enumerate(chain.from_iterable(sheet.blocks), 1):
        for place, value in enumerate(row[: len(styles)]):
            if value is not None:
                _how(page, value)(number, place, value, styles[place])
    page.autofilter(0, 0, max(number, 1), len(sheet.columns) - 1)
    texts = [place for place, column in enumerate(sheet.columns) if column.kind in TEXT_KINDS]
    if texts and number:
        ranges = " ".join(f"{_letter(place)}2:{_letter(place)}{number + 1}" for place in texts)
        page.ignore_errors({"number_stored_as_text": ranges})


def _how(page: Any, value: object) -> Callable[..., object]:  # noqa: ANN401 - untyped library
    if isinstance(value, str):
        written: Callable[..., object] = page.write_string
    elif isinstance(value, bool):
        written = page.write_boolean
    elif isinstance(value, int | float | Decimal):
        written = page.write_number
    elif isinstance(value, datetime | date):
        written = page.write_datetime
    else:
        message = f"A cell cannot hold a {type(value).__name__}."
        raise TypeError(message)
    return written


def _letter(place: int) -> str:
    return str(xlsxwriter.utility.xl_col_to_name(place))
