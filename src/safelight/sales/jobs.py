"""Reactions and timetables of the sales module: load, call one action, done."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from safelight.clients.events import ClientsMerged
from safelight.foundation import clock
from safelight.foundation.actions import Conflict, Context, run
from safelight.foundation.jobs import every_studio, on
from safelight.foundation.tenancy import studio_scope
from safelight.sales.actions.follow import follow_merged_clients, follow_outcome
from safelight.sales.actions.sending import remind
from safelight.sales.queries.reminders import reminders_due
from safelight.shoots.events import ShootCancelled, ShootRescheduled

log = logging.getLogger("safelight.sales")
# Reminders go out in the morning; a server that was down then sends them before the evening.
_HOURS: Final = range(9, 18)


@on(ShootCancelled)
def settle_cancelled_session(context: Context, event: Mapping[str, Any]) -> None:
    """Keep, credit or ask for what the policy said of a cancelled session; once, however often the news comes."""
    _follow(context, event, "cancelled")


@on(ShootRescheduled)
def settle_moved_session(context: Context, event: Mapping[str, Any]) -> None:
    """Ask for the fee of a moved session, if there is one; once, however often the news comes."""
    if Decimal(event["fee"]) > 0:
        _follow(context, event, "moved")


@on(ClientsMerged)
def rewards_follow_merge(context: Context, event: Mapping[str, Any]) -> None:
    """Let rewards and exemptions of a merged client go to the one that is kept; harmless when repeated."""
    run(follow_merged_clients, context, {"kept_id": event["kept_id"], "merged_id": event["merged_id"]})


@every_studio("37 * * * *")
def send_reminders(context: Context) -> None:
    """Remind payers of open invoices by the studio's schedule, in the studio's daytime; each step once."""
    now = clock.local(context.now, context.studio.zone)
    if now.hour not in _HOURS:
        return
    with studio_scope(context.studio.id):
        due = reminders_due(now.date())
    for invoice_id, step in due:
        try:
            run(remind, context, {"invoice_id": invoice_id, "step": step})
        except Conflict:
            # It was paid or reminded of in the meantime.
            log.info("reminder not needed", extra={"invoice": str(invoice_id), "step": step})


def _follow(context: Context, event: Mapping[str, Any], kind: str) -> None:
    run(
        follow_outcome,
        context,
        {
            "kind": kind,
            "shoot_id": UUID(event["shoot_id"]),
            "outcome_id": UUID(event["outcome_id"]),
            "fee": Decimal(event["fee"]),
            "credit": Decimal(event["credit"]),
            "currency": event["currency"],
        },
        key=f"session outcome {event['outcome_id']}",
    )
