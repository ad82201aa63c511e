"""Chooses the sheet of a workbook that holds the list."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from safelight.exchange.tables.headers import kind_of
from safelight.exchange.tables.shape import Record, SheetInfo, Unreadable
from safelight.exchange.tables.vocabulary import speaks_like_header

_LOOKED_AT = 40
_LIST_NAMES = re.compile(
    r"client|customer|contact|people|member|list|data|export|kunden|kontakte|adress|liste|clientes|contactos|contatti|"
    r"clienti|klanten|contacten|contatos|price|preis|prix|precio|顧客|客户|名簿",
    re.IGNORECASE,
)
_SIDE_NAMES = re.compile(
    r"read.?me|info|help|hilfe|about|lookup|lists?\s?of|legend|summary|instruction|cover|deckblatt|pivot|chart|config|"
    r"setting",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sheet, and how to see its first rows."""

    info: SheetInfo
    sample: Callable[[str], list[Record]]


def choose_sheet(candidates: Sequence[Candidate], wanted: str | None) -> str:
    """Return the name of the sheet to read: the wanted one, else the one most like a list.

    Raises Unreadable when the wanted sheet does not exist or no sheet has a row.
    """
    if wanted is not None:
        names = [candidate.info.name for candidate in candidates]
        if wanted in names:
            return wanted
        folded = next((name for name in names if name.strip().casefold() == wanted.strip().casefold()), None)
        if folded is not None:
            return folded
        raise Unreadable(
            code="no_such_sheet", message=f"There is no sheet “{wanted[:60]}”. The file has: {', '.join(names)[:500]}."
        )
    filled = [candidate for candidate in candidates if candidate.info.rows]
    if not filled:
        raise Unreadable(
            code="empty", message="Every sheet of the workbook is empty. Choose the file that holds the list."
        )
    if len(filled) == 1:
        return filled[0].info.name
    best = max(enumerate(filled[:_LOOKED_AT]), key=lambda item: (_promise(item[1]), -item[0]))
    return best[1].info.name


def _promise(candidate: Candidate) -> float:
    """Score how much a sheet looks like a list of records."""
    info = candidate.info
    points = min(math.log2(info.rows + 1), 12.0) - (8.0 if info.hidden else 0.0)
    points += 1.5 if _LIST_NAMES.search(info.name) else 0.0
    points -= 3.0 if _SIDE_NAMES.search(info.name) else 0.0
    records = candidate.sample(info.name)
    known = columns = contacts = 0
    for _, cells in records:
        filled = [cell for cell in cells if cell.strip()]
        columns = max(columns, len(filled))
        known = max(known, sum(1 for cell in filled if len(cell) < 60 and speaks_like_header(cell)))  # noqa: PLR2004
        contacts += any(kind_of(cell) in {"email", "phone"} for cell in filled)
    points += min(known, 8) * 0.8 + min(columns, 8) * 0.3
    return points + (3.0 * contacts / len(records) if records else 0.0)
