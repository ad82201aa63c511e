"""When a payer is reminded: days before and after the due day, each step once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta


def step_due(
    due: date, schedule: Sequence[int], sent: Collection[int], today: date, *, patience: int = 7
) -> int | None:
    """Return the step to send today, or None.

    ``schedule`` is days from the due day (−3 is three days before). When several steps have come meanwhile, only the
    latest is meant: nobody gets three reminders at once. A step older than ``patience`` days is not made up for, so
    switching reminders on does not mail everybody about last year.
    """
    come = [step for step in sorted(schedule) if due + timedelta(days=step) <= today]
    if not come or come[-1] in sent or (sent and max(sent) > come[-1]):
        return None
    return come[-1] if (today - due).days - come[-1] <= patience else None


def next_step(due: date, schedule: Sequence[int], today: date) -> date | None:
    """Return the day of the next reminder after today, or None."""
    days = [due + timedelta(days=step) for step in sorted(schedule)]
    return next((day for day in days if day > today), None)
