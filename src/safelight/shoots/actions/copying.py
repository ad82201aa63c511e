"""Copying a session, with its tasks and brief, to a new date or to none."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Context, Frozen, action
from safelight.foundation.ids import new_id
from safelight.shoots.actions.checking import locked
from safelight.shoots.actions.dues import almanac
from safelight.shoots.actions.events import book_event, finish
from safelight.shoots.actions.planning import plan_shoot
from safelight.shoots.actions.shoot_inputs import EventInput, ParticipantInput, PlanShoot, ShotInput
from safelight.shoots.models import Participant, Shoot, ShootTag, Shot, Task
from safelight.shoots.queries.cards import ShootCard
from safelight.shoots.queries.reading import load_card
from safelight.shoots.rules.due import DueKind, DueRule


class CopyShoot(Frozen):
    """Which session is copied, for whom, and its first date; without a client the copy is for the same one."""

    shoot_id: UUID
    id: UUID | None = None
    client_id: UUID | None = None
    title: str = Field(default="", max_length=200)
    participants: bool = True
    tasks: bool = True
    event: EventInput | None = None


@action("shoots.copy", permission="shoots.edit", door="POST /shoots/{shoot_id}/copies", dry_run=True)
def copy(context: Context, data: CopyShoot) -> ShootCard:
    """Copy a session: brief, notes, shot list, tags, own fields, participants and tasks; dates and money stay behind.

    The copy begins in the first status. Tasks come open again, their days counted anew from the copy's own date.
    """
    model = locked(data.shoot_id, removed=True)
    client_id = data.client_id or model.client_id
    shoot = plan_shoot(context, _plan(model, data, client_id), dated=data.event is not None, copied_from=model.id)
    if data.event is not None:
        book_event(context, shoot, data.event)
        finish(context, shoot)
    if data.tasks:
        _copy_tasks(context, model, shoot)
    context.subject("shoot", shoot.id, f"Session {shoot.number}, {shoot.title}, was copied from {model.number}")
    context.concerns(shoot.client_id)
    context.undo_with("shoots.remove", {"shoot_id": str(shoot.id)})
    return load_card(context, shoot.id)


def _plan(model: Shoot, data: CopyShoot, client_id: UUID | None) -> PlanShoot:
    same = client_id == model.client_id
    people = Participant.objects.filter(shoot_id=model.id).order_by("position", "id") if data.participants else ()
    return PlanShoot(
        id=data.id,
        type_id=model.type_id,
        client_id=client_id,
        title=data.title or (model.title if same else ""),
        photographer_id=model.photographer_id if _is_there(model) else None,
        location_id=model.location_id,
        place=model.place,
        brief=model.brief,
        notes=model.notes,
        # Ages grow and families are written anew: names and birthdays come along, ages given by hand do not.
        participants=tuple(
            ParticipantInput(name=row.name, birthday=row.birthday, note=row.note) for row in people if same
        ),
        shots=tuple(
            ShotInput(text=row.text) for row in Shot.objects.filter(shoot_id=model.id).order_by("position", "id")
        ),
        tags=tuple(ShootTag.objects.filter(shoot_id=model.id).values_list("name", flat=True)),
        custom=model.custom,
        price_list_id=model.price_list_id,
        tasks=False,
    )


def _is_there(model: Shoot) -> bool:
    return model.photographer is not None and model.photographer.archived_at is None


def _copy_tasks(context: Context, model: Shoot, shoot: Shoot) -> None:
    known = almanac(context, shoot)
    status_tasks = set(Task.objects.filter(shoot_id=shoot.id).values_list("from_item_id", flat=True))
    rows = [
        Task(
            id=new_id(),
            studio_id=shoot.studio_id,
            title=task.title,
            notes=task.notes,
            shoot_id=shoot.id,
            client_id=shoot.client_id,
            assignee_id=task.assignee_id,
            department_id=task.department_id,
            position=task.position,
            priority=task.priority,
            due_on=known.due(DueRule(DueKind(task.due_kind), task.due_days, task.due_event)),
            due_kind=task.due_kind,
            due_days=task.due_days,
            due_event=task.due_event,
            from_item_id=task.from_item_id,
            created_at=context.now,
            created_by=context.actor.label,
            updated_at=context.now,
        )
        for task in Task.objects.filter(shoot_id=model.id, removed_at=None).order_by("position", "id")
        if task.from_item_id is None or task.from_item_id not in status_tasks
    ]
    Task.objects.bulk_create(rows)
