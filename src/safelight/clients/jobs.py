"""Timetables of the clients module: load, call one action, done."""

from __future__ import annotations

from typing import Any

from safelight.clients.actions import change
from safelight.clients.models import Address
from safelight.clients.queries.reading import load_card
from safelight.clients.queries.state import state_of
from safelight.clients.rules.moving import moved_in
from safelight.foundation import clock
from safelight.foundation.actions import Context, run
from safelight.foundation.jobs import every_studio
from safelight.foundation.tenancy import studio_scope


@every_studio("23 * * * *")
def move_in(context: Context) -> None:
    """Make a future address the home address on its day, in the studio's zone; harmless when repeated."""
    today = clock.local(context.now, context.studio.zone).date()
    with studio_scope(context.studio.id):
        due = Address.objects.filter(starts_on__lte=today, client__removed_at=None).values_list("client_id", flat=True)
        found: list[dict[str, Any]] = []
        for client_id in sorted(set(due)):
            card = load_card(client_id, context.studio.country)
            addresses = moved_in(state_of(card)["addresses"], today)
            found.append({"client_id": client_id, "version": card.version, "addresses": addresses})
    for given in found:
        run(change, context, given)
