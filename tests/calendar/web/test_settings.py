"""What can be booked and when: people, rooms, hours, holidays, time slots."""

from __future__ import annotations

import pytest
from django.test import Client as Browser

from safelight.calendar.queries import Resources
from safelight.calendar.queries.resources import resources
from safelight.calendar.queries.setup import Slots, hours, slots
from safelight.calendar.queries.setup import holidays as list_holidays
from safelight.foundation.actions import Context, ask
from tests.calendar.web.conftest import Columns
from tests.clients.web.conftest import PARTIAL

pytestmark = pytest.mark.django_db
WEEK = "/calendar/settings/hours/"


def names(context: Context) -> list[str]:
    return [each.name for each in ask(resources, context, Resources()).items]


def test_a_room_is_added_changed_sorted_and_archived(as_ana: Browser, ana: Context, columns: Columns) -> None:
    added = as_ana.post(
        "/calendar/settings/resources/new/",
        {"kind": "room", "name": "Garden", "capacity": "2", "color": "green"},
        headers=PARTIAL,
    )
    assert added["HX-Redirect"] == "/calendar/settings/resources/"
    assert names(ana) == ["Ana", "Bo", "Large room", "Small room", "Garden"]
    garden = ask(resources, ana, Resources()).items[-1]
    as_ana.post(f"/calendar/settings/resources/{garden.id}/", {"name": "Orchard", "capacity": "1"}, headers=PARTIAL)
    as_ana.post("/calendar/settings/resources/order/", {"resource": str(garden.id), "way": "up"})
    assert names(ana) == ["Ana", "Bo", "Large room", "Orchard", "Small room"]
    as_ana.post(f"/calendar/settings/resources/{garden.id}/archive/", {"archived": "yes"})
    assert "Orchard" not in names(ana)
    assert "Bring back" in as_ana.get("/calendar/settings/resources/").content.decode()
    as_ana.post(f"/calendar/settings/resources/{garden.id}/archive/", {"archived": "no"})
    assert "Orchard" in names(ana)


def test_a_person_has_one_column(as_ana: Browser, ana: Context, columns: Columns) -> None:
    wrong = as_ana.post(
        "/calendar/settings/resources/new/",
        {"kind": "person", "name": "Bo again", "membership": str(columns.bo.membership_id), "capacity": "1"},
        headers=PARTIAL,
    )
    assert wrong.status_code == 422
    assert "res-membership_error" in wrong.content.decode()


