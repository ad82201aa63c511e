"""New appointments by form and in words, and the form's questions while it is filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client as Browser

from safelight.calendar.queries.lists import agenda
from safelight.clients.queries import ClientCard
from safelight.foundation.actions import Context, ask
from tests.calendar.makers import booked
from tests.calendar.web.conftest import Columns
from tests.clients.web.conftest import PARTIAL

pytestmark = pytest.mark.django_db
FORM = {"kind": "appointment", "date": "2027-03-22", "start": "10:00", "end": "11:30"}


def sent(browser: Browser, **fields: Any) -> HttpResponse:  # noqa: ANN401 - any field of the form
    return browser.post("/calendar/new/", FORM | fields, headers=PARTIAL)  # type: ignore[return-value]


def planned(context: Context) -> list[Any]:
    return list(ask(agenda, context, {"starts_after": "2027-03-01T00:00:00Z"}).items)


def test_an_appointment_is_booked_from_the_drawer(
    as_ana: Browser, ana: Context, columns: Columns, made: Callable[..., ClientCard]
) -> None:
    eva = made(first_name="Eva", last_name="Keller")
    answer = sent(
        as_ana,
        client=f"Eva Keller #{eva.number}",
        resources=[str(columns.bo.id), str(columns.large.id)],
        buffer_minutes="15",
        notes="Twins",
    )
    assert answer.status_code == 200
    assert answer["HX-Trigger"] == "layer:close, calendar:changed"
    assert "Booked: Eva Keller, Mon, 22 Mar 2027, 10:00–11:30" in answer.content.decode()
    (event,) = planned(ana)
    assert (event.title, event.client.id) == ("Eva Keller", eva.id)
    assert [each.resource_id for each in event.takes] == [columns.bo.id, columns.large.id]


def test_a_client_typed_by_hand_is_found_or_asked_about(
    as_ana: Browser, ana: Context, made: Callable[..., ClientCard]
) -> None:
    made(first_name="Eva", last_name="Keller")
    assert sent(as_ana, client="eva keller").status_code == 200
    made(first_name="Eva", last_name="Keller")
    twice = sent(as_ana, client="Eva Keller", start="12:00", end="13:00")
    assert twice.status_code == 422
    assert "Several clients fit" in twice.content.decode()
    nobody = sent(as_ana, client="Nobody Known", start="12:00", end="13:00")
    assert "There is no client “Nobody Known”" in nobody.content.decode()
    assert len(planned(ana)) == 1


def test_what_is_wrong_comes_back_at_its_field(as_ana: Browser, ana: Context) -> None:
    answer = sent(as_ana, start="", date="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="ap-start_error"' in page
    assert 'id="ap-date_error"' in page
    assert planned(ana) == []


def test_all_day_needs_no_times_and_may_last(as_ana: Browser, ana: Context) -> None:
    assert sent(as_ana, all_day="on", start="", end="", last_date="2027-03-24", title="Fair").status_code == 200
    (event,) = planned(ana)
    assert (event.all_day, event.first_day.isoformat(), event.last_day.isoformat()) == (
        True,
        "2027-03-22",
        "2027-03-24",
    )


def test_an_end_before_the_beginning_is_on_the_next_day(as_ana: Browser, ana: Context) -> None:
    sent(as_ana, start="22:00", end="01:00", title="Wedding")
    (event,) = planned(ana)
    assert event.wall_ends.isoformat() == "2027-03-23T01:00:00"


def test_taken_time_is_refused_with_what_is_there_and_booked_over_with_a_reason(
    as_ana: Browser, ana: Context, columns: Columns
) -> None:
    booked(ana, "2027-03-22T10:00", columns.bo, title="Newborn")
    wish = {"resources": [str(columns.bo.id)], "title": "Passport"}
    refused = sent(as_ana, **wish)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Bo is booked Mon, 22 Mar 2027, 10:00" in page
    assert 'name="override"' in page
    assert len(planned(ana)) == 1
    assert sent(as_ana, **wish, override="Ten minutes are enough").status_code == 200
    assert all(event.has_override for event in planned(ana))


def test_who_may_not_book_over_others_is_not_asked_why(as_bo: Browser, ana: Context, columns: Columns) -> None:
    booked(ana, "2027-03-22T10:00", columns.bo)
    refused = sent(as_bo, resources=[str(columns.bo.id)])
    assert refused.status_code == 422
    assert 'name="override"' not in refused.content.decode()


def test_the_form_says_whether_the_time_is_free_and_writes_nothing(
    as_ana: Browser, ana: Context, columns: Columns
) -> None:
    booked(ana, "2027-03-22T10:00", columns.bo)
    taken = as_ana.post("/calendar/new/check/", FORM | {"resources": [str(columns.bo.id)]}, headers=PARTIAL)
    assert "Bo is booked" in taken.content.decode()
    free = as_ana.post("/calendar/new/check/", FORM | {"resources": [str(columns.ana.id)]}, headers=PARTIAL)
    assert "Free" in free.content.decode()
    assert len(planned(ana)) == 1


def test_time_is_held_for_as_long_as_was_chosen(as_ana: Browser, ana: Context, columns: Columns) -> None:
    answer = sent(as_ana, resources=[str(columns.bo.id)], hold_minutes="1440")
    assert "Held:" in answer.content.decode()
    (event,) = planned(ana)
    assert event.status == "held"


def test_what_comes_again_is_booked_as_often(as_ana: Browser, ana: Context, columns: Columns) -> None:
    answer = sent(as_ana, title="Team", repeat="weekly", interval="2", weekdays=["1", "3"], count="4")
    assert "4 times" in answer.content.decode()
    days = [event.wall_starts.date().isoformat() for event in planned(ana)]
    assert days == ["2027-03-22", "2027-03-24", "2027-04-05", "2027-04-07"]


def test_the_second_monday_of_every_month_is_understood(as_ana: Browser, ana: Context) -> None:
    sent(as_ana, title="Accounts", date="2027-03-08", repeat="monthly", monthly="weekday", count="3")
    days = [event.wall_starts.date().isoformat() for event in planned(ana)]
    assert days == ["2027-03-08", "2027-04-12", "2027-05-10"]


def test_what_comes_again_cannot_be_held(as_ana: Browser, ana: Context) -> None:
    answer = sent(as_ana, title="Team", repeat="daily", count="2", hold_minutes="60")
    assert answer.status_code == 422
    assert planned(ana) == []


def test_an_hour_the_clock_skips_is_refused_and_one_it_shows_twice_is_asked_about(
    as_ana: Browser, ana: Context
) -> None:
    skipped = sent(as_ana, date="2027-03-28", start="02:30", end="04:00")
    assert skipped.status_code == 422
    assert "does not exist" in skipped.content.decode()
    twice = sent(as_ana, date="2027-10-31", start="02:30", end="04:00")
    assert 'name="fold"' in twice.content.decode()
    assert sent(as_ana, date="2027-10-31", start="02:30", end="04:00", fold="1").status_code == 200
    (event,) = planned(ana)
    assert event.starts.isoformat() == "2027-10-31T01:30:00+00:00"


def test_a_span_of_the_grid_begins_the_form(as_ana: Browser, columns: Columns) -> None:
    address = f"/calendar/new/?starts=2027-03-22T10:15:00&ends=2027-03-22T11:45:00&resource={columns.large.id}"
    page = as_ana.get(address, headers=PARTIAL).content.decode()
    assert 'value="10:15"' in page
    assert 'value="11:45"' in page
    assert f'value="{columns.large.id}" checked' in page
    whole = as_ana.get("/calendar/new/?starts=2027-03-22&ends=2027-03-24", headers=PARTIAL).content.decode()
    assert 'value="2027-03-23"' in whole
    assert 'name="all_day" class="checkbox checkbox-sm" id="ap-all_day" checked' in whole


def test_a_copy_begins_with_the_original(as_ana: Browser, ana: Context, columns: Columns) -> None:
    card = booked(ana, "2027-03-22T10:00", columns.bo, title="Newborn", notes="Twins", color="pink")
    page = as_ana.get(f"/calendar/new/?copy={card.id}", headers=PARTIAL).content.decode()
    assert 'value="Newborn"' in page
    assert "Twins" in page
    assert f'value="{columns.bo.id}" checked' in page


def test_words_are_shown_as_understood_and_fill_the_form(
    as_ana: Browser, ana: Context, columns: Columns, made: Callable[..., ClientCard]
) -> None:
    made(first_name="Eva", last_name="Keller")
    words = "22.3.2027 10-11:30 newborn Keller Large room"
    told = as_ana.get("/calendar/words/", {"words": words}, headers=PARTIAL).content.decode()
    for part in ("22 Mar 2027", "1:30 h", "newborn", "Eva Keller", "Large room", "Free"):
        assert part in told
    assert planned(ana) == []
    page = as_ana.get("/calendar/new/", {"words": words}, headers=PARTIAL).content.decode()
    assert 'value="10:00"' in page
    assert 'value="11:30"' in page
    assert "Eva Keller #" in page
    assert f'value="{columns.large.id}" checked' in page
    assert as_ana.get("/calendar/words/", {"words": " "}, headers=PARTIAL).content.strip() == b""
