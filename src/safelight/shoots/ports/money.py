"""What is known above about the money of a session: asked when one is cancelled or moved.

``sales`` plugs itself in; without it nothing was paid.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias
from uuid import UUID

from safelight.foundation.actions import Context
from safelight.foundation.money import Money

Paid: TypeAlias = Callable[[Context, UUID, str], Money]
"""Given a session and a currency, answers what the client has paid towards it (retainers and payments)."""


def _nothing(context: Context, shoot_id: UUID, currency: str) -> Money:  # noqa: ARG001 - the shape of the port
    return Money.zero(currency)


_plugged: list[Paid] = [_nothing]


def plug_paid(paid: Paid) -> None:
    """Set who knows what was paid; the last one wins."""
    _plugged[:] = [paid]


def paid_towards(context: Context, shoot_id: UUID, currency: str) -> Money:
    """Return what was paid towards a session, in its currency."""
    return _plugged[0](context, shoot_id, currency)
