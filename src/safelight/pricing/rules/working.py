"""Lines while they are being priced: what is left of each after every discount, in minor units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from safelight.foundation.money import Money
from safelight.pricing.rules.basket import BasketLine
from safelight.pricing.rules.exact import part_of, rounded, shared
from safelight.pricing.rules.items import ItemFacts, ItemKind
from safelight.pricing.rules.packages import Opened, open_line
from safelight.pricing.rules.quote import Cut, Reason

# What no promotion's minimum is reached with, and what no discount on the whole order touches.
_NO_GOODS = frozenset({ItemKind.SHIPPING, ItemKind.GIFT_CARD, ItemKind.PROMOTION})


@dataclass(slots=True)
class Working:
    """One line: ``listed`` is its price, ``left`` what is left of it so far."""

    line: BasketLine
    opened: Opened
    listed: int
    left: int
    cuts: list[Cut] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)

    @property
    def item(self) -> ItemFacts:
        """The item sold."""
        return self.line.item

    @property
    def is_goods(self) -> bool:
        """Whether it counts for minimum amounts."""
        return self.item.kind not in _NO_GOODS and self.left > 0

    @property
    def may_be_lowered(self) -> bool:
        """Whether a discount on the whole order touches it."""
        return self.item.discountable and self.item.kind not in _NO_GOODS and self.left > 0

    def cut(self, kind: str, key: str, label: str, amount: int) -> None:
        """Take an amount off and note it."""
        if amount:
            self.left -= amount
            self.cuts.append(Cut(kind, key, label, Money.of_minor(amount, self.item.price.currency)))


def start(lines: Sequence[BasketLine]) -> list[Working]:
    """Open every line, take its own discount off, and sort by content, so that the order of lines changes nothing."""
    works = [_start(line) for line in lines]
    return sorted(works, key=_content)


def _start(line: BasketLine) -> Working:
    opened = open_line(line)
    listed = rounded(opened.unit * Fraction(line.quantity))
    work = Working(line, opened, listed, listed, reasons=list(opened.reasons))
    discount = line.discount
    if discount is None or listed <= 0:
        return work
    wanted = part_of(listed, discount.percent) if discount.percent is not None else _minor(discount.amount)
    taken = min(wanted, listed)
    label = discount.label or "Discount"
    work.cut("line", "", label, taken)
    said = f"{plain(discount.percent)} %" if discount.percent is not None else money(taken, line).format()
    text = f"{label}: {said} off “{line.item.name}”."
    if taken < wanted:
        text += " It was lowered to the price."
    if taken:
        work.reasons.append(Reason("line_discount", text, -money(taken, line), line.key))
    return work


def spread_over(works: Sequence[Working], amount: int, kind: str, key: str, label: str) -> int:
    """Take an amount off lines in proportion to what is left of them, exactly; returns what could be taken."""
    room = sum(work.left for work in works)
    taken = min(amount, room)
    if taken > 0:
        for work, part in zip(works, shared(taken, [work.left for work in works]), strict=True):
            work.cut(kind, key, label, part)
    return max(taken, 0)


def plain(number: Decimal | None) -> str:
    """Write a number without needless zeros."""
    return "" if number is None else f"{number.normalize():f}"


def money(minor: int, line: BasketLine) -> Money:
    """Return minor units in the line's currency."""
    return Money.of_minor(minor, line.item.price.currency)


def _minor(amount: Money | None) -> int:
    return 0 if amount is None else amount.minor


def _content(work: Working) -> tuple[object, ...]:
    item = work.item
    return (
        -work.left,
        -work.listed,
        item.tax_class.value,
        item.kind.value,
        item.identifier,
        str(item.item_id),
        work.line.key,
    )
