"""The calendar's data as the grid takes it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client as Browser

from safelight.calendar.actions import add_resource
from safelight.calendar.actions.hold import hold_slot
from safelight.calendar.actions.hours import set_hours
from safelight.foundation.actions import Context, run
from tests.calendar.makers import booked
from tests.calendar.web.conftest import Columns
from tests.clients.web.conftest import PARTIAL, reads

pytestmark = pytest.mark.django_db
MONDAY = "2027-03-22"


def shown(browser: Browser, query: str) -> dict[str, Any]:
    answer = browser.get(f"/calendar/range/?{query}")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def test_times_are_what_the_studios_clock_shows(as_ana: Browser, ana: Context, columns: Columns) -> None:
    booked(ana, "2027-03-22T09:30", columns.bo, columns.large, minutes=90, title="Newborn", buffer_minutes=15)
    found = shown(as_ana, f"view=day&date={MONDAY}")
    (event,) = found["events"]
    assert (event["start"], event["end"]) == ("2027-03-22T09:30:00", "2027-03-22T11:00:00")
    assert event["on"] == [str(columns.bo.id), str(columns.large.id)]
    assert found["zone"] == "Europe/Berlin"
    assert [each["name"] for each in found["resources"]] == ["Ana", "Bo", "Large room", "Small room"]
    buffers = [shade for shade in found["shades"] if shade["why"] == "buffer"]
    assert {(each["start"], each["end"]) for each in buffers} == {("2027-03-22T11:00:00", "2027-03-22T11:15:00")}
    # Nine to five is assumed; an hour around it is shown, closed.
    assert (found["opens"], found["closes"]) == ("08:00", "18:00")
    closed = [each for each in found["shades"] if each["why"] == "closed" and each["on"] == str(columns.bo.id)]
    assert [(each["start"], each["end"]) for each in closed] == [
        ("2027-03-22T00:00:00", "2027-03-22T09:00:00"),
        ("2027-03-22T17:00:00", "2027-03-23T00:00:00"),
    ]


def test_the_night_in_which_clocks_change_is_shown_as_they_show_it(
    as_ana: Browser, ana: Context, columns: Columns
) -> None:
    booked(ana, "2027-03-28T01:30", columns.bo, minutes=60)
    (event,) = shown(as_ana, "view=day&date=2027-03-28")["events"]
    assert (event["start"], event["end"]) == ("2027-03-28T01:30:00", "2027-03-28T03:30:00")


def test_what_is_unchanged_is_not_sent_again(as_ana: Browser, as_bo: Browser, ana: Context, columns: Columns) -> None:
    address = f"/calendar/range/?view=week&date={MONDAY}"
    at_commit()
    first = as_ana.get(address)
    again = as_ana.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    booked(ana, "2027-03-22T09:30", columns.bo)
    at_commit()
    changed = as_ana.get(address, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert as_bo.get(address, headers={"If-None-Match": changed["ETag"]}).status_code == 200


def test_a_hold_that_ran_out_is_news_without_anybody_writing_it(
    as_ana: Browser, ana: Context, columns: Columns
) -> None:
    day = ana.now.date() + timedelta(days=7)
    data = {"starts": f"{day}T10:00", "minutes": 60, "resource_ids": (columns.bo.id,), "hold_minutes": 5}
    run(hold_slot, ana, data)
    at_commit()
    address = f"/calendar/range/?view=day&date={day}"
    first = as_ana.get(address)
    assert first.json()["events"][0]["marks"] == ["held"]
    with time_machine.travel(ana.now + timedelta(minutes=6), tick=False):
        later = as_ana.get(address, headers={"If-None-Match": first["ETag"]})
    assert later.json()["events"] == []


def at_commit() -> None:
    """Let the database do what it does at a commit: the journal's lines get their place in the chain."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def test_filters_narrow_what_is_shown(as_ana: Browser, ana: Context, columns: Columns) -> None:
    booked(ana, "2027-03-22T09:00", columns.bo, title="Bo's")
    booked(ana, "2027-03-22T09:00", columns.ana, title="Ana's")
    booked(ana, "2027-03-22T14:00", columns.ana, title="Closed", kind="block")
    one = shown(as_ana, f"view=day&date={MONDAY}&resource={columns.bo.id}")
    assert [each["title"] for each in one["events"]] == ["Bo's"]
    assert [each["name"] for each in one["resources"]] == ["Bo"]
    assert one["picked"] == 1
    blocks = shown(as_ana, f"view=day&date={MONDAY}&kind=block")
    assert [each["title"] for each in blocks["events"]] == ["Closed"]


def test_filters_are_kept_until_everything_is_asked_for(as_ana: Browser, columns: Columns) -> None:
    shown(as_ana, f"view=day&date={MONDAY}&resource={columns.bo.id}")
    assert f'value="{columns.bo.id}" checked' in as_ana.get("/calendar/").content.decode()
    assert "checked" not in as_ana.get("/calendar/?location=").content.decode()


def test_a_month_is_shown_in_whole_weeks(as_ana: Browser, ana: Context, columns: Columns) -> None:
    booked(ana, "2027-02-26T10:00", columns.bo, title="Friday before")
    booked(ana, "2027-03-01T10:00", columns.bo, title="First")
    booked(ana, "2027-04-04T10:00", columns.bo, title="Sunday after")
    booked(ana, "2027-04-05T10:00", columns.bo, title="Too late")
    titles = [each["title"] for each in shown(as_ana, "view=month&date=2027-03-15")["events"]]
    assert titles == ["First", "Sunday after"]


def test_a_week_of_several_shows_as_closed_only_what_is_closed_for_all(
    as_ana: Browser, ana: Context, columns: Columns
) -> None:
    run(set_hours, ana, {
        "resource_id": columns.ana.id,
        "valid_from": "2027-01-01",
        "spans": [{"weekday": 1, "starts": "07:00", "ends": "12:00"}],
    })  # fmt: skip
    found = shown(as_ana, f"view=week&date={MONDAY}")
    monday = [(each["start"], each["end"]) for each in found["shades"] if each["start"] < "2027-03-23"]
    assert monday == [("2027-03-22T00:00:00", "2027-03-22T07:00:00"), ("2027-03-22T17:00:00", "2027-03-23T09:00:00")]
    assert {each["on"] for each in found["shades"]} == {""}


def test_another_studios_resource_shows_nothing_and_names_nobody(
    as_ana: Browser, dana: Context, columns: Columns
) -> None:
    theirs = run(add_resource, dana, {"kind": "room", "name": "Rival room"}).value
    foreign = as_ana.get(f"/calendar/range/?view=day&date={MONDAY}&resource={theirs.id}")
    absent = as_ana.get(f"/calendar/range/?view=day&date={MONDAY}&resource={uuid4()}")
    assert foreign.content == absent.content
    assert foreign.json()["resources"] == []


def test_the_cost_does_not_grow_with_the_bookings(as_ana: Browser, ana: Context, columns: Columns) -> None:
    booked(ana, "2027-03-22T09:00", columns.bo)
    address = f"/calendar/range/?view=week&date={MONDAY}"
    few = len(reads(as_ana, address, **PARTIAL))
    for hour in (10, 11, 12, 13):
        booked(ana, f"2027-03-22T{hour}:00", columns.bo, columns.large)
    assert len(reads(as_ana, address, **PARTIAL)) == few <= 8
