"""What people see of the seats."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from safelight.accounts.actions.seats import Sitter, take_seat
from safelight.accounts.models import Location, Membership, Role, Seat, Studio, User
from safelight.accounts.queries import holders
from safelight.foundation import clock
from safelight.foundation.tenancy import studio_scope
from tests.conftest import Cast

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def one_seat(cast: Cast) -> Cast:
    """Ana's studio with a single seat."""
    with studio_scope(cast.studio.id):
        Studio.objects.update(seats=1)
    return cast


@pytest.fixture
def taken(one_seat: Cast) -> Cast:
    """The single seat is taken by Cleo, a manager."""
    cleo = User.objects.create_user("cleo@studio.example", "x", name="Cleo Manager")
    with studio_scope(one_seat.studio.id):
        Membership(user=cleo, role=Role.objects.get(key="manager"), joined_at=clock.now()).save(force_insert=True)
        take_seat(Sitter(cleo.id, uuid4(), "Safari on Mac"), 1)
    return one_seat


def wait_out_the_lease(cast: Cast) -> None:
    with studio_scope(cast.studio.id), connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        Seat.objects.update(beat_at=cursor.fetchone()[0] - timedelta(seconds=121))


def test_the_next_one_sees_who_holds_the_seat(taken: Cast, as_bo: Client) -> None:
    answer = as_bo.get("/who/?q=1", follow=True)
    assert answer.redirect_chain == [("/seat/?next=%2Fwho%2F%3Fq%3D1", 302)]
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "All seats are in use" in page
    assert "Cleo Manager" in page
    assert "Safari on Mac" in page
    assert "Ask Cleo Manager" in page
    assert "Free seat" not in page, "a photographer may not free seats"


def test_the_waiting_page_goes_on_when_a_seat_becomes_free(taken: Cast, as_bo: Client) -> None:
    still = as_bo.get("/seat/waiting/?next=/who/", headers=PARTIAL)
    assert still.status_code == 200
    assert "delay:" in still.content.decode()
    wait_out_the_lease(taken)
    assert as_bo.get("/seat/waiting/?next=/who/", headers=PARTIAL)["HX-Redirect"] == "/who/"
    assert as_bo.get("/who/").status_code == 200


def test_waiting_leads_to_no_other_site(taken: Cast, as_bo: Client) -> None:
    wait_out_the_lease(taken)
    assert as_bo.get("/seat/waiting/?next=https://evil.example/", headers=PARTIAL)["HX-Redirect"] == "/"


def test_an_owner_gets_in_and_is_told_who_had_to_go(taken: Cast, as_ana: Client) -> None:
    assert as_ana.get("/who/").status_code == 200
    with studio_scope(taken.studio.id):
        assert [holder.name for holder in holders()] == ["Ana Owner"]
    told = as_ana.get("/seat/").content.decode()
    assert "took over the seat of Cleo Manager" in told


def test_background_requests_of_an_owner_displace_nobody(taken: Cast, as_ana: Client) -> None:
    assert as_ana.get("/who/", headers=PARTIAL)["HX-Redirect"] == "/seat/"
    assert as_ana.post("/add/kept/").status_code == 409
    with studio_scope(taken.studio.id):
        assert [holder.name for holder in holders()] == ["Cleo Manager"]


def test_what_was_typed_is_not_lost_with_the_seat(taken: Cast, as_bo: Client) -> None:
    answer = as_bo.post("/add/kept/", {"note": "Prefers mornings"})
    assert answer.status_code == 409
    assert "Prefers mornings" in answer.content.decode()
    with studio_scope(taken.studio.id):
        assert not Location.objects.filter(name="added, then kept").exists()


def test_signing_out_lets_the_next_one_in(one_seat: Cast, as_bo: Client, as_ana: Client) -> None:
    assert as_bo.get("/who/").status_code == 200
    assert as_bo.post("/sign-out/")["Location"] == "/sign-in/"
    with studio_scope(one_seat.studio.id):
        assert holders() == []
    assert as_ana.get("/who/").status_code == 200


def test_an_open_page_keeps_its_seat(one_seat: Cast, as_bo: Client) -> None:
    assert as_bo.post("/seat/beat/").json()["held"] is False, "a ping takes no seat"
    as_bo.get("/who/")
    assert as_bo.post("/seat/beat/").json() == {"held": True, "words": ""}
    wait_out_the_lease(one_seat)
    assert as_bo.post("/seat/beat/").json()["held"] is False


def test_a_request_for_a_seat_reaches_its_holder(one_seat: Cast, as_bo: Client) -> None:
    as_bo.get("/who/")
    cleo = User.objects.create_user("cleo@studio.example", "x", name="Cleo Manager")
    with studio_scope(one_seat.studio.id):
        Membership(user=cleo, role=Role.objects.get(key="photographer"), joined_at=clock.now()).save(force_insert=True)
        seat = holders()[0].seat_id
    as_cleo = Client()
    as_cleo.force_login(cleo)
    assert as_cleo.post(f"/seat/{seat}/request/", {"next": "/who/"})["Location"] == "/seat/?next=%2Fwho%2F"
    assert as_bo.post("/seat/beat/").json()["words"].startswith("Cleo Manager needs a seat")
    assert as_cleo.post(f"/seat/{seat}/end/").status_code == 403
    assert as_cleo.post(f"/seat/{uuid4()}/request/").status_code == 404


def test_a_foreign_seat_is_not_there(taken: Cast, rival: Cast) -> None:
    as_dana = Client()
    as_dana.force_login(rival.people["dana"])
    with studio_scope(taken.studio.id):
        seat = holders()[0].seat_id
    for verb in ("request", "end"):
        assert as_dana.post(f"/seat/{seat}/{verb}/").status_code == 404
    assert "Cleo" not in as_dana.get("/seat/", follow=True).content.decode()


def test_a_page_of_the_seats_for_those_at_work(cast: Cast, as_ana: Client) -> None:
    as_ana.get("/who/")
    page = as_ana.get("/seat/")
    assert page.status_code == 200
    assert "Any number of people can work at once" in page.content.decode()
    assert "Ana Owner" in page.content.decode()


def test_an_ended_access_is_out_at_once(one_seat: Cast, as_bo: Client) -> None:
    assert as_bo.get("/who/").status_code == 200
    with studio_scope(one_seat.studio.id):
        Membership.objects.filter(user=one_seat.people["bo"]).update(left_at=clock.now())
    assert as_bo.get("/who/")["Location"] == "/studio/new/"
