"""The fast writer: rustpy-xlsxwriter, compiled, constant memory (it keeps each sheet in a temporary file)."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from safelight.exchange.out.columns import NUMBER_FORMATS, TEXT_KINDS

try:
    from rustpy_xlsxwriter import FastExcel, Format
except ImportError:  # no wheel for this machine: the portable writer takes over
    FastExcel = Format = None

if TYPE_CHECKING:
    from safelight.exchange.out.workbook.protocol import Sheet


def is_here() -> bool:
    """Whether the compiled part can be used on this machine."""
    return FastExcel is not None


class SwiftWriter:
    """Writes through rustpy-xlsxwriter; text goes into inline text cells, so nothing is ever taken for a formula."""

    name = "rustpy-xlsxwriter"

    def write(self, target: Path, sheets: Sequence[Sheet]) -> None:
        """Write a complete workbook (see :class:`WorkbookWriter`)."""
        formats = {kind: Format().set_num_format(text) for kind, text in NUMBER_FORMATS.items()}
        header = Format().set_bold().set_num_format("@")
        book = FastExcel(target, output_format="xlsx").freeze(row=1)
        for sheet in sheets:
            book.sheet(
                sheet.title,
                _as_records(sheet),
                column_widths=[column.shown_width for column in sheet.columns],
                column_formats=[formats[column.kind] for column in sheet.columns],
                header_format=header,
                autofilter=True,
                ignore_errors=[column.header for column in sheet.columns if column.kind in TEXT_KINDS],
            )
        try:
            book.save()
        except RuntimeError as error:
            raise _said_by_the_disk(error) from error


def _as_records(sheet: Sheet) -> Iterator[dict[str, object]]:
    """Yield rows as the writer wants them; it takes the headers from the first one."""
    headers = [column.header for column in sheet.columns]
    empty = True
    for row in sheet.rows:
        empty = False
        yield dict(zip(headers, row, strict=True))
    if empty:
        yield dict.fromkeys(headers)


def _said_by_the_disk(error: RuntimeError) -> Exception:
    """Give a failure of the disk, which the compiled part tells only in words, its number back."""
    text = str(error)
    for number in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EROFS, errno.EIO):
        if f"os error {number}" in text:
            return OSError(number, text)
    return error
