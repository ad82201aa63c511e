"""Payment plans: an amount in instalments that add up exactly, and what of them is paid."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from safelight.foundation.money import Money

MOST: Final = 60
_WHOLE: Final = Decimal(100)


class Pace(StrEnum):
    """How far apart instalments lie."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


class InstalmentState(StrEnum):
    """What became of an instalment."""

    PAID = "paid"
    PART_PAID = "part_paid"
    DUE = "due"
    OVERDUE = "overdue"
    TO_COME = "to_come"


class NotAPlan(ValueError):
    """These instalments make no plan; the text says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """One instalment: its day and amount."""

    due_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Standing:
    """An instalment with what is paid of it."""

    part: Part
    paid: Money
    state: InstalmentState

    @property
    def open(self) -> Money:
        """What is still to pay of it."""
        return self.part.amount - self.paid


def even(total: Money, count: int, first_on: date, pace: Pace, *, first: Money | None = None) -> tuple[Part, ...]:
    """Divide an amount into ``count`` equal instalments; ``first`` states the first one and the others share the rest.

    Raises:
        NotAPlan: too few or too many, or ``first`` is not between nothing and the total.
    """
    if not 2 <= count <= MOST:  # noqa: PLR2004 - one instalment is no plan
        message = f"A payment plan has 2 to {MOST} instalments."
        raise NotAPlan(message)
    if total.minor < count:
        message = "The amount is too small for so many instalments."
        raise NotAPlan(message)
    if first is None:
        amounts = total.split([1] * count)
    else:
        left = total - first
        if first.minor <= 0 or left.minor < count - 1:
            message = (
                "The first instalment lies between nothing and the whole amount, with something left for each other."
            )
            raise NotAPlan(message)
        amounts = [first, *left.split([1] * (count - 1))]
    days = [day_after(first_on, pace, step) for step in range(count)]
    return tuple(Part(day, amount) for day, amount in zip(days, amounts, strict=True))


def by_percent(total: Money, shares: Sequence[tuple[date, Decimal]]) -> tuple[Part, ...]:
    """Divide an amount by percentages that add up to 100.

    Raises:
        NotAPlan: they do not, or a share comes to nothing.
    """
    if sum((percent for _, percent in shares), Decimal(0)) != _WHOLE:
        message = "The percentages of a payment plan add up to 100."
        raise NotAPlan(message)
    if any(percent <= 0 for _, percent in shares):
        message = "Each instalment is more than 0 percent."
        raise NotAPlan(message)
    amounts = total.split([percent for _, percent in shares])
    return checked(total, [Part(day, amount) for (day, _), amount in zip(shares, amounts, strict=True)])


def checked(total: Money, parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return given instalments in the order of their days.

    Raises:
        NotAPlan: too few or too many, one of nothing, two on one day, or they do not add up to the total.
    """
    if not 2 <= len(parts) <= MOST:  # noqa: PLR2004 - one instalment is no plan
        message = f"A payment plan has 2 to {MOST} instalments."
        raise NotAPlan(message)
    if any(part.amount.minor <= 0 for part in parts):
        message = "Each instalment is more than nothing."
        raise NotAPlan(message)
    if len({part.due_on for part in parts}) != len(parts):
        message = "Two instalments fall on the same day; make them one."
        raise NotAPlan(message)
    off = sum((part.amount for part in parts), Money.zero(total.currency)) - total
    if off:
        way = "more" if off.minor > 0 else "less"
        message = (
            f"The instalments come to {abs(off.amount)} {off.currency} {way} than the {total.amount} that are to pay."
        )
        raise NotAPlan(message)
    return tuple(sorted(parts, key=lambda part: part.due_on))


def standings(parts: Sequence[Part], settled: Money, today: date) -> tuple[Standing, ...]:
    """Fill the instalments in their order with what was settled since the plan was made.

    More than all of them together stays unfilled; less than nothing (a payment was taken back) fills nothing.
    """
    left = settled if settled.minor > 0 else Money.zero(settled.currency)
    found = []
    for part in parts:
        paid = min(left, part.amount)
        left -= paid
        found.append(Standing(part, paid, _state(part, paid, today)))
    return tuple(found)


def due_now(parts: Sequence[Standing], today: date) -> Money:
    """Return what of the instalments should be paid by today and is not."""
    zero = Money.zero(parts[0].part.amount.currency)
    return sum((standing.open for standing in parts if standing.part.due_on <= today), zero)


def day_after(first: date, pace: Pace, steps: int) -> date:
    """Return the day some steps after the first; a month without that day has its last one instead."""
    if pace is Pace.WEEKLY:
        return first + timedelta(weeks=steps)
    if pace is Pace.FORTNIGHTLY:
        return first + timedelta(weeks=2 * steps)
    months = first.month - 1 + steps
    year, month = first.year + months // 12, months % 12 + 1
    return date(year, month, min(first.day, calendar.monthrange(year, month)[1]))


def _state(part: Part, paid: Money, today: date) -> InstalmentState:
    if paid == part.amount:
        return InstalmentState.PAID
    if part.due_on < today:
        return InstalmentState.OVERDUE
    if part.due_on == today:
        return InstalmentState.DUE
    return InstalmentState.PART_PAID if paid else InstalmentState.TO_COME
