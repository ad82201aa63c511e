"""Asking to be away, and what is answered."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client as Browser

from safelight.calendar.queries.absences import AbsenceCard, absences
from safelight.foundation.actions import Context, ask
from tests.calendar.makers import booked
from tests.calendar.web.conftest import Columns
from tests.clients.web.conftest import PARTIAL

pytestmark = pytest.mark.django_db


def wished(browser: Browser, columns: Columns, **fields: Any) -> HttpResponse:  # noqa: ANN401 - any field of the form
    sent = {"resource": str(columns.bo.id), "reason": "vacation", "date": "2027-05-03", "last_date": "2027-05-07",
            "all_day": "on"}  # fmt: skip
    return browser.post("/calendar/absences/new/", sent | fields, headers=PARTIAL)  # type: ignore[return-value]


def only(context: Context) -> AbsenceCard:
    (card,) = ask(absences, context, {}).items
    return card


def test_bo_asks_for_himself_and_ana_approves(as_bo: Browser, as_ana: Browser, ana: Context, columns: Columns) -> None:
    shown = as_bo.get("/calendar/absences/new/", headers=PARTIAL).content.decode()
    assert "Approve it at once" not in shown
    assert f'value="{columns.ana.id}"' not in shown
    answer = wished(as_bo, columns, note="Sea")
    assert "Asked for: Bo" in answer.content.decode()
    card = only(ana)
    waiting = as_ana.get("/calendar/absences/").content.decode()
    assert "Waiting for an answer" in waiting
    one = as_ana.get(f"/calendar/absences/{card.id}/", headers=PARTIAL).content.decode()
    assert "Sea" in one
    as_ana.post(f"/calendar/absences/{card.id}/approval/", {"note": "Enjoy"}, headers=PARTIAL)
    assert only(ana).state == "approved"
    assert "Enjoy" in as_bo.get(f"/calendar/absences/{card.id}/", headers=PARTIAL).content.decode()


def test_others_do_not_learn_why(as_bo: Browser, as_bookkeeper: Browser, ana: Context, columns: Columns) -> None:
    wished(as_bo, columns, reason="sick", note="Back pain")
    page = as_bookkeeper.get(f"/calendar/absences/{only(ana).id}/", headers=PARTIAL).content.decode()
    assert "Back pain" not in page
    assert "Sick" not in page


def test_what_is_booked_stands_in_the_way_until_somebody_says_why(
    as_bo: Browser, as_ana: Browser, ana: Context, columns: Columns
) -> None:
    booked(ana, "2027-05-04T10:00", columns.bo, title="Newborn")
    wished(as_bo, columns)
    card = only(ana)
    shown = as_ana.get(f"/calendar/absences/{card.id}/", headers=PARTIAL).content.decode()
    assert "Newborn" in shown
    refused = as_ana.post(f"/calendar/absences/{card.id}/approval/", {}, headers=PARTIAL)
    assert refused.status_code == 422
    assert only(ana).state == "requested"
    as_ana.post(f"/calendar/absences/{card.id}/approval/", {"override": "Ana takes over"}, headers=PARTIAL)
    assert only(ana).state == "approved"


def test_refused_and_taken_back(as_bo: Browser, as_ana: Browser, ana: Context, columns: Columns) -> None:
    wished(as_bo, columns)
    card = only(ana)
    as_ana.post(f"/calendar/absences/{card.id}/refusal/", {"note": "Fair week"}, headers=PARTIAL)
    assert only(ana).state == "refused"
    as_ana.post(f"/calendar/absences/{card.id}/approval/", {}, headers=PARTIAL)
    as_bo.post(f"/calendar/absences/{card.id}/withdrawal/")
    assert only(ana).state == "withdrawn"


def test_ana_enters_a_sick_day_for_bo_at_once(as_ana: Browser, ana: Context, columns: Columns) -> None:
    answer = wished(as_ana, columns, last_date="", reason="sick", approve="on")
    assert "Bo will be away: Mon, 3 May 2027" in answer.content.decode()
    page = as_ana.get("/calendar/?view=agenda&date=2027-05-03").content.decode()
    assert "Bo is away" in page


def test_a_part_of_a_day_needs_its_times(as_bo: Browser, ana: Context, columns: Columns) -> None:
    wrong = wished(as_bo, columns, all_day="", last_date="")
    assert wrong.status_code == 422
    assert wished(as_bo, columns, all_day="", last_date="", start="09:00", end="12:00").status_code == 200
    assert only(ana).all_day is False


def test_bo_cannot_ask_for_ana(as_bo: Browser, ana: Context, columns: Columns) -> None:
    assert wished(as_bo, columns, resource=str(columns.ana.id)).status_code == 422
    assert ask(absences, ana, {}).items == ()
