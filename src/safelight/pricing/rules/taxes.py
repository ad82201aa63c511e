"""Tax regimes as data, and the tax on pieces of a document.

A regime has one row per tax, class and span of time, so a change of a rate is a new row and old documents keep theirs.
Compounding (a tax on top of another one) and several rates work in every mode. Amounts are whole minor units here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from safelight.pricing.rules.exact import Rounding, rounded, spread
from safelight.pricing.rules.items import TaxClass


class TaxMode(StrEnum):
    """How prices relate to tax: none at all, added to the price, two added (one may be on top of the other), included."""

    NONE = "none"
    ADDED = "added"
    DUAL = "dual"
    INCLUDED = "included"


class RoundOn(StrEnum):
    """Where tax is rounded: on every line, or once on the whole document."""

    LINE = "line"
    DOCUMENT = "document"


class ShippingTax(StrEnum):
    """How shipping is taxed: by its own class, not at all, or in the proportions of the goods it carries."""

    OWN = "own"
    NEVER = "never"
    LIKE_GOODS = "like_goods"


@dataclass(frozen=True, slots=True)
class TaxRate:
    """One tax on one class of items, ``percent`` per cent, from and until days inclusive (None: always).

    ``compound`` puts it on top of the taxes before it (by ``order``), not of the price alone.
    """

    code: str
    name: str
    percent: Decimal
    tax_class: TaxClass = TaxClass.STANDARD
    compound: bool = False
    valid_from: date | None = None
    valid_until: date | None = None
    order: int = 0

    def applies(self, on: date) -> bool:
        """Whether the rate is in force on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class TaxRegime:
    """How tax is worked out at a place.

    ``combined`` rounds the sum of all taxes once and shares it out (US state and local); otherwise each tax is rounded
    by itself. ``cash_step`` is the smallest cash amount where it is coarser than the currency's coin.
    """

    name: str = ""
    mode: TaxMode = TaxMode.NONE
    rates: tuple[TaxRate, ...] = ()
    round_on: RoundOn = RoundOn.DOCUMENT
    rounding: Rounding = Rounding.HALF_UP
    combined: bool = False
    shipping: ShippingTax = ShippingTax.OWN
    cash_step: Decimal | None = None
    registration: str = ""
    country: str = ""
    regime_id: UUID | None = None

    @property
    def includes_tax(self) -> bool:
        """Whether prices contain the tax."""
        return self.mode is TaxMode.INCLUDED

    def rates_for(self, tax_class: TaxClass, on: date) -> tuple[TaxRate, ...]:
        """Return the rates in force on a day for a class, in their order; none for exempt items.

        Where a regime knows no reduced rate at all, reduced items bear the standard one: no tax by mistake.
        """
        if self.mode is TaxMode.NONE or tax_class is TaxClass.EXEMPT:
            return ()
        if tax_class is TaxClass.REDUCED and not any(rate.tax_class is tax_class for rate in self.rates):
            tax_class = TaxClass.STANDARD
        found = [rate for rate in self.rates if rate.tax_class is tax_class and rate.applies(on)]
        return tuple(sorted(found, key=lambda rate: (rate.order, rate.compound, rate.code)))


@dataclass(frozen=True, slots=True)
class Exemption:
    """A client's exemption: from the taxes of ``codes`` (all, when empty), by certificate, until a day."""

    certificate: str = ""
    codes: frozenset[str] = field(default_factory=frozenset)
    valid_until: date | None = None

    def covers(self, code: str) -> bool:
        """Whether the exemption is from this tax."""
        return not self.codes or code in self.codes

    def holds(self, on: date) -> bool:
        """Whether the certificate is still good on a day."""
        return self.valid_until is None or on <= self.valid_until


@dataclass(frozen=True, slots=True)
class Piece:
    """An amount of one tax class on one line; ``amount`` contains the tax where the regime includes it."""

    amount: int
    tax_class: TaxClass
    exemption: Exemption | None = None


@dataclass(frozen=True, slots=True)
class Taxed:
    """What a piece comes to: ``net``, and the tax by (rate, amount)."""

    net: int
    taxes: tuple[tuple[TaxRate, int], ...]

    @property
    def gross(self) -> int:
        """Net and tax together."""
        return self.net + sum(amount for _, amount in self.taxes)


def factors(rates: Sequence[TaxRate]) -> list[Fraction]:
    """Return each tax as a part of the net amount: 5 % is 1/20, 7 % on top of it 0.07 × 1.05."""
    found: list[Fraction] = []
    for rate in rates:
        own = Fraction(rate.percent) / 100
        found.append(own * (1 + sum(found, Fraction(0))) if rate.compound else own)
    return found


