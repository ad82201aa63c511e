"""Finding a time, and why a wished one is not free."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safelight.calendar.actions import (
    add_holiday,
    add_slots,
    archive_resource,
    request_absence,
    set_hours,
)
from safelight.calendar.queries import explain_wish, find_free_times, who_is_free
from safelight.calendar.rules.clashes import Why
from safelight.foundation.actions import Context, InvalidInput, NotFound, ask, run
from tests.calendar.makers import booked, person, room


@pytest.fixture
def now(ana: Context) -> Context:
    """Ana on Monday, 3 May 2027, before the studio opens."""
    return replace(ana, now=datetime(2027, 5, 3, 5, tzinfo=UTC))


def walls(context: Context, **data: object) -> list[str]:
    found = ask(find_free_times, context, {"first_day": "2027-05-03", **data})
    return [each.wall_starts.strftime("%d %H:%M") for each in found.times]


def test_the_first_times_within_hours_breaks_and_bookings(now: Context) -> None:
    bo, studio = person(now), room(now)
    spans = [{"weekday": 1, "starts": "09:00", "ends": "15:00"}]
    spans += [{"weekday": 1, "starts": "12:00", "ends": "13:00", "is_break": True}]
    run(set_hours, now, {"resource_id": bo.id, "valid_from": "2027-01-01", "spans": spans})
    booked(now, "2027-05-03T10:00", studio, minutes=30, buffer_minutes=15)
    wish = {"resource_ids": [bo.id, studio.id], "minutes": 60, "step": 30, "limit": 5}
    assert walls(now, **wish) == ["03 09:00", "03 11:00", "03 13:00", "03 13:30", "03 14:00"]


def test_any_of_a_group_and_nobody_twice(now: Context) -> None:
    bo, cy = person(now, "Bo"), person(now, "Cy")
    booked(now, "2027-05-03T09:00", bo, minutes=120)
    found = ask(find_free_times, now, {"first_day": "2027-05-03", "needs": [f"{bo.id}|{cy.id}"], "limit": 1})
    assert found.times[0].resource_ids == (cy.id,)
    both = {"needs": [f"{bo.id}|{cy.id}", "person"], "limit": 1}
    found = ask(find_free_times, now, {"first_day": "2027-05-03", **both})
    assert (found.times[0].wall_starts.hour, set(found.times[0].resource_ids)) == (11, {bo.id, cy.id})
    run(archive_resource, now, {"resource_id": cy.id})
    assert ask(find_free_times, now, {"first_day": "2027-05-03", **both}).times == ()
    with pytest.raises(InvalidInput):
        ask(find_free_times, now, {"first_day": "2027-05-03", "needs": ["prop"]})
    with pytest.raises(NotFound):
        ask(find_free_times, now, {"first_day": "2027-05-03", "resource_ids": [now.studio.id]})


def test_slots_of_a_session_type(now: Context) -> None:
    bo = person(now)
    slots = {"type": "newborn", "weekdays": [2, 4], "starts": ["10:00", "13:00"], "minutes": 120}
    run(add_slots, now, {**slots, "resource_ids": [bo.id], "valid_from": "2027-01-01", "valid_until": "2027-05-06"})
    booked(now, "2027-05-04T11:00", bo)
    assert walls(now, type="newborn") == ["04 13:00", "06 10:00", "06 13:00"]
    assert walls(now, type="viewing", limit=1) == ["03 09:00"]


def test_why_a_wished_time_is_not_free(now: Context) -> None:
    bo, studio = person(now), room(now)
    booked(now, "2027-05-04T10:00", bo, studio, title="Newborn", buffer_minutes=30)
    run(add_holiday, now, {"day": "2027-05-05", "name": "Works outing"})
    absent = {"resource_id": bo.id, "first_day": "2027-05-06", "approve": True}
    run(request_absence, now, absent)

    def why(starts: str, **more: object) -> list[tuple[Why, str]]:
        data = {"starts": starts, "minutes": 60, "resource_ids": [bo.id, studio.id], **more}
        return [(each.why, each.resource) for each in ask(explain_wish, now, data).reasons]

    assert why("2027-05-04T10:30") == [(Why.BOOKED, "Bo"), (Why.BOOKED, "Studio A")]
    assert why("2027-05-04T11:00") == [(Why.AROUND, "Bo"), (Why.AROUND, "Studio A")]
    assert why("2027-05-05T10:00") == [(Why.HOLIDAY, "Bo"), (Why.HOLIDAY, "Studio A")]
    assert why("2027-05-06T10:00") == [(Why.AWAY, "Bo")]
    assert why("2027-05-08T10:00") == [(Why.CLOSED, "Bo"), (Why.CLOSED, "Studio A")]
    assert why("2027-05-08T10:00", keep_hours=False) == []
    assert why("2027-05-03T06:30", keep_hours=False)[0][0] is Why.PAST
    card = ask(explain_wish, now, {"starts": "2027-05-04T10:30", "resource_ids": [bo.id], "suggest": 2})
    assert [each.wall_starts.isoformat() for each in card.instead] == ["2027-05-04T09:00:00", "2027-05-04T11:30:00"]
    free = ask(explain_wish, now, {"starts": "2027-05-04T14:00", "resource_ids": [bo.id]})
    assert (free.is_free, free.resource_ids, free.instead) == (True, (bo.id,), ())


def test_who_is_free_and_why_others_are_not(now: Context) -> None:
    bo, cy = person(now, "Bo"), person(now, "Cy")
    card = booked(now, "2027-05-04T10:00", bo, title="Newborn")
    seen = ask(who_is_free, now, {"starts": "2027-05-04T10:30", "kind": "person"})
    assert [(each.resource.id, each.is_free) for each in seen.resources] == [(bo.id, False), (cy.id, True)]
    assert "Newborn" in seen.resources[0].reasons[0].text
    moving = ask(who_is_free, now, {"starts": "2027-05-04T10:30", "kind": "person", "except_id": card.id})
    assert all(each.is_free for each in moving.resources)


def test_a_long_search_asks_few_questions(now: Context) -> None:
    bo, studio = person(now), room(now)
    data = {"first_day": "2027-05-03", "last_day": "2028-05-01", "resource_ids": [bo.id, studio.id], "limit": 200}
    with CaptureQueriesContext(connection) as caught:
        assert len(ask(find_free_times, now, data).times) == 200
    assert len(caught) <= 8


def test_what_comes_before_must_be_free_but_not_within_hours(now: Context) -> None:
    studio = room(now)
    booked(now, "2027-05-03T10:00", studio, minutes=60)
    wish = {"resource_ids": [studio.id], "minutes": 60, "step": 30, "limit": 2}
    assert walls(now, **wish, preparation_minutes=30) == ["03 09:00", "03 11:30"]
    assert walls(now, **wish, buffer_minutes=30) == ["03 11:00", "03 11:30"]


def test_needs_are_written_in_a_word_or_as_objects(now: Context) -> None:
    bo = person(now)
    for need in ("person", str(bo.id), {"kind": "person"}, {"any_of": [bo.id]}):
        found = ask(find_free_times, now, {"first_day": "2027-05-03", "needs": [need], "limit": 1})
        assert found.times[0].resource_ids == (bo.id,)
    with pytest.raises(InvalidInput) as refused:
        ask(find_free_times, now, {"first_day": "2027-05-03", "needs": ["somebody"]})
    assert set(refused.value.fields) == {"needs.0"}
