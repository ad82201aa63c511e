"""A future address becomes the home address on its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from safelight.clients.actions import add
from safelight.clients.jobs import move_in
from safelight.clients.queries import get, list_clients
from safelight.foundation.actions import Context, ask, run
from safelight.foundation.models import JournalEntry
from safelight.foundation.tenancy import studio_scope


def test_the_day_of_moving_comes_in_the_studios_zone(ana: Context, dana: Context) -> None:
    card = run(
        add,
        ana,
        {
            "last_name": "Mover",
            "addresses": [
                {"street": "Old 1", "city": "Ulm"},
                {"street": "Office", "city": "Ulm", "label": "work"},
                {"street": "New 2", "city": "Bonn", "label": "future", "starts_on": "2027-05-01"},
            ],
        },
    ).value
    # 21:59 UTC is still April in Berlin's summer time; a minute later it is May.
    for minute, first in (
        (datetime(2027, 4, 30, 21, 59, tzinfo=UTC), "Old 1"),
        (datetime(2027, 4, 30, 22, 0, tzinfo=UTC), "New 2"),
    ):
        move_in(replace(ana, now=minute))
        move_in(replace(dana, now=minute))
        assert ask(get, ana, {"client_id": card.id}).addresses[0].street == first
    moved = ask(get, ana, {"client_id": card.id})
    assert [(item.street, item.label.value, item.starts_on) for item in moved.addresses] == [
        ("New 2", "home", None),
        ("Old 1", "other", None),
        ("Office", "work", None),
    ]
    assert ask(list_clients, ana, {"city": "Bonn"}).total == 1
    move_in(replace(ana, now=datetime(2027, 6, 1, tzinfo=UTC)))
    with studio_scope(ana.studio.id):
        assert JournalEntry.objects.filter(action="clients.change").count() == 1, "once is enough"
