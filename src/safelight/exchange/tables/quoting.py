"""Splits text lines into records, and survives quotation marks that stand in the wrong place.

The csv module does the work as long as the quoting is right. Where it is not (it says so in strict mode, or a
record swallows line after line) the record is read again by rules that keep the damage inside its own line.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from safelight.exchange.tables.shape import Record

LONGEST_RECORD = 500
"""Lines one quoted value may run over before its opening quotation mark is taken for an accident."""

PATIENCE = 20
"""After so many accidents the file is taken for careless and LONGEST_RECORD shrinks to this."""

_REJOIN = 40


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the cells of a line are told apart; ``width`` is the usual number of cells (0: unknown).

    A ``delimiter`` of "" means one cell to a line.
    """

    delimiter: str
    quote: str = '"'
    backslash: bool = False
    skip_spaces: bool = False
    width: int = 0


class _RunsOn(csv.Error):
    """A quoted value runs over too many lines."""


def split_records(  # noqa: C901 - the loop is the fast path; parts of it would cost a call per row
    lines: Iterable[str], dialect: Dialect, on_accident: Callable[[int], None]
) -> Iterator[Record]:
    """Stream (line where it starts, cells) over ``lines``; ``on_accident`` gets the line of each quoting accident."""
    if not dialect.delimiter:
        for number, line in enumerate(lines, 1):
            yield number, [line.rstrip("\n")]
        return
    source = iter(lines)
    again: deque[str] = deque()
    fed: list[str] = []
    longest = LONGEST_RECORD
    accidents = 0

    def feed() -> Iterator[str]:
        while True:
            line = again.popleft() if again else next(source, None)
            if line is None:
                return
            fed.append(line)
            if len(fed) > longest:
                raise _RunsOn
            yield line

    reader = _strict_reader(feed(), dialect)
    number = 1
    width = dialect.width
    while True:
        fed.clear()
        try:
            cells = next(reader)
            used = len(fed)
            if used > 1 and width and len(cells) != width:
                repaired = _first_line_alone(fed, dialect)
                if repaired is not None:
                    cells, used = repaired
        except StopIteration:
            return
        except csv.Error:
            cells, used = _repair(fed, dialect)
            accidents += 1
            on_accident(number)
            if accidents == PATIENCE:
                longest = PATIENCE
        if used != len(fed):
            again.extendleft(reversed(fed[used:]))
            reader = _strict_reader(feed(), dialect)
        yield number, cells
        number += used


def _strict_reader(lines: Iterator[str], dialect: Dialect) -> Iterator[list[str]]:
    return csv.reader(
        lines,
        strict=True,
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        escapechar="\\" if dialect.backslash else None,
        skipinitialspace=dialect.skip_spaces,
    )


def _first_line_alone(fed: list[str], dialect: Dialect) -> tuple[list[str], int] | None:
    """Read only the first line when that gives the usual width, which the lines together did not."""
    cells, _ = split_line(fed[0].rstrip("\n"), dialect)
    return (cells, 1) if len(cells) == dialect.width else None


def _repair(fed: list[str], dialect: Dialect) -> tuple[list[str], int]:
    """Read the record that begins in ``fed[0]``; answers its cells and how many lines they took."""
    text = fed[0].rstrip("\n")
    cells, closed = split_line(text, dialect)
    if closed or (dialect.width and len(cells) == dialect.width):
        return cells, 1
    for used in range(2, min(len(fed), _REJOIN) + 1):
        text += "\n" + fed[used - 1].rstrip("\n")
        joined, shut = split_line(text, dialect)
        if shut:
            if not dialect.width or len(joined) == dialect.width:
                return joined, used
            break
    return cells, 1


def split_line(text: str, dialect: Dialect) -> tuple[list[str], bool]:
    """Split leniently; answers the cells and whether every opening quotation mark found its closing one.

    A quotation mark closes a cell only where the separator or the end of the line follows; any other inside a
    quoted cell is kept as written. A cell that never closes loses its mark and ends at the next separator.
    """
    delimiter, quote = dialect.delimiter, dialect.quote
    ending = re.compile(f"(?:[ ]*)(?:{re.escape(delimiter)}|$)")
    cells: list[str] = []
    place = 0
    length = len(text)
    while True:
        start = place
        if dialect.skip_spaces or text[place : place + 1] == " ":
            while start < length and text[start] == " " and delimiter != " ":
                start += 1
        if text[start : start + 1] != quote:
            end = text.find(delimiter, place)
            cells.append(text[place:] if end < 0 else text[place:end])
            if end < 0:
                return cells, True
            place = end + 1
            continue
        cell, end = _quoted(text, start + 1, dialect, ending)
        if end < 0:
            rest = text[start + 1 :].split(delimiter)
            cells.extend(part.removeprefix(quote).removesuffix(quote) for part in rest)
            return cells, False
        cells.append(cell)
        if end > length:
            return cells, True
        place = end


def _quoted(text: str, place: int, dialect: Dialect, ending: re.Pattern[str]) -> tuple[str, int]:
    """Read a quoted cell from behind its opening mark.

    Answers its text and where the next cell begins (beyond the text after the last cell, -1 when it never closes).
    """
    quote = dialect.quote
    parts: list[str] = []
    special = re.compile(f"[{re.escape(quote)}\\\\]") if dialect.backslash else re.compile(re.escape(quote))
    while True:
        found = special.search(text, place)
        if found is None:
            return "", -1
        at = found.start()
        parts.append(text[place:at])
        following = text[at + 1 : at + 2]
        if text[at] == "\\":
            parts.append(following)
            place = at + 2
        elif following == quote:
            parts.append(quote)
            place = at + 2
        else:
            match = ending.match(text, at + 1)
            if match is not None:
                shut = match.end()
                return "".join(parts), shut if match.group().endswith(dialect.delimiter) else len(text) + 1
            parts.append(quote)
            place = at + 1
