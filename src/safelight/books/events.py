"""What happened in the ledger, told upwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from safelight.foundation.events import Event


@dataclass(frozen=True, slots=True)
class EntryAdded(Event):
    """Somebody made an entry by hand."""

    name: ClassVar[str] = "books.entry_added"
    entry_id: UUID


@dataclass(frozen=True, slots=True)
class EntryReversed(Event):
    """An entry made by hand was taken back by another."""

    name: ClassVar[str] = "books.entry_reversed"
    entry_id: UUID
    reversal_id: UUID


@dataclass(frozen=True, slots=True)
class PeriodClosed(Event):
    """Nothing can be booked on or before ``through`` any more."""

    name: ClassVar[str] = "books.period_closed"
    posting_id: UUID
    through: str


@dataclass(frozen=True, slots=True)
class PeriodReopened(Event):
    """The ledger is open again behind ``through``; empty: from its beginning."""

    name: ClassVar[str] = "books.period_reopened"
    posting_id: UUID
    through: str
