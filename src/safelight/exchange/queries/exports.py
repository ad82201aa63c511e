"""The exports of a studio that can be watched, and for a day be fetched."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from safelight.exchange.out.everything import ExportFormat
from safelight.exchange.out.shelf import KEPT_FOR
from safelight.foundation.actions import Context, Frozen, NotFound, Page, query
from safelight.foundation.models import Work

KIND = "export"


class ExportCard(Frozen):
    """One export: how far it is, and once done what it holds. ``can_collect`` says that the asker may fetch it now."""

    id: UUID
    format: ExportFormat
    with_files: bool
    state: str
    done: int
    total: int | None
    message: str = ""
    asked_by: str
    asked_at: datetime
    finished_at: datetime | None = None
    until: datetime | None = None
    rows: int = 0
    size: int = 0
    sha256: str = ""
    can_collect: bool = False


class ListExports(Frozen):
    """How many, newest first."""

    limit: int = Field(default=20, ge=1, le=100)


class ExportPage(Page[ExportCard]):
    """The newest exports."""


class GetExport(Frozen):
    """Which export."""

    export_id: UUID


@query("exchange.exports", permission="exchange.export", door="GET /exports")
def list_exports(context: Context, data: ListExports) -> ExportPage:
    """List the exports of the last time, newest first."""
    works = Work.objects.filter(kind=KIND).order_by("-created_at")[: data.limit]
    return ExportPage(items=tuple(card_of(context, work) for work in works))


@query("exchange.get_export", permission="exchange.export", door="GET /exports/{export_id}")
def get_export(context: Context, data: GetExport) -> ExportCard:
    """Show how far an export is."""
    return card_of(context, find(data.export_id))


def find(export_id: UUID) -> Work:
    """Return the work of an export in the studio in scope.

    Raises:
        NotFound: there is none.
    """
    work = Work.objects.filter(id=export_id, kind=KIND).first()
    if work is None:
        what = "export"
        raise NotFound(what)
    return work


def card_of(context: Context, work: Work) -> ExportCard:
    """Return what may be shown of an export."""
    known: dict[str, Any] = work.result or {}
    until = work.finished_at + KEPT_FOR if work.finished_at else None
    return ExportCard(
        id=work.id,
        format=known.get("format", "xlsx"),
        with_files=known.get("with_files", False),
        state=work.state,
        done=work.done,
        total=work.total,
        message=work.message,
        asked_by=work.started_by,
        asked_at=work.created_at,
        finished_at=work.finished_at,
        until=until,
        rows=known.get("rows", 0),
        size=known.get("size", 0),
        sha256=known.get("sha256", ""),
        can_collect=(
            work.state == Work.State.DONE
            and until is not None
            and context.now < until
            and known.get("asked_by_id") == asker(context)
        ),
    )


def asker(context: Context) -> str:
    """Return who acts, as an export remembers who asked for it."""
    return f"{context.actor.kind}:{context.actor.id or ''}"
