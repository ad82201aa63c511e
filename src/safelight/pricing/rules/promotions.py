"""Promotions and coupons: what they apply to, whether they apply, and what they take off."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from safelight.foundation.money import Money
from safelight.pricing.rules.items import ItemFacts, ItemKind


class PromotionKind(StrEnum):
    """What a promotion takes off: an amount, a percentage, a free item, or m items when n are bought."""

    AMOUNT = "amount"
    PERCENT = "percent"
    FREE_ITEM = "free_item"
    BUY_N = "buy_n"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which items: by item, identifier (so that it holds on a copied list), group or kind; all that may be discounted when empty."""

    items: frozenset[UUID] = field(default_factory=frozenset)
    identifiers: frozenset[str] = field(default_factory=frozenset)
    groups: frozenset[UUID] = field(default_factory=frozenset)
    kinds: frozenset[ItemKind] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        """Whether anything is named."""
        return bool(self.items or self.identifiers or self.groups or self.kinds)

    def covers(self, item: ItemFacts) -> bool:
        """Whether an item is meant. One that is not discountable must be named itself or by its kind."""
        named = item.item_id in self.items or (item.identifier != "" and item.identifier.casefold() in self.identifiers)
        if named or item.kind in self.kinds:
            return True
        return item.discountable and (not self or bool(self.groups.intersection(item.group_ids)))


@dataclass(frozen=True, slots=True)
class Promotion:
    """A rule that lowers a price.

    ``amount`` is taken off the items meant together, or off ``each`` of them. ``buy`` items make ``get`` items (of
    ``gift``, else of the same scope; the cheapest) ``get_percent`` per cent cheaper, at most ``times`` times. A free item
    is one unit of ``gift`` (``get`` of them). ``minimum`` is what the goods must come to (no shipping, no gift cards).
    Promotions that are not ``stackable`` stand alone: the client gets whatever saves most.
    """

    promotion_id: UUID
    name: str
    kind: PromotionKind
    amount: Money | None = None
    percent: Decimal = Decimal(0)
    each: bool = False
    scope: Scope = field(default_factory=Scope)
    gift: Scope = field(default_factory=Scope)
    gift_name: str = ""
    buy: int = 1
    get: int = 1
    get_percent: Decimal = Decimal(100)
    times: int | None = None
    minimum: Money | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    once_per_client: bool = False
    uses_left: int | None = None
    stackable: bool = True
    priority: int = 0
    needs_code: bool = False


@dataclass(frozen=True, slots=True)
class Coupon:
    """A code that asks for a promotion, within its own days and limits (None: no limit)."""

    code: str
    promotion_id: UUID
    coupon_id: UUID | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    uses_left: int | None = None
    client_uses_left: int | None = None


# In which order promotions that go together are taken off: whole units first, then percentages, then amounts, which
# is the order that serves the client best.
_TURNS = {PromotionKind.FREE_ITEM: 0, PromotionKind.BUY_N: 0, PromotionKind.PERCENT: 1, PromotionKind.AMOUNT: 2}


def turn(promotion: Promotion) -> tuple[int, int, str]:
    """Return the sort key by which promotions that go together take turns."""
    return (-promotion.priority, _TURNS[promotion.kind], str(promotion.promotion_id))
