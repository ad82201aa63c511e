"""All of a studio in one workbook: a sheet per kind of record, all from the same moment."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

from safelight.exchange.out.columns import Column
from safelight.exchange.out.kinds import all_kinds
from safelight.exchange.out.record_kinds import RecordKind
from safelight.exchange.out.sheet_query import SheetQuery, sheet_query
from safelight.exchange.out.snapshot import Block, count, snapshot, stream
from safelight.exchange.out.workbook.protocol import ROWS_PER_SHEET, Sheet, WorkbookWriter, best_writer
from safelight.exchange.out.workbook.titles import title
from safelight.foundation.actions import StudioFacts

_NEEDS_CARE = itemgetter(-1)
Report = Callable[[int, int], None]
"""Told how many rows are written and how many there are; may raise to stop."""


def silent(_done: int, _total: int) -> None:
    """Report to nobody."""


@dataclass(slots=True)
class _Tally:
    total: int
    report: Report
    done: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, rows: int) -> None:
        self.counts[name] = self.counts.get(name, 0) + rows
        self.done += rows
        self.report(self.done, self.total)


def write_workbook(
    studio: StudioFacts, target: Path, report: Report = silent, *, writer: WorkbookWriter | None = None
) -> dict[str, int]:
    """Write every kind of record of a studio into a workbook; return the number of rows by kind.

    A kind with more rows than a sheet holds goes on in “Clients (2)”. Memory does not grow with the rows.

    Raises:
        OSError: the file cannot be written.
        Exception: whatever ``report`` raises; the file is then worthless.
    """
    chosen = writer or best_writer()
    # A writer that fails in its compiled part may never let go of its sources, so they are closed here.
    with snapshot(studio.id), ExitStack() as open_sources:
        plan = [(kind, query, count(query.count)) for kind, query in _queries(studio)]
        tally = _Tally(sum(rows for _, _, rows in plan), report)
        sheets: list[Sheet] = []
        for kind, query, rows in plan:
            tally.counts[kind.name] = 0
            source = fitted_blocks(query, partial(tally.add, kind.name))
            open_sources.callback(source.close)
            sheets += _sheets(kind.sheet, query.columns, source, rows, [sheet.title for sheet in sheets])
        chosen.write(target, sheets)
        report(tally.done, tally.total)
    return tally.counts


def _queries(studio: StudioFacts) -> list[tuple[RecordKind, SheetQuery]]:
    return [(kind, sheet_query(kind, studio.id, studio.zone)) for kind in all_kinds() if kind.sheet]


def _sheets(
    wished: str, columns: Sequence[Column], source: Iterator[Block], rows: int, taken: Sequence[str]
) -> list[Sheet]:
    parts = max(1, -(-rows // ROWS_PER_SHEET))
    if parts == 1:
        return [Sheet(title(wished, taken), columns, source)]
    divided = _Divided(source)
    made: list[Sheet] = []
    for part in range(1, parts + 1):
        name = title(wished, [*taken, *(sheet.title for sheet in made)], part)
        made.append(Sheet(name, columns, divided.next_rows(ROWS_PER_SHEET)))
    return made


class _Divided:
    """Blocks that several sheets share one after the other."""

    def __init__(self, source: Iterator[Block]) -> None:
        self._source = source
        self._left: Block = []

    def next_rows(self, most: int) -> Iterator[Block]:
        """Yield the next ``most`` rows, in blocks."""
        while most > 0:
            block = self._left or next(self._source, [])
            if not block:
                return
            self._left = block[most:]
            yield block[:most]
            most -= min(most, len(block))


def fitted_blocks(query: SheetQuery, told: Callable[[int], None] = lambda _rows: None) -> Generator[Block, None, None]:
    """Yield the rows of a sheet as its cells can hold them; ``told`` hears of each block that was taken.

    A row's last value is the database's word that it needed care, and stands beyond the columns.
    """
    with closing(stream(query.statement)) as blocks:
        for block in blocks:
            yield _fitted(block, query)
            told(len(block))


def _fitted(block: Block, query: SheetQuery) -> Block:
    # Most blocks need no care at all, and this question is answered without a Python step per row.
    if any(map(_NEEDS_CARE, block)):
        return [_with_care(row, query) if row[-1] else row for row in block]
    return block


def _with_care(row: tuple[Any, ...], query: SheetQuery) -> tuple[Any, ...]:
    cells = list(row)
    for place, change in query.changes.items():
        if cells[place] is not None:
            cells[place] = change(cells[place])
    return tuple(cells)
