"""Finding a time: the first free ones, and why a wished one is not."""

from __future__ import annotations

import pytest
from django.test import Client as Browser

from safelight.foundation.actions import Context
from tests.calendar.makers import booked
from tests.calendar.web.conftest import Columns
from tests.clients.web.conftest import PARTIAL

pytestmark = pytest.mark.django_db


def asked(browser: Browser, **fields: object) -> str:
    answer = browser.get("/calendar/free/", {"minutes": 60, "date": "2027-03-22", **fields}, headers=PARTIAL)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_first_free_times_lead_to_the_form(as_ana: Browser, ana: Context, columns: Columns) -> None:
    booked(ana, "2027-03-22T09:00", columns.bo, minutes=120)
    page = asked(as_ana, resource=[str(columns.bo.id), "any-room"])
    assert "Monday 22 March 2027" in page.replace(",", "")
    assert "11:00–12:00" in page
    assert "09:00–10:00" not in page
    assert "Bo, Large room" in page
    assert f"/calendar/new/?starts=2027-03-22T11%3A00&amp;ends=2027-03-22T12%3A00&amp;resource={columns.bo.id}" in page


def test_a_wished_time_is_explained(as_ana: Browser, ana: Context, columns: Columns) -> None:
    booked(ana, "2027-03-22T09:00", columns.bo, minutes=120, title="Newborn")
    taken = asked(as_ana, resource=str(columns.bo.id), wish="10:00")
    assert "Not free: Mon, 22 Mar 2027, 10:00–11:00" in taken
    assert "Bo is booked" in taken
    assert "Newborn" in taken
    late = asked(as_ana, resource=str(columns.bo.id), wish="20:00")
    assert "lies outside the hours of Bo" in late
    free = asked(as_ana, resource=str(columns.bo.id), wish="14:00")
    assert "Book it" in free
    assert "starts=2027-03-22T14%3A00" in free


def test_days_and_time_of_day_narrow_it(as_ana: Browser, columns: Columns) -> None:
    page = asked(as_ana, resource=str(columns.bo.id), weekday="4", part="720-1020")
    assert "Thursday" in page
    assert "Monday" not in page
    assert "12:00–13:00" in page
    assert "11:00–12:00" not in page


def test_nothing_free_says_what_to_try(as_ana: Browser, columns: Columns) -> None:
    page = asked(as_ana, resource=str(columns.bo.id), minutes="480", part="1020-1440")
    assert "Nothing is free up to" in page


def test_what_is_moved_keeps_its_length_and_people_and_is_not_in_its_own_way(
    as_ana: Browser, ana: Context, columns: Columns
) -> None:
    card = booked(ana, "2027-03-22T10:00", columns.bo, columns.large, minutes=90, title="Newborn")
    page = as_ana.get(f"/calendar/free/?appointment={card.id}", headers=PARTIAL).content.decode()
    assert f'value="{columns.bo.id}" checked' in page
    assert f"/calendar/appointments/{card.id}/move/?starts=" in page
    again = asked(
        as_ana,
        appointment=str(card.id),
        minutes="90",
        resource=[str(columns.bo.id), str(columns.large.id)],
        wish="10:30",
    )
    assert "Move it here" in again
    link = again.split(f"/calendar/appointments/{card.id}/move/?")[1].split('"')[0].replace("&amp;", "&")
    form = as_ana.get(f"/calendar/appointments/{card.id}/move/?{link}", headers=PARTIAL).content.decode()
    assert 'value="10:30"' in form


def test_a_form_that_cannot_be_read_says_so(as_ana: Browser, columns: Columns) -> None:
    answer = as_ana.get("/calendar/free/?minutes=7&date=soon&resource=x", headers=PARTIAL)
    assert answer.status_code == 422
    assert "How long" in answer.content.decode()
