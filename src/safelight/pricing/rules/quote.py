"""What the engine answers: a price with its taxes, its cost, and in words everything that changed it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from safelight.foundation.money import Money
from safelight.pricing.rules.items import ItemFacts, TaxClass
from safelight.pricing.rules.taxes import TaxMode


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a price is what it is, in words; ``amount`` below zero lowered it. ``line_key`` is empty for the whole basket."""

    code: str
    text: str
    amount: Money | None = None
    line_key: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What must be put right before this can be sold; the price is right nevertheless."""

    code: str
    text: str
    line_key: str = ""


@dataclass(frozen=True, slots=True)
class LineTax:
    """One tax on one line or on all of them: ``base`` is the net amount it was reckoned from."""

    code: str
    name: str
    percent: Decimal
    base: Money
    amount: Money


@dataclass(frozen=True, slots=True)
class Portion:
    """The part of a line that one income category and tax class has; a line has several where a package is taxed by its parts."""

    category: str
    tax_class: TaxClass
    net: Money
    tax: Money
    listed_net: Money


@dataclass(frozen=True, slots=True)
class Part:
    """One item inside a package: how many per package, what they cost alone, and how deep inside it lies."""

    item: ItemFacts
    quantity: int
    label: str
    value: Money
    surcharge: Money
    depth: int


@dataclass(frozen=True, slots=True)
class Cut:
    """What one discount took off a line; ``kind`` is line, promotion, order, reward or session_credit."""

    kind: str
    key: str
    label: str
    amount: Money


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """The price of one line.

    ``listed`` is unit times quantity, ``amount`` what is left after all discounts, both as prices of the regime (with
    tax where it is included). ``net`` + ``tax`` = ``gross`` always. ``listed_net`` − ``net`` is the discount without
    tax. ``parts_value`` is what a package's parts cost alone. ``cost`` and ``margin`` are None where a cost is unknown.
    """

    key: str
    item: ItemFacts
    quantity: Decimal
    unit: Money
    listed: Money
    cuts: tuple[Cut, ...]
    discount: Money
    amount: Money
    net: Money
    listed_net: Money
    taxes: tuple[LineTax, ...]
    tax: Money
    gross: Money
    portions: tuple[Portion, ...]
    parts: tuple[Part, ...]
    parts_value: Money | None
    cost: Money | None
    margin: Money | None
    reasons: tuple[Reason, ...]

    @property
    def margin_percent(self) -> Decimal | None:
        """The margin as a share of the net amount, one decimal; None where it is not known."""
        return share(self.margin, self.net)


@dataclass(frozen=True, slots=True)
class Used:
    """What was used up by this price: a promotion, coupon, reward or session credit, and how much it took off."""

    kind: str
    key: str
    label: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Quote:
    """The price of a basket; the lines stand in the basket's order.

    ``listed`` − ``discount`` = ``subtotal`` (as prices of the regime); ``net`` + ``tax`` = ``total``. Paid in cash it is
    ``cash_total``, which differs by ``cash_rounding``. ``cost`` is that of the lines where it is known (all of them when
    ``cost_complete``), ``margin`` is None unless it is complete.
    """

    currency: str
    mode: TaxMode
    lines: tuple[QuoteLine, ...]
    listed: Money
    discount: Money
    subtotal: Money
    net: Money
    taxes: tuple[LineTax, ...]
    tax: Money
    total: Money
    cash_total: Money
    cash_rounding: Money
    cost: Money
    cost_complete: bool
    margin: Money | None
    used: tuple[Used, ...]
    reasons: tuple[Reason, ...]
    problems: tuple[Problem, ...]
    offers: tuple[Reason, ...]

    @property
    def margin_percent(self) -> Decimal | None:
        """The margin as a share of the net amount, one decimal; None where it is not known."""
        return share(self.margin, self.net)

    def line(self, key: str) -> QuoteLine:
        """Return a line by its key.

        Raises:
            KeyError: there is none.
        """
        for line in self.lines:
            if line.key == key:
                return line
        raise KeyError(key)


def share(margin: Money | None, net: Money) -> Decimal | None:
    """Return a margin in per cent of a net amount, one decimal; None without a cost or where nothing is earned."""
    if margin is None or net.minor <= 0:
        return None
    return (margin.amount * 100 / net.amount).quantize(Decimal("0.1"))
