"""The fast writer: rustpy-xlsxwriter, compiled, constant memory (it keeps each sheet in a temporary file)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, cast

from safelight.exchange.out.columns import NUMBER_FORMATS, TEXT_KINDS

# There are machines without a wheel; the portable writer takes over on them.
IS_HERE = find_spec("rustpy_xlsxwriter") is not None
if IS_HERE:
    from rustpy_xlsxwriter import FastExcel, Format

_SYSTEM_ERROR = re.compile(r"(?:os error |Os \{ code: )(\d+)")

if TYPE_CHECKING:
    from safelight.exchange.out.workbook.protocol import Sheet


def is_here() -> bool:
    """Whether the compiled part can be used on this machine."""
    return IS_HERE


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
                column_formats=cast("list[Format]", [formats[column.kind] for column in sheet.columns]),
                header_format=header,
                autofilter=True,
                ignore_errors=[column.header for column in sheet.columns if column.kind in TEXT_KINDS],
            )
        try:
            book.save()
        except BaseException as error:
            told = _told_by_the_disk(error)
            if told is None:
                raise
            raise told from error


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


def _told_by_the_disk(error: BaseException) -> OSError | None:
    """Return what the operating system said when the compiled part stumbled over it, else None.

    It raises RuntimeError with the words of Rust, or panics (an exception that derives from BaseException alone) when
    the temporary file of a sheet cannot grow: “Os { code: 28, … }”, “(os error 28)”.
    """
    if not isinstance(error, RuntimeError) and type(error).__name__ != "PanicException":
        return None
    found = _SYSTEM_ERROR.search(str(error))
    return OSError(int(found[1]), os.strerror(int(found[1]))) if found else None
