"""What the engine is asked: a basket of lines, who buys, and everything that may lower the price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from safelight.foundation.money import Money
from safelight.pricing.rules.items import ItemFacts, TaxClass
from safelight.pricing.rules.promotions import Coupon, Promotion
from safelight.pricing.rules.taxes import Exemption, TaxRegime

_FINEST = Decimal("0.001")


class BadBasket(ValueError):
    """A basket that has no price: ``line_key`` says which line, ``field`` which value (empty: the whole)."""

    def __init__(self, message: str, *, field: str = "", line_key: str = "") -> None:
        """Keep the sentence and the place."""
        super().__init__(message)
        self.message, self.field, self.line_key = message, field, line_key


@dataclass(frozen=True, slots=True)
class Discount:
    """What a person takes off by hand: an amount or a percentage, with the reason given."""

    amount: Money | None = None
    percent: Decimal | None = None
    label: str = ""

    def __post_init__(self) -> None:
        """Refuse both or neither, and what is below nothing or above everything."""
        if (self.amount is None) == (self.percent is None):
            message = "A discount is either an amount or a percentage."
            raise BadBasket(message, field="discount")
        if (self.amount is not None and self.amount.minor < 0) or (
            self.percent is not None and not 0 <= self.percent <= 100  # noqa: PLR2004 - per cent
        ):
            message = "A discount is not below zero, and a percentage at most 100."
            raise BadBasket(message, field="discount")


@dataclass(frozen=True, slots=True)
class Pick:
    """What was chosen for a place of a package: so many pieces of an item; ``picks`` for a package inside it."""

    component: UUID
    item_id: UUID
    count: int = 1
    picks: tuple[Pick, ...] = ()


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One line: an item and how many. ``key`` is the caller's own name of the line and unique in the basket.

    ``price`` replaces the unit price (packages: with everything in it). ``images`` is how many images one unit takes.
    ``exempt`` takes tax off this line, ``tax_class`` gives it another class. A negative ``price`` needs ``credit``.
    """

    key: str
    item: ItemFacts
    quantity: Decimal = Decimal(1)
    picks: tuple[Pick, ...] = ()
    images: int | None = None
    price: Money | None = None
    discount: Discount | None = None
    exempt: bool = False
    tax_class: TaxClass | None = None
    credit: bool = False

    def __post_init__(self) -> None:
        """Refuse quantities and prices that mean nothing."""
        if not self.quantity.is_finite() or self.quantity <= 0 or self.quantity != self.quantity.quantize(_FINEST):
            message = "A quantity is above zero and has at most three decimals."
            raise BadBasket(message, field="quantity", line_key=self.key)
        price = self.item.price if self.price is None else self.price
        if price.currency != self.item.price.currency:
            message = f"“{self.item.name}” is priced in {self.item.price.currency}, not in {price.currency}."
            raise BadBasket(message, field="price", line_key=self.key)
        if price.minor < 0 and not self.credit:
            message = "A price is not below zero; money given back is a credit."
            raise BadBasket(message, field="price", line_key=self.key)
        if self.images is not None and self.images < 0:
            message = "A number of images is not below zero."
            raise BadBasket(message, field="images", line_key=self.key)


@dataclass(frozen=True, slots=True)
class SessionCredit:
    """Money of a session fee that counts towards this order, until a day (None: for ever)."""

    key: str
    amount: Money
    label: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Reward:
    """A loyalty or referral reward the client has and wants to use: an amount, until a day, from a minimum order on."""

    key: str
    amount: Money
    label: str = ""
    valid_until: date | None = None
    minimum: Money | None = None


@dataclass(frozen=True, slots=True)
class Buyer:
    """What the engine needs to know of the client: exemption, and how often each promotion was used by them."""

    exemption: Exemption | None = None
    used: Mapping[UUID, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Basket:
    """Everything one price depends on; the same basket always has the same price.

    ``promotions`` are those that may apply; one that needs a code applies when a coupon among ``coupons`` is of it.
    ``unknown_codes`` are codes somebody typed that no coupon has.
    """

    currency: str
    on: date
    lines: tuple[BasketLine, ...] = ()
    regime: TaxRegime = field(default_factory=TaxRegime)
    discount: Discount | None = None
    promotions: tuple[Promotion, ...] = ()
    coupons: tuple[Coupon, ...] = ()
    unknown_codes: tuple[str, ...] = ()
    rewards: tuple[Reward, ...] = ()
    session_credits: tuple[SessionCredit, ...] = ()
    buyer: Buyer = field(default_factory=Buyer)
    minimum_order: Money | None = None

    def __post_init__(self) -> None:
        """Refuse another currency and line keys that come twice."""
        keys = [line.key for line in self.lines]
        if len(set(keys)) != len(keys):
            message = "Two lines of the basket have the same key."
            raise BadBasket(message, field="lines")
        for line in self.lines:
            if line.item.price.currency != self.currency:
                message = (
                    f"“{line.item.name}” is priced in {line.item.price.currency}, the basket is in {self.currency}."
                )
                raise BadBasket(message, field="lines", line_key=line.key)
