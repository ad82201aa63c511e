"""One run of an import in the transaction in scope: for real, or tried and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from safelight.exchange.fields import MappingError
from safelight.exchange.imports.carry_out import ImportRun, Keep
from safelight.exchange.imports.outcome import Report, RowOutcome
from safelight.exchange.imports.plan import Choices, Plan, Remembered, make_plan, signature
from safelight.exchange.imports.spool import Spool
from safelight.exchange.models import MappingTemplate
from safelight.exchange.tables import Unreadable
from safelight.foundation.actions import Conflict, Context, InvalidInput, Refused
from safelight.foundation.actions.context import Trace
from safelight.foundation.work import Progress


class Carried(NamedTuple):
    """What came of a run: the sums, and what it made beside clients (ids by table; nothing for a trial)."""

    report: Report
    made: Mapping[str, Sequence[UUID]]


class _TakeBack(Exception):
    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


def understand(context: Context, path: Path, filename: str, choices: Choices) -> Plan:
    """Open a file and map its columns, with the mapping remembered for these column names.

    Raises:
        Refused: the file cannot be read.
        InvalidInput: a chosen column, field, sheet or encoding does not exist.
    """
    try:
        return make_plan(path, filename, choices, context.studio, _recalled)
    except Unreadable as error:
        raise Refused(error.message, code=error.code) from None
    except MappingError as error:
        raise InvalidInput(str(error), code="mapping", fields={"targets": str(error)}) from None


def _recalled(columns: Sequence[str]) -> Remembered | None:
    found = MappingTemplate.objects.filter(kind="clients", signature=signature(columns)).first()
    return Remembered(found.name, found.targets) if found else None


def run_plan(context: Context, plan: Plan, *, trial: bool, progress: Progress, keep: Sequence[Keep]) -> Carried:
    """Carry a plan out; a trial leaves nothing behind but what ``keep`` was told.

    Raises:
        Refused: the file breaks off in the middle.
        Conflict: it holds no rows.
        Cancelled: a person asked to stop.
    """

    def tell(outcomes: Sequence[RowOutcome]) -> None:
        for one in keep:
            one(outcomes)

    try:
        if not trial:
            one = ImportRun(context, plan, trial=False, progress=progress, keep=tell)
            return Carried(_with_rows(one.carry_out()), one.made)
        with Spool() as spool:
            report = _with_rows(_tried(context, plan, progress, spool))
            for outcomes in spool.chunks():
                tell(outcomes)
            return Carried(report, {})
    except Unreadable as error:
        raise Refused(error.message, code=error.code) from None


def _with_rows(report: Report) -> Report:
    if report.rows == 0:
        message = "The file holds no rows to import. Check the sheet and the header row."
        raise Conflict(message, code="no_rows")
    return report


def _tried(context: Context, plan: Plan, progress: Progress, spool: Spool) -> Report:
    unheard = Context(context.studio, context.actor, context.now, context.request_id, Trace())

    def do() -> None:
        with transaction.atomic():
            raise _TakeBack(ImportRun(unheard, plan, trial=True, progress=progress, keep=spool).carry_out())

    try:
        do()
    except _TakeBack as taken:
        return taken.report
    message = "a trial always ends by being taken back"
    raise AssertionError(message)
