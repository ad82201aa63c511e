"""Lists, finding, margins and quotes: what they answer, in how many statements, and to whom."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safelight.foundation.actions import Context, InvalidInput, NotFound, ask, run
from safelight.pricing.actions import add_promotion, change_item, change_list, set_components
from safelight.pricing.queries import find, get_item, get_list, item_at, lists, margins, quote
from tests.pricing.conftest import Shop, new_item


def statements(context: Context, verb: object, given: dict[str, object]) -> int:
    with CaptureQueriesContext(connection) as caught:
        ask(verb, context, given)  # type: ignore[arg-type]  # any query
    return len([one for one in caught.captured_queries if "savepoint" not in one["sql"].lower()])


def test_a_list_is_read_by_few_statements_however_long(ana: Context, shop: Shop) -> None:
    asked: dict[str, object] = {"list_id": shop.list.id}
    few = statements(ana, get_list, asked)
    for number in range(3):
        more = new_item(ana, shop.list.id, f"Package {number}", "100", kind="package")
        place = {"label": "X", "choices": [{"item_id": shop.print.id}, {"item_id": shop.album.id}]}
        run(set_components, ana, {"item_id": more.id, "components": [place] * 2})
    assert statements(ana, get_list, asked) == few <= 8
    assert statements(ana, lists, {}) <= 4
    assert statements(ana, find, {"q": "p"}) <= 8


def test_a_basket_is_priced_by_few_statements_however_long(ana: Context, shop: Shop) -> None:
    run(add_promotion, ana, {"name": "Ten", "kind": "percent", "percent": "10", "scope": [{"item_id": shop.print.id}]})
    one: dict[str, object] = {"lines": [{"item_id": shop.print.id}], "client_id": UUID(int=1)}
    many: dict[str, object] = {
        "lines": [{"item_id": item.id} for item in (shop.print, shop.album, shop.files, shop.package)] * 5,
        "client_id": UUID(int=1),
    }
    assert statements(ana, quote, one) == statements(ana, quote, many) <= 14


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("print", ["Print"]),
        ("p-8X10", ["Print"]),
        ("lab", ["Print"]),
        ("fam", ["Family package"]),
        ("file all", ["All files"]),
        ("digital", ["All files"]),
        ("", ["Family package", "Print", "All files", "Album"]),
        ("nothing", []),
    ],
)
def test_items_are_found(ana: Context, shop: Shop, typed: str, names: list[str]) -> None:
    found = ask(find, ana, {"q": typed})
    assert [one.name for one in found.items] == names
    assert found.total == len(names)


def test_an_exact_identifier_comes_first_and_filters_narrow(ana: Context, shop: Shop) -> None:
    new_item(ana, shop.list.id, "Ask for the album", "1", identifier="Z-1", quick_pick=True)
    new_item(ana, shop.list.id, "Other", "1", identifier="album")
    assert [one.name for one in ask(find, ana, {"q": "album"}).items] == ["Other", "Ask for the album", "Album"]
    run(change_item, ana, {"item_id": shop.album.id, "hidden": True})
    assert [one.name for one in ask(find, ana, {"q": "album", "hidden": False}).items] == ["Other", "Ask for the album"]
    assert [one.name for one in ask(find, ana, {"quick_picks": True}).items] == ["Family package", "Ask for the album"]
    assert [one.name for one in ask(find, ana, {"kind": ["product"]}).items] == ["Album"]
    run(change_item, ana, {"item_id": shop.album.id, "inactive": True})
    assert [one.name for one in ask(find, ana, {"kind": ["product"]}).items] == []
    assert [one.name for one in ask(find, ana, {"kind": ["product"], "on_sale": False}).items] == ["Album"]


def test_margins_are_reckoned_without_tax_the_thinnest_first(ana: Context, shop: Shop) -> None:
    run(change_item, ana, {"item_id": shop.album.id, "cost": "350"})
    unknown = new_item(ana, shop.list.id, "Frame", "80")
    found = ask(margins, ana, {"list_id": shop.list.id})
    assert [(one.name, one.net, one.cost, one.margin_percent) for one in found.rows] == [
        ("Family package", Decimal("294.12"), Decimal("362.00"), Decimal("-23.1")),
        ("Album", Decimal("336.13"), Decimal("350.00"), Decimal("-4.1")),
        ("Print", Decimal("37.82"), Decimal("6.00"), Decimal("84.1")),
        ("All files", Decimal("252.10"), Decimal("0.00"), Decimal("100.0")),
        (unknown.name, Decimal("67.23"), None, None),
    ]
    assert (found.without_cost, found.losing) == (1, 2)


def test_a_quote_tells_costs_to_those_who_may_see_them(ana: Context, bo: Context, shop: Shop) -> None:
    given = {"lines": [{"item_id": shop.print.id, "quantity": "2"}]}
    seen = ask(quote, ana, given)
    assert (seen.cost, seen.margin, seen.lines[0].margin) == (Decimal("12.00"), Decimal("63.63"), Decimal("63.63"))
    hidden = ask(quote, bo, given)
    assert (hidden.cost, hidden.margin, hidden.margin_percent, hidden.lines[0].cost) == (None, None, None, None)
    assert hidden.total == seen.total


def test_what_a_quote_refuses(ana: Context, dana: Context, shop: Shop) -> None:
    for line, field in (
        ({"quantity": "0"}, "lines.0.quantity"),
        ({"price": "1.001"}, "lines.0.price"),
        ({"price": "-1"}, "lines.0.price"),
        ({"discount": {"amount": "1", "percent": "1"}}, "lines.0.discount"),
        ({"discount": {"amount": "0.001"}}, "lines.0.discount.amount"),
    ):
        with pytest.raises(InvalidInput) as refusal:
            ask(quote, ana, {"lines": [{"item_id": shop.print.id, **line}]})
        assert field in refusal.value.fields
    with pytest.raises(InvalidInput):
        ask(quote, ana, {"lines": [{"item_id": shop.print.id}], "currency": "USD"})
    with pytest.raises(InvalidInput):
        ask(quote, ana, {"currency": "ABC"})
    with pytest.raises(InvalidInput) as foreign:
        ask(quote, dana, {"lines": [{"item_id": shop.print.id}]})
    with pytest.raises(InvalidInput) as absent:
        ask(quote, dana, {"lines": [{"item_id": UUID(int=7)}]})
    assert foreign.value.fields == absent.value.fields
    assert ask(quote, ana, {}).total == Decimal("0.00")


def test_the_smallest_order_of_the_list_is_told(ana: Context, shop: Shop) -> None:
    run(change_list, ana, {"list_id": shop.list.id, "minimum_order": "100"})
    given: dict[str, object] = {"lines": [{"item_id": shop.print.id}]}
    assert [one.code for one in ask(quote, ana, given).problems] == ["minimum_order"]
    assert ask(quote, ana, {**given, "minimum_order": False}).problems == ()


def test_an_item_as_it_was(ana: Context, dana: Context, shop: Shop) -> None:
    run(change_item, ana, {"item_id": shop.print.id, "price": "99"})
    now = ask(get_item, ana, {"item_id": shop.print.id}).on_sale_version
    assert now == 7
    was = ask(item_at, ana, {"item_id": shop.print.id, "version": 6}).facts
    assert was is not None
    assert was["price"] == {"amount": "45.00", "currency": "EUR"}
    assert ask(item_at, ana, {"item_id": shop.print.id, "version": 1}).facts is None
    for verb, given in ((item_at, {"item_id": shop.print.id, "version": 6}), (get_item, {"item_id": shop.print.id})):
        with pytest.raises(NotFound):
            ask(verb, dana, given)  # type: ignore[arg-type]  # any query
