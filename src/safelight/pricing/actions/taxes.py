"""Tax regimes and their dated rates, where they hold, and who is exempt."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import Field

from safelight.accounts.models import Location
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, action
from safelight.foundation.ids import new_id
from safelight.pricing.actions.patching import given, plain, write
from safelight.pricing.models import LocationTax, TaxRate, TaxRegime
from safelight.pricing.queries.amounts import Percent
from safelight.pricing.queries.regimes import (
    TaxRegimeCard,
    default_regime,
    default_regime_id,
    facts_of_regimes,
    regime_cards,
)
from safelight.pricing.rules import taxes as rules
from safelight.pricing.rules.exact import Rounding
from safelight.pricing.rules.items import TaxClass
from safelight.pricing.rules.templates import templates


class RateInput(Frozen):
    """One rate: ``percent`` per cent on a class of items, from and until days inclusive."""

    code: str = Field(min_length=1, max_length=30, pattern=r"^[A-Za-z0-9_-]+$")
    name: str = Field(min_length=1, max_length=120)
    percent: Percent = Field(decimal_places=4)
    tax_class: TaxClass = TaxClass.STANDARD
    compound: bool = False
    valid_from: date | None = None
    valid_until: date | None = None


class AddTaxRegime(Frozen):
    """A new regime, from a template (its key) or from what is given; what is given wins."""

    template: str = Field(default="", max_length=20)
    name: str = Field(default="", max_length=120)
    country: str = Field(default="", max_length=2)
    mode: rules.TaxMode | None = None
    round_on: rules.RoundOn | None = None
    rounding: Rounding | None = None
    combined: bool | None = None
    shipping: rules.ShippingTax | None = None
    cash_step: Decimal | None = Field(default=None, gt=0, le=1000, decimal_places=3)
    registration: str = Field(default="", max_length=200)
    is_default: bool = False
    rates: tuple[RateInput, ...] | None = Field(default=None, max_length=200)


class ChangeTaxRegime(Frozen):
    """What changes on a regime; ``rates`` replaces all of them. Documents keep the taxes they were issued with."""

    regime_id: UUID
    name: str | None = Field(default=None, min_length=1, max_length=120)
    country: str | None = Field(default=None, max_length=2)
    mode: rules.TaxMode | None = None
    round_on: rules.RoundOn | None = None
    rounding: Rounding | None = None
    combined: bool | None = None
    shipping: rules.ShippingTax | None = None
    cash_step: Decimal | None = Field(default=None, gt=0, le=1000, decimal_places=3)
    registration: str | None = Field(default=None, max_length=200)
    is_default: bool | None = None
    rates: tuple[RateInput, ...] | None = Field(default=None, max_length=200)
    archived: bool | None = None


class SetTaxRate(Frozen):
    """A tax has another percentage from a day on; the rate before it ends the day before."""

    regime_id: UUID
    code: str = Field(min_length=1, max_length=30, pattern=r"^[A-Za-z0-9_-]+$")
    percent: Percent = Field(decimal_places=4)
    valid_from: date
    tax_class: TaxClass = TaxClass.STANDARD
    name: str = Field(default="", max_length=120)


class SetLocationTax(Frozen):
    """Which regime holds at a location; none for the default one."""

    location_id: UUID
    regime_id: UUID | None = None


class LocationTaxCard(Frozen):
    """Which regime holds at a location; None for the default one."""

    location_id: UUID
    regime_id: UUID | None


@action("pricing.add_tax_regime", permission="pricing.manage", door="POST /tax-regimes")
def add_tax_regime(context: Context, data: AddTaxRegime) -> TaxRegimeCard:
    """Add a tax regime, from a template or from scratch."""
    ensure_regime(context)
    facts = rules.TaxRegime(country=context.studio.country)
    if data.template:
        known = [one.regime for one in templates() if one.key == data.template]
        if not known:
            message = f"There is no template “{data.template}”."
            raise InvalidInput(message, fields={"template": message})
        facts = known[0]
    name = data.name or facts.name
    if not name:
        message = "Give the regime a name."
        raise InvalidInput(message, fields={"name": message})
    row = TaxRegime(
        id=new_id(),
        name=name,
        country=data.country or facts.country,
        mode=(data.mode or facts.mode).value,
        round_on=(data.round_on or facts.round_on).value,
        rounding=(data.rounding or facts.rounding).value,
        combined=facts.combined if data.combined is None else data.combined,
        shipping=(data.shipping or facts.shipping).value,
        cash_step=data.cash_step,
        registration=data.registration,
        is_default=data.is_default,
        created_at=context.now,
    )
    if row.is_default:
        _no_other_default()
    row.save(force_insert=True)
    _set_rates(row, facts.rates if data.rates is None else _facts(data.rates))
    context.subject("tax_regime", row.id, f"Tax regime “{row.name}” was added")
    context.undo_with("pricing.change_tax_regime", {"regime_id": str(row.id), "archived": True})
    return _card(row)


@action("pricing.change_tax_regime", permission="pricing.manage", door="PATCH /tax-regimes/{regime_id}")
def change_tax_regime(context: Context, data: ChangeTaxRegime) -> TaxRegimeCard:
    """Change a tax regime; what was issued keeps its taxes."""
    row = locked_regime(context, data.regime_id)
    wanted = given(data, without=("regime_id",), clearable=("cash_step",))
    before = _card(row).model_dump(mode="json")
    before["rates"] = [{key: value for key, value in rate.items() if key != "id"} for rate in before["rates"]]
    columns = {
        name: value.value if name in {"mode", "round_on", "rounding", "shipping"} else value
        for name, value in wanted.items()
        if name not in {"rates", "archived"}
    }
    if "archived" in wanted and wanted["archived"] != (row.archived_at is not None):
        if wanted["archived"]:
            _not_in_use(row)
        columns["archived_at"] = context.now if wanted["archived"] else None
    if wanted.get("is_default"):
        _no_other_default(but=row.id)
    changes = write(row, columns)
    row.save()
    if "rates" in wanted:
        _set_rates(row, _facts(wanted["rates"]))
        changes["rates"] = [before["rates"], [rate.model_dump(mode="json") for rate in wanted["rates"]]]
    context.subject("tax_regime", row.id, f"Tax regime “{row.name}” was changed")
    context.changed(plain(changes))
    context.undo_with(
        "pricing.change_tax_regime", {"regime_id": str(row.id), **{name: before[name] for name in wanted}}
    )
    return _card(row)


@action("pricing.set_tax_rate", permission="pricing.manage", door="POST /tax-regimes/{regime_id}/rates")
def set_tax_rate(context: Context, data: SetTaxRate) -> TaxRegimeCard:
    """Give a tax another percentage from a day on; documents of earlier days keep the old one."""
    row = locked_regime(context, data.regime_id)
    before = _card(row).model_dump(mode="json", include={"rates"})["rates"]
    rates = list(facts_of_regimes([row.id])[row.id].rates)
    same = [rate for rate in rates if rate.code == data.code and rate.tax_class is data.tax_class]
    kept = [rate for rate in rates if rate not in same]
    latest = max(same, key=lambda rate: rate.valid_from or date.min, default=None)
    for rate in same:
        if rate.valid_from is not None and rate.valid_from >= data.valid_from:
            continue
        day_before = data.valid_from - timedelta(days=1)
        until = day_before if rate.valid_until is None else min(rate.valid_until, day_before)
        kept.append(_with(rate, valid_until=until))
    kept.append(
        rules.TaxRate(
            code=data.code,
            name=data.name or (latest.name if latest else data.code),
            percent=data.percent,
            tax_class=data.tax_class,
            compound=latest.compound if latest else False,
            valid_from=data.valid_from,
            order=latest.order if latest else max((rate.order for rate in rates), default=-1) + 1,
        )
    )
    _set_rates(row, sorted(kept, key=lambda rate: (rate.order, rate.valid_from or date.min)))
    text = f"{data.code} of “{row.name}” is {data.percent.normalize():f} % from {data.valid_from.isoformat()}"
    context.subject("tax_regime", row.id, text)
    old = [{key: value for key, value in rate.items() if key != "id"} for rate in before]
    context.changed({"rates": [old, None]})
    context.undo_with("pricing.change_tax_regime", {"regime_id": str(row.id), "rates": old})
    return _card(row)


@action("pricing.set_location_tax", permission="pricing.manage", door="PUT /locations/{location_id}/tax-regime")
def set_location_tax(context: Context, data: SetLocationTax) -> LocationTaxCard:
    """Say which tax regime holds at a location."""
    location = Location.objects.filter(id=data.location_id).first()
    if location is None:
        what = "location"
        raise NotFound(what)
    regime = None if data.regime_id is None else locked_regime(context, data.regime_id)
    if regime is not None and regime.archived_at is not None:
        message = f"“{regime.name}” is archived. Restore it first."
        raise Conflict(message, code="archived", fields={"regime_id": message})
    known = LocationTax.objects.select_for_update().filter(location=location).first()
    before = None if known is None else str(known.regime_id)
    if regime is None:
        LocationTax.objects.filter(location=location).delete()
    elif known is None:
        LocationTax(id=new_id(), location=location, regime=regime).save(force_insert=True)
    else:
        known.regime = regime
        known.save(update_fields=["regime"])
    name = "the studio's tax regime" if regime is None else f"the tax regime “{regime.name}”"
    context.subject("location", location.id, f"{location.name} has {name}")
    context.changed({"tax_regime": [before, str(data.regime_id) if data.regime_id else None]})
    context.undo_with("pricing.set_location_tax", {"location_id": str(location.id), "regime_id": before})
    return LocationTaxCard(location_id=location.id, regime_id=None if regime is None else regime.id)


def ensure_regime(context: Context) -> None:
    """Store the regime the studio begins with, unless it has one: from the first change on, it is a row like others."""
    if TaxRegime.objects.exists():
        return
    facts = default_regime(context.studio)
    row = TaxRegime(
        id=default_regime_id(context.studio),
        studio_id=context.studio.id,
        name=facts.name,
        country=facts.country,
        mode=facts.mode.value,
        round_on=facts.round_on.value,
        rounding=facts.rounding.value,
        combined=facts.combined,
        shipping=facts.shipping.value,
        is_default=True,
        created_at=context.now,
    )
    # Two at once would make the same row: the second insert waits and does nothing.
    if TaxRegime.objects.bulk_create([row], ignore_conflicts=True):
        _set_rates(row, facts.rates)


def locked_regime(context: Context, regime_id: UUID) -> TaxRegime:
    """Return a regime, locked; the one to begin with is stored first.

    Raises:
        NotFound: there is none.
    """
    ensure_regime(context)
    row = TaxRegime.objects.select_for_update().filter(id=regime_id).first()
    if row is None:
        what = "tax regime"
        raise NotFound(what)
    return row


def _card(row: TaxRegime) -> TaxRegimeCard:
    return regime_cards([(row.id, facts_of_regimes([row.id])[row.id], row)])[0]


def _set_rates(row: TaxRegime, rates: Any) -> None:  # noqa: ANN401 - any collection of rates
    TaxRate.objects.filter(regime=row).delete()
    TaxRate.objects.bulk_create(
        [
            TaxRate(
                id=new_id(),
                studio_id=row.studio_id,
                regime=row,
                code=rate.code,
                name=rate.name,
                percent=rate.percent,
                tax_class=rate.tax_class.value,
                compound=rate.compound,
                valid_from=rate.valid_from,
                valid_until=rate.valid_until,
                order=order,
            )
            for order, rate in enumerate(rates)
        ]
    )


def _facts(rates: tuple[RateInput, ...]) -> list[rules.TaxRate]:
    for place, rate in enumerate(rates):
        if rate.valid_from is not None and rate.valid_until is not None and rate.valid_until < rate.valid_from:
            message = "The rate ends before it begins."
            raise InvalidInput(message, fields={f"rates.{place}.valid_until": message})
    return [
        rules.TaxRate(
            code=rate.code,
            name=rate.name,
            percent=rate.percent,
            tax_class=rate.tax_class,
            compound=rate.compound,
            valid_from=rate.valid_from,
            valid_until=rate.valid_until,
            order=order,
        )
        for order, rate in enumerate(rates)
    ]


def _with(rate: rules.TaxRate, *, valid_until: date) -> rules.TaxRate:
    return rules.TaxRate(
        rate.code, rate.name, rate.percent, rate.tax_class, rate.compound, rate.valid_from, valid_until, rate.order
    )


def _no_other_default(but: UUID | None = None) -> None:
    TaxRegime.objects.filter(is_default=True).exclude(id=but or UUID(int=0)).update(is_default=False)


def _not_in_use(row: TaxRegime) -> None:
    if row.is_default:
        message = f"“{row.name}” is the studio's default regime. Make another one the default first."
        raise Conflict(message, code="in_use", fields={"archived": message})
    places = list(
        LocationTax.objects.filter(regime=row).select_related("location").values_list("location__name", flat=True)
    )
    if places:
        message = f"“{row.name}” holds at {', '.join(sorted(places))}. Choose another regime there first."
        raise Conflict(message, code="in_use", fields={"archived": message})
