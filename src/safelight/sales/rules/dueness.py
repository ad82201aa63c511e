"""What of an open invoice is due when: all at once, or by its payment plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from safelight.foundation.money import Money
from safelight.sales.rules.ageing import Owed
from safelight.sales.rules.plans import Part, Standing, standings


@dataclass(frozen=True, slots=True)
class Dueness:
    """``next_on`` is the earliest day on which something open falls due (past ones too), ``now`` what is due by today.

    ``pieces`` are the open amounts by their days; together they are what is open.
    """

    next_on: date | None
    next_amount: Money
    now: Money
    days_over: int
    pieces: tuple[Owed, ...]
    standings: tuple[Standing, ...] = ()


def dueness(
    due_on: date, open_: Money, today: date, *, plan: Sequence[Part] = (), plan_total: Money | None = None
) -> Dueness:
    """Say what is due; what was settled since the plan was made fills its instalments in their order."""
    filled: tuple[Standing, ...] = ()
    if plan and plan_total is not None:
        filled = standings(plan, plan_total - open_, today)
        pieces = [Owed(one.part.due_on, one.open) for one in filled if one.open]
        # A settlement taken back after the plan was made leaves more open than the plan has; it is due with the invoice.
        beyond = open_ - sum((piece.amount for piece in pieces), Money.zero(open_.currency))
        if beyond:
            pieces.append(Owed(due_on, beyond))
    else:
        pieces = [Owed(due_on, open_)] if open_ else []
    pieces.sort(key=lambda piece: piece.due_on)
    zero = Money.zero(open_.currency)
    now = sum((piece.amount for piece in pieces if piece.due_on <= today), zero)
    first = pieces[0] if pieces else None
    over = max(0, (today - first.due_on).days) if first is not None and open_.minor > 0 else 0
    return Dueness(first.due_on if first else None, first.amount if first else zero, now, over, tuple(pieces), filled)
