"""Keeping sessions in line with the calendar, where their dates were moved there."""

from __future__ import annotations

from safelight.foundation.actions import Context, action
from safelight.shoots.actions.checking import locked
from safelight.shoots.actions.events import finish
from safelight.shoots.actions.shoot_inputs import WhichShoot
from safelight.shoots.queries.cards import ShootLink


@action("shoots.follow_calendar", permission="shoots.edit")
def follow_calendar(context: Context, data: WhichShoot) -> ShootLink:
    """Bring times and due days of a session in line with its dates in the calendar."""
    shoot = locked(data.shoot_id, removed=True)
    before = (shoot.starts_at, shoot.ends_at, shoot.due_on)
    finish(context, shoot)
    context.subject("shoot", shoot.id, f"Session {shoot.number} follows its dates in the calendar")
    context.concerns(shoot.client_id)
    context.changed(
        {
            "starts": [before[0].isoformat() if before[0] else None, shoot.starts_at and shoot.starts_at.isoformat()],
            "due_on": [before[2].isoformat() if before[2] else None, shoot.due_on and shoot.due_on.isoformat()],
        }
    )
    return ShootLink(id=shoot.id, number=shoot.number, title=shoot.title)