def week(**days: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the form of a week: ``day1=("09:00-17:00", "break 12:00-13:00")``."""
    sent: dict[str, list[str]] = {}
    for name, spans in days.items():
        number = name.removeprefix("day")
        for span in spans:
            kind = "breaks" if span.startswith("break ") else "opens"
            starts, ends = span.removeprefix("break ").split("-")
            sent.setdefault(f"{kind}-{number}-starts", []).append(starts)
            sent.setdefault(f"{kind}-{number}-ends", []).append(ends)
    return sent


def test_a_week_of_somebody_is_set_and_shown_again(as_ana: Browser, ana: Context, columns: Columns) -> None:
    assert "Nobody has said otherwise" in as_ana.get(WEEK).content.decode()
    address = f"{WEEK}?resource={columns.bo.id}"
    assert "No hours of their own" in as_ana.get(address).content.decode()
    sent = week(day1=("08:00-12:00", "14:00-18:30"), day6=("10:00-00:00", "break 12:00-13:00"))
    answer = as_ana.post(address, {"valid_from": "2027-01-01", **sent})
    assert answer.status_code == 302
    (card,) = ask(hours, ana, {"resource_id": columns.bo.id}).items
    assert [(each.weekday, each.starts, each.ends, each.is_break) for each in card.spans] == [
        (1, "08:00", "12:00", False),
        (1, "14:00", "18:30", False),
        (6, "10:00", "24:00", False),
        (6, "12:00", "13:00", True),
    ]
    page = as_ana.get(f"{address}&from=2027-01-01").content.decode()
    assert 'value="18:30"' in page
    as_ana.post(f"{WEEK}{card.id}/removal/")
    assert ask(hours, ana, {"resource_id": columns.bo.id}).items == ()


def test_spans_that_meet_come_back_with_the_day_marked(as_ana: Browser, ana: Context, columns: Columns) -> None:
    sent = week(day1=("09:00-17:00",), day2=("09:00-13:00", "12:00-17:00"))
    answer = as_ana.post(WEEK, {"valid_from": "2027-01-01", **sent})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Two spans of this day overlap." in page
    assert page.count("is-wrong") == 1
    assert 'value="12:00"' in page


def test_monday_is_copied_to_friday_and_nothing_is_saved_yet(as_ana: Browser, ana: Context) -> None:
    sent = week(day1=("07:30-15:00",))
    page = as_ana.post(WEEK, {"valid_from": "2027-01-01", "copy": "1", **sent}).content.decode()
    assert page.count('value="07:30"') == 5
    assert all(card.assumed for card in ask(hours, ana, {}).items)


def test_public_holidays_are_added_as_ticked(as_ana: Browser, ana: Context) -> None:
    page = as_ana.get("/calendar/settings/holidays/?year=2027").content.decode()
    assert "Public holidays: Germany" in page
    as_ana.post(
        "/calendar/settings/holidays/public/", {"year": "2027", "country": "DE", "day": ["2027-01-01", "2027-10-03"]}
    )
    found = ask(list_holidays, ana, {"first_year": 2027}).items
    assert [each.day.isoformat() for each in found] == ["2027-01-01", "2027-10-03"]
    as_ana.post(f"/calendar/settings/holidays/{found[0].id}/removal/")
    assert len(ask(list_holidays, ana, {"first_year": 2027}).items) == 1


def test_a_day_of_ones_own_is_closed_in_part_and_shown_in_the_calendar(
    as_ana: Browser, ana: Context, columns: Columns
) -> None:
    sent = {"day": "2027-03-22", "name": "Stocktaking", "location_id": "", "starts": "13:00", "ends": ""}
    assert as_ana.post("/calendar/settings/holidays/", sent).status_code == 302
    again = as_ana.post("/calendar/settings/holidays/", sent)
    assert again.status_code == 422
    assert "stands in the list on this day already" in again.content.decode()
    found = as_ana.get("/calendar/range/?view=day&date=2027-03-22").json()["shades"]
    closed = [each for each in found if each["why"] == "holiday" and each["on"] == str(columns.bo.id)]
    assert [(each["note"], each["start"]) for each in closed] == [("Stocktaking", "2027-03-22T13:00:00")]
    assert "Stocktaking" in as_ana.get("/calendar/?view=agenda&date=2027-03-22").content.decode()


def test_slots_are_added_changed_and_archived(as_ana: Browser, ana: Context, columns: Columns) -> None:
    sent = {
        "type": "mini",
        "starts": "9:00, 9:20 9:40",
        "minutes": "20",
        "weekday": ["6"],
        "resource": [str(columns.bo.id)],
    }
    assert as_ana.post("/calendar/settings/slots/", sent).status_code == 302
    found = ask(slots, ana, Slots()).items
    assert [(each.weekday, each.starts, each.minutes) for each in found] == [
        (6, "09:00", 20),
        (6, "09:20", 20),
        (6, "09:40", 20),
    ]
    as_ana.post(f"/calendar/settings/slots/{found[0].id}/", {"starts": "08:40", "minutes": "25"})
    as_ana.post(f"/calendar/settings/slots/{found[1].id}/", {"archived": "yes"})
    left = ask(slots, ana, Slots()).items
    assert [(each.starts, each.minutes) for each in left] == [("08:40", 25), ("09:40", 20)]
    wrong = as_ana.post("/calendar/settings/slots/", sent | {"starts": "nine"})
    assert wrong.status_code == 422
    assert "nine" in wrong.content.decode()
