"""What a hand does on the grid."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client as Browser

from safelight.calendar.actions import book_appointment
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
    """Bo in the large room, on a Monday at ten."""
    return booked(ana, "2027-03-22T10:00", columns.bo, columns.large, minutes=90, title="Newborn")


def dropped(browser: Browser, card: AppointmentCard, starts: str, ends: str, **more: Any) -> HttpResponse:  # noqa: ANN401 - any field
    sent = {"booking": str(card.id), "version": card.version, "starts": starts, "ends": ends, "zone": "Europe/Berlin"}
    return browser.post("/calendar/drops/", sent | more, headers=PARTIAL)  # type: ignore[return-value]


def now(context: Context, card: AppointmentCard) -> AppointmentCard:
    return ask(get, context, {"appointment_id": card.id})


def test_let_go_elsewhere_it_is_there(
    as_ana: Browser, ana: Context, newborn: AppointmentCard, columns: Columns
) -> None:
    answer = dropped(
        as_ana, newborn, "2027-03-23T14:15:00", "2027-03-23T15:45:00",
        from_resource=str(columns.large.id), to_resource=str(columns.small.id),
    )  # fmt: skip
    assert answer.status_code == 200
    assert (answer["HX-Trigger"], answer["HX-Reswap"]) == ("layer:close, calendar:changed", "none")
    assert "Moved: Newborn, Tue, 23 Mar 2027, 14:15–15:45" in answer.content.decode()
    assert "data-undo" in answer.content.decode()
    card = now(ana, newborn)
    assert card.wall_starts.isoformat() == "2027-03-23T14:15:00"
    assert [each.name for each in card.resources] == ["Bo", "Small room"]


def test_made_longer_it_keeps_its_beginning(as_ana: Browser, ana: Context, newborn: AppointmentCard) -> None:
    dropped(as_ana, newborn, "2027-03-22T10:00:00", "2027-03-22T12:30:00")
    assert (now(ana, newborn).wall_starts.hour, now(ana, newborn).minutes) == (10, 150)


def test_seen_from_another_zone_the_instant_counts_and_its_own_zone_stays(
    as_ana: Browser, ana: Context, newborn: AppointmentCard
) -> None:
    dropped(as_ana, newborn, "2027-03-22T06:00:00", "2027-03-22T07:30:00", zone="America/New_York")
    card = now(ana, newborn)
    assert (card.zone, card.wall_starts.isoformat()) == ("Europe/Berlin", "2027-03-22T11:00:00")


def test_on_a_taken_place_it_goes_back_and_the_box_says_why(
    as_ana: Browser, as_bo: Browser, ana: Context, newborn: AppointmentCard, columns: Columns
) -> None:
    booked(ana, "2027-03-22T14:00", columns.bo, title="Passport")
    wish = ("2027-03-22T13:30:00", "2027-03-22T15:00:00")
    refused = dropped(as_ana, newborn, *wish)
    page = refused.content.decode()
    assert (refused.status_code, refused["HX-Retarget"]) == (422, "#box-body")
    assert "Passport" in page
    assert 'name="override"' in page
    assert "/calendar/free/?appointment=" in page
    assert 'name="override"' not in dropped(as_bo, newborn, *wish).content.decode()
    assert now(ana, newborn).version == 1
    assert dropped(as_ana, newborn, *wish, override="He can do both").status_code == 200
    assert now(ana, newborn).overrides[0].reason == "He can do both"


def test_what_moved_meanwhile_is_not_moved_from_where_it_no_longer_is(
    as_ana: Browser, ana: Context, newborn: AppointmentCard
) -> None:
    dropped(as_ana, newborn, "2027-03-23T10:00:00", "2027-03-23T11:30:00")
    late = dropped(as_ana, newborn, "2027-03-24T10:00:00", "2027-03-24T11:30:00")
    assert late.status_code == 422
    assert "changed this appointment meanwhile" in late.content.decode()
    assert 'name="override"' not in late.content.decode()


def test_an_hour_the_clock_skips_is_no_place_for_it(as_ana: Browser, ana: Context, newborn: AppointmentCard) -> None:
    refused = dropped(as_ana, newborn, "2027-03-28T02:30:00", "2027-03-28T04:00:00")
    assert refused.status_code == 422
    assert "does not exist" in refused.content.decode()
    assert now(ana, newborn).version == 1


def test_a_copy_leaves_the_original(as_ana: Browser, ana: Context, newborn: AppointmentCard) -> None:
    answer = dropped(as_ana, newborn, "2027-03-29T10:00:00", "2027-03-29T11:30:00", copy="1")
    assert "Copied: Newborn" in answer.content.decode()
    found = ask(agenda, ana, {"starts_after": "2027-03-01T00:00:00Z"}).items
    assert [f"{each.wall_starts:%d %H}" for each in found] == ["22 10", "29 10"]


def test_whole_days_are_moved_and_stretched_by_days(as_ana: Browser, ana: Context) -> None:
    fair = booked_days(ana, "2027-03-22", "2027-03-23")
    dropped(as_ana, fair, "2027-03-24", "2027-03-27")
    card = now(ana, fair)
    assert (card.first_day.isoformat(), card.last_day.isoformat()) == ("2027-03-24", "2027-03-26")


def test_which_of_what_comes_again_is_asked_first(as_ana: Browser, ana: Context, columns: Columns) -> None:
    made = run(book_series, ana, {
        "starts": "2027-03-22T09:00", "minutes": 30, "title": "Team", "resource_ids": (columns.bo.id,),
        "repeat": {"frequency": "weekly", "count": 3},
    }).value  # fmt: skip
    card = ask(get, ana, {"appointment_id": made.appointment_ids[1]})
    wish = ("2027-03-30T10:00:00", "2027-03-30T10:30:00")
    asked = dropped(as_ana, card, *wish)
    assert (asked.status_code, asked["HX-Retarget"]) == (422, "#box-body")
    assert 'name="scope" value="following"' in asked.content.decode()
    assert dropped(as_ana, card, *wish, scope="following").status_code == 200
    found = ask(agenda, ana, {"starts_after": "2027-03-01T00:00:00Z"}).items
    assert [f"{each.wall_starts:%d.%m. %H:%M}" for each in found] == ["22.03. 09:00", "30.03. 10:00", "06.04. 10:00"]


def test_what_is_no_time_is_refused(as_ana: Browser, newborn: AppointmentCard) -> None:
    assert dropped(as_ana, newborn, "soon", "later").status_code == 422
    assert dropped(as_ana, newborn, "2027-03-22T10:00:00", "2027-03-22T09:00:00").status_code == 422
    assert dropped(as_ana, newborn, "2027-03-22T11:00:00", "2027-03-22T12:00:00", zone="Moon/Base").status_code == 422


def booked_days(context: Context, first: str, last: str) -> AppointmentCard:
    return run(book_appointment, context, {"first_day": first, "last_day": last, "title": "Fair"}).value
