"""Price lists and their groups: made, changed, copied, put in order, archived; each with its way back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound, Refused, ask, run
from safelight.foundation.models import JournalEntry, StoredEvent
from safelight.foundation.tenancy import studio_scope
from safelight.pricing.actions import (
    add_group,
    add_list,
    archive_list,
    change_group,
    change_list,
    copy_list,
    publish,
    remove_group,
    restore_list,
    sort_groups,
    sort_items,
    sort_lists,
)
from safelight.pricing.models import ItemVersion
from safelight.pricing.queries import facts_for, get_list, list_for, lists, versions
from tests.pricing.conftest import Shop, Undo, new_item


def test_a_list_is_changed_and_changed_back(ana: Context, shop: Shop, undo: Undo) -> None:
    changed = run(
        change_list,
        ana,
        {
            "list_id": shop.list.id,
            "name": "Studio",
            "season_from": "2026-05-01",
            "minimum_order": "50",
            "is_default": False,
        },
    )
    assert (changed.value.name, changed.value.minimum_order, changed.value.is_default) == (
        "Studio",
        Decimal("50.00"),
        False,
    )
    back = undo(ana, changed)
    assert (back.name, back.season_from, back.minimum_order, back.is_default) == ("Portraits", None, None, True)
    with studio_scope(ana.studio.id):
        entry = JournalEntry.objects.filter(action="pricing.change_list").earliest("at", "id")
        assert entry.changes["name"] == ["Portraits", "Studio"]


def test_what_a_list_may_not_be(ana: Context, dana: Context, shop: Shop) -> None:
    with pytest.raises(Conflict):
        run(add_list, ana, {"name": " portraits "})
    with pytest.raises(InvalidInput) as refusal:
        run(add_list, ana, {"name": "A", "season_from": "2026-05-01", "season_until": "2026-04-01"})
    assert "season_until" in refusal.value.fields
    with pytest.raises(InvalidInput) as refusal:
        run(add_list, ana, {"name": "A", "minimum_order": "1.005"})
    assert refusal.value.fields["minimum_order"].endswith("amounts in EUR have at most 2 decimals.")
    with pytest.raises(InvalidInput):
        run(add_list, ana, {"name": "A", "currency": "ABC"})
    with pytest.raises(Refused):
        run(change_list, ana, {"list_id": shop.list.id, "currency": "CHF"})
    with pytest.raises(NotFound):
        run(change_list, dana, {"list_id": shop.list.id, "name": "Mine"})


def test_a_yen_list_has_no_cents(ana: Context) -> None:
    yen = run(add_list, ana, {"name": "Tokyo", "currency": "JPY"}).value
    with pytest.raises(InvalidInput) as refusal:
        new_item(ana, yen.id, "Print", "4500.5")
    assert refusal.value.fields["price"].endswith("amounts in JPY have no decimals.")
    assert new_item(ana, yen.id, "Print", "4500").price == Decimal(4500)


def test_a_copy_is_whole_and_waits_to_be_published(ana: Context, shop: Shop, undo: Undo) -> None:
    copied = run(copy_list, ana, {"list_id": shop.list.id, "name": "Christmas"})
    page = ask(get_list, ana, {"list_id": copied.value.id})
    assert (page.list.version, page.list.holds_changes, page.list.items) == (0, True, 4)
    assert [one.name for one in page.groups[0].items] == ["Print"]
    package = next(one for one in page.items if one.name == "Family package")
    inside = {choice.item_id for component in package.components for choice in component.choices}
    here = {one.id for one in (*page.items, *page.groups[0].items)}
    assert inside <= here, "the copy consists of its own items"
    assert run(publish, ana, {"list_id": copied.value.id}).value.version == 1
    assert undo(ana, copied).archived


def test_archived_lists_are_not_sold_from(ana: Context, shop: Shop, undo: Undo) -> None:
    archived = run(archive_list, ana, {"list_id": shop.list.id})
    assert ask(lists, ana, {}).items == ()
    with studio_scope(ana.studio.id):
        assert facts_for([shop.print.id]) == {}
        assert list_for(ana) is None
    with pytest.raises(Refused):
        run(publish, ana, {"list_id": shop.list.id})
    run(add_list, ana, {"name": "Portraits"})
    with pytest.raises(Conflict):
        run(restore_list, ana, {"list_id": shop.list.id})
    run(change_list, ana, {"list_id": shop.list.id, "name": "Old portraits"})
    assert undo(ana, archived).archived is False
    with studio_scope(ana.studio.id):
        assert set(facts_for([shop.print.id])) == {shop.print.id}


def test_the_list_to_sell_from(ana: Context, shop: Shop) -> None:
    summer = run(add_list, ana, {"name": "Summer", "season_from": "2026-06-01", "season_until": "2026-08-31"}).value
    held = run(add_list, ana, {"name": "Not yet", "holds_changes": True, "season_from": "2026-06-01"}).value
    with studio_scope(ana.studio.id):
        found = [list_for(ana, None, day) for day in (date(2026, 5, 31), date(2026, 6, 1))]
    assert [one.id for one in found if one] == [shop.list.id, summer.id]
    assert ask(lists, ana, {"on": "2026-05-31"}).items[0].id == shop.list.id
    assert held.version == 0


def test_lists_are_put_in_order(ana: Context, shop: Shop, undo: Undo) -> None:
    other = run(add_list, ana, {"name": "Other"}).value
    third = run(add_list, ana, {"name": "Third"}).value
    moved = run(sort_lists, ana, {"list_ids": [third.id, other.id, shop.list.id]})
    assert [one.name for one in ask(lists, ana, {}).items] == ["Portraits", "Third", "Other"], "the default one first"
    assert undo(ana, moved).list_ids == (shop.list.id, other.id, third.id)
    with pytest.raises(InvalidInput):
        run(sort_lists, ana, {"list_ids": [third.id]})


def test_publishing_says_what_changed_and_writes_only_that(ana: Context, shop: Shop) -> None:
    before = ask(versions, ana, {"list_id": shop.list.id})
    assert [one.version for one in before.items] == [6, 5, 4, 3, 2, 1]
    newest = before.items[0]
    assert (newest.added, newest.changed, newest.withdrawn, newest.by) == (0, 1, 0, "Ana Owner")
    assert run(publish, ana, {"list_id": shop.list.id}).value.version == 6, "nothing new, no new version"
    run(change_group, ana, {"group_id": shop.group.id, "name": "Paper"})
    with studio_scope(ana.studio.id):
        rows = ItemVersion.objects.filter(version=7)
        assert {row.item_id for row in rows} == {shop.print.id, shop.package.id}, "the package holds the print"
        assert StoredEvent.objects.filter(name="pricing.list_published").count() == 7
        assert facts_for([shop.print.id])[shop.print.id].group == "Paper"


def test_groups_are_a_tree_without_circles(ana: Context, shop: Shop, undo: Undo) -> None:
    below = run(add_group, ana, {"list_id": shop.list.id, "name": "Large", "parent_id": shop.group.id}).value
    with pytest.raises(Conflict):
        run(change_group, ana, {"group_id": shop.group.id, "parent_id": below.id})
    other = run(add_list, ana, {"name": "Other"}).value
    with pytest.raises(NotFound):
        run(add_group, ana, {"list_id": other.id, "name": "X", "parent_id": shop.group.id})
    lifted = run(change_group, ana, {"group_id": below.id, "parent_id": None})
    assert lifted.value.parent_id is None
    assert undo(ana, lifted).parent_id == shop.group.id
    gone = run(remove_group, ana, {"group_id": shop.group.id})
    page = ask(get_list, ana, {"list_id": shop.list.id})
    assert [one.name for one in page.groups] == ["Large"]
    assert shop.print.id in {one.id for one in page.items}
    undo(ana, gone)
    page = ask(get_list, ana, {"list_id": shop.list.id})
    assert [(one.name, [inner.name for inner in one.groups]) for one in page.groups] == [("Prints", ["Large"])]
    assert [one.name for one in page.groups[0].items] == ["Print"]


def test_groups_and_items_are_put_in_order(ana: Context, shop: Shop, undo: Undo) -> None:
    second = run(add_group, ana, {"list_id": shop.list.id, "name": "Second"}).value
    turned = run(sort_groups, ana, {"list_id": shop.list.id, "group_ids": [second.id, shop.group.id]})
    assert [one.name for one in ask(get_list, ana, {"list_id": shop.list.id}).groups] == ["Second", "Prints"]
    assert undo(ana, turned).ids == (shop.group.id, second.id)
    with pytest.raises(InvalidInput):
        run(sort_groups, ana, {"list_id": shop.list.id, "group_ids": [second.id]})
    run(sort_items, ana, {"list_id": shop.list.id, "group_id": shop.group.id, "item_ids": [shop.album.id]})
    page = ask(get_list, ana, {"list_id": shop.list.id})
    assert [one.name for one in page.groups[0].items] == ["Album", "Print"], "moved here, before what stood here"
    turned = run(
        sort_items,
        ana,
        {"list_id": shop.list.id, "group_id": shop.group.id, "item_ids": [shop.print.id, shop.album.id]},
    )
    assert undo(ana, turned).ids == (shop.album.id, shop.print.id)
    with studio_scope(ana.studio.id):
        assert facts_for([shop.album.id])[shop.album.id].group == "Prints"
