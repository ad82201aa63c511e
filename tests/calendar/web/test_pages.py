"""Every page of the calendar by role, with another studio's ids, and what it costs."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client as Browser

from safelight.calendar.actions.absences import request_absence
from safelight.foundation.actions import Context, run
from tests.calendar.makers import booked, person
from tests.calendar.web.conftest import Columns
from tests.clients.web.conftest import PARTIAL, reads

pytestmark = pytest.mark.django_db

LOOKING = (
    "/calendar/",
    "/calendar/?view=day",
    "/calendar/?view=week",
    "/calendar/?view=month",
    "/calendar/?view=timeline",
    "/calendar/?view=agenda",
    "/calendar/range/",
    "/calendar/print/?view=day",
    "/calendar/print/?view=month",
    "/calendar/free/",
    "/calendar/free/?appointment={id}",
    "/calendar/appointments/{id}/",
    "/calendar/absences/",
    "/calendar/absences/{absence}/",
)
BOOKING = (
    "/calendar/new/",
    "/calendar/new/?copy={id}",
    "/calendar/words/?words=Tue+10-11",
    "/calendar/appointments/{id}/move/",
    "/calendar/appointments/{id}/edit/",
    "/calendar/appointments/{id}/cancellation/",
    "/calendar/absences/new/",
)
DEFINING = (
    "/calendar/settings/resources/",
    "/calendar/settings/resources/new/",
    "/calendar/settings/resources/{bo}/",
    "/calendar/settings/hours/",
    "/calendar/settings/hours/?resource={bo}",
    "/calendar/settings/holidays/",
    "/calendar/settings/slots/",
)


@pytest.fixture
def ids(ana: Context, columns: Columns) -> dict[str, str]:
    """An appointment, an absence and a person."""
    absence = run(request_absence, ana, {"resource_id": columns.bo.id, "first_day": "2027-05-03"}).value
    made = booked(ana, "2027-03-22T09:30", columns.bo, columns.large, title="Newborn")
    return {"id": str(made.id), "absence": str(absence.id), "bo": str(columns.bo.id)}


@pytest.mark.parametrize("address", [*LOOKING, *BOOKING, *DEFINING])
def test_the_owner_sees_every_page_whole_and_in_part(as_ana: Browser, ids: dict[str, str], address: str) -> None:
    for headers in ({}, PARTIAL):
        answer = as_ana.get(address.format(**ids), headers=headers)
        assert answer.status_code == 200
        assert "style=" not in answer.content.decode()


def test_who_may_not_change_anything_still_sees_the_calendar(as_bookkeeper: Browser, ids: dict[str, str]) -> None:
    for address in LOOKING:
        assert as_bookkeeper.get(address.format(**ids)).status_code == 200, address
    for address in (*BOOKING, *DEFINING):
        assert as_bookkeeper.get(address.format(**ids)).status_code == 403, address
    page = as_bookkeeper.get("/calendar/?view=day").content.decode()
    assert "can-book" not in page
    assert "New appointment" not in page


def test_photographers_book_but_define_nothing(as_bo: Browser, ids: dict[str, str]) -> None:
    for address in BOOKING:
        assert as_bo.get(address.format(**ids)).status_code == 200, address
    for address in DEFINING:
        assert as_bo.get(address.format(**ids)).status_code == 403, address


def test_another_studios_appointment_is_as_one_that_never_was(as_dana: Browser, ids: dict[str, str]) -> None:
    for address in (*LOOKING, *BOOKING, *DEFINING):
        if "{" not in address or "settings/hours" in address:
            continue
        foreign = as_dana.get(address.format(**ids))
        absent = as_dana.get(address.format(**dict.fromkeys(ids, str(uuid4()))))
        assert foreign.status_code == absent.status_code == 404, address
    for key in ("move/", "edit/", "cancellation/", "restoration/", "completion/", "release/", "move/check/"):
        assert as_dana.post(f"/calendar/appointments/{ids['id']}/{key}", {"date": "2027-03-23"}).status_code == 404, key


def test_an_empty_calendar_says_how_to_begin(as_ana: Browser) -> None:
    page = as_ana.get("/calendar/?view=day").content.decode()
    assert "Nothing can be booked yet" in page
    assert "/calendar/settings/resources/" in page


def test_a_telephone_begins_with_the_agenda(as_ana: Browser) -> None:
    telephone = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobi"}
    assert 'id="agenda"' in as_ana.get("/calendar/", headers=telephone).content.decode()


def test_what_an_address_does_not_say_is_as_it_was_last(as_ana: Browser, columns: Columns) -> None:
    as_ana.get(f"/calendar/?view=week&resource={columns.bo.id}")
    page = as_ana.get("/calendar/").content.decode()
    assert 'view="week"' in page
    assert f'value="{columns.bo.id}" checked' in page


def test_words_nobody_can_read_in_an_address_still_show_the_calendar(as_ana: Browser) -> None:
    answer = as_ana.get("/calendar/?view=year&date=9999-99-99&location=x&resource=y&kind=z")
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/calendar/?view=day", "/calendar/?view=agenda&date=2027-03-22", "/calendar/appointments/{id}/",
     "/calendar/appointments/{id}/move/", "/calendar/new/", "/calendar/print/?view=week&date=2027-03-22",
     "/calendar/absences/", "/calendar/settings/hours/", "/calendar/settings/resources/"],
)  # fmt: skip
def test_pages_cost_few_statements(as_ana: Browser, ids: dict[str, str], address: str) -> None:
    assert len(reads(as_ana, address.format(**ids))) <= 8


def test_the_agenda_costs_the_same_for_many(as_ana: Browser, ana: Context, columns: Columns) -> None:
    address = "/calendar/?view=agenda&date=2027-03-22"
    booked(ana, "2027-03-22T09:00", columns.bo)
    few = len(reads(as_ana, address))
    for hour in (10, 11, 12, 13):
        booked(ana, f"2027-03-22T{hour}:00", columns.bo, person(ana, f"Helper {hour}"))
    assert len(reads(as_ana, address)) == few
