"""What the calendar does by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from safelight.calendar.actions import book_series, hold_slot
from safelight.calendar.jobs import extend_all_series, realign_appointments, release_holds
from safelight.calendar.models import Appointment, Series
from safelight.calendar.queries import get
from safelight.calendar.rules.kinds import Status
from safelight.foundation.actions import Context, ask, run
from safelight.foundation.models import JournalEntry
from safelight.foundation.tenancy import studio_scope
from tests.calendar.makers import booked, person


@pytest.fixture
def now(ana: Context) -> Context:
    """Ana on Monday, 1 March 2027."""
    return replace(ana, now=datetime(2027, 3, 1, 6, tzinfo=UTC))


def lines(context: Context) -> int:
    with studio_scope(context.studio.id):
        return JournalEntry.objects.count()


def test_holds_that_ran_out_are_written_down_and_nothing_else_is(now: Context) -> None:
    kept = run(hold_slot, now, {"starts": "2027-05-04T10:00", "minutes": 60, "resource_ids": [person(now).id]}).value
    before = lines(now)
    release_holds(now)
    assert lines(now) == before
    later = replace(now, now=now.now + timedelta(minutes=15))
    release_holds(later)
    release_holds(later)
    assert lines(now) == before + 1
    with studio_scope(now.studio.id):
        assert Appointment.objects.get(id=kept.id).status == Status.CANCELLED


def test_series_are_made_further_a_week_at_a_time(now: Context) -> None:
    run(book_series, now, {"starts": "2027-03-02T10:00", "minutes": 60, "repeat": {"frequency": "daily"}})
    run(
        book_series,
        now,
        {"starts": "2027-03-02T10:00", "minutes": 60, "repeat": {"frequency": "daily", "count": 3}},
    )
    with studio_scope(now.studio.id):
        before = Appointment.objects.count()
    extend_all_series(replace(now, now=now.now + timedelta(days=5)))
    with studio_scope(now.studio.id):
        assert Appointment.objects.count() == before
    for _ in range(2):
        extend_all_series(replace(now, now=now.now + timedelta(days=10)))
    with studio_scope(now.studio.id):
        assert Appointment.objects.count() == before + 9
        assert Series.objects.filter(made_until__year=2199).count() == 1


def test_agreed_times_stay_when_a_country_changes_its_clocks(now: Context) -> None:
    bo = person(now)
    card = booked(now, "2027-07-06T10:00", bo)
    stuck = booked(now, "2027-07-06T14:00", bo)
    with studio_scope(now.studio.id):
        # As if summer time had been abolished when these were agreed: an hour later than today's rules say.
        for row in Appointment.objects.filter(id__in=[card.id, stuck.id]):
            hour = timedelta(hours=1)
            Appointment.objects.filter(id=row.id).update(starts_at=row.starts_at + hour, ends_at=row.ends_at + hour)
    booked(now, "2027-07-06T14:30", title="In the way")
    before = lines(now)
    realign_appointments(now)
    assert ask(get, now, {"appointment_id": card.id}).starts == card.starts
    assert lines(now) == before + 1
    realign_appointments(now)
    assert lines(now) == before + 1
