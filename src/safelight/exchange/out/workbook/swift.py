"""The fast writer: rustpy-xlsxwriter, compiled, constant memory (it keeps each sheet in a temporary file)."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from itertools import chain, repeat
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
        # A cell without a format of its own is written quicker and smaller.
        formats = {
            kind: Format().set_num_format(text) if text != "General" else None for kind, text in NUMBER_FORMATS.items()
        }
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
    """Return rows as the writer wants them; it takes the headers from the first one.

    The way of a row from the database to the writer runs in compiled code alone: a Python step for each of a million
    rows would cost as much as a tenth of the writing.
    """
    headers = tuple(column.header for column in sheet.columns)
    return chain.from_iterable(map(dict, map(zip, repeat(headers), block)) for block in _or_one_empty_row(sheet))


def _or_one_empty_row(sheet: Sheet) -> Iterator[Sequence[Sequence[object]]]:
    empty = True
    for block in sheet.blocks:
        empty = empty and not block
        yield block
    if empty:
        yield [[None] * len(sheet.columns)]


def _said_by_the_disk(error: RuntimeError) -> Exception:
    """Give a failure of the disk, which the compiled part tells only in words, its number back."""
    text = str(error)
    for number in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EROFS, errno.EIO):
        if f"os error {number}" in text:
            return OSError(number, text)
    return error
