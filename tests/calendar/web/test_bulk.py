"""A group or a class by a timetable, looked at before it is booked."""

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
PUPILS = "Ada\nBen\n\n  Cem  \nDora\nEmil"


def sent(browser: Browser, columns: Columns, **fields: Any) -> HttpResponse:  # noqa: ANN401 - any field of the form
    form = {
        "names": PUPILS, "slot_minutes": "10", "title": "Class 4a: {name}",
        "sitting-day": ["2027-03-22", ""], "sitting-starts": ["08:30", ""], "sitting-ends": ["10:00", ""],
        "pause-day": [""], "pause-starts": ["08:50"], "pause-ends": ["09:15"], "lane-0": [str(columns.bo.id)],
    }  # fmt: skip
    return browser.post("/calendar/group/", form | fields, headers=PARTIAL)  # type: ignore[return-value]


def planned(context: Context) -> list[str]:
    items = ask(agenda, context, {"starts_after": "2027-03-01T00:00:00Z"}).items
    return [f"{each.wall_starts:%H:%M} {each.title}" for each in items]


def test_the_timetable_is_shown_first_and_then_booked(
    as_ana: Browser, ana: Context, columns: Columns, made: Callable[..., ClientCard]
) -> None:
    school = made(kind="organization", organization="Park School")
    preview = sent(as_ana, columns, client=f"Park School #{school.number}")
    page = preview.content.decode()
    assert preview.status_code == 200
    assert "08:30–08:40" in page
    assert "09:15–09:25" in page
    assert "Book 5 appointments" in page
    assert planned(ana) == []
    booking = sent(as_ana, columns, client=f"Park School #{school.number}", book="1")
    assert booking["HX-Redirect"] == "/calendar/?view=day&date=2027-03-22"
    assert planned(ana) == [
        "08:30 Class 4a: Ada", "08:40 Class 4a: Ben", "09:15 Class 4a: Cem", "09:25 Class 4a: Dora", "09:35 Class 4a: Emil",
    ]  # fmt: skip


def test_two_lanes_work_side_by_side(as_ana: Browser, ana: Context, columns: Columns) -> None:
    sent(as_ana, columns, **{"lane-1": [str(columns.ana.id)], "book": "1", "title": "{number} {name}"})
    assert planned(ana) == ["08:30 1 Ada", "08:30 2 Ben", "08:40 3 Cem", "08:40 4 Dora", "09:15 5 Emil"]


def test_too_little_time_is_said_and_may_be_accepted(as_ana: Browser, ana: Context, columns: Columns) -> None:
    short = {"sitting-ends": ["08:55", ""]}
    refused = sent(as_ana, columns, **short)
    assert refused.status_code == 422
    assert "There is time for 2 of 5" in refused.content.decode()
    partly = sent(as_ana, columns, **short, partly="on")
    assert "No time for" in partly.content.decode()
    assert "Emil" in partly.content.decode()


def test_what_is_taken_is_refused_or_left_out(as_ana: Browser, ana: Context, columns: Columns) -> None:
    booked(ana, "2027-03-22T08:40", columns.bo, minutes=10, title="Head teacher")
    refused = sent(as_ana, columns)
    assert refused.status_code == 422
    assert "Head teacher" in refused.content.decode()
    sent(as_ana, columns, skip_taken="on", book="1")
    assert planned(ana)[:3] == ["08:30 Class 4a: Ada", "08:40 Head teacher", "09:15 Class 4a: Ben"]


def test_nobody_and_no_day_are_asked_for(as_ana: Browser, columns: Columns) -> None:
    assert "Give the names, or say how many" in sent(as_ana, columns, names="").content.decode()
    nothing = sent(as_ana, columns, **{"sitting-day": [""], "sitting-starts": [""], "sitting-ends": [""]})
    assert nothing.status_code == 422
