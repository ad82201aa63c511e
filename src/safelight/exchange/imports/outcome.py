"""What became of each row, and the sums of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from safelight.exchange.fields import Issue
from safelight.foundation.actions import Frozen

Kind = Literal["created", "updated", "merged", "skipped", "failed"]


class ImportIssue(Frozen):
    """A remark about a row of the file (``row`` as a person sees it; None: the whole file)."""

    row: int | None
    column: str
    level: Literal["error", "warning", "info"]
    code: str
    message: str


class Report(Frozen):
    """How many rows there were and what became of them.

    ``created`` are new clients, ``updated`` rows that completed a client known before, ``merged`` rows that completed a
    client of this same file, ``skipped`` rows that held nothing new, ``failed`` rows that were refused.
    """

    rows: int = 0
    created: int = 0
    updated: int = 0
    merged: int = 0
    skipped: int = 0
    failed: int = 0
    warnings: int = 0
    seconds: float = Field(default=0.0, ge=0)


@dataclass(slots=True)
class RowOutcome:
    """What became of one row; ``row_key`` is the digest of all it says, empty where it was refused."""

    row: int
    kind: Kind
    client_id: UUID | None = None
    name: str = ""
    row_key: str = ""
    issues: tuple[Issue, ...] = ()
    cells: tuple[str, ...] | None = None
    undo: dict[str, Any] | None = None


class Sums:
    """Adds up outcomes."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self._kinds: Counter[str] = Counter()
        self._warnings = 0

    def add(self, outcomes: Sequence[RowOutcome]) -> None:
        """Count some rows."""
        self._kinds.update([outcome.kind for outcome in outcomes])
        self._warnings += sum(
            issue.level == "warning" for outcome in outcomes if outcome.issues for issue in outcome.issues
        )

    @property
    def rows(self) -> int:
        """How many rows were counted."""
        return self._kinds.total()

    def report(self, seconds: float) -> Report:
        """Return the sums."""
        return Report(rows=self.rows, **self._kinds, warnings=self._warnings, seconds=round(seconds, 3))
