"""A basket as the doors take it: ids and numbers, from which the engine's basket is made."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from safelight.foundation.actions import Frozen
from safelight.pricing.queries.amounts import Amount, Percent, SignedAmount
from safelight.pricing.rules.items import TaxClass

Quantity = Annotated[Decimal, Field(gt=0, le=100_000, decimal_places=3)]
MOST_LINES = 500


class DiscountInput(Frozen):
    """A discount by hand: an amount or a percentage, with a label for the document."""

    amount: Amount | None = None
    percent: Percent | None = None
    label: str = Field(default="", max_length=120)

    @model_validator(mode="after")
    def _one(self) -> DiscountInput:
        if (self.amount is None) == (self.percent is None):
            message = "Give an amount or a percentage."
            raise ValueError(message)
        return self


class PickInput(Frozen):
    """What was chosen for a place of a package; ``picks`` for a package inside it."""

    component_id: UUID
    item_id: UUID
    count: int = Field(default=1, ge=0, le=10_000)
    picks: tuple[PickInput, ...] = Field(default=(), max_length=100)


class LineInput(Frozen):
    """One line: an item on sale and how many. ``price`` replaces the unit price; below zero only with ``credit``."""

    key: str = Field(default="", max_length=60)
    item_id: UUID
    quantity: Quantity = Decimal(1)
    picks: tuple[PickInput, ...] = Field(default=(), max_length=100)
    images: int | None = Field(default=None, ge=0, le=100_000)
    price: SignedAmount | None = None
    discount: DiscountInput | None = None
    exempt: bool = False
    tax_class: TaxClass | None = None
    credit: bool = False


class BasketInput(Frozen):
    """What is to be priced, for whom, where and on which day (today in the studio's zone unless given).

    ``codes`` are coupon codes as typed; ``reward_ids`` the client's rewards to use. ``regime_id`` wins over the one of
    the location.
    """

    lines: tuple[LineInput, ...] = Field(default=(), max_length=MOST_LINES)
    currency: str = Field(default="", max_length=3)
    client_id: UUID | None = None
    location_id: UUID | None = None
    regime_id: UUID | None = None
    on: date | None = None
    discount: DiscountInput | None = None
    codes: tuple[str, ...] = Field(default=(), max_length=20)
    reward_ids: tuple[UUID, ...] = Field(default=(), max_length=50)
    minimum_order: bool = True
