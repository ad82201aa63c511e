"""Items, packages and prices: made, changed, archived, raised; each with its way back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from safelight.accounts.permissions import built_in
from safelight.foundation.actions import Actor, Conflict, Context, Forbidden, InvalidInput, NotFound, ask, run
from safelight.foundation.tenancy import studio_scope
from safelight.pricing.actions import (
    add_item,
    add_list,
    archive_item,
    change_item,
    copy_item,
    raise_prices,
    restore_item,
    set_components,
    set_prices,
)
from safelight.pricing.models import Item
from safelight.pricing.queries import facts_at, facts_for, get_item, get_list
from tests.pricing.conftest import Shop, Undo, new_item


def test_an_item_is_changed_and_changed_back(ana: Context, shop: Shop, undo: Undo) -> None:
    given = {
        "item_id": shop.print.id, "price": "50", "cost": None, "width": "20", "height": "30", "size_unit": "cm",
        "tax_class": "reduced", "group_id": None, "takes_images": True, "images_included": 1, "extra_image": "5",
    }  # fmt: skip
    changed = run(change_item, ana, given)
    assert (changed.value.size, changed.value.price, changed.value.cost) == ("20 × 30 cm", Decimal("50.00"), None)
    back = undo(ana, changed)
    different = {"on_sale_version", "components"}
    assert back.model_dump(exclude=different) == shop.print.model_dump(exclude=different)


def test_what_an_item_may_not_be(ana: Context, shop: Shop) -> None:
    listed = str(shop.list.id)

    def refused(error: type[Exception], **given: Any) -> Any:  # noqa: ANN401 - what was refused
        with pytest.raises(error) as refusal:
            run(add_item, ana, {"list_id": listed, "kind": "print", "name": "X", "price": "1", **given})
        return refusal.value

    assert "P-8x10" in str(refused(Conflict, identifier="p-8X10"))
    assert "images_most" in refused(InvalidInput, images_least=3, images_most=2).fields
    assert "promotion_id" in refused(InvalidInput, kind="promotion").fields
    assert "credit_rule" in refused(InvalidInput, credit_rule="whole").fields
    assert "price" in refused(InvalidInput, price="-1").fields
    assert "extra_image" in refused(InvalidInput, extra_image="0.001").fields
    refused(NotFound, group_id=shop.list.id)


def test_an_item_of_a_package_stays_until_it_is_taken_out(ana: Context, shop: Shop, undo: Undo) -> None:
    with pytest.raises(Conflict) as refusal:
        run(archive_item, ana, {"item_id": shop.print.id})
    assert "“Family package”" in str(refusal.value)
    gone = run(archive_item, ana, {"item_id": shop.package.id})
    assert gone.value.archived
    with studio_scope(ana.studio.id):
        assert facts_for([shop.package.id]) == {}
        sold = facts_at(shop.package.id, 6)
        assert sold is not None
        assert sold.price.amount == Decimal("350.00"), "orders of that version still find it"
        assert Item.objects.filter(id=shop.package.id).exists(), "never deleted"
    assert undo(ana, gone).on_sale_version == 8
    run(archive_item, ana, {"item_id": shop.package.id})
    assert [one.name for one in ask(get_list, ana, {"list_id": shop.list.id, "archived": True}).items][
        -1
    ] == "Family package"
    new_item(ana, shop.list.id, "Another", "1", identifier="Y")
    other = new_item(ana, shop.list.id, "Third", "1")
    run(change_item, ana, {"item_id": other.id, "identifier": "Z"})
    run(archive_item, ana, {"item_id": other.id})
    new_item(ana, shop.list.id, "Fourth", "1", identifier="z")
    with pytest.raises(Conflict):
        run(restore_item, ana, {"item_id": other.id})


def test_an_inactive_item_is_not_sold(ana: Context, shop: Shop, undo: Undo) -> None:
    changed = run(change_item, ana, {"item_id": shop.album.id, "inactive": True})
    assert changed.value.on_sale_version is None
    with studio_scope(ana.studio.id):
        assert facts_for([shop.album.id]) == {}
    assert undo(ana, changed).on_sale_version is not None


def test_a_copy_of_a_package_consists_of_the_same_items(ana: Context, shop: Shop, undo: Undo) -> None:
    copied = run(copy_item, ana, {"item_id": shop.package.id})
    assert copied.value.name == "Family package (copy)"
    assert [[one.item_id for one in place.choices] for place in copied.value.components] == [
        [one.item_id for one in place.choices] for place in shop.package.components
    ]
    assert undo(ana, copied).archived


def test_a_price_inside_changes_the_packages_facts(ana: Context, shop: Shop) -> None:
    run(change_item, ana, {"item_id": shop.print.id, "price": "60"})
    with studio_scope(ana.studio.id):
        facts = facts_for([shop.package.id])[shop.package.id]
    assert facts.package is not None
    assert facts.package.components[0].choices[0].item.price.amount == Decimal("60.00")
    assert ask(get_item, ana, {"item_id": shop.package.id}).parts_value == Decimal("520.00")


def test_components_are_set_as_a_whole_and_set_back(ana: Context, shop: Shop, undo: Undo) -> None:
    keep = shop.package.components[0]
    changed = run(
        set_components,
        ana,
        {
            "item_id": shop.package.id,
            "components": [{"id": keep.id, "label": "Paper", "quantity": 3, "choices": [{"item_id": shop.album.id}]}],
        },
    )
    assert [(one.id, one.label, one.quantity) for one in changed.value.components] == [(keep.id, "Paper", 3)]
    back = undo(ana, changed)
    assert [one.label for one in back.components] == ["Prints", "Keepsake"]
    assert [choice.surcharge for choice in back.components[1].choices] == [Decimal(0), Decimal("100.00")]


def test_packages_contain_neither_themselves_nor_money(ana: Context, shop: Shop, dana: Context) -> None:
    outer = new_item(ana, shop.list.id, "Outer", "900", kind="package")
    card = new_item(ana, shop.list.id, "Card", "100", kind="gift_card")
    assert card.discountable is False

    def put(package: Any, *items: Any) -> Any:  # noqa: ANN401 - ids
        return run(
            set_components,
            ana,
            {"item_id": package, "components": [{"label": "X", "choices": [{"item_id": one} for one in items]}]},
        )

    put(outer.id, shop.package.id)
    for items in ((outer.id,), (shop.package.id,)):
        with pytest.raises(InvalidInput) as refusal:
            put(shop.package.id, *items)
        assert "cannot contain itself" in next(iter(refusal.value.fields.values()))
    with pytest.raises(InvalidInput):
        put(outer.id, card.id)
    with pytest.raises(InvalidInput):
        put(outer.id, shop.print.id, shop.print.id)
    with pytest.raises(InvalidInput):
        put(shop.print.id, shop.album.id)
    elsewhere = new_item(ana, run(add_list, ana, {"name": "Other"}).value.id, "Print", "1")
    with pytest.raises(NotFound):
        put(outer.id, elsewhere.id)
    with pytest.raises(NotFound):
        run(set_components, dana, {"item_id": outer.id, "components": []})
    with pytest.raises(Conflict):
        run(change_item, ana, {"item_id": outer.id, "kind": "product"})


def test_prices_are_raised_tried_first_and_set_back(ana: Context, shop: Shop, undo: Undo) -> None:
    given = {"list_id": shop.list.id, "percent": "7.5", "rounding": "ninety_five"}
    tried = run(raise_prices, ana, given, dry_run=True).value
    assert {one.name: one.after for one in tried.changes} == {
        "Print": Decimal("47.95"),
        "All files": Decimal("322.95"),
        "Album": Decimal("429.95"),
        "Family package": Decimal("375.95"),
    }
    assert ask(get_item, ana, {"item_id": shop.print.id}).price == Decimal("45.00")
    done = run(raise_prices, ana, given)
    assert done.value.changes == tried.changes
    assert done.value.version == shop.list.version + 6, "all of them in one version"
    back = undo(ana, done)
    assert {one.name: one.after for one in back.changes}["Album"] == Decimal("400.00")
    some = run(
        raise_prices, ana, {"list_id": shop.list.id, "percent": "-10", "group_ids": [shop.group.id]}, dry_run=True
    ).value
    assert [(one.name, one.after) for one in some.changes] == [("Print", Decimal("40.50"))]
    some = run(raise_prices, ana, {"list_id": shop.list.id, "percent": "10", "kinds": ["product"]}, dry_run=True).value
    assert [one.name for one in some.changes] == ["Album"]
    with pytest.raises(NotFound):
        run(raise_prices, ana, {"list_id": shop.list.id, "percent": "1", "item_ids": [shop.list.id]})


def test_prices_are_set_one_by_one(ana: Context, shop: Shop) -> None:
    prices = [{"item_id": shop.print.id, "price": "41"}, {"item_id": shop.album.id, "price": "400"}]
    done = run(set_prices, ana, {"list_id": shop.list.id, "prices": prices}).value
    assert [(one.before, one.after) for one in done.changes] == [(Decimal("45.00"), Decimal("41.00"))]
    with pytest.raises(InvalidInput) as refusal:
        run(set_prices, ana, {"list_id": shop.list.id, "prices": [{"item_id": shop.print.id, "price": "1.001"}]})
    assert "prices.0.price" in refusal.value.fields


def test_costs_are_for_those_who_may_see_them(ana: Context, bo: Context, shop: Shop) -> None:
    assert ask(get_item, ana, {"item_id": shop.print.id}).margin == Decimal("39.00")
    seen = ask(get_item, bo, {"item_id": shop.print.id})
    assert (seen.cost, seen.margin, seen.margin_percent) == (None, None, None)
    with pytest.raises(Forbidden):
        run(change_item, bo, {"item_id": shop.print.id, "price": "1"})
    clerk = Actor("person", ana.actor.id, "Clerk", built_in("owner") - {"pricing.costs"}, "own")
    keeper = Context(ana.studio, clerk, ana.now)
    assert run(change_item, keeper, {"item_id": shop.print.id, "price": "46"}).value.price == Decimal("46.00")
    with pytest.raises(Forbidden):
        run(change_item, keeper, {"item_id": shop.print.id, "cost": "1"})
