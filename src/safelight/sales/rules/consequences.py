"""What becomes of money when a session is called off: credited, kept, or still owed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from safelight.foundation.money import Money


@dataclass(frozen=True, slots=True)
class Held:
    """Money in a pot."""

    pot_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True)
class PotPart:
    """What of a pot is credited to the client and what is kept; together all of it."""

    pot_id: UUID
    credited: Money
    kept: Money


@dataclass(frozen=True, slots=True)
class CancellationPlan:
    """``credited`` and ``kept`` are all that was paid; ``owed`` is what of the fee that does not cover.

    ``back_from_fees`` is what of session fees on paid invoices is credited, by credit notes.
    """

    pots: tuple[PotPart, ...]
    back_from_fees: Money
    credited: Money
    kept: Money
    owed: Money


def settle_cancellation(held: Sequence[Held], fees_paid: Money, *, fee: Money, credit: Money) -> CancellationPlan:
    """Divide what was paid: ``credit`` for the client (held money first), the rest kept; what the fee lacks is owed."""
    zero = Money.zero(fee.currency)
    paid = sum((one.amount for one in held), zero) + fees_paid
    left = min(paid, credit)
    credited = left
    pots = []
    for one in held:
        part = min(left, one.amount)
        pots.append(PotPart(one.pot_id, part, one.amount - part))
        left -= part
    kept = paid - credited
    return CancellationPlan(tuple(pots), left, credited, kept, fee - kept if kept < fee else zero)
