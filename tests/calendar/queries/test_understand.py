"""A line of words becomes a draft: with resources, client, and whether the time is free."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from safelight.calendar.ports import TypeName, TypeNames, type_names
from safelight.calendar.queries import understand_words
from safelight.clients.actions import AddClient, add
from safelight.foundation.actions import Context, ask, run
from tests.calendar.makers import booked, person, room


@pytest.fixture
def now(ana: Context) -> Context:
    """Ana on Monday, 3 May 2027, at eight in Berlin."""
    return replace(ana, now=datetime(2027, 5, 3, 6, tzinfo=UTC))


def test_a_whole_line(now: Context) -> None:
    bo, studio = person(now), room(now)
    anna = run(add, now, AddClient(first_name="Anna", last_name="Miller")).value
    run(add, now, AddClient(first_name="Newbert", last_name="Born"))
    type_names.add(TypeNames("test", lambda _: [TypeName("newborn", "Newborn", 90)]))
    try:
        found = ask(understand_words, now, {"text": "Tue 10–11:30 newborn twins Anna Miller with Bo in Studio A"})
    finally:
        type_names.drop("test")
    assert found.client is not None
    assert (found.client.id, found.title, found.type) == (anna.id, "twins", "newborn")
    assert ([card.id for card in found.resources], found.minutes) == ([bo.id, studio.id], 90)
    assert found.wish is not None
    assert found.wish.is_free
    assert [part.meaning for part in found.parts] == ["day", "time", "type", "title", "client", "person", "room"]


def test_namesakes_a_taken_time_and_a_doubled_hour(now: Context) -> None:
    bo = person(now)
    booked(now, "2027-05-04T10:00", bo, title="Viewing")
    for name in ("Tom", "Tim"):
        run(add, now, AddClient(first_name=name, last_name="Doe"))
    found = ask(understand_words, now, {"text": "tomorrow 10:30 1h Doe with Bo"})
    assert (found.client, len(found.clients)) == (None, 2)
    assert found.wish is not None
    assert (found.wish.is_free, "Viewing" in found.wish.reasons[0].text) == (False, True)
    doubled = ask(understand_words, now, {"text": "2027-10-31 02:30 1h"})
    assert (doubled.wish, "fold" in doubled.missing) == (None, True)
