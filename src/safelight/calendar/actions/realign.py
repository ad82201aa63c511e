"""When a country changes its clocks, what was agreed for ten o'clock stays at ten o'clock."""

from __future__ import annotations

from django.db import transaction

from safelight.calendar.actions.inputs import MoveAppointment
from safelight.calendar.actions.move import move
from safelight.calendar.actions.placing import Taken
from safelight.calendar.queries.upkeep import agreed, appointments_out_of_line, timing_of
from safelight.foundation.actions import Context, Empty, Frozen, action


class Realigned(Frozen):
    """How many appointments were moved to their agreed wall-clock time, and how many could not be: taken."""

    moved: int
    blocked: int


@action("calendar.realign", permission="calendar.book")
def realign(context: Context, data: Empty) -> Realigned:  # noqa: ARG001 - there is nothing to choose
    """Move coming appointments to the wall-clock time that was agreed, where the rules of a zone have changed.

    Safelight does this by itself every week; the rules come with its updates.
    """
    moved = blocked = 0
    for row in appointments_out_of_line(context):
        wanted = agreed(timing_of(row))
        given = (
            {"first_day": wanted.first_day, "last_day": wanted.last_day}
            if row.all_day
            else {"starts": wanted.starts.at, "ends": wanted.ends.at}
        )
        try:
            with transaction.atomic():
                move(context, MoveAppointment.model_validate({"appointment_id": row.id, "zone": row.zone, **given}))
        except Taken:
            blocked += 1
        else:
            moved += 1
        context.subject("appointment", row.id, "Appointments were moved to their agreed wall-clock time")
    return Realigned(moved=moved, blocked=blocked)
