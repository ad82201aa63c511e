"""Browsers of people in each role, and two people and two rooms in Ana's calendar."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from safelight.accounts.models import Membership
from safelight.calendar.queries import ResourceCard
from safelight.foundation.actions import Context
from safelight.foundation.tenancy import studio_scope
from tests.calendar.makers import person, room
from tests.clients.web.conftest import as_ana, as_bo, as_bookkeeper, as_dana, made

__all__ = ["as_ana", "as_bo", "as_bookkeeper", "as_dana", "made"]


@dataclass(frozen=True)
class Columns:
    """What can be booked: Ana and Bo, who sign in, and two rooms."""

    ana: ResourceCard
    bo: ResourceCard
    large: ResourceCard
    small: ResourceCard


@pytest.fixture
def columns(ana: Context, bo: Context) -> Columns:
    """Fill the calendar's columns."""
    with studio_scope(ana.studio.id):
        members = dict(Membership.objects.values_list("user_id", "id"))
    return Columns(
        person(ana, "Ana", membership_id=members[ana.actor.id], color="violet"),
        person(ana, "Bo", membership_id=members[bo.actor.id]),
        room(ana, "Large room"),
        room(ana, "Small room"),
    )
