"""What is said about a row, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from safelight.clients.rules.draft import ClientDraft

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One remark about a row: ``column`` is the header (empty: the whole row), ``message`` a sentence for a person.

    An error refuses the row; a warning keeps it and says what could not be used as it stood; an info says what was
    put right. Messages may quote a cell, but never one that holds a card number.
    """

    column: str
    level: Level
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Converted:
    """A row converted: the draft, or None if an error refuses the row; and what is to be said about it."""

    draft: ClientDraft | None
    issues: tuple[Issue, ...] = ()
