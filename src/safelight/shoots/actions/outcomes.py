"""Cancelling, rescheduling and reopening sessions, with what the policy of the session type says."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import Field

from safelight.calendar.actions.inputs import Reason, Resources, When
from safelight.calendar.models import Appointment
from safelight.calendar.rules.kinds import AppointmentKind
from safelight.foundation.actions import Conflict, Context, Frozen, action
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.shoots.actions.checking import locked
from safelight.shoots.actions.events import MoveEvent, cancel_all, finish, lock_dates, move_own, refuse_over
from safelight.shoots.actions.staying import enter, leave
from safelight.shoots.actions.writing import touch
from safelight.shoots.events import ShootCancelled, ShootReopened, ShootRescheduled
from safelight.shoots.models import Outcome, Shoot, Status
from safelight.shoots.queries.cards import ShootCard
from safelight.shoots.queries.policy import judge
from safelight.shoots.queries.reading import load_card
from safelight.shoots.rules.policy import Change, Consequence


class CancelShoot(Frozen):
    """Which session is called off, and why.

    ``by_studio`` says that the studio cancels it: then nothing is owed. ``waive`` sets the policy's fee aside, for those
    who manage sessions.
    """

    shoot_id: UUID
    reason: str = Field(min_length=1, max_length=500)
    by_studio: bool = False
    waive: bool = False


class RescheduleShoot(When):
    """When a session takes place instead, and why it was moved; see ``shoots.cancel`` for ``by_studio`` and ``waive``."""

    shoot_id: UUID
    reason: str = Field(min_length=1, max_length=500)
    by_studio: bool = False
    waive: bool = False
    resource_ids: Resources | None = None
    location_id: UUID | None = None
    override: Reason = ""


class ReopenShoot(Frozen):
    """Which cancelled session takes place after all; its dates are planned anew."""

    shoot_id: UUID


@action("shoots.cancel", permission="shoots.edit", door="POST /shoots/{shoot_id}/cancel", dry_run=True)
def cancel(context: Context, data: CancelShoot) -> ShootCard:
    """Call a session off: its dates become free at once, and the policy's fee and credit are recorded.

    Nothing is charged by it: what is owed stands on the session, and whoever makes the invoices is told.
    """
    shoot = locked(data.shoot_id)
    refuse_over(shoot)
    if shoot.finished_at is not None:
        message = f"Session {shoot.number} is finished and cannot be cancelled. Move it back to another status first."
        raise Conflict(message, code="finished")
    context.require("calendar.book")
    lock_dates(context, shoot)
    found = _judge(context, shoot, Change.CANCEL, data)
    outcome = _record(context, shoot, found, data)
    cancel_all(context, shoot, data.reason)
    leave(context, shoot)
    shoot.cancelled_at = context.now
    finish(context, shoot)
    fee = Money.of_minor(outcome.fee_minor, outcome.currency)
    words = f" with a fee of {fee.format(context.studio.locale.replace('_', '-'))}" if fee else ""
    context.subject("shoot", shoot.id, f"Session {shoot.number}, {shoot.title}, was cancelled{words}")
    context.changed({"reason": [None, data.reason], "fee": [None, str(fee.amount)]})
    context.concerns(shoot.client_id)
    context.publish(
        ShootCancelled(
            shoot_id=shoot.id,
            client_id=shoot.client_id,
            outcome_id=outcome.id,
            fee=fee.amount,
            credit=Money.of_minor(outcome.credit_minor, outcome.currency).amount,
            currency=outcome.currency,
        )
    )
    context.undo_with("shoots.reopen", {"shoot_id": str(shoot.id)})
    return load_card(context, shoot.id)


@action("shoots.reschedule", permission="shoots.edit", door="POST /shoots/{shoot_id}/reschedule", dry_run=True)
def reschedule(context: Context, data: RescheduleShoot) -> ShootCard:
    """Move a session to another time because somebody asked for it, with what the policy says.

    Its next date moves; with several dates of pictures the others are moved one by one (``shoots.move_event``).
    """
    shoot = locked(data.shoot_id)
    refuse_over(shoot)
    standing = lock_dates(context, shoot)
    dates = Appointment.objects.filter(id__in=standing, kind=AppointmentKind.SHOOT.value).order_by("starts_at", "id")
    # The next one that is still to come; a session that nobody came to is moved from where it stood.
    date = dates.filter(starts_at__gt=context.now).first() or dates.last()
    if date is None:
        message = f"Session {shoot.number} has no date to move. Add one instead."
        raise Conflict(message, code="no_date")
    before = date.starts_at
    found = _judge(context, shoot, Change.RESCHEDULE, data)
    when = data.model_dump(exclude={"reason", "by_studio", "waive"})
    card = move_own(context, shoot, MoveEvent.model_validate({**when, "appointment_id": date.id}))
    outcome = _record(context, shoot, found, data, (before, card.starts))
    finish(context, shoot)
    context.subject("shoot", shoot.id, f"Session {shoot.number}, {shoot.title}, was moved to another time")
    context.changed({"starts": [before.isoformat(), card.starts.isoformat()], "reason": [None, data.reason]})
    context.concerns(shoot.client_id)
    context.publish(
        ShootRescheduled(
            shoot_id=shoot.id,
            client_id=shoot.client_id,
            outcome_id=outcome.id,
            fee=Money.of_minor(outcome.fee_minor, outcome.currency).amount,
            credit=Money.of_minor(outcome.credit_minor, outcome.currency).amount,
            currency=outcome.currency,
            starts=card.starts,
        )
    )
    return load_card(context, shoot.id)


@action("shoots.reopen", permission="shoots.edit", door="POST /shoots/{shoot_id}/reopen")
def reopen(context: Context, data: ReopenShoot) -> ShootCard:
    """Let a cancelled session go on in the status it was in; its cancelled dates stay cancelled, plan new ones."""
    shoot = locked(data.shoot_id)
    if shoot.cancelled_at is None:
        message = f"Session {shoot.number} was not cancelled."
        raise Conflict(message, code="not_cancelled")
    shoot.cancelled_at = None
    enter(context, shoot, Status.objects.get(id=shoot.status_id), "Reopened")
    shoot.status_since = context.now
    finish(context, shoot)
    context.subject("shoot", shoot.id, f"Session {shoot.number}, {shoot.title}, was reopened")
    context.concerns(shoot.client_id)
    context.publish(ShootReopened(shoot_id=shoot.id))
    return load_card(context, shoot.id)


def _judge(context: Context, shoot: Shoot, change: Change, data: CancelShoot | RescheduleShoot) -> Consequence:
    """Return what the policy says.

    Raises:
        Forbidden: the fee is to be waived by somebody who does not manage sessions.
    """
    if data.waive:
        context.require("shoots.manage")
    return judge(context, shoot, change, by_studio=data.by_studio, waive=data.waive)


def _record(
    context: Context,
    shoot: Shoot,
    found: Consequence,
    data: CancelShoot | RescheduleShoot,
    starts: tuple[datetime | None, datetime | None] = (None, None),
) -> Outcome:
    row = Outcome(
        id=new_id(),
        shoot_id=shoot.id,
        kind=(Change.CANCEL if isinstance(data, CancelShoot) else Change.RESCHEDULE).value,
        at=context.now,
        by=context.actor.label,
        reason=data.reason,
        by_studio=data.by_studio,
        notice_hours=found.hours,
        fee_minor=found.fee.minor,
        credit_minor=found.credit.minor,
        currency=found.fee.currency,
        waived=found.waived,
        starts_before=starts[0] or shoot.starts_at,
        starts_after=starts[1],
    )
    row.save(force_insert=True)
    touch(context, shoot)
    return row
