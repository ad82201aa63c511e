"""What becomes of an appointment by its forms: moved, described anew, cancelled, done."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client as Browser

from safelight.calendar.actions.series import book_series
from safelight.calendar.queries import AppointmentCard, get
from safelight.calendar.queries.lists import agenda
from safelight.foundation.actions import Context, ask, run
from tests.calendar.makers import booked
from tests.calendar.web.conftest import Columns
from tests.clients.web.conftest import PARTIAL

pytestmark = pytest.mark.django_db


@pytest.fixture
def newborn(ana: Context, columns: Columns) -> AppointmentCard:
    """Bo, on a Monday at ten."""
    return booked(ana, "2027-03-22T10:00", columns.bo, minutes=90, title="Newborn", notes="Twins")


def now(context: Context, card: AppointmentCard) -> AppointmentCard:
    return ask(get, context, {"appointment_id": card.id})


def sent(browser: Browser, card: AppointmentCard, part: str, **fields: Any) -> HttpResponse:  # noqa: ANN401 - any field
    address = f"/calendar/appointments/{card.id}/{part}/"
    return browser.post(address, {"version": card.version, **fields}, headers=PARTIAL)  # type: ignore[return-value]


def days(context: Context) -> list[str]:
    items = ask(agenda, context, {"starts_after": "2027-03-01T00:00:00Z"}).items
    return [f"{each.wall_starts:%d.%m. %H:%M}" for each in items]


def test_it_moves_without_a_drag(as_ana: Browser, ana: Context, newborn: AppointmentCard, columns: Columns) -> None:
    shown = as_ana.get(f"/calendar/appointments/{newborn.id}/move/", headers=PARTIAL).content.decode()
    assert 'value="10:00"' in shown
    wish = {"date": "2027-03-23", "start": "14:00", "end": "15:00", "resources": [str(columns.ana.id)]}
    checked = sent(as_ana, newborn, "move/check", **wish)
    assert "Free" in checked.content.decode()
    answer = sent(as_ana, newborn, "move", **wish)
    assert answer["HX-Trigger"] == "layer:close, calendar:changed"
    assert "data-undo" in answer.content.decode()
    card = now(ana, newborn)
    assert (card.wall_starts.isoformat(), card.minutes) == ("2027-03-23T14:00:00", 60)
    assert [each.name for each in card.resources] == ["Ana"]


def test_moved_back_by_the_notice(as_ana: Browser, ana: Context, newborn: AppointmentCard, columns: Columns) -> None:
    answer = sent(
        as_ana, newborn, "move", date="2027-03-23", start="14:00", end="15:30", resources=[str(columns.bo.id)]
    )
    undo = answer.content.decode().split('action="/clients/undo/')[1].split('"')[0]
    as_ana.post(f"/clients/undo/{undo}")
    assert now(ana, newborn).wall_starts.isoformat() == "2027-03-22T10:00:00"


def test_its_own_time_is_not_in_its_way(as_ana: Browser, newborn: AppointmentCard, columns: Columns) -> None:
    wish = {"date": "2027-03-22", "start": "10:30", "end": "12:00", "resources": [str(columns.bo.id)]}
    assert "Free" in sent(as_ana, newborn, "move/check", **wish).content.decode()


def test_what_somebody_changed_meanwhile_is_not_overwritten(
    as_ana: Browser, ana: Context, newborn: AppointmentCard, columns: Columns
) -> None:
    wish = {"date": "2027-03-23", "start": "14:00", "end": "15:00", "resources": [str(columns.bo.id)]}
    sent(as_ana, newborn, "move", **wish)
    late = sent(as_ana, newborn, "move", **wish | {"date": "2027-03-25"})
    assert late.status_code == 422
    assert "changed this appointment meanwhile" in late.content.decode()
    assert now(ana, newborn).wall_starts.isoformat() == "2027-03-23T14:00:00"


def test_a_place_where_somebody_is_booked_is_refused_in_the_form(
    as_ana: Browser, ana: Context, newborn: AppointmentCard, columns: Columns
) -> None:
    booked(ana, "2027-03-23T14:00", columns.bo, title="Passport")
    wish = {"date": "2027-03-23", "start": "14:00", "end": "15:00", "resources": [str(columns.bo.id)]}
    refused = sent(as_ana, newborn, "move", **wish)
    assert refused.status_code == 422
    assert "Passport" in refused.content.decode()
    assert sent(as_ana, newborn, "move", **wish, override="Both are quick").status_code == 200
    page = as_ana.get(f"/calendar/appointments/{newborn.id}/", headers=PARTIAL).content.decode()
    assert "Both are quick" in page
    assert "Booked over another booking of Bo" in page


def test_words_change_without_the_time(as_ana: Browser, ana: Context, newborn: AppointmentCard) -> None:
    answer = sent(
        as_ana, newborn, "edit", title="Newborn twins", notes="Two baskets", color="pink", arrival_minutes="10"
    )
    assert "Saved: Newborn twins" in answer.content.decode()
    card = now(ana, newborn)
    assert (card.title, card.notes, card.color, card.arrival_minutes) == ("Newborn twins", "Two baskets", "pink", 10)
    assert card.wall_starts.isoformat() == "2027-03-22T10:00:00"


def test_cancelled_with_a_reason_and_taken_back(as_ana: Browser, ana: Context, newborn: AppointmentCard) -> None:
    sent(as_ana, newborn, "cancellation", reason="Ill")
    page = as_ana.get(f"/calendar/appointments/{newborn.id}/", headers=PARTIAL).content.decode()
    assert "Ill" in page
    assert "It takes place after all" in page
    sent(as_ana, newborn, "restoration")
    assert now(ana, newborn).status == "confirmed"


def test_what_cannot_be_done_is_said_and_nothing_happens(
    as_ana: Browser, ana: Context, newborn: AppointmentCard
) -> None:
    answer = sent(as_ana, newborn, "reopening")
    assert "This appointment is not done." in answer.content.decode()
    assert now(ana, newborn).status == "confirmed"


def test_done_and_open_again(as_ana: Browser, ana: Context, newborn: AppointmentCard) -> None:
    sent(as_ana, newborn, "completion")
    assert now(ana, newborn).status == "done"
    sent(as_ana, newborn, "reopening")
    assert now(ana, newborn).status == "confirmed"


@pytest.fixture
def team(ana: Context, columns: Columns) -> AppointmentCard:
    """The second of four weekly meetings."""
    made = run(book_series, ana, {
        "starts": "2027-03-22T09:00", "minutes": 30, "title": "Team", "resource_ids": (columns.bo.id,),
        "repeat": {"frequency": "weekly", "count": 4},
    }).value  # fmt: skip
    return ask(get, ana, {"appointment_id": made.appointment_ids[1]})


def test_of_what_comes_again_one_moves_or_those_that_follow(
    as_ana: Browser, ana: Context, team: AppointmentCard, columns: Columns
) -> None:
    wish = {"date": "2027-03-29", "start": "11:00", "end": "11:30", "resources": [str(columns.bo.id)]}
    sent(as_ana, team, "move", **wish, scope="this")
    assert days(ana) == ["22.03. 09:00", "29.03. 11:00", "05.04. 09:00", "12.04. 09:00"]
    third = ask(agenda, ana, {"starts_after": "2027-04-01T00:00:00Z"}).items[0]
    card = ask(get, ana, {"appointment_id": third.id})
    sent(as_ana, card, "move", **wish | {"date": "2027-04-06", "start": "10:00", "end": "10:45"}, scope="following")
    assert days(ana) == ["22.03. 09:00", "29.03. 11:00", "06.04. 10:00", "13.04. 10:00"]


def test_of_what_comes_again_the_rest_is_called_otherwise(as_ana: Browser, ana: Context, team: AppointmentCard) -> None:
    sent(as_ana, team, "edit", title="Everybody", scope="following")
    titles = [each.title for each in ask(agenda, ana, {"starts_after": "2027-03-01T00:00:00Z"}).items]
    assert titles == ["Team", "Everybody", "Everybody", "Everybody"]


def test_of_what_comes_again_the_rest_is_cancelled(as_ana: Browser, ana: Context, team: AppointmentCard) -> None:
    page = as_ana.get(f"/calendar/appointments/{team.id}/cancellation/", headers=PARTIAL).content.decode()
    assert 'name="scope" value="following"' in page
    sent(as_ana, team, "cancellation", scope="following", reason="No time")
    assert days(ana) == ["22.03. 09:00"]
