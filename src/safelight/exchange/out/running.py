"""Carrying out an export somebody asked for, in a worker."""

from __future__ import annotations

from uuid import UUID

from safelight.exchange.actions.export import finish_export
from safelight.exchange.out import shelf
from safelight.exchange.out.everything import export_everything
from safelight.foundation.actions import Context, Refused, run
from safelight.foundation.models import Work
from safelight.foundation.tenancy import studio_scope
from safelight.foundation.work import begin, seen


def write_requested(context: Context, work_id: UUID) -> None:
    """Write the export a work row stands for; harmless when repeated, since a killed worker's job runs again."""
    with studio_scope(context.studio.id):
        work = seen(work_id)
    if work is None or work.state not in {Work.State.QUEUED, Work.State.RUNNING}:
        return
    wanted = work.result or {}
    name = shelf.new_name(wanted["format"])
    try:
        with begin(context.studio.id, work_id) as progress:
            target = shelf.place(context.studio.id, name)
            written = export_everything(
                context.studio,
                target,
                progress.report,
                wanted=wanted["format"],
                with_files=wanted["with_files"],
            )
            done = {"rows": written.rows, "size": written.size, "sha256": written.sha256}
            run(finish_export, context, {"format": written.format, "export_id": work_id, "file": name, **done})
    except Refused:
        # A full disk is told to the person by the work itself; trying again by the clock would only fill it again.
        return
