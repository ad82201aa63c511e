"""Cancelling, and taking that back."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.calendar.actions.inputs import CancelAppointment, Reason
from safelight.calendar.actions.placing import set_free, take
from safelight.calendar.actions.state import claims_of, locked, news, save
from safelight.calendar.events import AppointmentCancelled, AppointmentRestored, HoldReleased
from safelight.calendar.models import Appointment
from safelight.calendar.queries.cards import AppointmentCard
from safelight.calendar.queries.reading import load_card, status_of
from safelight.calendar.rules.kinds import Status
from safelight.foundation.actions import Conflict, Context, Frozen, action


class RestoreAppointment(Frozen):
    """Which cancelled appointment takes place after all; ``override`` is the reason to book over others."""

    appointment_id: UUID
    version: int | None = Field(default=None, ge=1)
    override: Reason = ""


@action("calendar.cancel", permission="calendar.book", door="POST /appointments/{appointment_id}/cancel", dry_run=True)
def cancel_appointment(context: Context, data: CancelAppointment) -> AppointmentCard:
    """Cancel an appointment; its time is free at once, and the reason is kept."""
    card = cancel(context, data)
    context.subject("appointment", card.id, f"{card.title} was cancelled")
    context.changed({"status": [None, Status.CANCELLED], "reason": [None, data.reason or None]})
    context.undo_with("calendar.restore", {"appointment_id": str(card.id), "version": card.version})
    return card


def cancel(context: Context, data: CancelAppointment) -> AppointmentCard:
    """Cancel an appointment inside another action's transaction; one that is cancelled already stays as it is.

    Publishes :class:`AppointmentCancelled` (of a hold, :class:`HoldReleased`); the journal line is the caller's.

    Raises:
        NotFound: there is none.
        ChangedMeanwhile: it is not at ``version`` any more.
    """
    row, _, _ = locked(context, data.appointment_id, version=data.version)
    if row.status != Status.CANCELLED:
        was_held = row.status == Status.HELD
        end(context, row, data.reason)
        context.publish(
            news(HoldReleased, row, expired=False) if was_held else news(AppointmentCancelled, row, reason=data.reason)
        )
        context.concerns(row.client_id)
    return load_card(context, row.id)


def end(context: Context, row: Appointment, reason: str) -> None:
    """Cancel a locked appointment: free its resources, keep why."""
    row.status_before, row.status = row.status, Status.CANCELLED
    row.cancelled_at, row.cancelled_by, row.cancel_reason = context.now, context.actor.label, reason
    save(context, row)
    set_free([row.id])


@action("calendar.restore", permission="calendar.book", door="POST /appointments/{appointment_id}/restore")
def restore_appointment(context: Context, data: RestoreAppointment) -> AppointmentCard:
    """Let a cancelled appointment take place after all, if its time is still free."""
    card = restore(context, data)
    context.subject("appointment", card.id, f"{card.title} takes place after all")
    context.changed({"status": [Status.CANCELLED, card.status]})
    context.undo_with("calendar.cancel", {"appointment_id": str(card.id), "version": card.version})
    return card


def restore(context: Context, data: RestoreAppointment) -> AppointmentCard:
    """Restore a cancelled appointment inside another action's transaction; a hold comes back as a booking.

    Publishes :class:`AppointmentRestored`; the journal line is the caller's.

    Raises:
        NotFound: there is none.
        ChangedMeanwhile: it is not at ``version`` any more.
        Conflict: it was not cancelled.
        Taken: its time was taken meanwhile.
    """
    row, resources, held = locked(context, data.appointment_id, version=data.version)
    if status_of({"status": row.status, "held_until": row.held_until}, context.now) is not Status.CANCELLED:
        message = "This appointment was not cancelled."
        raise Conflict(message, code="not_cancelled")
    row.status = Status.DONE if row.status_before == Status.DONE else Status.CONFIRMED
    row.status_before, row.held_until, row.hold_key = "", None, None
    row.cancelled_at, row.cancelled_by, row.cancel_reason = None, "", ""
    save(context, row)
    claims = claims_of(row, sorted(held), resources)
    take(context, claims, resources, zone=row.zone, override=data.override, leaves=[row.id])
    context.publish(news(AppointmentRestored, row))
    context.concerns(row.client_id)
    return load_card(context, row.id)
