"""The frozen shapes in which estimates and orders are shown; amounts are decimals in major units of ``currency``."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from safelight.foundation.actions import Frozen
from safelight.sales.queries.amounts import TaxCard
from safelight.sales.queries.cards import DocumentLink, PersonCard
from safelight.sales.rules.states import OrderState, Step


class OrderLineCard(Frozen):
    """A line of an order. ``listed`` − ``reduction`` = ``net`` without tax; ``shown`` is as prices are written here.

    ``invoiced`` is what of ``gross`` stands on invoices, credit notes taken off.
    """

    id: UUID
    position: int
    kind: str
    item_id: UUID | None
    shoot_id: UUID | None
    name: str
    description: str
    size: str
    identifier: str
    category: str
    choices: list[dict[str, Any]]
    parts: list[dict[str, Any]]
    images: list[Any]
    options: dict[str, Any]
    gift: dict[str, Any]
    note: str
    quantity: Decimal
    unit: Decimal
    override: Decimal | None
    override_reason: str
    discount_percent: Decimal | None
    discount_amount: Decimal | None
    discount_reason: str
    listed: Decimal
    reduction: Decimal
    shown: Decimal
    shown_listed: Decimal
    net: Decimal
    taxes: tuple[TaxCard, ...]
    tax: Decimal
    gross: Decimal
    invoiced: Decimal


class WordCard(Frozen):
    """Something the price engine says: why a price is what it is, or what must be put right."""

    code: str
    text: str
    amount: Decimal | None = None
    line_id: UUID | None = None


class OrderCard(Frozen):
    """An estimate or order with everything. ``steps`` is what may be done now; ``version`` goes back with a change."""

    id: UUID
    version: int
    state: OrderState
    steps: tuple[Step, ...]
    label: str
    estimate_label: str
    order_label: str
    client: PersonCard
    payer: PersonCard | None
    location_id: UUID | None
    price_list_id: UUID | None
    shoot_id: UUID | None
    currency: str
    language: str
    placed_on: date
    valid_until: date | None
    is_expired: bool
    accepted_at: datetime | None
    declined_at: datetime | None
    fulfilled_at: datetime | None
    cancelled_at: datetime | None
    reason: str
    discount_percent: Decimal | None
    discount_amount: Decimal | None
    discount_reason: str
    coupons: tuple[str, ...]
    reward_ids: tuple[UUID, ...]
    use_session_credits: bool
    exemption: str
    tax_included: bool
    lines: tuple[OrderLineCard, ...]
    listed: Decimal
    reduction: Decimal
    net: Decimal
    taxes: tuple[TaxCard, ...]
    tax: Decimal
    gross: Decimal
    cost: Decimal | None
    margin: Decimal | None
    reasons: tuple[WordCard, ...]
    problems: tuple[WordCard, ...]
    offers: tuple[WordCard, ...]
    retainer: Decimal
    retainer_due_on: date | None
    retainer_held: Decimal
    invoiced: Decimal
    uninvoiced: Decimal
    open: Decimal
    invoices: tuple[DocumentLink, ...]
    credit_notes: tuple[DocumentLink, ...]
    purchase_order: str
    message: str
    note: str
    copied_from_id: UUID | None
    created_at: datetime
    updated_at: datetime


class OrderRow(Frozen):
    """An order in a list; ``uninvoiced`` is what of it stands on no invoice yet, ``open`` what its invoices lack."""

    id: UUID
    version: int
    state: OrderState
    label: str
    client: PersonCard
    payer: PersonCard | None
    location_id: UUID | None
    shoot_id: UUID | None
    currency: str
    placed_on: date
    valid_until: date | None
    lines: int
    gross: Decimal
    uninvoiced: Decimal
    open: Decimal
    retainer: Decimal
    retainer_held: Decimal
