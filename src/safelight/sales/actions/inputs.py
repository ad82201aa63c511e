"""What doors hand over to make and change orders. Amounts are decimals in major units of the order's currency."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from safelight.foundation.actions import Frozen
from safelight.pricing.queries import DiscountInput, PickInput
from safelight.pricing.queries.amounts import Amount, SignedAmount
from safelight.pricing.rules.items import ItemKind, TaxClass

Quantity = Annotated[Decimal, Field(gt=0, le=100_000, decimal_places=3)]
Label = Annotated[str, Field(max_length=200)]
Note = Annotated[str, Field(max_length=4_000)]
Reference = Annotated[str, Field(max_length=200)]
MOST_LINES = 300


class GiftInput(Frozen):
    """For whom a gift card is, and what is written on it."""

    recipient: Label = ""
    message: Annotated[str, Field(max_length=1_000)] = ""


class OrderLineInput(Frozen):
    """One line: an item of a price list (``item_id``), or something named here with its own ``price``.

    ``price`` replaces the unit price of an item (with a reason); below zero only with ``credit``. ``images`` is how
    many images one unit takes, ``image_refs`` name them.
    """

    item_id: UUID | None = None
    name: Label = ""
    description: Annotated[str, Field(max_length=2_000)] = ""
    kind: ItemKind = ItemKind.SERVICE
    category: Annotated[str, Field(max_length=40, pattern=r"^[^\s](.*[^\s])?$|^$")] = ""
    tax_class: TaxClass | None = None
    quantity: Quantity = Decimal(1)
    picks: tuple[PickInput, ...] = Field(default=(), max_length=100)
    images: int | None = Field(default=None, ge=0, le=100_000)
    image_refs: tuple[Reference, ...] = Field(default=(), max_length=1_000)
    price: SignedAmount | None = None
    price_reason: Label = ""
    credit: bool = False
    discount: DiscountInput | None = None
    exempt: bool = False
    shoot_id: UUID | None = None
    note: Note = ""
    gift: GiftInput | None = None

    @model_validator(mode="after")
    def _named_or_listed(self) -> OrderLineInput:
        if self.item_id is None and (not self.name or self.price is None):
            message = "A line names an item, or has a name and a price of its own."
            raise ValueError(message)
        if self.item_id is None and self.kind is ItemKind.PACKAGE:
            message = "A package is an item of a price list."
            raise ValueError(message)
        return self


class AddOrder(Frozen):
    """A new estimate or order. Place, price list and language follow from session, client and studio unless given."""

    client_id: UUID
    kind: Literal["estimate", "order"] = "order"
    payer_id: UUID | None = None
    location_id: UUID | None = None
    price_list_id: UUID | None = None
    shoot_id: UUID | None = None
    currency: str = Field(default="", max_length=3)
    language: str = Field(default="", max_length=10)
    placed_on: date | None = None
    valid_until: date | None = None
    lines: tuple[OrderLineInput, ...] = Field(default=(), max_length=MOST_LINES)
    discount: DiscountInput | None = None
    coupons: tuple[Annotated[str, Field(max_length=60)], ...] = Field(default=(), max_length=20)
    reward_ids: tuple[UUID, ...] = Field(default=(), max_length=50)
    use_session_credits: bool = True
    exemption: Label = ""
    retainer: Amount | None = None
    retainer_due_on: date | None = None
    purchase_order: Label = ""
    message: Note = ""
    note: Note = ""


class ChangeOrder(Frozen):
    """What of an order changes; only the fields given. With ``version``, a change of somebody else meanwhile refuses it."""

    order_id: UUID
    version: int | None = Field(default=None, ge=1)
    payer_id: UUID | None = None
    location_id: UUID | None = None
    price_list_id: UUID | None = None
    shoot_id: UUID | None = None
    language: str = Field(default="", max_length=10)
    valid_until: date | None = None
    discount: DiscountInput | None = None
    coupons: tuple[Annotated[str, Field(max_length=60)], ...] = Field(default=(), max_length=20)
    reward_ids: tuple[UUID, ...] = Field(default=(), max_length=50)
    use_session_credits: bool = True
    exemption: Label = ""
    retainer: Amount | None = None
    retainer_due_on: date | None = None
    purchase_order: Label = ""
    message: Note = ""
    note: Note = ""


class AddLines(Frozen):
    """Lines to put at the end of an order, or before the line at ``before``."""

    order_id: UUID
    version: int | None = Field(default=None, ge=1)
    lines: tuple[OrderLineInput, ...] = Field(min_length=1, max_length=MOST_LINES)
    before_id: UUID | None = None


class ChangeLine(Frozen):
    """What of a line changes; only the fields given. An explicit null takes a price, discount or count of images away."""

    order_id: UUID
    line_id: UUID
    version: int | None = Field(default=None, ge=1)
    name: Label = ""
    description: Annotated[str, Field(max_length=2_000)] = ""
    quantity: Quantity = Decimal(1)
    picks: tuple[PickInput, ...] = Field(default=(), max_length=100)
    images: int | None = Field(default=None, ge=0, le=100_000)
    image_refs: tuple[Reference, ...] = Field(default=(), max_length=1_000)
    price: SignedAmount | None = None
    price_reason: Label = ""
    credit: bool = False
    discount: DiscountInput | None = None
    tax_class: TaxClass | None = None
    exempt: bool = False
    shoot_id: UUID | None = None
    note: Note = ""
    gift: GiftInput | None = None


class WhichLine(Frozen):
    """One line of an order."""

    order_id: UUID
    line_id: UUID
    version: int | None = Field(default=None, ge=1)


class SortLines(Frozen):
    """All lines of an order in the order in which they shall stand."""

    order_id: UUID
    version: int | None = Field(default=None, ge=1)
    line_ids: tuple[UUID, ...] = Field(max_length=MOST_LINES)


class WhichOrder(Frozen):
    """One order; with ``version``, a change of somebody else meanwhile refuses what is done."""

    order_id: UUID
    version: int | None = Field(default=None, ge=1)
