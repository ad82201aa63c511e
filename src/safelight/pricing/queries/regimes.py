"""Tax regimes: rows as the engine's facts, the one that holds at a location, and those to begin with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID, uuid5

from django.db.models import Q

from safelight.accounts.models import Location, Studio
from safelight.foundation.actions import Context, Frozen, NotFound, Page, StudioFacts, query
from safelight.pricing.models import LocationTax, TaxExemption, TaxRate, TaxRegime
from safelight.pricing.ports import clients
from safelight.pricing.rules import taxes as rules
from safelight.pricing.rules.exact import Rounding
from safelight.pricing.rules.items import TaxClass
from safelight.pricing.rules.templates import beginning, templates

# A regime: its id, the engine's facts, and its row unless it is the one a studio begins with.
Known: TypeAlias = tuple[UUID, rules.TaxRegime, TaxRegime | None]


class TaxRateCard(Frozen):
    """One rate: ``percent`` per cent on items of a class, from and until days inclusive (None: always)."""

    id: UUID | None
    code: str
    name: str
    percent: Decimal
    tax_class: TaxClass
    compound: bool
    valid_from: date | None
    valid_until: date | None


class TaxRegimeCard(Frozen):
    """A regime with all its rates, past and future ones too, and the locations where it holds.

    ``stored`` is False for the regime a studio begins with as long as nobody has changed anything about taxes.
    """

    id: UUID
    name: str
    country: str
    mode: rules.TaxMode
    round_on: rules.RoundOn
    rounding: Rounding
    combined: bool
    shipping: rules.ShippingTax
    cash_step: Decimal | None
    registration: str
    is_default: bool
    archived: bool
    stored: bool
    rates: tuple[TaxRateCard, ...]
    location_ids: tuple[UUID, ...]


class WithArchivedRegimes(Frozen):
    """Whether archived regimes are wanted."""

    archived: bool = False


class WhichTemplates(Frozen):
    """Of which country (ISO 3166-1 code); the studio's own when empty."""

    country: str = ""


class TaxTemplateCard(Frozen):
    """A regime to begin with, and where its rates come from."""

    key: str
    country: str
    region: str
    name: str
    mode: rules.TaxMode
    rates: tuple[TaxRateCard, ...]
    source: str


class WhichExemption(Frozen):
    """Whose exemption."""

    client_id: UUID


class ExemptionCard(Frozen):
    """A client's exemption; ``exempt`` False when there is none."""

    client_id: UUID
    exempt: bool
    certificate: str = ""
    codes: tuple[str, ...] = ()
    valid_until: date | None = None
    note: str = ""


@query("pricing.tax_regimes", permission="pricing.view", door="GET /tax-regimes")
def tax_regimes(context: Context, data: WithArchivedRegimes) -> Page[TaxRegimeCard]:
    """List the tax regimes with their rates and the locations where they hold."""
    rows = regime_rows(context.studio, archived=data.archived)
    return Page(items=tuple(regime_cards(rows)), total=len(rows))


@query("pricing.tax_templates", permission="pricing.view", door="GET /tax-templates")
def tax_templates(context: Context, data: WhichTemplates) -> Page[TaxTemplateCard]:
    """List the tax regimes to begin with, for one country.

    They hold the general rates of countries, states and provinces; check them against your own registration, and add
    county and city taxes.
    """
    country = (data.country or context.studio.country).upper()
    found = [
        TaxTemplateCard(
            key=one.key,
            country=one.country,
            region=one.region,
            name=one.regime.name,
            mode=one.regime.mode,
            rates=tuple(_rate_card(rate, None) for rate in one.regime.rates),
            source=one.source,
        )
        for one in templates()
        if one.country == country
    ]
    return Page(items=tuple(found), total=len(found))


@query("pricing.exemption", permission="pricing.view", door="GET /tax-exemptions/{client_id}")
def exemption(context: Context, data: WhichExemption) -> ExemptionCard:  # noqa: ARG001 - every query takes it
    """Show whether a client is exempt from tax."""
    if not clients.has(data.client_id):
        what = "client"
        raise NotFound(what)
    row = exemption_row(data.client_id)
    if row is None:
        return ExemptionCard(client_id=data.client_id, exempt=False)
    return exemption_card(row)


def exemption_card(row: TaxExemption) -> ExemptionCard:
    """Return an exemption as a card."""
    return ExemptionCard(
        client_id=row.client_id,
        exempt=True,
        certificate=row.certificate,
        codes=tuple(row.codes),
        valid_until=row.valid_until,
        note=row.note,
    )


def exemption_row(client_id: UUID) -> TaxExemption | None:
    """Return a client's exemption; of several that merges left, the client's own, else the one that lasts longest."""
    rows = list(TaxExemption.objects.filter(client_id__in=clients.ids_of(client_id)))
    return max(rows, key=lambda row: (row.client_id == client_id, row.valid_until or date.max), default=None)


def exemption_of(client_id: UUID | None) -> rules.Exemption | None:
    """Return a client's exemption as the engine takes it; None where there is none."""
    row = exemption_row(client_id) if client_id else None
    return None if row is None else rules.Exemption(row.certificate, frozenset(row.codes), row.valid_until)


