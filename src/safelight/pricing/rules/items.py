"""What is sold, as the engine sees it: the facts of one item at one version of its price list."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from safelight.foundation.money import Money


class ItemKind(StrEnum):
    """The kinds of things a studio sells."""

    PRINT = "print"
    COMPOSITE = "composite"
    DIGITAL_FILE = "digital_file"
    PRODUCT = "product"
    SERVICE = "service"
    SESSION_FEE = "session_fee"
    PACKAGE = "package"
    PROMOTION = "promotion"
    GIFT_CARD = "gift_card"
    SHIPPING = "shipping"


class TaxClass(StrEnum):
    """How an item is taxed; each regime says what a class means at its place.

    ``zero`` is taxable at nothing and is reported, ``exempt`` is outside the tax.
    """

    STANDARD = "standard"
    REDUCED = "reduced"
    ZERO = "zero"
    EXEMPT = "exempt"


class CreditRule(StrEnum):
    """Whether a session fee counts towards the order that follows: not, a part of it, or all of it."""

    NONE = "none"
    PART = "part"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class ImageRule:
    """How many images an item takes: ``included`` in the price, at least ``least``, at most ``most``; ``extra`` each beyond."""

    included: int = 0
    least: int = 0
    most: int | None = None
    extra: Money | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One item that may fill a place of a package; ``surcharge`` is added per piece chosen."""

    item: ItemFacts
    surcharge: Money | None = None
    preset: bool = False


@dataclass(frozen=True, slots=True)
class Component:
    """A place of a package: from ``least`` to ``most`` pieces out of its choices.

    A place with one choice and no freedom in number fills itself. ``quantity`` is how many of the item one piece is
    (a “set of 8 wallets” is one piece of 8).
    """

    key: UUID
    label: str
    choices: tuple[Choice, ...]
    least: int = 1
    most: int = 1
    quantity: int = 1

    @property
    def is_fixed(self) -> bool:
        """Whether nobody has to choose anything."""
        return len(self.choices) == 1 and self.least == self.most


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What a package consists of; with ``taxed_by_parts`` its price is taxed in proportion to its parts' prices."""

    components: tuple[Component, ...] = ()
    taxed_by_parts: bool = False


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item as sold: an order keeps this, so later changes of the list do not touch it.

    ``group_ids`` are its group and all groups above. ``cost`` is what one costs the studio, None where nobody knows.
    ``category`` names the income account. ``promotion_id`` is set where the item stands for a promotion.
    """

    item_id: UUID
    name: str
    price: Money
    kind: ItemKind = ItemKind.PRODUCT
    identifier: str = ""
    description: str = ""
    size: str = ""
    cost: Money | None = None
    vendor: str = ""
    tax_class: TaxClass = TaxClass.STANDARD
    category: str = ""
    discountable: bool = True
    group_ids: tuple[UUID, ...] = ()
    group: str = ""
    images: ImageRule | None = None
    package: PackageFacts | None = None
    credit: CreditRule = CreditRule.NONE
    credit_percent: Decimal = Decimal(100)
    credit_days: int | None = None
    promotion_id: UUID | None = None
    list_id: UUID | None = None
    version: int = 0

    @property
    def income(self) -> str:
        """The income category: its own, else its kind."""
        return self.category or self.kind.value
