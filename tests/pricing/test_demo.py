"""The demo studio's prices show everything the module can, and are the same in every studio."""

from __future__ import annotations

from decimal import Decimal

from safelight.foundation.actions import Context, ask
from safelight.foundation.tenancy import studio_scope
from safelight.pricing.demo import load_demo
from safelight.pricing.queries import (
    coupons,
    facts_at,
    facts_for,
    find,
    get_list,
    lists,
    margins,
    promotions,
    quote,
    tax_regimes,
)
from safelight.pricing.rules.items import ItemKind


def test_the_demo_is_whole_and_always_the_same(ana: Context, dana: Context) -> None:
    load_demo(ana)
    load_demo(dana)
    assert [one.name for one in ask(lists, ana, {}).items] == [
        "Portraits", "School and sports", "Holiday minis", "Spring minis (draft)",
    ]  # fmt: skip
    main = ask(lists, ana, {}).items[0]
    page = ask(get_list, ana, {"list_id": main.id})
    sold = [item for group in page.groups for item in group.items]
    assert {item.kind for item in sold} == set(ItemKind)
    assert len(sold) > 40
    assert (main.version, main.waiting) == (3, False)
    assert ask(margins, ana, {"list_id": main.id}).losing == 0
    assert len(ask(promotions, ana, {}).items) == 4
    assert {one.code for one in ask(coupons, ana, {}).items} == {"WELCOME10", "FAIR100"}
    there = ask(get_list, dana, {"list_id": ask(lists, dana, {}).items[0].id})
    other = [item for group in there.groups for item in group.items]
    assert [(one.identifier, one.price) for one in other] == [(one.identifier, one.price) for one in sold]


def test_the_demo_is_sold_with_the_taxes_of_its_place(dana: Context) -> None:
    load_demo(dana)
    assert ask(tax_regimes, dana, {}).items[0].name == "New York, Albany County"
    items = {one.identifier: one for one in ask(find, dana, {"limit": 200}).items}
    assert "CD" not in items, "inactive"
    heirloom = items["PK-HEIR"]
    priced = ask(quote, dana, {"lines": [{"item_id": heirloom.id, "images": 12}, {"item_id": items["D-1"].id}]})
    assert priced.problems == ()
    assert priced.tax == (heirloom.price * Decimal("0.08")).quantize(Decimal("0.01")), "files are not taxed"
    assert priced.lines[0].parts_value is not None
    assert priced.lines[0].parts_value > heirloom.price - 200
    coupon = ask(quote, dana, {"lines": [{"item_id": items["P-8X10"].id}], "codes": ["welcome10"]})
    assert coupon.discount == Decimal("4.80")
    with studio_scope(dana.studio.id):
        now, before = facts_for([heirloom.id])[heirloom.id], facts_at(heirloom.id, 1)
    assert before is not None
    assert (before.price.amount, now.price.amount, now.version) == (Decimal("890.00"), Decimal("925.00"), 2)
