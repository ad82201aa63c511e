"""Finds the row with the column names, whatever stands above it, and makes the names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from safelight.exchange.tables.shape import Record, Unreadable
from safelight.exchange.tables.vocabulary import speaks_like_header

SEARCH_ROWS = 60
"""A header stands within so many rows from the top."""

MOST_COLUMNS = 2_000
_LONG = 60
_MANY_WORDS = 7

CellKind = Literal["empty", "number", "date", "email", "phone", "link", "text"]

_NUMBER = re.compile(r"[-+(]?[$€£¥]?\s*\d[\d.,' \u00a0]*[)%]?\s*[$€£¥]?")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d{2}.*)?")
_EMAIL = re.compile(r"(?:mailto:)?[^\s@]+@[^\s@]+\.\w{2,}\W?")
_PHONE = re.compile(r"(?:\+|\(|0|tel:)?[\d\s()./\-]{6,25}(?:\s*(?:x|ext\.?)\s*\d+)?", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)

Known = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the header is and what it says.

    ``row`` is None without a header; ``first_row`` is the number of the first data row; ``positions`` are the
    places of the named columns in a record; ``sure`` is false when the header was only assumed.
    """

    row: int | None
    first_row: int
    columns: tuple[str, ...]
    positions: tuple[int, ...]
    sure: bool
    rows_above: int = 0
    two_rows: bool = False
    cells: tuple[str, ...] = ()


def kind_of(cell: str) -> CellKind:  # noqa: PLR0911 - a list of sorts, one after the other
    """Say what sort of value a cell holds, from its form alone."""
    text = cell.strip()
    if not text:
        return "empty"
    if "@" in text and _EMAIL.fullmatch(text):
        return "email"
    if _LINK.fullmatch(text):
        return "link"
    if text[0].isalpha():
        return "text"
    if _DATE.fullmatch(text):
        return "date"
    if _NUMBER.fullmatch(text):
        return "number"
    if _PHONE.fullmatch(text) and sum(sign.isdigit() for sign in text) > 5:  # noqa: PLR2004 - shortest number dialled
        return "phone"
    return "text"


def find_heading(sample: Sequence[Record], wanted: int | None, known: Known | None) -> Heading:
    """Find the header in the first records of a file (in order, numbers as a person sees them).

    ``wanted`` is the row a person named (0: there is none). Raises Unreadable when that row is not in the file or
    has more than two thousand columns.
    """
    rows = [record for record in sample if any(cell.strip() for cell in record[1])]
    if not rows:
        raise Unreadable(
            code="empty", message="There is no row with anything in it. Choose the file or sheet that holds the list."
        )
    if wanted == 0:
        return _without_header(rows)
    if wanted is not None:
        chosen = next((place for place, (number, _) in enumerate(rows) if number == wanted), None)
        if chosen is None:
            raise Unreadable(
                code="header_row", message=f"Row {wanted} is empty or not among the first rows, so it names no columns."
            )
        return _with_header(rows, chosen, known, sure=True)
    chosen, sure = _best_row(rows, known)
    return _without_header(rows) if chosen is None else _with_header(rows, chosen, known, sure=sure)


def _best_row(rows: Sequence[Record], known: Known | None) -> tuple[int | None, bool]:
    """Answer the place of the header (None: there is none) and whether anything speaks for it."""
    usual = _usual_width(rows)
    best_place, best_score = 0, -99.0
    for place, (_, cells) in enumerate(rows[:SEARCH_ROWS]):
        score = _score(rows, place, cells, usual, known)
        if score > best_score + 0.01:
            best_place, best_score = place, score
    cells = rows[best_place][1]
    if best_score >= 1.0:
        return best_place, True
    if any(kind_of(cell) not in {"empty", "text"} for cell in cells) or _recurs(rows, best_place):
        return None, False
    if best_place and _filled(cells) < 2:  # noqa: PLR2004 - one lonely cell names no table
        return None, False
    return best_place, False


