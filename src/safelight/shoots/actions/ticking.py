"""Small things said with one press: a shot is taken, the images are delivered."""

from __future__ import annotations

from uuid import UUID

from safelight.foundation.actions import Context, Frozen, NotFound, action
from safelight.shoots.actions.checking import locked
from safelight.shoots.actions.writing import touch
from safelight.shoots.events import ImagesDelivered
from safelight.shoots.models import Shot
from safelight.shoots.queries.cards import ShootCard
from safelight.shoots.queries.reading import load_card


class TickShot(Frozen):
    """Which shot of the list, and whether it is taken."""

    shoot_id: UUID
    shot_id: UUID
    done: bool = True


class DeliverImages(Frozen):
    """Which session, and whether the client has the images."""

    shoot_id: UUID
    delivered: bool = True


@action("shoots.tick_shot", permission="shoots.edit", door="PUT /shoots/{shoot_id}/shots/{shot_id}")
def tick_shot(context: Context, data: TickShot) -> ShootCard:
    """Tick a shot of the list, or take the tick back."""
    shoot = locked(data.shoot_id)
    shot = Shot.objects.select_for_update().filter(id=data.shot_id, shoot_id=shoot.id).first()
    if shot is None:
        what = "shot"
        raise NotFound(what)
    was_done = shot.done_at is not None
    if was_done != data.done:
        shot.done_at = context.now if data.done else None
        shot.done_by = context.actor.label if data.done else ""
        shot.save()
        touch(context, shoot)
        shoot.save()
    context.subject("shoot", shoot.id, f"“{shot.text[:80]}” was {'ticked' if data.done else 'opened again'}")
    context.changed({"shot": [was_done, data.done]})
    context.undo_with("shoots.tick_shot", {"shoot_id": str(shoot.id), "shot_id": str(shot.id), "done": was_done})
    return load_card(context, shoot.id)


@action("shoots.deliver", permission="shoots.edit", door="PUT /shoots/{shoot_id}/delivery")
def deliver(context: Context, data: DeliverImages) -> ShootCard:
    """Note that the client has the images, or take the note back."""
    shoot = locked(data.shoot_id)
    was = shoot.delivered_at is not None
    if was != data.delivered:
        shoot.delivered_at = context.now if data.delivered else None
        shoot.delivered_by = context.actor.label if data.delivered else ""
        touch(context, shoot)
        shoot.save()
        if data.delivered:
            context.publish(ImagesDelivered(shoot_id=shoot.id, client_id=shoot.client_id))
    words = "The images were delivered" if data.delivered else "The images are not delivered after all"
    context.subject("shoot", shoot.id, f"{words}: session {shoot.number}, {shoot.title}")
    context.concerns(shoot.client_id)
    context.undo_with("shoots.deliver", {"shoot_id": str(shoot.id), "delivered": was})
    return load_card(context, shoot.id)
