"""A class by a timetable: breaks, several lanes, what is taken, and all or nobody."""

from __future__ import annotations

import pytest

from safelight.calendar.actions import ScheduledCard, Taken, cancel_many, schedule_many
from safelight.calendar.queries import Range, range_view
from safelight.foundation.actions import Context, InvalidInput, ask, find, run
from tests.calendar.makers import booked, person

DAY = {"day": "2027-05-04", "starts": "09:00", "ends": "11:00"}
NAMES = ["Ida", "Jon", "Kai", "Lea", "Mia"]


def planned(context: Context, *, dry_run: bool = False, **data: object) -> ScheduledCard:
    given = {"names": NAMES, "sittings": [DAY], "slot_minutes": 15, **data}
    return run(schedule_many, context, given, dry_run=dry_run).value


def told(card: ScheduledCard) -> list[str]:
    return [f"{each.wall_starts:%H:%M} {each.lane} {each.name}" for each in card.planned]


def test_breaks_gaps_and_lanes(ana: Context) -> None:
    bo, cy = person(ana), person(ana, "Cy")
    lanes = [[bo.id], [cy.id]]
    pauses = [{"starts": "09:20", "ends": "09:40"}]
    across = planned(ana, lanes=lanes, pauses=pauses, between_minutes=5, dry_run=True)
    assert told(across) == ["09:00 1 Ida", "09:00 2 Jon", "09:40 1 Kai", "09:40 2 Lea", "10:00 1 Mia"]
    down = planned(ana, lanes=lanes, fill="down", slot_minutes=40, dry_run=True)
    assert told(down) == ["09:00 1 Ida", "09:40 1 Jon", "10:20 1 Kai", "09:00 2 Lea", "09:40 2 Mia"]
    # A preview leaves nothing behind.
    assert (
        ask(range_view, ana, Range.model_validate({"first_day": "2027-05-04", "last_day": "2027-05-04"})).events == ()
    )


def test_all_or_nobody_and_around_what_is_taken(ana: Context) -> None:
    bo = person(ana)
    booked(ana, "2027-05-04T09:30", bo, minutes=10, title="Newborn")
    with pytest.raises(InvalidInput, match="time for 4 of 5"):
        planned(ana, lanes=[[bo.id]], slot_minutes=30)
    with pytest.raises(Taken, match="Newborn"):
        planned(ana, lanes=[[bo.id]])
    card = planned(ana, lanes=[[bo.id]], skip_taken=True, title="Class 3b, {number}: {name}")
    assert told(card) == ["09:00 1 Ida", "09:15 1 Jon", "09:45 1 Kai", "10:00 1 Lea", "10:15 1 Mia"]
    with pytest.raises(Taken, match="Class 3b, 2: Jon"):
        booked(ana, "2027-05-04T09:20", bo)
    some = planned(ana, names=[], count=9, lanes=[[bo.id]], skip_taken=True, whole=False, sittings=[DAY])
    assert (len(some.planned), some.left) == (2, ("3", "4", "5", "6", "7", "8", "9"))


def test_it_is_taken_back_whole(ana: Context) -> None:
    bo = person(ana)
    done = run(schedule_many, ana, {"names": NAMES, "sittings": [DAY], "slot_minutes": 15, "lanes": [[bo.id]]})
    assert done.undo is not None
    gone = run(find(done.undo[0]), ana, done.undo[1])
    assert len(gone.value.appointment_ids) == 5
    first = booked(ana, "2027-05-04T09:00", bo)
    assert gone.undo is not None
    with pytest.raises(Taken):
        run(find(gone.undo[0]), ana, gone.undo[1])
    run(cancel_many, ana, {"appointment_ids": [first.id]})
    assert len(run(find(gone.undo[0]), ana, gone.undo[1]).value.appointment_ids) == 5


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"names": []}, "names"),
        ({"count": 3}, "count"),
        ({"sittings": [{**DAY, "ends": "08:00"}]}, "sittings.0.ends"),
        ({"sittings": [{**DAY, "starts": "9h"}]}, "sittings.0.starts"),
        ({"pauses": [{"starts": "25:00", "ends": "26:00"}]}, "pauses.0.starts"),
    ],
)
def test_what_makes_no_timetable_is_refused_with_its_field(ana: Context, data: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        planned(ana, **data)
    assert set(refused.value.fields) == {field}
