"""Outcomes of a trial, set aside until its transaction has been taken back."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from types import TracebackType
from typing import Self
from uuid import UUID

from safelight.exchange.fields import Issue
from safelight.exchange.imports.outcome import RowOutcome

_KNOWN = frozenset({"updated", "skipped"})


class Spool:
    """A nameless temporary file of outcomes, so that a trial of any length needs little memory."""

    def __init__(self) -> None:
        """Open the file; it is gone when the process ends, whatever happens."""
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Drop everything."""
        self._file.close()

    def __call__(self, outcomes: Sequence[RowOutcome]) -> None:
        """Set a chunk aside; whoever a trial created is not there any more, so only ids of known clients are kept."""
        chunk = [
            [
                one.row, one.kind, str(one.client_id) if one.client_id and one.kind in _KNOWN else None, one.name,
                [asdict(issue) for issue in one.issues], one.cells,
            ]
            for one in outcomes
        ]  # fmt: skip
        self._file.write(json.dumps(chunk, ensure_ascii=False) + "\n")

    def chunks(self) -> Iterator[list[RowOutcome]]:
        """Give the chunks back in order."""
        self._file.seek(0)
        for line in self._file:
            yield [
                RowOutcome(
                    row=row,
                    kind=kind,
                    client_id=UUID(client_id) if client_id else None,
                    name=name,
                    issues=tuple(Issue(**issue) for issue in issues),
                    cells=tuple(cells) if cells else None,
                )
                for row, kind, client_id, name, issues, cells in json.loads(line)
            ]
