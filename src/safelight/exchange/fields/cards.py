"""The card guard of an import: every cell is looked at before anything else is done with the row."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from safelight.exchange.fields.issues import Issue
from safelight.foundation.cards import ADVICE, SHORTEST, find_cards, without_cards

CARD_CODE = "card_number"


def card_issue(column: str, cell: str, *, confirmed: bool = False) -> Issue | None:
    """The error for a cell that holds a card number, or None; the number is in no part of it.

    ``confirmed``: a person said that the column's long numbers are no cards. That is believed only where neither
    the header nor the cell speaks of cards, security codes or expiry.
    """
    if len(cell) < SHORTEST:
        return None
    sightings = find_cards(cell)
    if not sightings:
        return None
    if confirmed:
        in_context = find_cards(f"{column}: {cell}")
        if in_context and all(sighting.confirmable for sighting in in_context):
            return None
    return Issue(
        column, "error", CARD_CODE, f"This row was refused: column “{without_cards(column)}” holds a number. {ADVICE}"
    )


def row_without_cards(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells as they may be written into a file of refused rows: card numbers masked but for the last four digits."""
    return tuple(without_cards(cell) if len(cell) >= SHORTEST else cell for cell in cells)


def card_issues(columns: Sequence[str], cells: Sequence[str], confirmed: Collection[str] = ()) -> tuple[Issue, ...]:
    """The card errors of a whole row, usually none; cells beyond the last column are looked at too."""
    issues = []
    for index, cell in enumerate(cells):
        if len(cell) < SHORTEST:
            continue
        column = columns[index] if index < len(columns) else f"Column {index + 1}"
        issue = card_issue(column, cell, confirmed=column in confirmed)
        if issue is not None:
            issues.append(issue)
    return tuple(issues)