def tax(pieces: Sequence[Piece], regime: TaxRegime, on: date) -> list[Taxed]:
    """Return the tax on every piece; the pieces of a document are rounded together where the regime says so.

    With included tax, net and tax of a piece always add up to its amount. An exempted piece keeps the net amount that
    it would have without the exemption: where tax is included, the price falls by it.
    """
    full = [regime.rates_for(piece.tax_class, on) for piece in pieces]
    charged = _rounded(
        [
            [_net(piece, rates, regime) * part for part in factors(rates)]
            for piece, rates in zip(pieces, full, strict=True)
        ],
        full,
        regime,
    )
    found = [_taxed(piece, rates, amounts, regime) for piece, rates, amounts in zip(pieces, full, charged, strict=True)]
    if not any(piece.exemption for piece in pieces):
        return found
    kept = [
        tuple(rate for rate in rates if piece.exemption is None or not piece.exemption.covers(rate.code))
        for piece, rates in zip(pieces, full, strict=True)
    ]
    charged = _rounded(
        [
            [_net(piece, rates, regime) * part for part in factors(left)]
            for piece, rates, left in zip(pieces, full, kept, strict=True)
        ],
        kept,
        regime,
    )
    return [
        _taxed(piece, left, amounts, regime)
        if left == rates
        else Taxed(before.net, tuple(zip(left, amounts, strict=True)))
        for piece, rates, left, amounts, before in zip(pieces, full, kept, charged, found, strict=True)
    ]


def _net(piece: Piece, rates: Sequence[TaxRate], regime: TaxRegime) -> Fraction:
    """The exact net amount of a piece."""
    return (
        Fraction(piece.amount) / (1 + sum(factors(rates), Fraction(0)))
        if regime.includes_tax
        else Fraction(piece.amount)
    )


def _taxed(piece: Piece, rates: Sequence[TaxRate], amounts: Sequence[int], regime: TaxRegime) -> Taxed:
    net = piece.amount - sum(amounts) if regime.includes_tax else piece.amount
    return Taxed(net, tuple(zip(rates, amounts, strict=True)))


def _rounded(
    exact: Sequence[Sequence[Fraction]], rates: Sequence[Sequence[TaxRate]], regime: TaxRegime
) -> list[list[int]]:
    """Round exact taxes (per piece, per rate) as the regime says; what is rounded together is spread without a rest."""
    if regime.round_on is RoundOn.LINE:
        if regime.combined:
            return [spread(own, rounded(sum(own, Fraction(0)), regime.rounding)) for own in exact]
        return [[rounded(amount, regime.rounding) for amount in own] for own in exact]
    return _combined(exact, rates, regime) if regime.combined else _by_rate(exact, rates, regime)


def _combined(
    exact: Sequence[Sequence[Fraction]], rates: Sequence[Sequence[TaxRate]], regime: TaxRegime
) -> list[list[int]]:
    """Round all taxes of like pieces once, then share them out over the taxes and the pieces."""
    result = [[0] * len(own) for own in exact]
    for rows in _alike(rates).values():
        per_rate = [sum((exact[row][place] for row in rows), Fraction(0)) for place in range(len(exact[rows[0]]))]
        totals = spread(per_rate, rounded(sum(per_rate, Fraction(0)), regime.rounding))
        for place, total in enumerate(totals):
            # Floor or ceiling of the rate's own sum, so it can be spread over the rows.
            for row, amount in zip(rows, spread([exact[row][place] for row in rows], total), strict=True):
                result[row][place] = amount
    return result


def _by_rate(
    exact: Sequence[Sequence[Fraction]], rates: Sequence[Sequence[TaxRate]], regime: TaxRegime
) -> list[list[int]]:
    """Round every tax once over the whole document."""
    result = [[0] * len(own) for own in exact]
    places: dict[tuple[str, Decimal, bool], list[tuple[int, int]]] = {}
    for row, own in enumerate(rates):
        for place, rate in enumerate(own):
            places.setdefault((rate.code, rate.percent, rate.compound), []).append((row, place))
    for found in places.values():
        amounts = [exact[row][place] for row, place in found]
        parts = spread(amounts, rounded(sum(amounts, Fraction(0)), regime.rounding))
        for (row, place), amount in zip(found, parts, strict=True):
            result[row][place] = amount
    return result


def _alike(rates: Sequence[Sequence[TaxRate]]) -> dict[tuple[TaxRate, ...], list[int]]:
    groups: dict[tuple[TaxRate, ...], list[int]] = {}
    for row, own in enumerate(rates):
        groups.setdefault(tuple(own), []).append(row)
    return groups
