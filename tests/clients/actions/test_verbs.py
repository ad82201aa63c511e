"""The small verbs: notes, tags, stages, groups, sources, own fields, views, bin; each with its way back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from safelight.clients.actions import (
    add,
    add_custom_field,
    add_group,
    add_note,
    add_source,
    add_stage,
    change,
    change_custom_field,
    change_group,
    change_note,
    change_source,
    change_stage,
    change_tag,
    change_view,
    remove,
    remove_note,
    remove_view,
    restore,
    save_view,
    set_stage,
    sort_stages,
    tag,
    untag,
)
from safelight.clients.models import Note
from safelight.clients.queries import (
    board,
    custom_fields,
    get,
    groups,
    list_clients,
    sources,
    stages,
    tags,
    timeline,
    views,
)
from safelight.foundation.actions import (
    Conflict,
    Context,
    Forbidden,
    InvalidInput,
    NotFound,
    Outcome,
    ask,
    find,
    run,
)
from safelight.foundation.models import JournalEntry, StoredEvent
from safelight.foundation.tenancy import studio_scope


@pytest.fixture
def eva(ana: Context) -> UUID:
    """A client."""
    return run(add, ana, {"first_name": "Eva", "last_name": "Muster", "tags": ["Old"]}).value.id


def undo(context: Context, outcome: Outcome[Any]) -> Any:  # noqa: ANN401 - any card
    assert outcome.undo is not None
    verb = find(outcome.undo[0])
    assert verb is not None
    return run(verb, context, outcome.undo[1]).value  # type: ignore[arg-type]


def journalled(context: Context, action: str) -> JournalEntry:
    with studio_scope(context.studio.id):
        return JournalEntry.objects.get(action=action)


def test_a_note_is_written_changed_removed_and_told(ana: Context, bo: Context, eva: UUID) -> None:
    note = run(add_note, bo, {"client_id": eva, "text": "Likes dogs"}).value
    assert (note.author, note.text) == ("Bo Assist", "Likes dogs")
    with studio_scope(ana.studio.id):
        assert StoredEvent.objects.get(name="clients.note_added").payload["note_id"] == str(note.id)
    assert journalled(ana, "clients.add_note").subject_id == eva
    changed = run(change_note, bo, {"client_id": eva, "note_id": note.id, "text": "Likes cats", "pinned": True})
    assert (changed.value.text, changed.value.pinned, changed.value.changed_at) == ("Likes cats", True, bo.now)
    assert undo(bo, changed).text == "Likes dogs"
    assert [entry.text for entry in ask(timeline, ana, {"client_id": eva}).items if entry.kind == "note"] == [
        "Likes dogs"
    ]
    gone = run(remove_note, bo, {"client_id": eva, "note_id": note.id})
    assert [entry.kind for entry in ask(timeline, ana, {"client_id": eva}).items] == ["action"]
    assert undo(bo, gone).removed_at is None


def test_a_note_belongs_to_its_author_and_holds_no_card(ana: Context, bo: Context, dana: Context, eva: UUID) -> None:
    note = run(add_note, ana, {"client_id": eva, "text": "Mine"}).value
    with pytest.raises(Forbidden):
        run(change_note, bo, {"client_id": eva, "note_id": note.id, "text": "Yours"})
    for text in ("4111 1111 1111 1111", "  "):
        with pytest.raises(InvalidInput):
            run(add_note, ana, {"client_id": eva, "text": text})
    for verb in (change_note, remove_note):
        with pytest.raises(NotFound):
            run(verb, dana, {"client_id": eva, "note_id": note.id})
    with pytest.raises(NotFound):
        run(add_note, dana, {"client_id": eva, "text": "x"})
    with studio_scope(ana.studio.id):
        assert [row.text for row in Note.objects.all()] == ["Mine"]


def test_the_timeline_is_paged_newest_first(ana: Context, dana: Context, eva: UUID) -> None:
    for number in range(4):
        run(add_note, ana, {"client_id": eva, "text": f"Note {number}"})
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = ask(timeline, ana, {"client_id": eva, "limit": 2, "cursor": cursor})
        seen += [entry.text for entry in page.items]
        cursor = page.next
    assert sorted(seen) == ["Eva Muster was added", "Note 0", "Note 1", "Note 2", "Note 3"]
    with pytest.raises(InvalidInput):
        ask(timeline, ana, {"client_id": eva, "cursor": "x"})
    with pytest.raises(NotFound):
        ask(timeline, dana, {"client_id": eva})


def test_tags_go_on_and_off(ana: Context, eva: UUID) -> None:
    outcome = run(tag, ana, {"client_id": eva, "tags": ["New", "old"]})
    assert [one.name for one in outcome.value.tags] == ["New", "Old"]
    assert journalled(ana, "clients.tag").changes == {"tags": [["Old"], ["New", "Old"]]}
    assert ask(list_clients, ana, {"q": "#new"}).total == 1
    assert [one.name for one in undo(ana, outcome).tags] == ["Old"]
    off = run(untag, ana, {"client_id": eva, "tags": ["Old", "Never used"]})
    assert off.value.tags == ()
    assert run(untag, ana, {"client_id": eva, "tags": ["Old"]}).undo is None
    assert [one.name for one in undo(ana, off).tags] == ["Old"]


def test_a_renamed_tag_is_found_under_its_new_name(ana: Context, eva: UUID) -> None:
    (known,) = ask(tags, ana, {}).items
    assert (known.name, known.clients) == ("Old", 1)
    outcome = run(change_tag, ana, {"tag_id": known.id, "name": "Vintage", "color": "red"})
    assert ask(list_clients, ana, {"q": "vintage"}).total == 1
    assert ask(list_clients, ana, {"q": "#old"}).total == 0
    assert undo(ana, outcome).name == "Old"
    assert ask(list_clients, ana, {"q": "#old"}).total == 1
    run(tag, ana, {"client_id": eva, "tags": ["Other"]})
    with pytest.raises(Conflict):
        run(change_tag, ana, {"tag_id": known.id, "name": "OTHER"})


def test_a_lead_moves_over_the_board(ana: Context, eva: UUID) -> None:
    before = [stage.stage.name for stage in ask(stages, ana, {}).items]
    assert before == ["New enquiry", "Contacted", "Consultation", "Proposal sent", "Booked", "Lost"]
    outcome = run(set_stage, ana, {"client_id": eva, "stage": str(ask(stages, ana, {}).items[1].stage.id)})
    assert outcome.value.stage is not None
    assert outcome.value.stage.name == "Contacted"
    with studio_scope(ana.studio.id):
        assert StoredEvent.objects.filter(name="clients.stage_set").count() == 1
    column = ask(board, ana, {}).columns[1]
    assert (column.total, [card.id for card in column.cards]) == (1, [eva])
    assert undo(ana, outcome).stage is None
    with pytest.raises(InvalidInput):
        run(set_stage, ana, {"client_id": eva, "stage": "Elsewhere"})


def test_stages_are_defined_sorted_and_archived(ana: Context, bo: Context, eva: UUID) -> None:
    added = run(add_stage, ana, {"name": "Waiting", "kind": "open"})
    assert added.value.order == 7
    listed = ask(stages, ana, {}).items
    turned = [item.stage.id for item in reversed(listed)]
    outcome = run(sort_stages, ana, {"stage_ids": turned})
    assert [item.stage.id for item in ask(stages, ana, {}).items] == turned
    undo(ana, outcome)
    assert ask(stages, ana, {}).items == listed
    run(set_stage, ana, {"client_id": eva, "stage": "Waiting"})
    with pytest.raises(Conflict):
        run(change_stage, ana, {"stage_id": added.value.id, "archived": True})
    run(set_stage, ana, {"client_id": eva, "stage": ""})
    archived = run(change_stage, ana, {"stage_id": added.value.id, "archived": True})
    assert len(ask(stages, ana, {}).items) == 6
    assert len(ask(stages, ana, {"archived": True}).items) == 7
    undo(ana, archived)
    assert len(ask(stages, ana, {}).items) == 7
    for wrong in (turned[:2], turned + turned[:1]):
        with pytest.raises(InvalidInput):
            run(sort_stages, ana, {"stage_ids": wrong})
    with pytest.raises(Forbidden):
        run(add_stage, bo, {"name": "Mine"})


@pytest.mark.parametrize(
    ("verbs", "field"),
    [((add_group, change_group, groups), "group_id"), ((add_source, change_source, sources), "source_id")],
)
def test_groups_and_sources_are_defined_once(
    ana: Context, bo: Context, dana: Context, verbs: tuple[Any, Any, Any], field: str
) -> None:
    making, changing, listing = verbs
    made = run(making, ana, {"name": "  Fair  2026 "})
    assert made.value.name == "Fair 2026"
    for name, error in (("FAIR 2026", Conflict), ("", InvalidInput), ("4111 1111 1111 1111", InvalidInput)):
        with pytest.raises(error):
            run(making, ana, {"name": name})
    changed = run(changing, ana, {field: made.value.id, "name": "Fair", "archived": True})
    assert ask(listing, ana, {}).items == ()
    assert undo(ana, changed).name == "Fair 2026"
    assert [item.name for item in ask(listing, ana, {}).items] == ["Fair 2026"]
    assert ask(listing, dana, {"archived": True}).items == ()
    undo(ana, made)
    assert ask(listing, ana, {}).items == ()
    with pytest.raises(Forbidden):
        run(making, bo, {"name": "Mine"})
    with pytest.raises(NotFound):
        run(changing, dana, {field: made.value.id, "name": "Mine"})


def test_own_fields_keep_their_values(ana: Context, eva: UUID) -> None:
    made = run(add_custom_field, ana, {"label": "Size", "type": "choice", "choices": ["S", "M", "S"]})
    assert made.value.choices == ("S", "M")
    run(change, ana, {"client_id": eva, "custom": {"Size": "M"}})
    with pytest.raises(Conflict):
        run(change_custom_field, ana, {"field_id": made.value.id, "choices": ["S"]})
    outcome = run(change_custom_field, ana, {"field_id": made.value.id, "label": "Shirt", "choices": ["M", "L"]})
    assert undo(ana, outcome).choices == ("S", "M")
    undo(ana, made)
    assert ask(custom_fields, ana, {}).items == ()
    assert list(ask(get, ana, {"client_id": eva}).custom.values()) == ["M"]
    for wrong in ({"label": "Size"}, {"label": "A", "type": "choice"}, {"label": "A", "choices": ["x"]}):
        with pytest.raises((Conflict, InvalidInput)):
            run(add_custom_field, ana, wrong)


def test_views_are_private_until_shared(ana: Context, bo: Context, dana: Context) -> None:
    mine = run(
        save_view, bo, {"name": "Mine", "filters": {"tags": ["VIP"]}, "columns": ["name", "city"], "sort": "-created"}
    )
    shared = run(save_view, ana, {"name": "Ours", "shared": True})
    assert [(view.name, view.mine) for view in ask(views, bo, {}).items] == [("Mine", True), ("Ours", False)]
    assert [view.name for view in ask(views, ana, {}).items] == ["Ours"]
    assert ask(views, dana, {}).items == ()
    outcome = run(change_view, bo, {"view_id": mine.value.id, "name": "Hers", "columns": ["name"]})
    assert (outcome.value.name, outcome.value.columns, outcome.value.filters) == ("Hers", ("name",), {"tags": ["VIP"]})
    assert undo(bo, outcome).columns == ("name", "city")
    with pytest.raises(NotFound):
        run(change_view, ana, {"view_id": mine.value.id, "name": "x"})
    with pytest.raises(Forbidden):
        run(change_view, bo, {"view_id": shared.value.id, "name": "x"})
    gone = run(remove_view, bo, {"view_id": mine.value.id})
    assert [view.name for view in ask(views, bo, {}).items] == ["Ours"]
    assert undo(bo, gone).filters == {"tags": ["VIP"]}


def test_the_bin_gives_back(ana: Context, bo: Context, dana: Context, eva: UUID) -> None:
    with pytest.raises(Forbidden):
        run(remove, bo, {"client_id": eva})
    for verb in (remove, restore):
        with pytest.raises(NotFound):
            run(verb, dana, {"client_id": eva})
    outcome = run(remove, ana, {"client_id": eva})
    assert outcome.value.removed_at == ana.now
    with pytest.raises(Conflict):
        run(remove, ana, {"client_id": eva})
    assert undo(ana, outcome).removed_at is None
    with studio_scope(ana.studio.id):
        names = list(StoredEvent.objects.order_by("id").values_list("name", flat=True))
        assert names[-2:] == ["clients.removed", "clients.restored"]
