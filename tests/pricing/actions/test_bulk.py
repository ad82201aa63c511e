"""Many items at once: checked as by hand, few statements, one version, and set back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound, ask
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import studio_scope
from safelight.pricing.actions import BulkItems, ChoiceInput, ComponentInput
from safelight.pricing.models import Item
from safelight.pricing.queries import facts_for, get_list, versions
from safelight.pricing.rules.items import ItemKind, TaxClass
from tests.pricing.conftest import Shop


def test_many_items_come_in_as_one_version_and_go_out_again(ana: Context, shop: Shop) -> None:
    with studio_scope(ana.studio.id):
        bulk = BulkItems(ana, shop.list.id)
        assert bulk.find(identifier="p-8x10") == shop.print.id
        assert bulk.find(name="ALBUM") == shop.album.id
        assert bulk.find(identifier="none", name="Album") is None
        assert bulk.group(("prints",)) == shop.group.id
        large = bulk.group(("Prints", "Large"))
        assert bulk.group(("prints", "LARGE")) == large
        made = [
            bulk.add({"kind": ItemKind.PRINT, "name": f"Sheet {number}", "price": Decimal(number), "group_id": large})
            for number in range(1, 301)
        ]
        old = bulk.change(shop.print.id, {"price": Decimal(50), "name": "Print", "tax_class": TaxClass.REDUCED})
        assert old == {"price": Decimal("45.00"), "tax_class": "standard"}
        assert bulk.change(shop.album.id, {"price": Decimal(400)}) == {}
        package = bulk.add({"kind": ItemKind.PACKAGE, "name": "Sheets", "price": Decimal(99)})
        bulk.consist_of(package, (ComponentInput(label="Sheet", choices=(ChoiceInput(item_id=made[0]),)),))
        with CaptureQueriesContext(connection) as caught:
            assert bulk.finish("From a file") == 7
        assert len(caught.captured_queries) < 40
        assert facts_for([made[299]])[made[299]].group == "Prints › Large"
        assert facts_for([package])[package].package is not None
    newest = ask(versions, ana, {"list_id": shop.list.id}).items[0]
    assert (newest.note, newest.added, newest.changed) == ("From a file", 301, 2)
    page = ask(get_list, ana, {"list_id": shop.list.id})
    assert [one.name for one in page.groups[0].groups[0].items][:2] == ["Sheet 1", "Sheet 2"]
    with studio_scope(ana.studio.id):
        back = BulkItems(ana, shop.list.id)
        assert back.archive([*made, package]) == ()
        back.change(shop.print.id, old)
        back.finish()
        assert set(facts_for([*made, shop.print.id])) == {shop.print.id}
        assert Item.objects.get(id=shop.print.id).price_minor == 4500


def test_what_is_refused_leaves_the_rest_alone(ana: Context, shop: Shop) -> None:
    with studio_scope(ana.studio.id):
        bulk = BulkItems(ana, shop.list.id)
        with pytest.raises(Conflict):
            bulk.add({"kind": ItemKind.PRINT, "name": "X", "price": Decimal(1), "identifier": "P-8X10"})
        for _ in range(2):
            with pytest.raises(InvalidInput):
                bulk.add({"kind": ItemKind.PRINT, "name": "X", "price": Decimal("1.001"), "identifier": "NEW"})
        for values in ({"price": Decimal("1.001")}, {"name": "4111 1111 1111 1111"}, {"credit_rule": "whole"}):
            with pytest.raises(InvalidInput):
                bulk.change(shop.print.id, values)
        with pytest.raises(NotFound):
            bulk.change(shop.print.id, {"group_id": new_id()})
        with pytest.raises(NotFound):
            bulk.change(new_id(), {"price": Decimal(1)})
        assert bulk.values_of(shop.print.id)["name"] == "Print"
        assert bulk.archive([shop.print.id]) == (shop.print.id,), "a package holds it"
        assert bulk.finish() == 6, "nothing happened"


def test_another_studios_list_is_not_there(dana: Context, shop: Shop) -> None:
    with studio_scope(dana.studio.id), pytest.raises(NotFound):
        BulkItems(dana, shop.list.id)
