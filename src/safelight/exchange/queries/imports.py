"""Imports as people and programs see them."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from django.db import OperationalError, connection, transaction
from pydantic import Field

from safelight.exchange.imports.outcome import ImportIssue, Report
from safelight.exchange.imports.plan import Choices, Understood
from safelight.exchange.models import ImportBatch, ImportedRow
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, Page, query
from safelight.foundation.models import Work

Outcome = Literal["created", "updated", "merged", "skipped", "failed"]

# Another window that re-reads the file holds its import this long at most; a run holds it to its end.
_PATIENCE: Final = "4s"
_SAID: Final = 3


class ImportWork(Frozen):
    """How far the trial or run is; ``state`` is queued, running, done, failed or cancelled."""

    id: UUID
    state: str
    done: int
    total: int | None
    message: str
    created_at: datetime


class ImportCard(Frozen):
    """An import: what the file was taken for, what a person chose, what came of it.

    ``state`` is ``read`` (understood), ``tried``, ``done`` or ``undone``; ``report`` belongs to the last trial or run.
    """

    id: UUID
    kind: str
    filename: str
    size: int
    state: str
    choices: Choices
    understood: Understood
    report: Report | None
    work: ImportWork | None
    created_by: str
    created_at: datetime
    finished_at: datetime | None

    @property
    def is_busy(self) -> bool:
        """Whether a trial or run is waiting or going on."""
        return self.work is not None and self.work.state in {"queued", "running"}


class ImportedRowCard(Frozen):
    """What became of one row of the file; ``said`` are the first filled cells of a refused row, card numbers masked."""

    row: int
    outcome: str
    client_id: UUID | None
    name: str
    said: tuple[str, ...]
    issues: tuple[ImportIssue, ...]


class ChooseImport(Frozen):
    """Which import."""

    import_id: UUID


class ListImports(Frozen):
    """The newest first; ``cursor`` from the answer before."""

    cursor: str = ""
    limit: int = Field(default=50, ge=1, le=200)


class ListImportedRows(Frozen):
    """Rows of one import in the order of the file, all or of one outcome; ``cursor`` from the answer before."""

    import_id: UUID
    outcome: Outcome | None = None
    with_issues: bool = False
    code: str = Field(default="", max_length=60, description="Only rows with a remark of this code")
    cursor: str = ""
    limit: int = Field(default=100, ge=1, le=1000)


def find(import_id: UUID, *, lock: bool = False) -> ImportBatch:
    """Return an import of the studio in scope.

    With ``lock`` nobody else may change it until the transaction ends.

    Raises:
        NotFound: there is none.
        Conflict: with ``lock``, and somebody else holds it for longer than a page can wait.
    """
    batch = _locked(import_id) if lock else ImportBatch.objects.select_related("work").filter(id=import_id).first()
    if batch is None:
        what = "import"
        raise NotFound(what)
    return batch


def _locked(import_id: UUID) -> ImportBatch | None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select set_config('lock_timeout', %s, true)", [_PATIENCE])
            batch = ImportBatch.objects.select_for_update().filter(id=import_id).first()
            cursor.execute("set local lock_timeout to default")
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != "55P03":
            raise
        message = "This import is being worked on, by its run or in another window. Wait a moment, then try again."
        raise Conflict(message, code="running") from None
    return batch


def card_of(batch: ImportBatch) -> ImportCard:
    """Return the card of an import row."""
    work: Work | None = batch.work if batch.work_id else None
    return ImportCard(
        id=batch.id, kind=batch.kind, filename=batch.filename, size=batch.size, state=batch.state,
        choices=Choices.model_validate(batch.choices), understood=Understood.model_validate(batch.understood),
        report=Report.model_validate(batch.report) if batch.report else None,
        work=(
            ImportWork(
                id=work.id, state=work.state, done=work.done, total=work.total, message=work.message,
                created_at=work.created_at,
            )
            if work
            else None
        ),
        created_by=batch.created_by, created_at=batch.created_at, finished_at=batch.finished_at,
    )  # fmt: skip


@query("exchange.get_import", permission="exchange.import", door="GET /imports/{import_id}")
def get_import(context: Context, data: ChooseImport) -> ImportCard:  # noqa: ARG001 - every query takes its context
    """Show an import."""
    return card_of(find(data.import_id))


@query("exchange.list_imports", permission="exchange.import", door="GET /imports")
def list_imports(context: Context, data: ListImports) -> Page[ImportCard]:  # noqa: ARG001 - every query takes its context
    """List the imports."""
    rows = ImportBatch.objects.select_related("work").order_by("-id")
    if data.cursor:
        rows = rows.filter(id__lt=_uuid(data.cursor))
    found = list(rows[: data.limit + 1])
    shown = found[: data.limit]
    return Page(
        items=tuple(card_of(batch) for batch in shown), next=str(shown[-1].id) if len(found) > data.limit else None
    )


@query("exchange.list_import_rows", permission="exchange.import", door="GET /imports/{import_id}/rows")
def list_import_rows(context: Context, data: ListImportedRows) -> Page[ImportedRowCard]:  # noqa: ARG001 - every query takes its context
    """List what became of the rows of an import."""
    batch = find(data.import_id)
    rows = ImportedRow.objects.filter(batch_id=batch.id).order_by("row", "id")
    if data.outcome:
        rows = rows.filter(outcome=data.outcome)
    if data.with_issues:
        rows = rows.exclude(issues=[])
    if data.code:
        rows = rows.filter(issues__contains=[{"code": data.code}])
    if data.cursor:
        rows = rows.filter(row__gt=_number(data.cursor))
    found = list(rows.defer("undo")[: data.limit + 1])
    shown = found[: data.limit]
    return Page(
        items=tuple(row_card(row) for row in shown), next=str(shown[-1].row) if len(found) > data.limit else None
    )


def row_card(row: ImportedRow) -> ImportedRowCard:
    """Return the card of a row."""
    return ImportedRowCard(
        row=row.row, outcome=row.outcome, client_id=row.client_id, name=row.name,
        said=tuple(cell for cell in row.cells or () if cell.strip())[:_SAID],
        issues=tuple(ImportIssue(row=row.row, **issue) for issue in row.issues),
    )  # fmt: skip


def _uuid(cursor: str) -> UUID:
    try:
        return UUID(cursor)
    except ValueError:
        raise _wrong_cursor() from None


def _number(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):  # noqa: PLR2004 - rows are counted in 32 bits
        raise _wrong_cursor()
    return int(cursor)


def _wrong_cursor() -> InvalidInput:
    message = "The cursor is not one that this list gave out. Begin without one."
    return InvalidInput(message, fields={"cursor": message})
