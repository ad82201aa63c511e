"""Reactions and timetables of the payments module: load, ask a gateway, note what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from safelight.foundation.actions import Context
from safelight.foundation.jobs import every_studio, on
from safelight.foundation.tenancy import studio_scope
from safelight.payments.asking import ask_gateway, give_up, look_up
from safelight.payments.events import AttemptBegun, AttemptGivenUp, LookWanted
from safelight.payments.models import Attempt

_AT_ONCE = 100


@on(AttemptBegun)
def ask(context: Context, payload: Mapping[str, Any]) -> None:
    """Ask the gateway of a fresh attempt."""
    ask_gateway(context, UUID(payload["attempt_id"]))


@on(AttemptGivenUp)
def take_off(context: Context, payload: Mapping[str, Any]) -> None:
    """Take a sale that was given up off its terminal."""
    give_up(context, UUID(payload["attempt_id"]))


@on(LookWanted)
def look(context: Context, payload: Mapping[str, Any]) -> None:
    """Look an attempt up because its gateway knocked, its payer came back, or somebody asked."""
    look_up(context, UUID(payload["attempt_id"]), by=payload["by"])


@every_studio("* * * * *")
def reconcile(context: Context) -> None:
    """Look up the attempts whose time has come: those without an answer, and pages that nobody came back from."""
    with studio_scope(context.studio.id):
        due = list(
            Attempt.objects.filter(look_at__lte=context.now).order_by("look_at").values_list("id", flat=True)[:_AT_ONCE]
        )
    for attempt_id in due:
        look_up(context, attempt_id)
