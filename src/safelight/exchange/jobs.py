"""Jobs of the exchange: load, call one thing, done."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from safelight.exchange.actions.carry_out_import import CarryOut, carry_out_import
from safelight.exchange.events import ExportRequested, ImportRequested
from safelight.exchange.models import ImportFile
from safelight.exchange.out import shelf
from safelight.exchange.out.running import write_requested
from safelight.foundation.actions import ActionError, Context, run
from safelight.foundation.actions.context import system_actor
from safelight.foundation.jobs import every_studio, on
from safelight.foundation.models import Work
from safelight.foundation.tenancy import studio_scope
from safelight.foundation.work import begin, seen

KEEP_UPLOADS = timedelta(days=7)


@on(ExportRequested)
def write_export(context: Context, payload: Mapping[str, Any]) -> None:
    """Write an export somebody asked for."""
    write_requested(context, UUID(payload["work_id"]))


@on(ImportRequested)
def carry_out(context: Context, payload: Mapping[str, Any]) -> None:
    """Try or run an import somebody asked for; a refusal is told on the work they watch and not tried again."""
    acting = Context(context.studio, system_actor(payload["asked_by"]), context.now, context.request_id)
    work_id = UUID(payload["work_id"])
    asked = CarryOut(import_id=UUID(payload["import_id"]), work_id=work_id, trial=payload["trial"])
    with studio_scope(context.studio.id):
        work = seen(work_id)
    if work is None or work.state == Work.State.CANCELLED:
        return
    with contextlib.suppress(ActionError), begin(context.studio.id, work_id):
        run(carry_out_import, acting, asked)


@every_studio("23 * * * *")
def forget_exports(context: Context) -> None:
    """Delete exports a day after they were written."""
    shelf.purge(context.studio.id, context.now)


@every_studio("29 4 * * *")
def forget_import_files(context: Context) -> None:
    """Drop uploaded files whose import nobody ran within a week."""
    with studio_scope(context.studio.id):
        ImportFile.objects.filter(created_at__lt=context.now - KEEP_UPLOADS).delete()
