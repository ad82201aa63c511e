"""Telling clients of their appointments: confirmations, reminders, moved and cancelled ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from safelight.calendar.rules.kinds import Status
from safelight.foundation.actions import Context, Frozen, action
from safelight.messaging.actions import NewMessage, cancel_about, queue
from safelight.messaging.rules.facts import Fact
from safelight.messaging.rules.timing import send_at
from safelight.shoots.queries.telling import APPOINTMENT, CANCELLED, CONFIRMATION, MOVED, REMINDER, Told, told


class TellOfAppointment(Frozen):
    """Which appointment, what became of it, and when it was before it moved."""

    appointment_id: UUID
    what: Literal["booked", "moved", "changed", "cancelled"]
    before: AwareDatetime | None = None
    reason: str = Field(default="", max_length=500)


class TellingCard(Frozen):
    """What was written: kinds of messages queued, and how many waiting ones were taken back."""

    queued: tuple[str, ...] = ()
    taken_back: int = 0


@action("shoots.tell_of_appointment", permission="messaging.send")
def tell_of_appointment(context: Context, data: TellOfAppointment) -> TellingCard:
    """Write to a client what became of an appointment, and set its reminder anew.

    Nothing is written about the past, blocks, appointments without a client, and sessions of types that tell nothing.
    What waited and is not true any more is taken back; who has not been told of a time need not hear that it changed.
    """
    found = told(context, data.appointment_id)
    card = found.card
    back = cancel_about(context, APPOINTMENT, card.id, REMINDER, MOVED)
    queued: list[str] = []
    if found.is_for_a_client and card.starts > context.now:
        unsaid = cancel_about(context, APPOINTMENT, card.id, CONFIRMATION)
        back += unsaid
        stands = card.status is Status.CONFIRMED
        kind = _kind(data.what, untold=bool(unsaid), stands=stands)
        if kind and found.habits.confirms:
            _queue(context, found, kind, data)
            queued.append(kind)
        if stands and _remind(context, found):
            queued.append(REMINDER)
    context.subject("appointment", card.id, f"Messages about {card.title}: {', '.join(queued) or 'none'}")
    context.concerns(card.client.id if card.client else None)
    return TellingCard(queued=tuple(queued), taken_back=back)


def _kind(what: str, *, untold: bool, stands: bool) -> str:
    """Return the kind of message that is due; empty for none."""
    if what == "booked":
        return CONFIRMATION if stands else ""
    if what == "moved":
        return (CONFIRMATION if untold else MOVED) if stands else ""
    if what == "changed":
        return CONFIRMATION if untold and stands else ""
    return "" if untold or stands else CANCELLED


def _queue(context: Context, found: Told, kind: str, data: TellOfAppointment) -> None:
    facts = dict(found.facts)
    if kind == MOVED:
        facts |= {"appointment.old_starts": data.before or found.card.starts, "appointment.reason": data.reason}
    if kind == CANCELLED:
        facts["appointment.reason"] = data.reason
    queue(context, _message(found, kind, facts))


def _remind(context: Context, found: Told) -> bool:
    """Queue the reminder, unless its moment has passed already; say whether it was."""
    habits = found.habits
    if habits.remind_days is None:
        return False
    due = send_at(found.card.starts, found.card.zone, days_before=habits.remind_days, wall=habits.remind_at)
    if due <= context.now or due >= found.card.starts:
        return False
    queue(context, _message(found, REMINDER, found.facts, not_before=due))
    return True


def _message(found: Told, kind: str, facts: Mapping[str, Fact], not_before: datetime | None = None) -> NewMessage:
    card = found.card
    return NewMessage(
        kind=kind,
        client_id=card.client.id if card.client else None,
        facts=facts,
        zone=card.zone,
        not_before=not_before,
        stale_after=card.starts,
        about_kind=APPOINTMENT,
        about_id=card.id,
        # The version rises with every change, so that a job that runs again writes nothing twice.
        idempotency=f"{kind}:{card.id}:{card.version}",
    )
