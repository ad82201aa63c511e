"""What a cancellation or a change of date costs, by how long before the session it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from safelight.foundation.money import Money

_HOUR: Final = 3600
_WHOLE: Final = Decimal(100)


class Change(StrEnum):
    """What is told."""

    CANCEL = "cancel"
    RESCHEDULE = "reschedule"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a policy: what is asked for and given when less than ``hours`` are left.

    The fee is ``fee_percent`` of the session fee plus ``fee``. ``credit_percent`` of what was paid towards the
    session, less the fee, stays with the client as credit; the rest is not given back.
    """

    change: Change
    hours: int
    fee_percent: Decimal = Decimal(0)
    fee: Decimal = Decimal(0)
    credit_percent: Decimal = _WHOLE


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from a change: the fee the client owes, the credit they keep, and the notice that was given.

    ``hours`` is None where the session had no date, and negative where its time had begun. ``waived`` says that a fee
    would have been asked for.
    """

    fee: Money
    credit: Money
    hours: int | None
    step: Step | None = None
    waived: bool = False


def consequence(  # noqa: PLR0913 - the facts of the case
    steps: Sequence[Step],
    change: Change,
    *,
    told: datetime,
    starts: datetime | None,
    session_fee: Money,
    paid: Money,
    waive: bool = False,
) -> Consequence:
    """Return what a policy says; without a fitting line nothing is owed and all that was paid is credit.

    The line with the fewest hours that still covers the notice counts. A fee is never more than the session fee,
    where there is one; ``waive`` sets it aside.
    """
    free = Consequence(Money.zero(session_fee.currency), paid, None)
    if starts is None:
        return free
    left = int((starts - told).total_seconds() // _HOUR)
    fitting = [step for step in steps if step.change is change and left < step.hours]
    if not fitting:
        return Consequence(free.fee, paid, left)
    step = min(fitting, key=lambda step: step.hours)
    currency = session_fee.currency
    fee = Money.rounded(session_fee.amount * step.fee_percent / _WHOLE + step.fee, currency)
    if session_fee and session_fee < fee:
        fee = session_fee
    is_waived = waive and bool(fee)
    fee = Money.zero(currency) if is_waived else fee
    kept = paid - fee if fee < paid else Money.zero(currency)
    credit = Money.rounded(kept.amount * step.credit_percent / _WHOLE, currency)
    return Consequence(fee, credit, left, step, is_waived)
