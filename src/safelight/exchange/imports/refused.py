"""The refused rows of an import as a file with the reason beside each, from what was kept of them.

The file they came from is gone once the import has run; names of columns and masked cells are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Literal
from uuid import UUID

from safelight.exchange.imports.plan import Understood
from safelight.exchange.models import ImportedRow
from safelight.exchange.tables.writer import write_rows

Kind = Literal["csv", "xlsx"]
CONTENT_TYPES: dict[Kind, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def kind_of(understood: Understood) -> Kind:
    """Return the kind of file that fits what came in: text stays text, everything else becomes a workbook."""
    return "csv" if understood.file_kind == "csv" else "xlsx"


def write_refused_of(batch_id: UUID, understood: Understood, target: IO[bytes], kind: Kind | None = None) -> int:
    """Write the refused rows of an import in the studio in scope; returns how many.

    The columns are those of the file, then "Reason"; the row number of the file stands in each reason.
    """
    columns = [column.column for column in understood.columns]
    return write_rows(target, kind or kind_of(understood), columns, _rows(batch_id), delimiter=understood.delimiter)


def _rows(batch_id: UUID) -> Iterator[tuple[tuple[str, ...], str]]:
    refused = ImportedRow.objects.filter(batch_id=batch_id, outcome="failed").order_by("row", "id")
    for number, cells, issues in refused.values_list("row", "cells", "issues").iterator(chunk_size=1000):
        sentences = dict.fromkeys(issue["message"] for issue in issues if issue["level"] == "error")
        yield tuple(cells or ()), f"Row {number}: {' '.join(sentences)}"
