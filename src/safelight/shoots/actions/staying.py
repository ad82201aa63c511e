"""Keeping the log of statuses: one lasting stay while a session is open, none otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from safelight.foundation.actions import Context
from safelight.shoots.models import Shoot, Status, StatusStay


def enter(context: Context, shoot: Shoot, status: Status, reason: str = "", overridden: Iterable[str] = ()) -> None:
    """End the stay that lasts, and begin one in a status."""
    leave(context, shoot)
    StatusStay(
        shoot_id=shoot.id,
        status_id=status.id,
        department_id=status.department_id,
        timed=status.timed,
        entered_at=context.now,
        by=context.actor.label,
        reason=reason,
        overridden=sorted(overridden),
    ).save(force_insert=True)


def leave(context: Context, shoot: Shoot) -> None:
    """End the stay that lasts, if there is one."""
    StatusStay.objects.filter(shoot_id=shoot.id, left_at=None).update(left_at=context.now)
