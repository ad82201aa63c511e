"""Writing down what became of each row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

from safelight.exchange.fields import Issue
from safelight.exchange.imports.outcome import ImportIssue, RowOutcome
from safelight.exchange.models import ImportedRow
from safelight.foundation.actions import Context
from safelight.foundation.copying import copy_rows
from safelight.foundation.ids import new_id_texts

_COLUMNS = ("id", "row", "outcome", "client_id", "name", "row_key", "issues", "cells", "undo")
_LONGEST_NAME = 200


class RowRecorder:
    """Keeps the outcomes of one run, chunk by chunk, in the transaction in scope."""

    def __init__(self, context: Context, batch_id: UUID) -> None:
        """Forget what an earlier trial kept."""
        self._constants = {"studio_id": context.studio.id, "batch_id": batch_id}
        ImportedRow.objects.filter(batch_id=batch_id).delete()

    def __call__(self, outcomes: Sequence[RowOutcome]) -> None:
        """Write a chunk."""
        values = map(_values, outcomes, new_id_texts(len(outcomes)))
        copy_rows("exchange_importedrow", _COLUMNS, values, self._constants)


class IssueCollector:
    """Keeps the remarks of a run in memory, for the command line; stops at a bound."""

    def __init__(self, most: int) -> None:
        """Keep at most ``most`` remarks; refusals are kept in any case."""
        self._most = most
        self.issues: list[ImportIssue] = []

    def __call__(self, outcomes: Sequence[RowOutcome]) -> None:
        """Take the remarks of a chunk."""
        for outcome in outcomes:
            for issue in outcome.issues:
                if issue.level == "error" or len(self.issues) < self._most:
                    self.issues.append(issue_of(outcome.row, issue))


def issue_of(row: int | None, issue: object) -> ImportIssue:
    """Return a remark as it is shown."""
    return ImportIssue(
        row=row,
        column=getattr(issue, "column", "") or "",
        level=getattr(issue, "level", "info"),
        code=getattr(issue, "code", ""),
        message=getattr(issue, "message", ""),
    )


def _values(outcome: RowOutcome, identifier: str) -> tuple[object, ...]:
    return (
        identifier, outcome.row, outcome.kind, outcome.client_id, outcome.name[:_LONGEST_NAME], outcome.row_key or None,
        _json_of(outcome.issues) if outcome.issues else "[]",
        json.dumps(outcome.cells, ensure_ascii=False) if outcome.cells is not None else None,
        outcome.undo,
    )  # fmt: skip


def _json_of(issues: Sequence[Issue]) -> str:
    return json.dumps(
        [{"column": one.column, "level": one.level, "code": one.code, "message": one.message} for one in issues],
        ensure_ascii=False,
    )
