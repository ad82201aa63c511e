"""Holding time for some minutes, and what becomes of it: confirmed, given back, or run out."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from pydantic import Field

from safelight.calendar.actions.book import write
from safelight.calendar.actions.cancel import end
from safelight.calendar.actions.inputs import AppointmentWords, NewAppointment
from safelight.calendar.actions.state import check_live, locked, news, save
from safelight.calendar.events import AppointmentBooked, HoldReleased, SlotHeld
from safelight.calendar.models import Appointment, Booking
from safelight.calendar.queries.cards import AppointmentCard
from safelight.calendar.queries.reading import EXPIRED, load_card
from safelight.calendar.rules.kinds import BookingState, Status
from safelight.foundation.actions import Conflict, Context, Empty, Forbidden, Frozen, action

LONGEST_HOLD: Final = 30 * 24 * 60
_MANY: Final = 500


class HoldSlot(AppointmentWords):
    """Time to be kept for some minutes; a pencilled booking may be held for days."""

    hold_minutes: int = Field(default=15, ge=1, le=LONGEST_HOLD)


class NewHold(HoldSlot):
    """A hold of a module above: ``owner_kind`` and ``owner_id`` say what it belongs to."""

    owner_kind: str = Field(default="", max_length=40)
    owner_id: UUID | None = None


class WhichHold(Frozen):
    """Which hold; whoever made it without signing in proves it by the token of its answer."""

    appointment_id: UUID
    token: str = Field(default="", max_length=80)
    version: int | None = Field(default=None, ge=1)


class ExtendHold(Frozen):
    """Which hold is kept for longer: so many minutes from now."""

    appointment_id: UUID
    hold_minutes: int = Field(ge=1, le=LONGEST_HOLD)


class Released(Frozen):
    """How many holds had run out and were released."""

    count: int


@action("calendar.hold", permission="calendar.book", door="POST /holds", not_kept=["hold_token"])
def hold_slot(context: Context, data: HoldSlot) -> AppointmentCard:
    """Keep time for some minutes while somebody makes up their mind; it frees itself."""
    card = hold(context, NewHold(**data.model_dump()))
    context.subject("appointment", card.id, f"{card.title} was held")
    context.undo_with("calendar.release", {"appointment_id": str(card.id)})
    return card


def hold(context: Context, data: NewHold) -> AppointmentCard:
    """Hold time inside another action's transaction; ``hold_token`` of the card is told this once.

    Publishes :class:`SlotHeld`; the journal line is the caller's. Raises what ``book`` raises.
    """
    token = secrets.token_urlsafe(24)
    until = context.now + timedelta(minutes=data.hold_minutes)
    appointment = NewAppointment(**data.model_dump(exclude={"hold_minutes"}))
    row, notices = write(context, appointment, Status.HELD, held_until=until, hold_key=_key(token))
    context.publish(news(SlotHeld, row, held_until=until))
    return load_card(context, row.id, fresh=not data.override, notices=notices, hold_token=token)


@action("calendar.confirm", permission="calendar.book", door="POST /appointments/{appointment_id}/confirm")
def confirm_appointment(context: Context, data: WhichHold) -> AppointmentCard:
    """Book what was held."""
    card = confirm(context, data)
    context.subject("appointment", card.id, f"{card.title} was booked")
    context.changed({"status": [Status.HELD, Status.CONFIRMED]})
    context.undo_with("calendar.cancel", {"appointment_id": str(card.id), "version": card.version})
    return card


def confirm(context: Context, data: WhichHold) -> AppointmentCard:
    """Confirm a hold inside another action's transaction.

    Publishes :class:`AppointmentBooked`; the journal line is the caller's.

    Raises:
        NotFound: there is none.
        Conflict: its minutes are over (``code`` ``hold_expired``), or it is no hold.
        Forbidden: the token is not that of this hold.
    """
    row = _held(context, data)
    row.status, row.held_until, row.hold_key = Status.CONFIRMED, None, None
    save(context, row)
    Booking.objects.filter(appointment_id=row.id, is_current=True).update(state=BookingState.CONFIRMED, held_until=None)
    context.publish(news(AppointmentBooked, row))
    context.concerns(row.client_id)
    return load_card(context, row.id)


@action("calendar.release", permission="calendar.book", door="POST /appointments/{appointment_id}/release")
def release_hold(context: Context, data: WhichHold) -> AppointmentCard:
    """Give held time back before its minutes are over."""
    card = release(context, data)
    context.subject("appointment", card.id, f"{card.title} is no longer held")
    return card


def release(context: Context, data: WhichHold) -> AppointmentCard:
    """Release a hold inside another action's transaction; raises what ``confirm`` raises."""
    row = _held(context, data)
    end(context, row, "Released")
    context.publish(news(HoldReleased, row, expired=False))
    context.concerns(row.client_id)
    return load_card(context, row.id)


@action("calendar.extend_hold", permission="calendar.book", door="POST /appointments/{appointment_id}/extend")
def extend_hold(context: Context, data: ExtendHold) -> AppointmentCard:
    """Keep held time for longer."""
    row = _held(context, WhichHold(appointment_id=data.appointment_id))
    row.held_until = context.now + timedelta(minutes=data.hold_minutes)
    save(context, row)
    Booking.objects.filter(appointment_id=row.id, is_current=True).update(held_until=row.held_until)
    context.subject("appointment", row.id, f"{row.title} is held for longer")
    context.concerns(row.client_id)
    return load_card(context, row.id)


@action("calendar.release_expired", permission="calendar.book")
def release_expired(context: Context, data: Empty) -> Released:  # noqa: ARG001 - there is nothing to choose
    """Write down which holds ran out; they have blocked nobody since then.

    Each is locked in turn, so this waits for nobody for long, and a hold that was confirmed meanwhile stays.
    """
    due = list(
        Appointment.objects.filter(status=Status.HELD, held_until__lte=context.now)
        .order_by("held_until")
        .values_list("id", flat=True)[:_MANY]
    )
    count = 0
    # No resources: bookings that ran out are free already, and who confirms or moves a hold locks its row as well.
    for row in Appointment.objects.select_for_update(skip_locked=True).filter(
        id__in=due, status=Status.HELD, held_until__lte=context.now
    ):
        row.status_before, row.status = row.status, Status.CANCELLED
        row.cancelled_at, row.cancelled_by, row.cancel_reason = row.held_until, "", EXPIRED
        save(context, row)
        context.publish(news(HoldReleased, row, expired=True))
        context.subject("appointment", row.id, "Holds ran out")
        count += 1
    return Released(count=count)


def _held(context: Context, data: WhichHold) -> Appointment:
    row, _, _ = locked(context, data.appointment_id, version=data.version)
    if data.token and not hmac.compare_digest(_key(data.token), bytes(row.hold_key or b"")):
        message = "This hold belongs to somebody else."
        raise Forbidden(message)
    check_live(row, context.now)
    if row.status != Status.HELD:
        message = "This appointment is booked already; it is no hold."
        raise Conflict(message, code="not_held")
    return row


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
