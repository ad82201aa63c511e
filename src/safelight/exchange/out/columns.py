"""Columns of a sheet: what stands above them, what their cells hold, and how wide they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

CellKind = Literal["text", "long", "id", "integer", "number", "date", "moment", "yes_no"]

WIDTHS: dict[CellKind, float] = {
    "text": 22,
    "long": 40,
    "id": 14,
    "integer": 12,
    "number": 14,
    "date": 12,
    "moment": 18,
    "yes_no": 9,
}
NUMBER_FORMATS: dict[CellKind, str] = {
    # "@" keeps what a person edits as text: a phone number keeps its plus, a postal code its zeros. Long text goes
    # without: it is typed as text all the same, and a format on every cell costs a tenth of the time.
    "text": "@",
    "long": "General",
    "id": "General",
    "integer": "0",
    "number": "General",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm:ss",
    "yes_no": "General",
}
TEXT_KINDS: frozenset[CellKind] = frozenset({"text", "long"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``width`` counts characters, 0 means what suits the kind.

    Cells of a ``moment`` are local times of the studio without a zone; ``date`` and ``moment`` cells outside the
    years a spreadsheet knows are written as text.
    """

    header: str
    kind: CellKind = "text"
    width: float = 0

    @property
    def shown_width(self) -> float:
        """Width in characters, wide enough for the header and its filter button."""
        return max(self.width or WIDTHS[self.kind], min(len(self.header) + 4, 40))


def unlike(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns with headers that differ without regard to case: ``Phone``, ``Phone (2)``."""
    seen: dict[str, int] = {}
    made = []
    for column in columns:
        header = column.header.strip() or "Column"
        count = seen[header.casefold()] = seen.get(header.casefold(), 0) + 1
        while count > 1 and f"{header} ({count})".casefold() in seen:
            count += 1
        if count > 1:
            header = f"{header} ({count})"
            seen[header.casefold()] = 1
        made.append(Column(header, column.kind, column.width))
    return tuple(made)
