"""One session, whole."""

from __future__ import annotations

from uuid import UUID

from safelight.foundation.actions import Context, Frozen, query
from safelight.shoots.queries.cards import ShootCard
from safelight.shoots.queries.reading import load_card


class GetShoot(Frozen):
    """Which session."""

    shoot_id: UUID


@query("shoots.get", permission="shoots.view", door="GET /shoots/{shoot_id}")
def get(context: Context, data: GetShoot) -> ShootCard:
    """Show a session with everything about it; its dates are ``shoots.events``."""
    return load_card(context, data.shoot_id)
