"""From an empty studio to a price: list, items, package, publishing, versions, quote."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from safelight.foundation.actions import Context, InvalidInput, ask, run
from safelight.foundation.tenancy import studio_scope
from safelight.pricing.actions import add_item, add_list, change_item, publish, set_components
from safelight.pricing.queries import facts_at, facts_for, find, get_list, quote


def item(context: Context, listed: Any, name: str, price: str, **more: Any) -> Any:  # noqa: ANN401 - a card
    given = {"list_id": listed.id, "kind": "print", "name": name, "price": price, **more}
    return run(add_item, context, given).value


def test_a_list_is_made_and_sold_from(ana: Context) -> None:
    listed = run(add_list, ana, {"name": "Portraits 2026"}).value
    assert (listed.version, listed.currency, listed.is_default, listed.waiting) == (1, "EUR", True, False)
    print_ = item(ana, listed, "Print", "45", cost="6", identifier="P-8x10", width="8", height="10", size_unit="in")
    files = item(ana, listed, "All files", "300", kind="digital_file", cost="0")
    album = item(ana, listed, "Album", "400", kind="product")
    package = item(
        ana, listed, "Family package", "600", kind="package", images_included=10, takes_images=True, extra_image="25"
    )
    assert print_.on_sale_version == 2
    whole = run(
        set_components,
        ana,
        {
            "item_id": package.id,
            "components": [
                {"label": "Prints", "least": 2, "most": 2, "choices": [{"item_id": print_.id}]},
                {
                    "label": "Keepsake",
                    "choices": [{"item_id": files.id, "preset": True}, {"item_id": album.id, "surcharge": "100"}],
                },
            ],
        },
    ).value
    assert whole.parts_value == Decimal("490.00")
    page = ask(get_list, ana, {"list_id": listed.id})
    assert [one.name for one in page.items] == ["Print", "All files", "Album", "Family package"]
    assert page.list.version == 6
    keepsake = whole.components[1]
    basket = {
        "lines": [
            {"item_id": print_.id, "quantity": "2"},
            {
                "item_id": package.id,
                "images": 12,
                "picks": [{"component_id": keepsake.id, "item_id": album.id}],
            },
        ]
    }
    priced = ask(quote, ana, basket)
    assert priced.problems == ()
    assert priced.total == Decimal("840.00")
    assert (priced.net, priced.tax) == (Decimal("705.88"), Decimal("134.12"))
    assert priced.lines[1].parts_value == Decimal("490.00")
    assert [one.total for one in [ask(find, ana, {"q": "8 x 10"}), ask(find, ana, {"q": "p-8x10"})]] == [1, 1]


def test_an_order_keeps_the_prices_of_its_version(ana: Context) -> None:
    listed = run(add_list, ana, {"name": "Held", "holds_changes": True}).value
    made = item(ana, listed, "Print", "45")
    with pytest.raises(InvalidInput) as refusal:
        ask(quote, ana, {"lines": [{"item_id": made.id}]})
    assert "lines.0.item_id" in refusal.value.fields
    assert run(publish, ana, {"list_id": listed.id}).value.version == 1
    run(change_item, ana, {"item_id": made.id, "price": "50"})
    assert ask(quote, ana, {"lines": [{"item_id": made.id}]}).total == Decimal("45.00")
    assert ask(get_list, ana, {"list_id": listed.id}).list.waiting
    run(publish, ana, {"list_id": listed.id, "note": "Spring"})
    assert ask(quote, ana, {"lines": [{"item_id": made.id}]}).total == Decimal("50.00")
    with studio_scope(ana.studio.id):
        assert facts_for([made.id])[made.id].version == 2
        old = facts_at(made.id, 1)
        assert old is not None
        assert (old.price.amount, old.version) == (Decimal("45.00"), 1)
