"""A workflow as a board: every status with its sessions, the most pressing first."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from pydantic import Field

from safelight.foundation.actions import Context, Frozen, NotFound, query
from safelight.shoots.queries.cards import NamedCard, ShootRow, StatusCard
from safelight.shoots.queries.definitions import named, status_card
from safelight.shoots.queries.filters import Names, ShootFilters, filtered, is_open
from safelight.shoots.queries.reading import load_rows, today_of
from safelight.shoots.queries.setup import Setup

_FINISHED: Final = timedelta(days=14)


class AskBoard(Frozen):
    """Which workflow (the first one unless said) and how many cards a column; ``status_id`` asks for one column alone."""

    workflow_id: UUID | None = None
    status_id: UUID | None = None
    limit: int = Field(default=20, ge=1, le=100)
    offset: int = Field(default=0, ge=0)
    q: str = Field(default="", max_length=200)
    type: Names = ()
    photographer: Names = ()
    location: Names = ()
    overdue: bool | None = None


class BoardColumn(Frozen):
    """A status with its sessions; a terminal one shows those finished in the last two weeks."""

    status: StatusCard
    total: int
    overdue: int
    cards: tuple[ShootRow, ...]


class Board(Frozen):
    """A workflow as columns, and the workflows there are."""

    workflow: NamedCard
    workflows: tuple[NamedCard, ...]
    columns: tuple[BoardColumn, ...]


@query("shoots.board", permission="shoots.view", door="GET /shoot-board")
def board(context: Context, data: AskBoard) -> Board:
    """Show a workflow as a board: every status with how many sessions are in it and the most pressing of them."""
    setup = Setup(context.studio)
    shown = [row for row in setup.workflows.values() if row.archived_at is None]
    workflow = next((row for row in shown if data.workflow_id in {None, row.id}), None)
    if data.status_id is not None and data.workflow_id is None:
        # One column is asked by its status alone, whichever workflow it belongs to.
        workflow = next((row for row in shown if data.status_id in {one.id for one in setup.path(row.id)}), None)
    if workflow is None:
        what = "workflow"
        raise NotFound(what)
    statuses = [row for row in setup.path(workflow.id) if data.status_id in {None, row.id}]
    narrowed = ShootFilters(
        q=data.q, type=data.type, photographer=data.photographer, location=data.location, overdue=data.overdue
    )
    today = today_of(context)
    inside = filtered(narrowed, context).filter(
        is_open() | Q(cancelled_at=None, removed_at=None, finished_at__gte=context.now - _FINISHED),
        status_id__in=[row.id for row in statuses],
    )
    late = Count("id", filter=is_open() & Q(due_on__lt=today))
    counts = {
        status_id: (total, overdue)
        for status_id, total, overdue in inside.values_list("status_id")
        .annotate(cards=Count("id"), late=late)
        .order_by()
    }
    places = list(
        inside.annotate(
            rank=Window(
                RowNumber(),
                partition_by=[F("status_id")],
                order_by=[F("due_on").asc(nulls_last=True), F("starts_at").asc(nulls_last=True), F("id").asc()],
            )
        )
        .filter(rank__gt=data.offset, rank__lte=data.offset + data.limit)
        .order_by("status_id", "rank")
        .values_list("status_id", "id")
    )
    cards = {row.id: row for row in load_rows([identifier for _, identifier in places], today)}
    return Board(
        workflow=named(workflow),
        workflows=tuple(named(row) for row in shown),
        columns=tuple(
            BoardColumn.model_construct(
                status=status_card(row),
                total=counts.get(row.id, (0, 0))[0],
                overdue=counts.get(row.id, (0, 0))[1],
                cards=tuple(cards[identifier] for status_id, identifier in places if status_id == row.id),
            )
            for row in statuses
        ),
    )
