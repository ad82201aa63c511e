"""Timetables of the calendar: load, call one action, done."""

from __future__ import annotations

from safelight.calendar.actions import extend_series, realign, release_expired
from safelight.calendar.queries import appointments_out_of_line, holds_ran_out, series_to_extend
from safelight.foundation.actions import Context, Empty, run
from safelight.foundation.jobs import every_studio
from safelight.foundation.tenancy import studio_scope


@every_studio("*/5 * * * *")
def release_holds(context: Context) -> None:
    """Write down which holds ran out and tell; they have blocked nobody since that instant."""
    with studio_scope(context.studio.id):
        due = holds_ran_out(context)
    if due:
        run(release_expired, context, Empty())


@every_studio("17 2 * * *")
def extend_all_series(context: Context) -> None:
    """Make what comes again further into the future; each series by itself, so that one cannot hold up the others."""
    with studio_scope(context.studio.id):
        due = series_to_extend(context)
    for series_id in due:
        run(extend_series, context, {"series_id": series_id})


@every_studio("41 3 * * 0")
def realign_appointments(context: Context) -> None:
    """Keep agreed wall-clock times where a country changed its clocks."""
    with studio_scope(context.studio.id):
        due = appointments_out_of_line(context)
    if due:
        run(realign, context, Empty())
