"""Tax regimes: the one to begin with, templates, dated rates, locations; each with its way back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from safelight.accounts.actions import NewStudio, create_studio
from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound, ask, run, system_actor
from safelight.foundation.tenancy import studio_scope
from safelight.pricing.actions import add_tax_regime, change_tax_regime, set_location_tax, set_tax_rate
from safelight.pricing.models import TaxRegime
from safelight.pricing.queries import facts_of_regimes, quote, regime_for, tax_regimes, tax_templates
from safelight.pricing.rules.snapshot import from_json, to_json
from safelight.pricing.rules.taxes import TaxRegime as Facts
from tests.house.doing import identifier
from tests.pricing.conftest import Shop, Undo


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("country", "habit", "mode", "rates"),
    [
        ("GB", "", "included", {"VAT"}),
        ("AU", "", "included", {"GST"}),
        ("US", "", "added", set()),
        ("CA", "", "added", set()),
        ("DE", "none", "none", set()),
        ("DE", "added", "added", {"VAT"}),
        ("BR", "", "included", set()),
    ],
)
def test_a_studio_begins_with_the_taxes_of_its_country(country: str, habit: str, mode: str, rates: set[str]) -> None:
    studio = create_studio(NewStudio(name="Any", country=country, tax_habit=habit))  # type: ignore[arg-type]  # the habits above
    context = Context(studio=studio, actor=system_actor())
    (only,) = ask(tax_regimes, context, {}).items
    assert (only.mode.value, {rate.code for rate in only.rates}, only.stored, only.is_default) == (
        mode,
        rates,
        False,
        True,
    )
    with studio_scope(studio.id):
        assert regime_for(context).regime_id == only.id
        assert not TaxRegime.objects.exists(), "looking stores nothing"


def test_a_studio_in_a_state_begins_with_its_tax(dana: Context) -> None:
    identifier(dana, "locations.add", name="Albany", region="new york", country="US")
    (only,) = ask(tax_regimes, dana, {}).items
    assert [(rate.code, rate.percent) for rate in only.rates] == [("STATE", Decimal(4))]
    changed = run(
        set_tax_rate,
        dana,
        {"regime_id": only.id, "code": "COUNTY", "percent": "4.75", "valid_from": "2026-01-01", "name": "Erie County"},
    ).value
    assert (changed.id, changed.stored, [rate.code for rate in changed.rates]) == (only.id, True, ["STATE", "COUNTY"])


def test_a_rate_changes_from_a_day_on(ana: Context, shop: Shop, undo: Undo) -> None:
    (only,) = ask(tax_regimes, ana, {}).items

    def tax_on(day: str) -> Decimal:
        return ask(quote, ana, {"lines": [{"item_id": shop.files.id, "price": "119"}], "on": day}).tax

    changed = run(set_tax_rate, ana, {"regime_id": only.id, "code": "VAT", "percent": "21", "valid_from": "2030-01-01"})
    assert [tax_on("2020-08-01"), tax_on("2029-12-31"), tax_on("2030-01-01")] == [
        Decimal("16.41"), Decimal("19.00"), Decimal("20.65"),
    ]  # fmt: skip
    with studio_scope(ana.studio.id):
        kept = facts_of_regimes([only.id])[only.id]
    assert from_json(Facts, to_json(kept)) == kept
    undo(ana, changed)
    assert tax_on("2030-01-01") == Decimal("19.00")


def test_a_regime_from_a_template_holds_at_a_location(ana: Context, shop: Shop, undo: Undo) -> None:
    place = identifier(ana, "locations.add", name="Zürich", country="CH")
    swiss = run(add_tax_regime, ana, {"template": "ch", "registration": "CHE-123.456.789"}).value
    assert (swiss.name, swiss.country, swiss.registration) == ("Switzerland: VAT included", "CH", "CHE-123.456.789")
    set_ = run(set_location_tax, ana, {"location_id": place, "regime_id": swiss.id})
    asked = {"lines": [{"item_id": shop.files.id, "price": "108.10"}], "location_id": place}
    assert ask(quote, ana, asked).tax == Decimal("8.10")
    with pytest.raises(Conflict):
        run(change_tax_regime, ana, {"regime_id": swiss.id, "archived": True})
    assert [str(one) for one in ask(tax_regimes, ana, {}).items[1].location_ids] == [place]
    assert undo(ana, set_).regime_id is None
    assert ask(quote, ana, asked).tax == Decimal("17.26")
    assert ask(quote, ana, {**asked, "regime_id": swiss.id}).tax == Decimal("8.10")
    run(change_tax_regime, ana, {"regime_id": swiss.id, "archived": True})
    with pytest.raises(Conflict):
        run(set_location_tax, ana, {"location_id": place, "regime_id": swiss.id})


def test_a_regime_is_changed_and_changed_back(ana: Context, undo: Undo) -> None:
    rates = [
        {"code": "GST", "name": "GST", "percent": "5"},
        {"code": "QST", "name": "QST", "percent": "9.5", "compound": True, "valid_until": "2012-12-31"},
    ]
    made = run(add_tax_regime, ana, {"name": "Mine", "mode": "dual", "rates": rates, "is_default": True}).value
    changed = run(
        change_tax_regime,
        ana,
        {"regime_id": made.id, "mode": "added", "round_on": "line", "cash_step": "0.05", "rates": []},
    )
    assert (changed.value.mode.value, changed.value.rates) == ("added", ())
    back = undo(ana, changed)
    different = {"rates"}
    assert back.model_dump(exclude=different) == made.model_dump(exclude=different)
    assert [(rate.code, rate.compound, rate.valid_until) for rate in back.rates] == [
        ("GST", False, None), ("QST", True, date(2012, 12, 31)),
    ]  # fmt: skip
    assert [one.is_default for one in ask(tax_regimes, ana, {}).items] == [True, False]
    with pytest.raises(Conflict):
        run(change_tax_regime, ana, {"regime_id": made.id, "archived": True})


def test_what_taxes_may_not_be(ana: Context, dana: Context) -> None:
    for given, field in (
        ({"template": "xx"}, "template"),
        ({"mode": "added"}, "name"),
        ({"name": "A", "rates": [{"code": "a b", "name": "x", "percent": "1"}]}, "rates.0.code"),
        ({"name": "A", "rates": [{"code": "A", "name": "x", "percent": "100.1"}]}, "rates.0.percent"),
        (
            {
                "name": "A",
                "rates": [
                    {"code": "A", "name": "x", "percent": "1", "valid_from": "2026-02-01", "valid_until": "2026-01-01"}
                ],
            },
            "rates.0.valid_until",
        ),
    ):
        with pytest.raises(InvalidInput) as refusal:
            run(add_tax_regime, ana, given)
        assert field in refusal.value.fields
    mine = run(add_tax_regime, ana, {"template": "gb"}).value
    with pytest.raises(NotFound):
        run(set_tax_rate, dana, {"regime_id": mine.id, "code": "VAT", "percent": "1", "valid_from": "2026-01-01"})
    with pytest.raises(NotFound):
        ask(quote, dana, {"regime_id": mine.id})


def test_templates_are_told_by_country(ana: Context) -> None:
    canada = ask(tax_templates, ana, {"country": "ca"}).items
    assert len(canada) == 13
    quebec = next(one for one in canada if one.region == "QC")
    assert {rate.code: rate.percent for rate in quebec.rates if rate.tax_class.value == "standard"} == {
        "GST": Decimal(5), "QST": Decimal("9.975"),
    }  # fmt: skip
    assert "Québec sales tax" in quebec.source
    assert ask(tax_templates, ana, {}).items[0].country == "DE"
