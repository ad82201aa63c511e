"""Many clients at once, by ids or by what the list shows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from safelight.clients.actions import bulk_add, change, change_many, undo_change_many
from safelight.clients.models import BulkChangeItem
from safelight.clients.queries import get, list_clients, timeline
from safelight.clients.rules.draft import ClientDraft
from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound, ask, run
from safelight.foundation.models import JournalEntry
from safelight.foundation.tenancy import studio_scope


@pytest.fixture
def four(ana: Context) -> list[UUID]:
    """Four clients, two of them tagged, one in a stage."""
    with studio_scope(ana.studio.id):
        return list(
            bulk_add(
                ana,
                [
                    ClientDraft(first_name="Ada", last_name="Wolf", tags=("Old",), stage="Contacted"),
                    ClientDraft(first_name="Ben", last_name="Wolf", tags=("Old",), groups=("Club",)),
                    ClientDraft(first_name="Cem", last_name="Fuchs"),
                    ClientDraft(first_name="Dan", last_name="Fuchs", source="Fair"),
                ],
            )
        )


EVERYTHING: dict[str, Any] = {
    "add_tags": ["Newborn"],
    "remove_tags": ["Old"],
    "add_groups": ["Mailing"],
    "remove_groups": ["Club"],
    "stage": "Booked",
    "source": "Google",
    "do_not_contact": True,
}


def cards(context: Context, ids: list[UUID]) -> list[dict[str, Any]]:
    return [ask(get, context, {"client_id": one}).model_dump(exclude={"version", "updated_at"}) for one in ids]


def test_everything_at_once_and_exactly_back(ana: Context, four: list[UUID]) -> None:
    before = cards(ana, four)
    done = run(change_many, ana, {"filter": {}, **EVERYTHING})
    assert (done.value.selected, done.value.changed) == (4, 4)
    for client_id in four:
        card = ask(get, ana, {"client_id": client_id})
        assert card.stage is not None
        assert card.source is not None
        assert ([tag.name for tag in card.tags], [group.name for group in card.groups]) == (["Newborn"], ["Mailing"])
        assert (card.stage.name, card.source.name, card.do_not_contact, card.version) == ("Booked", "Google", True, 2)
    assert ask(list_clients, ana, {"q": "newborn"}).total == 4
    assert ask(list_clients, ana, {"q": "old"}).total == 0
    assert done.undo == ("clients.undo_change_many", {"change_id": str(done.value.change_id)})
    back = run(undo_change_many, ana, {"change_id": done.value.change_id}).value
    assert (back.undone, back.kept) == (4, 0)
    assert cards(ana, four) == before
    assert ask(list_clients, ana, {"q": "newborn"}).total == 0
    assert ask(list_clients, ana, {"q": "old"}).total == 2
    with pytest.raises(Conflict):
        run(undo_change_many, ana, {"change_id": done.value.change_id})


def test_the_selection_is_what_the_list_shows(ana: Context, four: list[UUID]) -> None:
    done = run(change_many, ana, {"filter": {"q": "wlof"}, "add_tags": ["Found"]}).value
    assert (done.selected, done.changed) == (2, 2)
    by_id = run(change_many, ana, {"ids": [four[0], four[2]], "add_tags": ["Found"]}).value
    assert (by_id.selected, by_id.changed) == (2, 1)


def test_one_journal_line_and_a_line_on_each_timeline(ana: Context, four: list[UUID]) -> None:
    done = run(change_many, ana, {"ids": four[:3], "stage": "Contacted"}).value
    with studio_scope(ana.studio.id):
        line = JournalEntry.objects.get(action="clients.change_many")
        assert line.summary == "moved to Contacted: 3 clients"
        assert BulkChangeItem.objects.filter(change_id=done.change_id).count() == 2, "one was there already"
    assert [entry.kind for entry in ask(timeline, ana, {"client_id": four[1]}).items] == ["change_of_many"]
    assert ask(timeline, ana, {"client_id": four[0]}).items == ()


def test_a_newer_value_is_kept_when_it_is_taken_back(ana: Context, four: list[UUID]) -> None:
    done = run(change_many, ana, {"ids": four, "source": "Google", "do_not_contact": True}).value
    run(change, ana, {"client_id": four[0], "source": "Fair"})
    back = run(undo_change_many, ana, {"change_id": done.change_id}).value
    assert (back.undone, back.kept) == (4, 1)
    card = ask(get, ana, {"client_id": four[0]})
    assert card.source is not None
    assert (card.source.name, card.do_not_contact) == ("Fair", False)


def test_the_rival_reaches_nothing(ana: Context, dana: Context, four: list[UUID]) -> None:
    assert run(change_many, dana, {"ids": four, "add_tags": ["Mine"]}).value.selected == 0
    done = run(change_many, ana, {"ids": four, "add_tags": ["Ours"]}).value
    with pytest.raises(NotFound):
        run(undo_change_many, dana, {"change_id": done.change_id})
    assert ask(list_clients, ana, {"q": "mine"}).total == 0


@pytest.mark.parametrize("given", [{}, {"ids": []}, {"filter": {}}, {"ids": [], "filter": {}, "add_tags": ["x"]}])
def test_who_and_what_must_be_said(ana: Context, given: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        run(change_many, ana, given)


def test_a_trial_changes_nothing(ana: Context, four: list[UUID]) -> None:
    before = cards(ana, four)
    assert run(change_many, ana, {"filter": {}, **EVERYTHING}, dry_run=True).value.changed == 4
    assert cards(ana, four) == before
