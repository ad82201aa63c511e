"""Moving sessions through their workflow."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from pydantic import Field

from safelight.calendar.models import Resource
from safelight.foundation.actions import Context, Frozen, InvalidInput, Refused, action
from safelight.shoots.actions.adding_tasks import Target, add_from_list
from safelight.shoots.actions.checking import locked
from safelight.shoots.actions.dues import almanac, set_due
from safelight.shoots.actions.events import refuse_over
from safelight.shoots.actions.planning import person_of
from safelight.shoots.actions.staying import enter
from safelight.shoots.actions.writing import touch
from safelight.shoots.events import StatusEntered
from safelight.shoots.models import Shoot, Status, Task, TaskListItem
from safelight.shoots.ports.conditions import missing
from safelight.shoots.queries.cards import ShootCard
from safelight.shoots.queries.reading import load_card


class MoveShoot(Frozen):
    """Another status of the session's workflow; with ``reason`` a manager moves it although something is missing."""

    shoot_id: UUID
    status_id: UUID
    reason: str = Field(default="", max_length=500)


class NotReady(Refused):
    """Conditions of the statuses are not met: ``missing`` maps a condition's key to what is missing."""

    code = "not_ready"

    def __init__(self, name: str, missing: Mapping[str, str], *, may_override: bool) -> None:
        """Say everything that is missing, and who may move it all the same."""
        also = " Give a reason to move it all the same." if may_override else ""
        super().__init__(f"It cannot move to “{name}” yet. {' '.join(missing.values())}{also}", fields=dict(missing))
        self.missing = dict(missing)
        self.may_override = may_override


@action("shoots.move", permission="shoots.edit", door="PUT /shoots/{shoot_id}/status", dry_run=True)
def move(context: Context, data: MoveShoot) -> ShootCard:
    """Move a session to another status of its workflow.

    The exit conditions of the present status and the entry conditions of the new one must hold; a refusal
    (``not_ready``) names each that does not. Those who manage the workflow may move it all the same with a reason,
    which stays in its log. A terminal status finishes the session; leaving one opens it again. Moving back asks
    for nothing.
    """
    shoot = locked(data.shoot_id)
    before = Status.objects.get(id=shoot.status_id)
    after = Status.objects.filter(id=data.status_id, workflow_id=shoot.workflow_id, archived_at=None).first()
    if after is None:
        message = "This status does not belong to the workflow of the session, or it is archived."
        raise InvalidInput(message, fields={"status_id": message})
    move_to(context, shoot, before, after, data.reason)
    context.subject("shoot", shoot.id, f"Session {shoot.number} was moved to {after.name}")
    context.concerns(shoot.client_id)
    if before.id != after.id:
        context.changed({"status": [before.name, after.name]})
        context.undo_with(
            "shoots.move", {"shoot_id": str(shoot.id), "status_id": str(before.id), "reason": "Taken back"}
        )
    return load_card(context, shoot.id)


def move_to(context: Context, shoot: Shoot, before: Status, after: Status, reason: str = "") -> None:
    """Move a locked session inside another action's transaction, with its log, due day and the tasks of the status.

    Raises:
        NotReady: conditions do not hold and no reason was given by somebody who may override them.
        Conflict: the session was cancelled.
    """
    refuse_over(shoot)
    if before.id == after.id:
        return
    unmet = _unmet(context, shoot, before, after)
    may_override = context.actor.may("shoots.manage")
    if unmet and not (reason and may_override):
        raise NotReady(after.name, unmet, may_override=may_override)
    enter(context, shoot, after, reason, unmet)
    shoot.status_id, shoot.status_since = after.id, context.now
    shoot.finished_at = context.now if after.terminal else None
    shoot.overdue_told_at = None
    known = almanac(context, shoot)
    set_due(shoot, after, known)
    touch(context, shoot, ["status"])
    shoot.save()
    _add_tasks(context, shoot, after)
    context.publish(
        StatusEntered(
            shoot_id=shoot.id,
            client_id=shoot.client_id,
            status_id=after.id,
            before_id=before.id,
            terminal=after.terminal,
        )
    )


def _unmet(context: Context, shoot: Shoot, before: Status, after: Status) -> dict[str, str]:
    if (after.order, after.id) < (before.order, before.id):
        return {}
    keys = {*before.exit, *after.entry}
    return missing(context, keys, [shoot.id])[shoot.id] if keys else {}


def _add_tasks(context: Context, shoot: Shoot, status: Status) -> None:
    """Add the tasks of a status, unless they were added when the session came here before."""
    if status.task_list_id is None:
        return
    items = list(TaskListItem.objects.filter(list_id=status.task_list_id).order_by("position", "id"))
    known = set(
        Task.objects.filter(shoot_id=shoot.id, from_item_id__in=[item.id for item in items]).values_list(
            "from_item_id", flat=True
        )
    )
    photographer = (
        Resource.objects.select_related("membership").get(id=shoot.photographer_id) if shoot.photographer_id else None
    )
    target = Target(shoot=shoot, photographer=person_of(photographer))
    add_from_list(context, [item for item in items if item.id not in known], almanac(context, shoot), target)
