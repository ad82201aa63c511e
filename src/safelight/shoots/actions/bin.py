"""Removing a session that was planned by mistake, and bringing it back."""

from __future__ import annotations

from safelight.foundation.actions import Context, action
from safelight.shoots.actions.checking import locked
from safelight.shoots.actions.events import cancel_all, finish
from safelight.shoots.actions.shoot_inputs import WhichShoot
from safelight.shoots.actions.staying import enter, leave
from safelight.shoots.models import Status
from safelight.shoots.queries.cards import ShootCard
from safelight.shoots.queries.reading import load_card


@action("shoots.remove", permission="shoots.edit", door="DELETE /shoots/{shoot_id}")
def remove(context: Context, data: WhichShoot) -> ShootCard:
    """Remove a session that was planned by mistake; its dates become free, all else can be restored.

    A session that a client called off is cancelled instead, which keeps the reason and asks the policy.
    """
    shoot = locked(data.shoot_id)
    cancel_all(context, shoot, "The session was removed")
    leave(context, shoot)
    shoot.removed_at = context.now
    finish(context, shoot)
    context.subject("shoot", shoot.id, f"Session {shoot.number}, {shoot.title}, was removed")
    context.concerns(shoot.client_id)
    context.undo_with("shoots.restore", {"shoot_id": str(shoot.id)})
    return load_card(context, shoot.id)


@action("shoots.restore", permission="shoots.edit", door="POST /shoots/{shoot_id}/restore")
def restore(context: Context, data: WhichShoot) -> ShootCard:
    """Bring a removed session back; its dates are planned anew."""
    shoot = locked(data.shoot_id, removed=True)
    if shoot.removed_at is not None:
        shoot.removed_at = None
        if shoot.cancelled_at is None:
            enter(context, shoot, Status.objects.get(id=shoot.status_id), "Restored")
            shoot.status_since = context.now
        finish(context, shoot)
    context.subject("shoot", shoot.id, f"Session {shoot.number}, {shoot.title}, was restored")
    context.concerns(shoot.client_id)
    context.undo_with("shoots.remove", {"shoot_id": str(shoot.id)})
    return load_card(context, shoot.id)
