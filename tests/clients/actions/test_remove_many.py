"""Removing many clients at once, and bringing them back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safelight.clients.actions import (
    add,
    bulk_add,
    change_many,
    merge,
    remove,
    remove_many,
    restore,
    restore_many,
    undo_change_many,
    unmerge,
)
from safelight.clients.queries import get, list_clients, timeline
from safelight.clients.rules.draft import ClientDraft
from safelight.foundation.actions import Conflict, Context, Forbidden, InvalidInput, NotFound, ask, run
from safelight.foundation.models import JournalEntry, StoredEvent
from safelight.foundation.tenancy import studio_scope

Shown = Callable[[], list[str]]


@pytest.fixture
def four(ana: Context) -> list[UUID]:
    """Eva, Uwe, Ada and Ida; the first two with a tag."""
    return [
        run(add, ana, {"first_name": name, "tags": ["VIP"] if name in {"Eva", "Uwe"} else []}).value.id
        for name in ("Eva", "Uwe", "Ada", "Ida")
    ]


def shown(context: Context) -> list[str]:
    return [row.display_name for row in ask(list_clients, context, {}).items]


def test_those_named_are_removed_in_one_line_and_come_back(ana: Context, four: list[UUID]) -> None:
    done = run(remove_many, ana, {"ids": four[:3]})
    assert done.value.removed == 3
    assert shown(ana) == ["Ida"]
    assert ask(list_clients, ana, {"removed": True}).total == 3
    with studio_scope(ana.studio.id):
        line = JournalEntry.objects.get(action="clients.remove_many")
        assert (line.summary, line.changes["removed"]) == ("removed: 3 clients", 3)
        assert StoredEvent.objects.get(name="clients.removed_many").payload["count"] == 3
    assert [entry.text for entry in ask(timeline, ana, {"client_id": four[0]}).items][:1] == ["removed: 3 clients"]
    assert done.undo == ("clients.restore_many", {"change_id": str(done.value.change_id)})
    back = run(restore_many, ana, {"change_id": done.value.change_id}).value
    assert (back.restored, back.kept) == (3, 0)
    assert shown(ana) == ["Ada", "Eva", "Ida", "Uwe"]
    with pytest.raises(Conflict):
        run(restore_many, ana, {"change_id": done.value.change_id})


def test_everything_that_a_filter_shows_is_meant(ana: Context, four: list[UUID]) -> None:
    tried = run(remove_many, ana, {"filter": {"tags": ["VIP"]}}, dry_run=True).value
    assert tried.removed == 2
    assert len(shown(ana)) == 4
    assert run(remove_many, ana, {"filter": {"tags": ["VIP"]}}).value.removed == 2
    assert shown(ana) == ["Ada", "Ida"]
    with pytest.raises(InvalidInput):
        run(remove_many, ana, {"filter": {"removed": True}})
    with pytest.raises(InvalidInput):
        run(remove_many, ana, {"ids": four, "filter": {}})
    with pytest.raises(InvalidInput):
        run(remove_many, ana, {"ids": four[:2]})


def test_who_went_another_way_since_is_left_alone(ana: Context, four: list[UUID]) -> None:
    done = run(remove_many, ana, {"ids": four[:3]}).value
    eva, uwe, ada, ida = four
    run(restore, ana, {"client_id": eva})
    run(remove, ana, {"client_id": eva})
    run(restore, ana, {"client_id": uwe})
    merged = run(merge, ana, {"client_id": ida, "other_id": uwe}).value
    back = run(restore_many, ana, {"change_id": done.change_id}).value
    assert (back.restored, back.kept) == (1, 2)
    assert shown(ana) == ["Ada", "Ida"]
    run(unmerge, ana, {"merge_id": merged.merge_id})
    assert ask(get, ana, {"client_id": ada}).removed_at is None


def test_a_removal_is_no_change_and_a_change_no_removal(ana: Context, four: list[UUID]) -> None:
    gone = run(remove_many, ana, {"ids": four[:1]}).value
    changed = run(change_many, ana, {"ids": four[1:], "add_tags": ["X"]}).value
    with pytest.raises(NotFound):
        run(undo_change_many, ana, {"change_id": gone.change_id})
    with pytest.raises(NotFound):
        run(restore_many, ana, {"change_id": changed.change_id})


def test_a_foreign_id_is_like_an_absent_one(ana: Context, bo: Context, dana: Context, four: list[UUID]) -> None:
    with pytest.raises(InvalidInput):
        run(remove_many, dana, {"ids": four})
    with pytest.raises(Forbidden):
        run(remove_many, bo, {"ids": four})
    done = run(remove_many, ana, {"ids": four}).value
    with pytest.raises(NotFound):
        run(restore_many, dana, {"change_id": done.change_id})


def test_a_thousand_cost_as_many_statements_as_one(ana: Context) -> None:
    with studio_scope(ana.studio.id):
        ids = list(bulk_add(ana, [ClientDraft(last_name=f"Row{number}") for number in range(1_001)]))
    counts = []
    for part in (ids[:1], ids[1:]):
        with CaptureQueriesContext(connection) as caught:
            change = run(remove_many, ana, {"ids": part}).value
            run(restore_many, ana, {"change_id": change.change_id})
        counts.append(len(caught))
    assert counts[0] == counts[1]
