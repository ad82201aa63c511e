"""Wanting to know what became of a card payment; the gateway is asked by a job."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Context, Frozen, NotFound, action
from safelight.foundation.ids import new_id
from safelight.payments.actions.attempts import WhichOpenAttempt
from safelight.payments.events import LookWanted
from safelight.payments.models import Attempt, GatewayAccount, NoticeSeen
from safelight.payments.queries.attempts import AttemptCard, attempt_card_of


class NoticeHeard(Frozen):
    """A notice whose signature held: its event, and the attempt by our reference or the gateway's name of it."""

    account_id: UUID
    event: str = Field(min_length=1, max_length=200)
    reference: str = Field(default="", max_length=32)
    gateway_id: str = Field(default="", max_length=120)


class NoticeTaken(Frozen):
    """Whether the notice was new, and named an attempt that is known."""

    is_new: bool
    attempt_id: UUID | None = None


@action("payments.look_again", permission="payments.take", door="POST /payments/attempts/{attempt_id}/look")
def look_again(context: Context, data: WhichOpenAttempt) -> AttemptCard:
    """Ask the gateway what became of a card payment, without waiting for the timetable."""
    found = Attempt.objects.filter(id=data.attempt_id).first()
    if found is None:
        what = "card payment"
        raise NotFound(what)
    context.publish(LookWanted(attempt_id=found.id, by="return"))
    context.subject("card_payment", found.id, "The gateway is asked about a card payment")
    return attempt_card_of(found.id)


@action("payments.take_notice", permission="payments.take")
def note_notice(context: Context, data: NoticeHeard) -> NoticeTaken:
    """Take a notice of a gateway, once; what it says of money is not read, the attempt is looked up."""
    account = GatewayAccount.objects.filter(id=data.account_id).first()
    if account is None:
        what = "gateway account"
        raise NotFound(what)
    seen = NoticeSeen(
        id=new_id(),
        studio_id=context.studio.id,
        account=account,
        event=data.event,
        reference=data.reference or data.gateway_id,
        at=context.now,
    )
    # Two deliveries of one notice at the same moment: one row, one look.
    NoticeSeen.objects.bulk_create([seen], ignore_conflicts=True)
    if not NoticeSeen.objects.filter(id=seen.id).exists():
        return NoticeTaken(is_new=False)
    known = Attempt.objects.filter(account=account)
    found = known.filter(reference=data.reference) if data.reference else known.filter(gateway_id=data.gateway_id)
    attempt = found.first()
    if attempt is not None:
        context.publish(LookWanted(attempt_id=attempt.id, by="notice"))
        context.subject("card_payment", attempt.id, "The gateway sent word about a card payment")
    return NoticeTaken(is_new=True, attempt_id=attempt.id if attempt is not None else None)
