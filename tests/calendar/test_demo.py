"""The demo studio's calendar: always the same, nothing twice, and room left for sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db.models import Q

from safelight.accounts.actions import NewStudio, create_studio
from safelight.calendar.demo import load_demo
from safelight.calendar.models import Absence, Appointment, Booking, Resource
from safelight.calendar.queries import conflicts
from safelight.calendar.rules.kinds import Status
from safelight.clients.demo import load_demo as load_clients
from safelight.foundation.actions import Context, ask
from safelight.foundation.clock import local
from safelight.foundation.tenancy import studio_scope


@pytest.fixture
def studio(ana: Context) -> Context:
    """A studio in New York that Ana owns, with its clients, on a Wednesday."""
    assert ana.actor.id is not None
    facts = create_studio(
        NewStudio(name="Northlight", country="US", zone="America/New_York"),
        owner_id=ana.actor.id,
        owner_name=ana.actor.label,
    )
    context = replace(ana, studio=facts, now=datetime(2026, 11, 18, 15, tzinfo=UTC))
    load_clients(context, "small")
    return context


def test_it_shows_something_of_everything_and_leaves_the_days_to_sessions(studio: Context) -> None:
    load_demo(studio, "small")
    with studio_scope(studio.studio.id):
        assert dict(Resource.objects.values_list("name", "kind"))["Viewing room"] == "room"
        states = {status: Appointment.objects.filter(status=status).count() for status in Status}
        assert states[Status.CANCELLED] == states[Status.HELD] == 1
        assert states[Status.DONE] > 20
        assert states[Status.CONFIRMED] > 60
        assert set(Absence.objects.values_list("state", flat=True)) == {"approved", "requested"}
        in_the_day = [
            booking
            for booking in Booking.objects.filter(~Q(state="cancelled"), appointment__isnull=False)
            if (local(booking.starts_at, studio.studio.zone).time().isoformat() < "16:30")
            and (local(booking.ends_at, studio.studio.zone).time().isoformat() > "08:15")
        ]
        assert in_the_day == []
    assert len(ask(conflicts, studio, {}).items) == 1
