"""What loyalty and referral rewards come to, and what of a session fee counts towards the order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from safelight.foundation.money import Money
from safelight.pricing.rules.basket import SessionCredit
from safelight.pricing.rules.exact import part_of
from safelight.pricing.rules.items import CreditRule, ItemFacts


class RewardKind(StrEnum):
    """Why a client has a reward: by buying, by bringing somebody, by having been brought, or given by hand."""

    LOYALTY = "loyalty"
    REFERRAL = "referral"
    WELCOME = "welcome"
    GIFT = "gift"


@dataclass(frozen=True, slots=True)
class Earning:
    """How a rule gives: ``amount``, or ``percent`` per cent of the spend, from a spend of ``least`` on, for ``days`` days."""

    amount: Money | None = None
    percent: Decimal = Decimal(0)
    least: Money | None = None
    days: int | None = None

    def earned(self, spend: Money) -> Money:
        """Return what an order of ``spend`` (net) earns; nothing below the least spend."""
        if self.least is not None and spend < self.least:
            return Money.zero(spend.currency)
        if self.amount is not None:
            return self.amount
        return Money.of_minor(max(part_of(spend.minor, self.percent), 0), spend.currency)

    def valid_until(self, on: date) -> date | None:
        """Return the last day of a reward given on a day; None when it never ends."""
        return None if self.days is None else on + timedelta(days=self.days)


def session_credit(key: str, fee: ItemFacts, paid: Money, paid_on: date) -> SessionCredit | None:
    """Return what of a paid session fee counts towards the order that follows, or None when nothing does.

    The rule is the one the fee was sold with: ``fee`` is the facts the order kept.
    """
    if fee.credit is CreditRule.NONE or paid.minor <= 0:
        return None
    percent = Decimal(100) if fee.credit is CreditRule.WHOLE else fee.credit_percent
    amount = Money.of_minor(part_of(paid.minor, percent), paid.currency)
    until = None if fee.credit_days is None else paid_on + timedelta(days=fee.credit_days)
    return SessionCredit(key, amount, f"{fee.name}, credited", until) if amount else None
