"""Defining workflows."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Conflict, Context, Frozen, action
from safelight.foundation.ids import new_id
from safelight.shoots.actions.naming import (
    LONGEST_NAME,
    change_named,
    ensure_defaults,
    free_name,
    named_row,
    next_order,
    told,
    usable,
)
from safelight.shoots.models import SessionType, Shoot, Status, Workflow
from safelight.shoots.queries.cards import WorkflowCard
from safelight.shoots.queries.definitions import workflow_card
from safelight.shoots.queries.setup import Setup
from safelight.shoots.rules.folding import key_of


class AddWorkflow(Frozen):
    """A new workflow: a copy of another one, or one with the named statuses (the last one ends it)."""

    name: str = Field(max_length=LONGEST_NAME)
    copy_of: UUID | None = None
    statuses: tuple[str, ...] = Field(default=("Booked", "Delivered"), min_length=2, max_length=30)


class ChangeWorkflow(Frozen):
    """What changes on a workflow; what is left out stays."""

    workflow_id: UUID
    name: str | None = Field(default=None, max_length=LONGEST_NAME)
    color: str | None = Field(default=None, max_length=20)
    order: int | None = Field(default=None, ge=0, le=1000)
    archived: bool | None = None


@action("shoots.add_workflow", permission="shoots.manage", door="POST /workflows")
def add_workflow(context: Context, data: AddWorkflow) -> WorkflowCard:
    """Define a workflow, from scratch or as a copy of another one."""
    ensure_defaults(context)
    model = usable(Workflow, data.copy_of, "copy_of")
    name, key = free_name(Workflow, data.name)
    row = Workflow(id=new_id(), name=name, key=key, order=next_order(Workflow))
    row.save(force_insert=True)
    if model is not None:
        copies = list(Status.objects.filter(workflow_id=model.id, archived_at=None).order_by("order", "id"))
        for status in copies:
            status.id, status.workflow_id = new_id(), row.id
    else:
        names = list(dict.fromkeys(" ".join(text.split()) for text in data.statuses if text.strip()))
        copies = [
            Status(
                id=new_id(),
                studio_id=context.studio.id,
                workflow_id=row.id,
                name=text,
                key=key_of(text),
                order=order,
                terminal=order == len(names),
            )
            for order, text in enumerate(names, start=1)
        ]
    Status.objects.bulk_create(copies)
    context.subject("workflow", row.id, f"Workflow “{name}” was defined")
    context.undo_with("shoots.change_workflow", {"workflow_id": str(row.id), "archived": True})
    return workflow_card(row, Setup(context.studio))


@action("shoots.change_workflow", permission="shoots.manage", door="PATCH /workflows/{workflow_id}")
def change_workflow(context: Context, data: ChangeWorkflow) -> WorkflowCard:
    """Rename, colour or archive a workflow; one that session types or open sessions use cannot be archived."""
    ensure_defaults(context)
    row = named_row(Workflow, data.workflow_id)
    if data.archived:
        _refuse_used(row)
    changes = change_named(context, row, data, ("color", "order"))
    row.save()
    told(context, row, changes, "shoots.change_workflow", "workflow_id")
    return workflow_card(row, Setup(context.studio))


def _refuse_used(row: Workflow) -> None:
    used = SessionType.objects.filter(workflow_id=row.id, archived_at=None).first()
    if used is not None:
        message = f"Sessions of the type “{used.name}” use “{row.name}”. Give that type another workflow first."
        raise Conflict(message, code="in_use")
    inside = Shoot.objects.filter(workflow_id=row.id, finished_at=None, cancelled_at=None, removed_at=None).count()
    if inside:
        message = f"{inside} open sessions move through “{row.name}”. Finish them first."
        raise Conflict(message, code="in_use")