def regime_for(context: Context, location_id: UUID | None = None) -> rules.TaxRegime:
    """Return the regime that holds at a location, else the studio's default one; at most two statements once stored."""
    if location_id is not None:
        link = LocationTax.objects.filter(location_id=location_id, regime__archived_at=None).first()
        if link is not None:
            return facts_of_regimes([link.regime_id])[link.regime_id]
    row = TaxRegime.objects.filter(is_default=True, archived_at=None).first()
    return default_regime(context.studio) if row is None else _with_rates([row])[row.id]


def regime_by_id(regime_id: UUID, studio: StudioFacts) -> rules.TaxRegime:
    """Return a regime by its id.

    Raises:
        NotFound: there is none.
    """
    found = facts_of_regimes([regime_id]).get(regime_id)
    if found is None:
        default = default_regime(studio)
        if default.regime_id != regime_id or TaxRegime.objects.exists():
            what = "tax regime"
            raise NotFound(what)
        return default
    return found


def facts_of_regimes(ids: Collection[UUID]) -> dict[UUID, rules.TaxRegime]:
    """Return regimes by id as the engine takes them."""
    return _with_rates(list(TaxRegime.objects.filter(id__in=ids)))


def default_regime(studio: StudioFacts) -> rules.TaxRegime:
    """Return the regime a studio begins with, by its country, tax habit and the region of its first location.

    It is not stored until somebody changes something about taxes; its id is always the same.
    """
    habit = Studio.objects.values_list("tax_habit", flat=True).get(id=studio.id)
    region = (
        Location.objects.filter(archived_at=None).exclude(region="").order_by("id").values_list("region", flat=True)
    )
    made = beginning(studio.country, region.first() or "", habit)
    return replace(made, regime_id=default_regime_id(studio))


def default_regime_id(studio: StudioFacts) -> UUID:
    """Return the id of the regime a studio begins with."""
    return uuid5(studio.id, "pricing default tax regime")


def regime_rows(studio: StudioFacts, *, archived: bool = False) -> list[Known]:
    """Return all regimes, the default one first; a studio that never touched taxes has the one it begins with."""
    rows = list(
        TaxRegime.objects.filter(Q() if archived else Q(archived_at=None)).order_by("-is_default", "name", "id")
    )
    if not rows and (archived or not TaxRegime.objects.exists()):
        return [(default_regime_id(studio), default_regime(studio), None)]
    facts = _with_rates(rows)
    return [(row.id, facts[row.id], row) for row in rows]


def regime_cards(rows: Collection[Known]) -> list[TaxRegimeCard]:
    """Return regimes as cards, rates with their ids; two statements."""
    ids = [row.id for _, _, row in rows if row is not None]
    rate_rows: dict[UUID, list[TaxRate]] = defaultdict(list)
    for rate in TaxRate.objects.filter(regime_id__in=ids).order_by("order", "valid_from", "id"):
        rate_rows[rate.regime_id].append(rate)
    places: dict[UUID, list[UUID]] = defaultdict(list)
    for link in LocationTax.objects.filter(regime_id__in=ids).order_by("location_id"):
        places[link.regime_id].append(link.location_id)
    return [_card(identifier, facts, row, rate_rows, places) for identifier, facts, row in rows]


def _card(
    identifier: UUID,
    facts: rules.TaxRegime,
    row: TaxRegime | None,
    rate_rows: dict[UUID, list[TaxRate]],
    places: dict[UUID, list[UUID]],
) -> TaxRegimeCard:
    if row is None:
        rates = tuple(_rate_card(rate, None) for rate in facts.rates)
    else:
        rates = tuple(_rate_card(_rate(rate), rate.id) for rate in rate_rows[row.id])
    return TaxRegimeCard(
        id=identifier,
        name=facts.name,
        country=facts.country,
        mode=facts.mode,
        round_on=facts.round_on,
        rounding=facts.rounding,
        combined=facts.combined,
        shipping=facts.shipping,
        cash_step=facts.cash_step,
        registration=facts.registration,
        is_default=row is None or row.is_default,
        archived=row is not None and row.archived_at is not None,
        stored=row is not None,
        rates=rates,
        location_ids=tuple(places[identifier]),
    )


def _with_rates(rows: list[TaxRegime]) -> dict[UUID, rules.TaxRegime]:
    rates: dict[UUID, list[rules.TaxRate]] = defaultdict(list)
    for rate in TaxRate.objects.filter(regime_id__in=[row.id for row in rows]).order_by("order", "id"):
        rates[rate.regime_id].append(_rate(rate))
    return {
        row.id: rules.TaxRegime(
            name=row.name,
            mode=rules.TaxMode(row.mode),
            rates=tuple(rates[row.id]),
            round_on=rules.RoundOn(row.round_on),
            rounding=Rounding(row.rounding),
            combined=row.combined,
            shipping=rules.ShippingTax(row.shipping),
            cash_step=row.cash_step,
            registration=row.registration,
            country=row.country,
            regime_id=row.id,
        )
        for row in rows
    }


def _rate(row: TaxRate) -> rules.TaxRate:
    return rules.TaxRate(
        code=row.code,
        name=row.name,
        percent=row.percent,
        tax_class=TaxClass(row.tax_class),
        compound=row.compound,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        order=row.order,
    )


def _rate_card(rate: rules.TaxRate, identifier: UUID | None) -> TaxRateCard:
    return TaxRateCard(
        id=identifier,
        code=rate.code,
        name=rate.name,
        percent=rate.percent,
        tax_class=rate.tax_class,
        compound=rate.compound,
        valid_from=rate.valid_from,
        valid_until=rate.valid_until,
    )
