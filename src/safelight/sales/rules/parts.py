"""Amounts of a line, what is left of them, and taking a part: parts always add up to the whole.

A line of an order may go on several invoices, and a line of an invoice may be taken back by several credit notes. Each
part has its own net and its own tax of every code; none of them may lose or gain a cent by being divided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from safelight.foundation.money import Money

_QUANTUM: Final = Decimal("0.001")


class NoSuchPart(ValueError):
    """The part is not between nothing and what is left."""


@dataclass(frozen=True, slots=True)
class Tax:
    """The tax of one code: ``base`` is what it was worked out on; ``rate`` in percent."""

    code: str
    name: str
    rate: Decimal
    base: Money
    amount: Money


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a line comes to. ``listed`` − ``reduction`` = ``net``; ``net`` + taxes = ``gross``.

    ``listed`` is without tax; ``reward`` is the part of ``reduction`` that the client had earned before.
    """

    quantity: Decimal
    listed: Money
    reduction: Money
    net: Money
    gross: Money
    taxes: tuple[Tax, ...] = ()
    cost: Money | None = None
    reward: Money | None = None

    @property
    def tax(self) -> Money:
        """All taxes together."""
        return self.gross - self.net

    @property
    def currency(self) -> str:
        """The currency of all amounts."""
        return self.gross.currency

    def problems(self) -> list[str]:
        """Return what does not add up; nothing in a sound line."""
        zero = Money.zero(self.currency)
        found = []
        if self.listed - self.reduction != self.net:
            found.append(f"listed {self.listed.amount} less {self.reduction.amount} is not {self.net.amount}")
        if sum((tax.amount for tax in self.taxes), zero) != self.tax:
            found.append(f"the taxes do not add up to {self.tax.amount}")
        return found


def nothing(currency: str) -> Amounts:
    """Return the amounts of no line at all."""
    zero = Money.zero(currency)
    return Amounts(Decimal(0), zero, zero, zero, zero, (), zero, zero)


def added(parts: Iterable[Amounts], currency: str) -> Amounts:
    """Return several amounts together, taxes by code in the order they first come."""
    total = nothing(currency)
    for part in parts:
        total = _combine(total, part, 1)
    return total


def rest(whole: Amounts, taken: Iterable[Amounts]) -> Amounts:
    """Return what is left of a line after parts of it were taken; codes of which nothing is left stay, with zero."""
    return _combine(whole, added(taken, whole.currency), -1)


def part_by_amount(left: Amounts, gross: Money) -> Amounts:
    """Take a part with this gross amount out of what is left.

    Net and taxes are shares of ``gross`` (largest remainder), so each lies between nothing and what is left of it.

    Raises:
        NoSuchPart: the amount is not between nothing and what is left.
    """
    if gross == left.gross:
        return left
    sign = -1 if left.gross.minor < 0 else 1
    if gross.currency != left.currency or not 0 < sign * gross.minor < sign * left.gross.minor:
        message = f"A part lies between nothing and the {left.gross.amount} {left.currency} that is left."
        raise NoSuchPart(message)
    shares = [sign * left.net.minor, *(sign * tax.amount.minor for tax in left.taxes)]
    if min(shares) < 0:
        message = "This line has amounts of both signs; it can only be taken whole."
        raise NoSuchPart(message)
    net, *taxes = gross.split(shares)
    way = [abs(gross.minor), abs(left.gross.minor) - abs(gross.minor)]
    quantity = (left.quantity * way[0] / sum(way)).quantize(_QUANTUM)
    return _made(left, quantity, net, taxes, way)


def part_by_quantity(left: Amounts, quantity: Decimal) -> Amounts:
    """Take a part with this quantity out of what is left.

    Raises:
        NoSuchPart: the quantity is not between nothing and what is left.
    """
    if quantity == left.quantity:
        return left
    if not 0 < quantity < left.quantity or quantity != quantity.quantize(_QUANTUM):
        message = f"A part lies between nothing and the {left.quantity.normalize():f} that are left."
        raise NoSuchPart(message)
    way = [quantity, left.quantity - quantity]
    gross = left.gross.split(way)[0]
    if not gross:
        net, taxes = gross, [gross for _ in left.taxes]
    else:
        sign = -1 if left.gross.minor < 0 else 1
        net, *taxes = gross.split([max(0, sign * amount.minor) for amount in (left.net, *_amounts(left.taxes))])
    return _made(left, quantity, net, taxes, way)


def spread(lefts: Sequence[Amounts], gross: Money) -> list[Amounts | None]:
    """Take one gross amount out of several lines, in proportion to what is left of each; None where nothing is taken.

    Raises:
        NoSuchPart: the amount is not between nothing and what is left of all.
    """
    total = sum((left.gross for left in lefts), Money.zero(gross.currency))
    if not 0 < gross.minor <= total.minor:
        message = f"A part lies between nothing and the {total.amount} {total.currency} that is left."
        raise NoSuchPart(message)
    if gross == total:
        return [left if left.gross else None for left in lefts]
    shares = gross.split([max(0, left.gross.minor) for left in lefts])
    return [part_by_amount(left, share) if share else None for left, share in zip(lefts, shares, strict=True)]


def tax_summary(lines: Iterable[Amounts], currency: str) -> tuple[Tax, ...]:
    """Return the taxes of all lines by code: base and amount added up."""
    return added(lines, currency).taxes


def _amounts(taxes: Iterable[Tax]) -> list[Money]:
    return [tax.amount for tax in taxes]


def _made(
    left: Amounts, quantity: Decimal, net: Money, taxes: Sequence[Money], way: Sequence[int | Decimal]
) -> Amounts:
    reduction = left.reduction.split(way)[0]
    parts = tuple(
        replace(tax, base=tax.base.split(way)[0], amount=amount) for tax, amount in zip(left.taxes, taxes, strict=True)
    )
    return Amounts(
        quantity=quantity,
        listed=net + reduction,
        reduction=reduction,
        net=net,
        gross=sum(taxes, net),
        taxes=parts,
        cost=left.cost.split(way)[0] if left.cost is not None else None,
        # Out of the reduction taken here, so that it is never more than that.
        reward=_within(left, reduction),
    )


def _within(left: Amounts, reduction: Money) -> Money | None:
    if left.reward is None or not left.reward or not reduction:
        return None if left.reward is None else Money.zero(reduction.currency)
    return reduction.split([abs(left.reward.minor), abs(left.reduction.minor) - abs(left.reward.minor)])[0]


def _combine(first: Amounts, second: Amounts, sign: int) -> Amounts:
    taxes = {(tax.code, tax.rate): tax for tax in first.taxes}
    for tax in second.taxes:
        key = (tax.code, tax.rate)
        zero = Money.zero(first.currency)
        known = taxes.get(key) or replace(tax, base=zero, amount=zero)
        taxes[key] = replace(known, base=known.base + tax.base * sign, amount=known.amount + tax.amount * sign)
    zero = Money.zero(first.currency)
    return Amounts(
        quantity=first.quantity + second.quantity * sign,
        listed=first.listed + second.listed * sign,
        reduction=first.reduction + second.reduction * sign,
        net=first.net + second.net * sign,
        gross=first.gross + second.gross * sign,
        taxes=tuple(taxes.values()),
        cost=(first.cost or zero) + (second.cost or zero) * sign,
        reward=(first.reward or zero) + (second.reward or zero) * sign,
    )
