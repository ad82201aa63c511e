"""Tax regimes to begin with, by country and state or province: data in ``tax_rates.csv``, each row with its source.

They are a beginning and no advice: county and city taxes are missing, and what counts as a reduced item is the studio's to
know. A studio keeps its own copy, with dates, so a new edition of the file changes nothing for anybody.
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from safelight.pricing.rules.items import TaxClass
from safelight.pricing.rules.taxes import RoundOn, ShippingTax, TaxMode, TaxRate, TaxRegime


@dataclass(frozen=True, slots=True)
class Template:
    """A regime ready to be copied: ``key`` such as ``ca-qc``, the place it is for, and where its rates come from."""

    key: str
    country: str
    region: str
    regime: TaxRegime
    source: str


@cache
def templates() -> tuple[Template, ...]:
    """Return every template, in the order of the file."""
    found: dict[str, Template] = {}
    text = files(__package__).joinpath("tax_rates.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        known = found.get(row["key"]) or Template(
            row["key"], row["country"], row["region"], _regime(row), row["source"]
        )
        found[row["key"]] = known
        if row["code"]:
            rates = (*known.regime.rates, _rate(row, len(known.regime.rates)))
            found[row["key"]] = replace(known, regime=replace(known.regime, rates=rates))
    return tuple(found.values())


def beginning(country: str, region: str, habit: str) -> TaxRegime:
    """Return the regime a studio begins with: by its state or province where that is known, else by country and habit.

    ``habit`` is ``included``, ``added`` or ``none``, as the studio answered; it wins over what is usual in the country.
    """
    if habit == "none":
        return TaxRegime(name="No tax", country=country)
    known = [one for one in templates() if one.country == country]
    place = _plain(region)
    # A region may be written as its code or by its name, which begins the template's name.
    chosen = [
        one for one in known if place and place in (_plain(one.region), _plain(one.regime.name.partition(":")[0]))
    ]
    likely = chosen or (known if len(known) == 1 else [])
    mode = TaxMode.INCLUDED if habit == "included" else TaxMode.ADDED
    if not likely:
        return TaxRegime(name="Sales tax", mode=mode, country=country, combined=country == "US")
    regime = likely[0].regime
    return regime if regime.includes_tax == (habit == "included") else replace(regime, mode=mode)


def _plain(text: str) -> str:
    """Fold case and accents: Quebec is Québec."""
    apart = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _regime(row: dict[str, str]) -> TaxRegime:
    return TaxRegime(
        name=row["name"],
        mode=TaxMode(row["mode"]),
        round_on=RoundOn(row["round_on"]),
        combined=row["combined"] == "yes",
        shipping=ShippingTax(row["shipping"]),
        country=row["country"],
    )


def _rate(row: dict[str, str], order: int) -> TaxRate:
    return TaxRate(
        code=row["code"],
        name=row["tax_name"],
        percent=Decimal(row["percent"]),
        tax_class=TaxClass(row["tax_class"]),
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
        order=order,
    )
