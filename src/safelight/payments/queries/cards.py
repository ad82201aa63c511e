"""The frozen shapes in which payments are shown to pages, modules above, the API and the assistant."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from safelight.foundation.actions import Frozen

AllocationKind = Literal["invoice", "retainer", "credit"]


class TenderCard(Frozen):
    """A way to pay; ``account`` is the key of the ledger account where the money stands then."""

    id: UUID
    key: str
    kind: str
    name: str
    account: str
    needs_reference: bool
    archived: bool


class AllocationCard(Frozen):
    """So much went to one invoice, to the retainer of an order or session, or became credit."""

    id: UUID
    kind: AllocationKind
    invoice_id: UUID | None = None
    invoice_label: str = ""
    pot_id: UUID | None = None
    credit_id: UUID | None = None
    amount: Decimal
    given_back: Decimal = Decimal(0)


class PartCard(Frozen):
    """One tender of a payment; ``left`` is what can still be given back of it."""

    id: UUID
    place: int
    tender: str
    tender_kind: str
    tender_name: str
    amount: Decimal
    handed: Decimal | None = None
    change: Decimal = Decimal(0)
    rounding: Decimal = Decimal(0)
    reference: str = ""
    card_brand: str = ""
    card_last4: str = ""
    left: Decimal
    allocations: tuple[AllocationCard, ...] = ()


class RefundCard(Frozen):
    """Money given back; ``state`` is done, asked (a gateway has not confirmed) or failed."""

    id: UUID
    number: int
    client_id: UUID
    client_name: str = ""
    part_id: UUID | None = None
    payment_id: UUID | None = None
    payment_number: int | None = None
    tender_name: str
    on: date
    made_at: datetime
    made_by: str
    currency: str
    amount: Decimal
    reason: str
    reference: str = ""
    state: str


class PaymentCard(Frozen):
    """A payment with its parts and what they paid."""

    id: UUID
    number: int
    client_id: UUID
    client_name: str
    location_id: UUID | None = None
    on: date
    taken_at: datetime
    taken_by: str
    currency: str
    amount: Decimal
    change: Decimal = Decimal(0)
    note: str = ""
    parts: tuple[PartCard, ...] = ()
    refunds: tuple[RefundCard, ...] = ()
    voided_on: date | None = None
    voided_by: str = ""
    void_reason: str = ""


class PaymentRow(Frozen):
    """A payment in a list; ``tenders`` and ``paid_for`` are words."""

    id: UUID
    number: int
    client_id: UUID
    client_name: str
    on: date
    currency: str
    amount: Decimal
    refunded: Decimal = Decimal(0)
    tenders: tuple[str, ...] = ()
    paid_for: tuple[str, ...] = ()
    voided: bool = False
