"""Carrying an import out: the whole file in one transaction."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from pydantic import Field

from safelight.exchange.actions.imports import new_batch, remember_used
from safelight.exchange.imports import files
from safelight.exchange.imports.carry_out import Keep
from safelight.exchange.imports.outcome import ImportIssue, Report
from safelight.exchange.imports.plan import Choices, Plan, Understood
from safelight.exchange.imports.record import IssueCollector, RowRecorder
from safelight.exchange.imports.running import Carried, run_plan, understand
from safelight.exchange.models import ImportBatch
from safelight.exchange.queries.imports import card_of, find
from safelight.foundation.actions import Context, Frozen, action
from safelight.foundation.cards import without_cards
from safelight.foundation.work import Progress


class CarryOut(Frozen):
    """Which import, watched as which work."""

    import_id: UUID
    work_id: UUID
    trial: bool


class ImportFileHere(Frozen):
    """A file on this machine, for its operator; ``most_issues`` bounds remarks that are no refusals."""

    path: Path
    filename: str
    choices: Choices
    trial: bool = False
    most_issues: int = Field(default=10_000, ge=0)


class Imported(Frozen):
    """What became of a file. ``batch`` is None for a trial, which leaves nothing behind."""

    batch: UUID | None
    report: Report
    understood: Understood
    issues: tuple[ImportIssue, ...]


@action("exchange.carry_out_import", permission="exchange.import")
def carry_out_import(context: Context, data: CarryOut) -> Report:
    """Carry an import out.

    Called by the worker; harmless when called again for an import that has run.
    """
    batch = find(data.import_id, lock=True)
    if batch.state in {ImportBatch.State.DONE, ImportBatch.State.UNDONE} or batch.work_id != data.work_id:
        return Report.model_validate(batch.report or {})
    with files.opened(batch) as path:
        plan = understand(context, path, batch.filename, Choices.model_validate(batch.choices))
        recorder = RowRecorder(context, batch.id)
        progress = Progress(context.studio.id, data.work_id)
        carried = run_plan(context, plan, trial=data.trial, progress=progress, keep=[recorder])
    finish(context, batch, plan, carried, trial=data.trial)
    return carried.report


@action("exchange.import_file", permission="exchange.import")
def import_file(context: Context, data: ImportFileHere) -> Imported:
    """Import a file of this machine.

    For the command line: understood, tried or run, and recorded in one go.
    """
    batch, plan = new_batch(context, data.path, data.filename, data.choices)
    batch.fingerprint, batch.size = files.fingerprint(data.path)
    collector = IssueCollector(data.most_issues)
    silent = Progress(context.studio.id, None)
    if data.trial:
        carried = run_plan(context, plan, trial=True, progress=silent, keep=[collector])
        context.subject("import", context.studio.id, f"A client file was tried: {_words(carried.report)}")
    else:
        batch.save(force_insert=True)
        keep: list[Keep] = [collector, RowRecorder(context, batch.id)]
        carried = run_plan(context, plan, trial=False, progress=silent, keep=keep)
        finish(context, batch, plan, carried, trial=False)
    return Imported(
        batch=None if data.trial else batch.id, report=carried.report, understood=plan.understood(),
        issues=(*_notes(plan), *collector.issues),
    )  # fmt: skip


def finish(context: Context, batch: ImportBatch, plan: Plan, carried: Carried, *, trial: bool) -> None:
    """Note the outcome on the batch; a real run drops the file and remembers the mapping."""
    report = carried.report
    batch.made = {table: [str(one) for one in ids] for table, ids in carried.made.items()}
    batch.report = report.model_dump(mode="json")
    batch.understood = plan.understood().model_dump(mode="json")
    batch.state = ImportBatch.State.TRIED if trial else ImportBatch.State.DONE
    batch.finished_at = context.now
    batch.save(update_fields=["report", "made", "understood", "state", "finished_at"])
    if trial:
        context.subject("import", batch.id, f"A client file was tried: {_words(report)}")
        return
    files.forget(batch.id)
    remember_used(context, card_of(batch))
    context.subject("import", batch.id, f"A client file was imported: {_words(report)}")
    context.changed(batch.report)


def _words(report: Report) -> str:
    return (
        f"{report.created} created, {report.updated} updated, {report.merged} merged, {report.skipped} skipped,"
        f" {report.failed} refused"
    )


def _notes(plan: Plan) -> list[ImportIssue]:
    return [
        ImportIssue(
            row=note.row,
            column=without_cards(note.column or ""),
            level=note.level,
            code=note.code,
            message=without_cards(note.message),
        )
        for note in plan.table.notes
        if note.code != "row_too_long"
    ]