def _usual_width(rows: Sequence[Record]) -> int:
    counts = Counter(_filled(cells) for _, cells in rows)
    return max(counts.items(), key=lambda item: (item[1] * min(item[0], 4), item[0]))[0]


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _score(rows: Sequence[Record], place: int, cells: Sequence[str], usual: int, known: Known | None) -> float:
    """Higher is more like a header; 1.0 and more is convincing."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return -99.0
    count = len(filled)
    recognised = sum(1 for cell in filled if _is_known(cell, known)) / count
    values = sum(1 for cell in filled if kind_of(cell) != "text") / count
    lengthy = sum(1 for cell in filled if len(cell) > _LONG or len(cell.split()) > _MANY_WORDS) / count
    doubles = 1 - len({cell.casefold() for cell in filled}) / count
    breadth = min(1.0, count / max(usual, 1))
    score = 2.2 * recognised * breadth + 0.4 * breadth - 1.6 * values - 0.8 * lengthy - 0.3 * doubles
    if count == 1 and usual > 2:  # noqa: PLR2004 - a title above a table of several columns
        score -= 1.5
    score += 0.9 * _contrast(rows, place, cells) * breadth
    return score - 0.02 * place


def _is_known(cell: str, known: Known | None) -> bool:
    return len(cell) <= _LONG and ((known is not None and known(cell)) or speaks_like_header(cell))


def _contrast(rows: Sequence[Record], place: int, cells: Sequence[str]) -> float:
    """Return the share of columns that hold text here and another sort of value in the rows below."""
    below = rows[place + 1 : place + 12]
    if not below:
        return 0.0
    differs = total = 0
    for column, cell in enumerate(cells):
        if kind_of(cell) != "text":
            continue
        kinds = Counter(kind_of(row[column]) for _, row in below if column < len(row) and row[column].strip())
        if not kinds:
            continue
        total += 1
        differs += kinds.most_common(1)[0][0] != "text"
    return differs / total if total else 0.0


def _recurs(rows: Sequence[Record], place: int) -> bool:
    """Whether a value of this row comes again further down in its column, as a header never does."""
    below = rows[place + 1 :]
    for column, cell in enumerate(rows[place][1]):
        value = cell.strip().casefold()
        if value and any(column < len(row) and row[column].strip().casefold() == value for _, row in below):
            return True
    return False


def _without_header(rows: Sequence[Record]) -> Heading:
    width = max(_extent(cells) for _, cells in rows)
    _check_width(width)
    columns = tuple(f"Column {column_letters(place)}" for place in range(width))
    return Heading(None, rows[0][0], columns, tuple(range(width)), sure=True)


def _with_header(rows: Sequence[Record], place: int, known: Known | None, *, sure: bool) -> Heading:
    lower = place
    upper: int | None = None
    if place and _is_group_row(rows, place - 1, place, known):
        upper = place - 1
    elif place + 1 < len(rows) and _is_lower_row(rows, place, place + 1, known):
        upper, lower = place, place + 1
    names = [tidy(cell) for cell in rows[lower][1]]
    if upper is not None:
        names = _joined([tidy(cell) for cell in rows[upper][1]], names)
    data = rows[lower + 1 :]
    width = max([_extent(names), *(_extent(cells) for _, cells in data)])
    _check_width(width)
    names.extend([""] * (width - len(names)))
    used = [
        place for place in range(width) if names[place] or any(len(c) > place and c[place].strip() for _, c in data)
    ]
    labels = _told_apart([names[place] or f"Column {column_letters(place)}" for place in used])
    number, raw = rows[lower]
    reach = max(used, default=-1) + 1
    repeated = tuple(raw[:reach]) + ("",) * (reach - len(raw))
    above = place if upper is None or upper == place else upper
    return Heading(
        number,
        number + 1,
        labels,
        tuple(used),
        sure,
        rows_above=above,
        two_rows=upper is not None,
        cells=repeated if len(labels) > 1 else (),
    )


def _is_group_row(rows: Sequence[Record], upper: int, lower: int, known: Known | None) -> bool:
    """Whether the row above a header groups its columns ("Address" over "Street" and "City")."""
    top, bottom = rows[upper][1], rows[lower][1]
    if rows[lower][0] - rows[upper][0] != 1:
        return False
    filled = [(place, cell.strip()) for place, cell in enumerate(top) if cell.strip()]
    if not filled or any(kind_of(cell) != "text" or len(cell) > _LONG for _, cell in filled):
        return False
    if len(filled) >= _filled(bottom) and not any(
        place < len(bottom) and not bottom[place].strip() for place, _ in filled
    ):
        return False
    recognised = sum(1 for _, cell in filled if _is_known(cell, known))
    if len(filled) == 1:
        return filled[0][0] > 0 and recognised == 1
    return recognised * 2 >= len(filled) or (recognised > 0 and filled[0][0] > 0)


def _is_lower_row(rows: Sequence[Record], upper: int, lower: int, known: Known | None) -> bool:
    """Whether the row below a header belongs to it: it names what the header left open, and nothing else."""
    top, bottom = rows[upper][1], rows[lower][1]
    if rows[lower][0] - rows[upper][0] != 1:
        return False
    filled = [(place, cell.strip()) for place, cell in enumerate(bottom) if cell.strip()]
    if len(filled) < 2 or not any(place >= len(top) or not top[place].strip() for place, _ in filled):  # noqa: PLR2004
        return False
    return all(_is_known(cell, known) and kind_of(cell) == "text" for _, cell in filled)


def _joined(top: list[str], bottom: list[str]) -> list[str]:
    """Join two header rows: a group name reaches right over the columns it left open."""
    width = max(len(top), len(bottom))
    top = top + [""] * (width - len(top))
    bottom = bottom + [""] * (width - len(bottom))
    names: list[str] = []
    group = ""
    for over, under in zip(top, bottom, strict=True):
        if over:
            group = over
        elif not under:
            group = ""
        names.append(" / ".join(part for part in (group if (under or over) and group != under else "", under) if part))
    return names


def tidy(cell: str) -> str:
    """Return a header on one line without doubled blanks and edge marks."""
    return " ".join(cell.replace("\u00ad", "").split()).strip("\u200b\u200e\u200f\ufeff ")[:200]


def _told_apart(names: list[str]) -> tuple[str, ...]:
    """Keep equal headers apart: "Phone", "Phone (2)"."""
    seen: set[str] = set()
    taken = {name.casefold() for name in names}
    result: list[str] = []
    for name in names:
        label, turn = name, 1
        while label.casefold() in seen or (turn > 1 and label.casefold() in taken):
            turn += 1
            label = f"{name} ({turn})"
        seen.add(label.casefold())
        result.append(label)
    return tuple(result)


def _extent(cells: Sequence[str]) -> int:
    return next((place for place in range(len(cells), 0, -1) if cells[place - 1].strip()), 0)


def _check_width(width: int) -> None:
    if width > MOST_COLUMNS:
        raise Unreadable(
            code="too_many_columns",
            message=f"The table has {width:,} columns; at most {MOST_COLUMNS:,} can be read. Delete what is not needed, or "
            "choose another separator.",
        )


def column_letters(place: int) -> str:
    """Return the spreadsheet letters of a column counted from 0: A, B … Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
