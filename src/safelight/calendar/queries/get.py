"""One appointment, whole."""

from __future__ import annotations

from uuid import UUID

from safelight.calendar.queries.cards import AppointmentCard
from safelight.calendar.queries.reading import load_card
from safelight.foundation.actions import Context, Frozen, query


class GetAppointment(Frozen):
    """Which appointment."""

    appointment_id: UUID


@query("calendar.get", permission="calendar.view", door="GET /appointments/{appointment_id}")
def get(context: Context, data: GetAppointment) -> AppointmentCard:
    """Show an appointment with what it takes, whom it is for, and who was booked over whom."""
    return load_card(context, data.appointment_id)
