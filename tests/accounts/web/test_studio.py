"""The studio of a request: found in the session, checked every time, taken back on failure."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from safelight.accounts.models import Location, Membership, Role
from safelight.foundation import clock
from safelight.foundation.tenancy import NoStudio, current_studio_id, studio_scope
from tests.conftest import Cast


def test_a_stranger_is_sent_to_sign_in_and_back(client: Client) -> None:
    answer = client.get("/who/?q=1")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=%2Fwho%2F%3Fq%3D1"


def test_a_partial_request_of_a_stranger_gets_a_notice(client: Client) -> None:
    answer = client.get("/who/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert b"signed out" in answer.content


def test_a_person_works_in_their_studio(as_bo: Client) -> None:
    assert as_bo.get("/who/").content.decode() == "atelier-ana photographer Bo Assist True"


def test_public_pages_ask_for_nobody(client: Client, db: None) -> None:
    assert client.get("/open/").content == b"open"


def test_somebody_without_a_studio_may_create_one(cast: Cast, as_bo: Client) -> None:
    with studio_scope(cast.studio.id):
        Membership.objects.filter(user=cast.people["bo"]).update(left_at=clock.now())
    assert as_bo.get("/who/")["Location"] == "/studio/new/"
    assert as_bo.get("/mine/").content == b"mine"
    assert as_bo.get("/studio/new/").status_code == 200


def test_a_changed_role_acts_at_once(cast: Cast, as_bo: Client) -> None:
    assert "photographer" in as_bo.get("/who/").content.decode()
    with studio_scope(cast.studio.id):
        Membership.objects.filter(user=cast.people["bo"]).update(role=Role.objects.get(key="bookkeeper"))
    assert "bookkeeper" in as_bo.get("/who/").content.decode()


def test_the_session_cannot_choose_a_foreign_studio(rival: Cast, as_bo: Client) -> None:
    session = as_bo.session
    session["studio"] = str(rival.studio.id)
    session.save()
    assert "atelier-ana" in as_bo.get("/who/").content.decode()
    assert as_bo.post(f"/studio/choice/{rival.studio.id}/").status_code == 404


@pytest.mark.parametrize(
    ("end", "status", "kept"),
    [
        ("kept", 200, True),
        ("invalid", 422, True),
        ("busy", 503, False),
        ("refused", 422, False),
        ("broken", 500, False),
    ],
)
def test_what_a_view_wrote_is_kept_or_taken_back(cast: Cast, as_bo: Client, end: str, status: int, kept: bool) -> None:
    as_bo.raise_request_exception = False
    assert as_bo.post(f"/add/{end}/").status_code == status
    with studio_scope(cast.studio.id):
        assert Location.objects.filter(name=f"added, then {end}").exists() is kept
    assert as_bo.get("/who/").status_code == 200


def test_no_scope_outlives_its_request(as_bo: Client) -> None:
    as_bo.get("/who/")
    with pytest.raises(NoStudio):
        current_studio_id()


def test_a_page_costs_few_queries(as_bo: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    as_bo.get("/who/")
    with django_assert_max_num_queries(7):
        # session, person, savepoint of the scope, studio told and taken back, standing, release
        as_bo.get("/who/")
