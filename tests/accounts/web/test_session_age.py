"""A browser stays signed in for a working day, not when it is left alone, and gets another key with other rights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client

from safelight.accounts.actions.people import RoleChoice, change_role
from safelight.accounts.models import Membership, Role, Seat
from safelight.accounts.queries.standing import standing
from safelight.accounts.web.session_age import SEEN_KEY
from safelight.foundation import clock
from safelight.foundation.actions import Context, run
from safelight.foundation.tenancy import studio_scope
from tests.conftest import PASSWORD, Cast

PARTIAL = {"HX-Request": "true"}


@pytest.fixture
def at_nine() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def bo(cast: Cast, client: Client, at_nine: time_machine.Traveller) -> Client:
    """Bo's browser, signed in and with a seat."""
    assert client.post("/sign-in/", {"login": "bo@studio.example", "password": PASSWORD}).status_code == 302
    assert client.get("/who/").status_code == 200
    return client


def is_in(browser: Client) -> bool:
    return browser.get("/who/", headers=PARTIAL).status_code == 200


def test_a_days_work_goes_on_until_the_session_is_old(bo: Client, at_nine: time_machine.Traveller) -> None:
    for _ in range(5):
        at_nine.shift(timedelta(hours=2))
        assert is_in(bo)
    at_nine.shift(timedelta(hours=2))
    answer = bo.get("/who/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/sign-in/")
    assert "the sign-in was too long ago" in answer.content.decode()


def test_a_browser_left_alone_is_signed_out_and_its_seat_is_free(
    cast: Cast, bo: Client, at_nine: time_machine.Traveller
) -> None:
    for number in range(19):
        # The open page keeps its seat by itself, which is no work.
        at_nine.shift(timedelta(minutes=10))
        assert bo.post("/seat/beat/", headers={"Accept": "application/json"}).status_code == (
            200 if number < 18 else 401
        )
    answer = bo.get("/who/", headers=PARTIAL)
    assert answer.status_code == 401
    with studio_scope(cast.studio.id):
        assert not Seat.objects.filter(user=cast.people["bo"], device__isnull=False).exists()
    assert "_auth_user_id" not in bo.session


def test_being_seen_is_noted_now_and_then(bo: Client, at_nine: time_machine.Traveller) -> None:
    first = bo.session[SEEN_KEY]
    at_nine.shift(timedelta(minutes=1))
    assert is_in(bo)
    assert bo.session[SEEN_KEY] == first
    at_nine.shift(timedelta(minutes=5))
    assert is_in(bo)
    assert bo.session[SEEN_KEY] == first + 360


def test_other_rights_give_the_session_another_key(ana: Context, cast: Cast, bo: Client) -> None:
    before = bo.session.session_key
    assert is_in(bo)
    assert bo.session.session_key == before
    with studio_scope(cast.studio.id):
        place = Membership.objects.get(user=cast.people["bo"]).id
    run(change_role, ana, RoleChoice(membership_id=place, role="manager"))
    assert is_in(bo)
    assert bo.session.session_key == before, "parts of a page come at once and share a key"
    assert bo.get("/who/").status_code == 200
    after = bo.session.session_key
    assert after != before
    assert list(UserSession.objects.filter(user=cast.people["bo"]).values_list("session_key", flat=True)) == [after]
    stolen = Client()
    stolen.cookies["safelight"] = before
    assert stolen.get("/who/").status_code == 302, "the old key opens nothing"
    assert is_in(bo)


def test_rights_differ_by_studio_role_and_permissions(ana: Context, cast: Cast) -> None:
    with studio_scope(cast.studio.id):
        first = standing(cast.people["bo"].id)
        own = Role(key="own", name="Own", permissions=["clients.view"])
        own.save(force_insert=True)
        Membership.objects.filter(user=cast.people["bo"]).update(role=own)
        second = standing(cast.people["bo"].id)
        Role.objects.filter(key="own").update(permissions=["clients.view", "clients.edit"])
        third = standing(cast.people["bo"].id)
    assert first
    assert second
    assert third
    assert len({first.rights, second.rights, third.rights}) == 3
