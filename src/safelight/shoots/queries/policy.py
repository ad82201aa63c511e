"""What the policy of a session says, asked before anything is done."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from safelight.calendar.models import Appointment
from safelight.calendar.rules.kinds import AppointmentKind
from safelight.foundation.actions import Context, Frozen, NotFound, query
from safelight.foundation.money import Money
from safelight.shoots.models import Shoot
from safelight.shoots.ports.money import paid_towards
from safelight.shoots.queries.dates import OWNER
from safelight.shoots.queries.definitions import steps_of
from safelight.shoots.rules.policy import Change, Consequence, consequence


class AskPolicy(Frozen):
    """Which session, and whether it is cancelled or moved; a studio that asks for it itself owes and is owed nothing."""

    shoot_id: UUID
    change: Change = Change.CANCEL
    by_studio: bool = False


class PolicyCard(Frozen):
    """The notice that would be given now, the fee that would be owed and the credit kept, in major units."""

    hours: int | None
    fee: Decimal
    credit: Decimal
    currency: str


@query("shoots.policy", permission="shoots.view", door="GET /shoots/{shoot_id}/policy")
def policy(context: Context, data: AskPolicy) -> PolicyCard:
    """Say what cancelling or moving a session now would cost the client, without doing it."""
    shoot = Shoot.objects.select_related("type").filter(id=data.shoot_id).first()
    if shoot is None:
        what = "session"
        raise NotFound(what)
    found = judge(context, shoot, data.change, by_studio=data.by_studio)
    return PolicyCard(hours=found.hours, fee=found.fee.amount, credit=found.credit.amount, currency=found.fee.currency)


def judge(
    context: Context, shoot: Shoot, change: Change, *, by_studio: bool = False, waive: bool = False
) -> Consequence:
    """Return what the policy of a session's type says now; a studio that calls off itself asks for nothing."""
    return consequence(
        () if by_studio else steps_of(shoot.type),
        change,
        told=context.now,
        starts=_next_start(shoot, context.now),
        session_fee=Money.of_minor(shoot.session_fee_minor, shoot.currency),
        paid=paid_towards(context, shoot.id, shoot.currency),
        waive=waive,
    )


def _next_start(shoot: Shoot, now: datetime) -> datetime | None:
    dates = Appointment.objects.filter(
        owner_kind=OWNER, owner_id=shoot.id, kind=AppointmentKind.SHOOT.value, status__in=["confirmed", "held"]
    )
    coming = dates.filter(starts_at__gt=now).order_by("starts_at").first() or dates.order_by("starts_at").last()
    return coming.starts_at if coming else None
