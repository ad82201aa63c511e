"""Rows, inputs and forms of the calendar module for the house tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from safelight.foundation.actions import Context
from tests.house.doing import do, identifier

Ids = Mapping[str, str]
Example = Callable[[Ids], dict[str, Any]]

PARAMETERS = {
    "absence_id": "absence",
    "appointment_id": "appointment",
    "holiday_id": "holiday",
    "plan_id": "hours",
    "resource_id": "person",
    "series_id": "series",
    "slot_id": "slot",
}
WITHOUT_DOOR = {
    "calendar.release_expired": "a timetable of its own; holds that ran out block nobody anyway",
    "calendar.extend_series": "a timetable of its own, which makes series further into the future",
    "calendar.realign": "a timetable of its own, for zones whose rules changed",
}
GIVEN = {("calendar.book", "unused"): "appointment"}


def fill(context: Context, word: str, ids: dict[str, str]) -> None:
    """Make resources, hours, absences, slots, appointments in every state, and one booked over another."""
    place = {"location_id": ids["location"]}
    ids["person"] = identifier(context, "calendar.add_resource", kind="person", name=f"{word} person", notes=word)
    ids["room"] = identifier(context, "calendar.add_resource", kind="room", name=f"{word} room", **place)
    ids["room_archived"] = identifier(context, "calendar.add_resource", kind="room", name=f"{word} old room")
    do(context, "calendar.archive_resource", resource_id=ids["room_archived"])
    span = {"weekday": 1, "starts": "09:00", "ends": "17:00"}
    ids["hours"] = identifier(
        context, "calendar.set_hours", resource_id=ids["person"], valid_from="2020-01-01", spans=[span]
    )
    ids["holiday"] = identifier(context, "calendar.add_holiday", day="2031-05-01", name=f"{word} day", **place)
    away = {"resource_id": ids["person"], "note": word}
    ids["absence"] = identifier(context, "calendar.request_absence", first_day="2031-06-02", **away)
    ids["absence_approved"] = identifier(
        context, "calendar.request_absence", first_day="2031-06-09", approve=True, **away
    )
    slots = do(
        context,
        "calendar.add_slots",
        type=f"{word} type",
        weekdays=[1],
        starts=["09:00", "11:00"],
        minutes=60,
        resource_ids=[ids["person"]],
        **place,
    )
    ids["slot"], ids["slot_archived"] = (str(card.id) for card in slots.items)
    do(context, "calendar.archive_slot", slot_id=ids["slot_archived"])
    _appointments(context, word, ids)


def _appointments(context: Context, word: str, ids: dict[str, str]) -> None:
    words = {"title": f"{word} title", "participants": word, "notes": word, "place": word}
    common = {
        "minutes": 60,
        "resource_ids": [ids["person"], ids["room"]],
        "client_id": ids["client"],
        "location_id": ids["location"],
        **words,
    }
    booked = {
        name: identifier(context, "calendar.book", starts=f"2031-03-{day:02}T10:00", **common)
        for day, name in enumerate(("appointment", "appointment_cancelled", "appointment_done"), start=3)
    }
    ids |= booked
    do(context, "calendar.cancel", appointment_id=ids["appointment_cancelled"], reason=f"{word} reason")
    do(context, "calendar.finish", appointment_id=ids["appointment_done"])
    ids["appointment_over"] = identifier(
        context, "calendar.book", starts="2031-03-03T10:30", override=f"{word} reason", **common
    )
    ids["hold"] = identifier(context, "calendar.hold", starts="2031-03-06T10:00", hold_minutes=1440, **common)
    made = do(
        context, "calendar.book_series", starts="2031-04-01T10:00", repeat={"frequency": "weekly", "count": 3}, **common
    )
    ids["series"] = str(made.series.id)
    ids["series_appointment"] = str(made.appointment_ids[1])


def _of(**fields: str) -> Example:
    return lambda ids: {field: ids[name] for field, name in fields.items()}


def _booking(ids: Ids) -> dict[str, Any]:
    return {
        "starts": "2031-05-06T10:00",
        "minutes": 30,
        "resource_ids": [ids["person"], ids["room"]],
        "client_id": ids["client"],
        "location_id": ids["location"],
    }


def _lengths(ids: Ids) -> dict[str, Any]:
    return {
        "resource_ids": [ids["room"]],
        "needs": [f"{ids['person']}|{ids['room']}"],
        "location_id": ids["location"],
    }


_WHEN = {"starts": "2031-07-01T10:00"}

EXAMPLES: dict[str, Example] = {
    "calendar.absence": _of(absence_id="absence"),
    "calendar.absences": _of(resource_id="person"),
    "calendar.add_holiday": lambda ids: {"day": "2031-12-24", "name": "Eve", "location_id": ids["location"]},
    "calendar.add_resource": lambda ids: {
        "kind": "person",
        "membership_id": ids["membership"],
        "location_id": ids["location"],
    },
    "calendar.add_slots": lambda ids: {
        "type": "viewing",
        "weekdays": [1],
        "starts": ["09:00"],
        "minutes": 30,
        "location_id": ids["location"],
        "resource_ids": [ids["person"]],
    },
    "calendar.agenda": lambda ids: {"resource_ids": [ids["person"]], "location_id": ids["location"]},
    "calendar.approve_absence": _of(absence_id="absence"),
    "calendar.archive_resource": _of(resource_id="room"),
    "calendar.archive_slot": _of(slot_id="slot"),
    "calendar.block": lambda ids: {
        "first_day": "2031-08-04",
        "resource_ids": [ids["room"]],
        "location_id": ids["location"],
    },
    "calendar.book": lambda ids: {"id": ids["unused"], **_booking(ids)},
    "calendar.book_series": lambda ids: {**_booking(ids), "repeat": {"frequency": "weekly", "count": 2}},
    "calendar.cancel": _of(appointment_id="appointment"),
    "calendar.cancel_many": lambda ids: {"appointment_ids": [ids["appointment"], ids["hold"]]},
    "calendar.change": lambda ids: {
        "appointment_id": ids["appointment"],
        "client_id": ids["client_same"],
        "location_id": ids["location"],
        "title": "Another",
    },
    "calendar.change_resource": lambda ids: {
        "resource_id": ids["person"],
        "membership_id": ids["membership"],
        "location_id": ids["location"],
        "name": "Another",
    },
    "calendar.change_series": lambda ids: {
        "appointment_id": ids["series_appointment"],
        "starts": "2031-04-08T12:00",
        "client_id": ids["client_same"],
        "location_id": ids["location"],
        "resource_ids": [ids["person"]],
    },
    "calendar.change_slot": lambda ids: {"slot_id": ids["slot"], "minutes": 45, "resource_ids": [ids["room"]]},
    "calendar.client_appointments": _of(client_id="client"),
    "calendar.confirm": _of(appointment_id="hold"),
    "calendar.conflicts": _of(resource_id="person"),
    "calendar.copy": lambda ids: {"appointment_id": ids["appointment"], "resource_ids": [ids["room"]], **_WHEN},
    "calendar.day": _of(location_id="location"),
    "calendar.end_series": _of(appointment_id="series_appointment"),
    "calendar.extend_hold": lambda ids: {"appointment_id": ids["hold"], "hold_minutes": 60},
    "calendar.extend_series": _of(series_id="series"),
    "calendar.fill_holidays": lambda ids: {"first_year": 2031, "location_id": ids["location"]},
    "calendar.finish": _of(appointment_id="appointment"),
    "calendar.free_times": lambda ids: {"first_day": "2031-05-06", "last_day": "2031-05-13", **_lengths(ids)},
    "calendar.get": _of(appointment_id="appointment"),
    "calendar.hold": _booking,
    "calendar.holidays": lambda ids: {"first_year": 2031, "location_id": ids["location"]},
    "calendar.hours": _of(resource_id="person", location_id="location"),
    "calendar.list_series": _of(client_id="client"),
    "calendar.move": lambda ids: {
        "appointment_id": ids["appointment"],
        "resource_ids": [ids["room"]],
        "location_id": ids["location"],
        **_WHEN,
    },
    "calendar.range": lambda ids: {
        "first_day": "2031-03-03",
        "last_day": "2031-03-09",
        "resource_ids": [ids["person"]],
        "location_id": ids["location"],
    },
    "calendar.refuse_absence": _of(absence_id="absence"),
    "calendar.release": _of(appointment_id="hold"),
    "calendar.remove_holiday": _of(holiday_id="holiday"),
    "calendar.remove_holidays": lambda ids: {"holiday_ids": [ids["holiday"]]},
    "calendar.remove_hours": _of(plan_id="hours"),
    "calendar.reopen": _of(appointment_id="appointment_done"),
    "calendar.request_absence": lambda ids: {"resource_id": ids["person"], "first_day": "2031-09-01"},
    "calendar.resize": lambda ids: {"appointment_id": ids["series_appointment"], "minutes": 45},
    "calendar.resource": _of(resource_id="person"),
    "calendar.resources": _of(location_id="location"),
    "calendar.restore": _of(appointment_id="appointment_cancelled"),
    "calendar.restore_many": lambda ids: {"appointment_ids": [ids["appointment_cancelled"]]},
    "calendar.restore_resource": _of(resource_id="room_archived"),
    "calendar.restore_slot": _of(slot_id="slot_archived"),
    "calendar.resume_series": lambda ids: {
        "series_id": ids["series"],
        "rule": "FREQ=WEEKLY;COUNT=3",
        "made_until": "2032-01-01",
        "appointment_ids": [ids["series_appointment"]],
    },
    "calendar.schedule": lambda ids: {
        "names": ["Ida", "Jon"],
        "sittings": [{"day": "2031-05-07", "starts": "09:00", "ends": "12:00"}],
        "slot_minutes": 10,
        "lanes": [[ids["person"]], [ids["room"]]],
        "client_id": ids["client"],
        "location_id": ids["location"],
    },
    "calendar.series": _of(series_id="series"),
    "calendar.set_hours": lambda ids: {
        "location_id": ids["location"],
        "spans": [{"weekday": 1, "starts": "09:00", "ends": "17:00"}],
    },
    "calendar.sort_resources": lambda ids: {"resource_ids": [ids["room"], ids["person"]]},
    "calendar.understand": lambda ids: {"text": "tomorrow 10 1h", "location_id": ids["location"]},
    "calendar.who_is_free": lambda ids: {
        "starts": "2031-03-03T10:00",
        "location_id": ids["location"],
        "except_id": ids["appointment"],
    },
    "calendar.why_not": lambda ids: {
        "starts": "2031-03-03T10:00",
        "except_id": ids["appointment"],
        "suggest": 1,
        **_lengths(ids),
    },
    "calendar.withdraw_absence": _of(absence_id="absence_approved"),
}
ALSO: dict[str, Example] = {
    "calendar.end_series": _of(series_id="series"),
    "calendar.set_hours": lambda ids: {"resource_id": ids["person"], "spans": []},
}
