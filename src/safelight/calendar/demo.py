"""The demo studio's calendar: who and what can be booked, hours, holidays, and appointments of everyday.

Always the same for a size and a day. Sessions are the business of the module above: on weekdays they have the time from
8:15 to 16:30, on Saturdays the whole day, so what is booked here lies outside.
"""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from safelight.accounts.queries import list_people
from safelight.calendar.actions import (
    NewAppointment,
    add_holiday,
    add_resource,
    block_time,
    book_appointment,
    book_many,
    book_series,
    cancel_appointment,
    fill_holidays,
    hold_slot,
    request_absence,
    set_hours,
)
from safelight.calendar.queries import ResourceCard
from safelight.clients.queries import ClientRow, ListClients, list_clients
from safelight.foundation import clock
from safelight.foundation.actions import Context, Empty, ask, run
from safelight.foundation.tenancy import studio_scope

PAST_DAYS: Final = {"small": 30, "year": 730, "large": 730}
AHEAD_DAYS: Final = {"small": 14, "year": 45, "large": 60}
A_DAY: Final = {"small": 2, "year": 2, "large": 4}
_PEOPLE: Final = (("Mara Lindt", "violet"), ("Jonas Reyes", "blue"), ("Priya Shah", "green"))
_ROOMS: Final = (("Daylight", "amber"), ("Vault", "slate"), ("Viewing room", "pink"))
_PROPS: Final = (("Canvas backdrop", 2), ("Newborn set", 1), ("Portable flash kit", 2))
_STARTS: Final = (time(16, 30), time(17), time(17, 30), time(18))
# Type, title, minutes, in the viewing room, how often.
_KINDS: Final = (
    ("consultation", "Consultation", 30, False, 4),
    ("viewing", "Viewing", 60, True, 4),
    ("pickup", "Pick-up", 15, False, 3),
    ("call", "Call", 15, False, 2),
)
_SLOTS_FREE_FROM: Final = 5
_BATCH: Final = 200


def load_demo(context: Context, size: Literal["small", "year", "large"] = "small") -> None:
    """Fill the calendar: people, rooms and props, hours and holidays, absences, what comes again, appointments."""
    dice = random.Random(f"safelight demo calendar {size}")  # noqa: S311 - the same studio every time is the point
    today = clock.local(context.now, context.studio.zone).date()
    people, rooms = _resources(context)
    _hours(context, today, people)
    _again(context, today, people)
    _away(context, today, people)
    clients = list(ask(list_clients, context, ListClients(sort="number", limit=200)).items)
    if clients:
        _everyday(context, dice, today, size, clients, people, rooms[-1])
    _special(context, today, people, rooms)


def _resources(context: Context) -> tuple[list[ResourceCard], list[ResourceCard]]:
    """Make who and what can be booked; the owner is linked to whom she signs in as."""
    owner = ask(list_people, context, Empty()).items[0]
    linked = run(add_resource, context, {"kind": "person", "membership_id": owner.id, "color": "teal"}).value
    people = [
        run(add_resource, context, {"kind": "person", "name": name, "color": color}).value for name, color in _PEOPLE
    ]
    rooms = [run(add_resource, context, {"kind": "room", "name": name, "color": color}).value for name, color in _ROOMS]
    for name, capacity in _PROPS:
        run(add_resource, context, {"kind": "prop", "name": name, "capacity": capacity})
    return [linked, *people], rooms


def _hours(context: Context, today: date, people: list[ResourceCard]) -> None:
    """Set the hours of the studio, and of one who works three days; the country's holidays of three years."""
    since = (today - timedelta(days=800)).isoformat()
    weekdays = [{"weekday": day, "starts": "09:00", "ends": "19:00"} for day in range(1, 6)]
    lunch = [{"weekday": day, "starts": "12:30", "ends": "13:15", "is_break": True} for day in range(1, 6)]
    saturday = [{"weekday": 6, "starts": "09:00", "ends": "16:00"}]
    run(set_hours, context, {"valid_from": since, "spans": [*weekdays, *lunch, *saturday]})
    part = [span for span in (*weekdays, *lunch) if span["weekday"] in {2, 3, 4}]
    run(set_hours, context, {"resource_id": people[-1].id, "valid_from": since, "spans": part})
    run(fill_holidays, context, {"first_year": today.year - 1, "last_year": today.year + 1})
    eve = date(today.year, 12, 24)
    run(add_holiday, context, {"day": eve, "name": "Christmas Eve", "starts": "13:00", "ends": "24:00"})


