"""Moving a lead on the board."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.clients.actions.change import apply, locked
from safelight.clients.actions.sorting import Sorting
from safelight.clients.events import StageSet
from safelight.clients.queries.cards import ClientCard
from safelight.clients.queries.reading import load_card
from safelight.clients.queries.state import state_of
from safelight.foundation.actions import Context, Frozen, action


class SetStage(Frozen):
    """A stage by name or id; empty takes the client out of the pipeline."""

    client_id: UUID
    stage: str = Field(default="", max_length=80)


@action("clients.set_stage", permission="clients.edit", door="PUT /clients/{client_id}/stage")
def set_stage(context: Context, data: SetStage) -> ClientCard:
    """Move a client to a stage of the lead pipeline."""
    client = locked(data.client_id)
    sorting = Sorting(context, strict=True)
    stage = sorting.stage(data.stage)
    before = state_of(load_card(client.id, context.studio.country))
    before_id, name = client.stage_id, stage.name if stage else ""
    context.subject("client", client.id, f"{client.display_name} was moved to {name or 'no stage'}")
    if name != before["stage"]:
        apply(context, client, before, {"stage": name}, sorting)
        context.changed({"stage": [before["stage"], name]})
        context.publish(StageSet(client_id=client.id, stage_id=stage.id if stage else None, before_id=before_id))
        context.undo_with("clients.set_stage", {"client_id": str(client.id), "stage": before["stage"]})
    return load_card(client.id, context.studio.country)
