"""Asking for everything, stopping it, fetching it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from safelight.exchange.events import ExportRequested
from safelight.exchange.out.everything import ExportFormat
from safelight.exchange.queries.exports import KIND, ExportCard, asker, card_of, find
from safelight.foundation.actions import Conflict, Context, Frozen, Refused, action
from safelight.foundation.models import Work
from safelight.foundation.work import queue_work

TITLES: dict[ExportFormat, str] = {"xlsx": "Workbook of everything", "zip": "Archive of everything"}
_STILL_RUNNING = timedelta(minutes=30)


class ExportEverything(Frozen):
    """``xlsx`` is one workbook to read, ``zip`` the complete archive; ``with_files`` counts for the archive alone."""

    format: ExportFormat = "xlsx"
    with_files: bool = True


class ChooseExport(Frozen):
    """Which export."""

    export_id: UUID


class FinishExport(Frozen):
    """What was written; without ``export_id`` it was written by the command line to a place of its own."""

    format: ExportFormat
    rows: int
    size: int
    sha256: str
    export_id: UUID | None = None
    file: str = ""


class Finished(Frozen):
    """What was noted."""

    rows: int


class Collected(Frozen):
    """A finished export as it is handed over: the stored file's name, and the one a person sees."""

    file: str
    name: str
    format: ExportFormat
    size: int


# The subscription is never asked here, whatever its state: the data belongs to the studio, also after cancelling.
@action("exchange.export", permission="exchange.export", door="POST /exports")
def export_everything(context: Context, data: ExportEverything) -> ExportCard:
    """Export everything.

    The file is written in the background and can be fetched for 24 hours by whoever asked for it. A workbook has a
    sheet per kind of record; an archive holds every value exactly and can be read into an empty studio.
    """
    busy = Work.objects.filter(
        kind=KIND,
        state__in=[Work.State.QUEUED, Work.State.RUNNING],
        touched_at__gt=context.now - _STILL_RUNNING,
        cancel_wanted=False,
    )
    if busy.exists():
        message = "An export is being written already. Wait for it, or stop it first."
        raise Conflict(message, code="export_running")
    work = queue_work(context, KIND, TITLES[data.format])
    with_files = data.with_files and data.format == "zip"
    work.result = {"format": data.format, "with_files": with_files, "asked_by_id": asker(context)}
    work.save(update_fields=["result"])
    context.subject("export", work.id, f"{TITLES[data.format]} was asked for")
    context.publish(ExportRequested(work_id=work.id))
    return card_of(context, work)


@action("exchange.stop_export", permission="exchange.export", door="POST /exports/{export_id}/cancellation")
def stop_export(context: Context, data: ChooseExport) -> ExportCard:
    """Stop an export that is being written; nothing of it is kept."""
    work = find(data.export_id)
    if work.state not in {Work.State.QUEUED, Work.State.RUNNING}:
        message = "This export is not being written any more."
        raise Conflict(message, code="not_running")
    # The row of running work is also written by the worker; only this column is ours.
    Work.objects.filter(id=work.id).update(cancel_wanted=True)
    work.cancel_wanted = True
    context.subject("export", work.id, f"{work.title} was stopped")
    return card_of(context, work)


@action("exchange.finish_export", permission="exchange.export")
def finish_export(context: Context, data: FinishExport) -> Finished:
    """Note that an export was written."""
    summary = f"{TITLES[data.format]} was written: {data.rows} records"
    if data.export_id is not None:
        work = find(data.export_id)
        known = {"rows": data.rows, "size": data.size, "sha256": data.sha256, "file": data.file}
        Work.objects.filter(id=work.id).update(result={**(work.result or {}), **known}, done=data.rows, total=data.rows)
    context.subject("export", data.export_id or context.studio.id, summary)
    context.changed({"format": data.format, "size": data.size, "sha256": data.sha256})
    return Finished(rows=data.rows)


@action("exchange.collect_export", permission="exchange.export")
def collect_export(context: Context, data: ChooseExport) -> Collected:
    """Fetch a finished export; only whoever asked for it may, for 24 hours."""
    work = find(data.export_id)
    if not card_of(context, work).can_collect:
        message = (
            "This export cannot be fetched: it is not finished, older than 24 hours, or somebody else asked for it."
            " Export again; it takes a moment."
        )
        raise Refused(message, code="not_collectable")
    known = work.result or {}
    context.subject("export", work.id, f"{work.title} was fetched")
    context.changed({"sha256": known["sha256"]})
    day = work.created_at.date().isoformat()
    return Collected(
        file=known["file"],
        name=f"{context.studio.name} {day}.{known['format']}",
        format=known["format"],
        size=known["size"],
    )