def _again(context: Context, today: date, people: list[ResourceCard]) -> None:
    """Book what comes again: a meeting every week, the sensors every month."""
    monday = today - timedelta(days=today.weekday() + 28)
    everybody = [card.id for card in people]
    meeting = {
        "starts": datetime.combine(monday, time(7, 45)),
        "minutes": 25,
        "title": "Team meeting",
        "type": "meeting",
        "resource_ids": everybody,
        "repeat": {"frequency": "weekly"},
        "skip_taken": True,
    }
    run(book_series, context, meeting)
    care = {
        "starts": datetime.combine(monday, time(16, 45)),
        "minutes": 60,
        "kind": "block",
        "title": "Clean sensors, charge batteries",
        "resource_ids": everybody[1:2],
        "repeat": {"frequency": "monthly", "weekdays": [5], "nth": -1},
        "skip_taken": True,
    }
    run(book_series, context, care)


def _away(context: Context, today: date, people: list[ResourceCard]) -> None:
    """Let somebody have been away, somebody ask to be, and somebody be at a course in the evening."""
    sunday = today + timedelta(days=6 - today.weekday())
    was = {"first_day": sunday - timedelta(days=21), "last_day": sunday - timedelta(days=21)}
    run(request_absence, context, {"resource_id": people[1].id, "reason": "personal", "approve": True, **was})
    asks = {"first_day": sunday + timedelta(days=15), "last_day": sunday + timedelta(days=19)}
    run(request_absence, context, {"resource_id": people[2].id, "note": "A week by the sea", **asks})
    course = {"starts": datetime.combine(sunday + timedelta(days=2), time(18)), "minutes": 90}
    run(request_absence, context, {"resource_id": people[3].id, "reason": "training", "approve": True, **course})


def _everyday(  # noqa: PLR0913, PLR0917 - private; everything the days are made of
    context: Context,
    dice: random.Random,
    today: date,
    size: str,
    clients: list[ClientRow],
    people: list[ResourceCard],
    viewing: ResourceCard,
) -> None:
    """Book consultations, viewings, pick-ups and calls late in the afternoon; what is over took place."""
    wanted: list[NewAppointment] = []
    day = today - timedelta(days=PAST_DAYS[size])
    while day <= today + timedelta(days=AHEAD_DAYS[size]):
        if day.weekday() < _SLOTS_FREE_FROM:
            # Each serves one of them an evening: an hour of viewing would reach into the next beginning.
            chosen = dice.sample(people, k=dice.randint(1, min(A_DAY[size] + 1, len(people))))
            wanted += [_one(dice, day, dice.choice(_STARTS), person.id, clients, viewing) for person in chosen]
        day += timedelta(days=1)
    for first in range(0, len(wanted), _BATCH):
        run_many(context, wanted[first : first + _BATCH])


def run_many(context: Context, wanted: list[NewAppointment]) -> None:
    """Book appointments without a journal line of their own, as an import would; taken ones are left out."""
    with studio_scope(context.studio.id):
        book_many(context, wanted, skip_taken=True, done_before=context.now)


def _one(  # noqa: PLR0913, PLR0917 - private; what an appointment is made of
    dice: random.Random, day: date, start: time, person: UUID, clients: list[ClientRow], viewing: ResourceCard
) -> NewAppointment:
    (kind,) = dice.choices(_KINDS, weights=[each[-1] for each in _KINDS])
    client = dice.choice(clients)
    return NewAppointment(
        starts=datetime.combine(day, start),
        minutes=kind[2],
        type=kind[0],
        title=f"{kind[1]}, {client.display_name}",
        client_id=client.id,
        resource_ids=(person, viewing.id) if kind[3] else (person,),
        buffer_minutes=10 if kind[3] else 0,
    )


def _special(context: Context, today: date, people: list[ResourceCard], rooms: list[ResourceCard]) -> None:
    """Show what else there is: a block, a hold, a cancelled one, and one booked over another with its reason."""
    day = today + timedelta(days=7)
    while day.weekday() >= _SLOTS_FREE_FROM:
        day += timedelta(days=1)
    evening: dict[str, Any] = {"starts": datetime.combine(day, time(19, 15)), "minutes": 45}
    room = {"resource_ids": [rooms[1].id]}
    run(block_time, context, {"title": "Painters", **room, **evening})
    run(
        hold_slot,
        context,
        {"title": "Maybe a consultation", "resource_ids": [people[1].id], "hold_minutes": 4_320, **evening},
    )
    gone = run(book_appointment, context, {"title": "Viewing", "resource_ids": [rooms[0].id], **evening}).value
    run(cancel_appointment, context, {"appointment_id": gone.id, "reason": "The little one is ill"})
    night = {"starts": datetime.combine(day, time(20, 30)), "minutes": 60}
    run(book_appointment, context, {"title": "Evening at the camera club", "resource_ids": [people[2].id], **night})
    both = {
        "title": "Lights for the band",
        "resource_ids": [people[2].id],
        "override": "Jonas does both: it is next door",
    }
    run(book_appointment, context, {**both, "starts": datetime.combine(day, time(21)), "minutes": 60})
