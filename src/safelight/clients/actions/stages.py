"""Defining and changing the stages of the lead pipeline."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.db.models import Max
from pydantic import Field

from safelight.clients.actions.naming import LONGEST_NAME, change_named, free_name, named_row
from safelight.clients.actions.sorting import ensure_stages
from safelight.clients.models import Client, Stage
from safelight.clients.queries.cards import StageCard
from safelight.clients.queries.reading import stage_card
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, action
from safelight.foundation.ids import new_id

Kind = Literal["open", "won", "lost"]


class AddStage(Frozen):
    """A new stage, last in the order unless said otherwise."""

    name: str = Field(max_length=LONGEST_NAME)
    kind: Kind = "open"
    color: str = Field(default="", max_length=20)
    order: int | None = Field(default=None, ge=0, le=1000)


class ChangeStage(Frozen):
    """What changes on a stage; what is left out stays."""

    stage_id: UUID
    name: str | None = Field(default=None, max_length=LONGEST_NAME)
    kind: Kind | None = None
    color: str | None = Field(default=None, max_length=20)
    order: int | None = Field(default=None, ge=0, le=1000)
    archived: bool | None = None


class SortStages(Frozen):
    """Every stage, in the order of the board."""

    stage_ids: tuple[UUID, ...]


class Pipeline(Frozen):
    """The stages in their order."""

    stages: tuple[StageCard, ...]


@action("clients.add_stage", permission="clients.manage", door="POST /client-stages")
def add_stage(context: Context, data: AddStage) -> StageCard:
    """Define a stage of the lead pipeline."""
    ensure_stages(context.studio.id)
    name, key = free_name(Stage, data.name)
    order = data.order
    if order is None:
        order = int(Stage.objects.aggregate(last=Max("order"))["last"] or 0) + 1
    row = Stage(id=new_id(), name=name, key=key, kind=data.kind, color=data.color, order=order)
    row.save(force_insert=True)
    context.subject("stage", row.id, f"Stage “{name}” was defined")
    context.undo_with("clients.change_stage", {"stage_id": str(row.id), "archived": True})
    return StageCard(id=row.id, name=row.name, color=row.color, kind=row.kind, order=row.order)


@action("clients.change_stage", permission="clients.manage", door="PATCH /client-stages/{stage_id}")
def change_stage(context: Context, data: ChangeStage) -> StageCard:
    """Rename, move or archive a stage; one that clients are in cannot be archived."""
    ensure_stages(context.studio.id)
    row = named_row(Stage, data.stage_id)
    if data.archived:
        inside = Client.objects.filter(stage_id=row.id, removed_at=None).count()
        if inside:
            message = f"{inside} clients are in “{row.name}”. Move them to another stage first."
            raise Conflict(message, code="in_use")
    changes = change_named(context, row, data, ("kind", "color", "order"))
    if changes:
        context.undo_with(
            "clients.change_stage", {"stage_id": str(row.id), **{key: pair[0] for key, pair in changes.items()}}
        )
    return StageCard(id=row.id, name=row.name, color=row.color, kind=row.kind, order=row.order)


@action("clients.sort_stages", permission="clients.manage", door="PUT /client-stages/order")
def sort_stages(context: Context, data: SortStages) -> Pipeline:
    """Put the stages into another order."""
    ensure_stages(context.studio.id)
    rows = {row.id: row for row in Stage.objects.select_for_update().filter(archived_at=None).order_by("order", "id")}
    if set(rows) != set(data.stage_ids) or len(data.stage_ids) != len(rows):
        message = "Name every stage once."
        raise InvalidInput(message, fields={"stage_ids": message})
    before = [str(identifier) for identifier in rows]
    for order, identifier in enumerate(data.stage_ids, start=1):
        rows[identifier].order = order
    Stage.objects.bulk_update(list(rows.values()), ["order"])
    context.subject("stages", context.studio.id, "The stages were put into another order")
    context.undo_with("clients.sort_stages", {"stage_ids": before})
    cards = [stage_card(rows[identifier]) for identifier in data.stage_ids]
    return Pipeline(stages=tuple(card for card in cards if card))
