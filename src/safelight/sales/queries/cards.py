"""The frozen shapes in which sales are shown to pages, neighbours, the API and the assistant.

Amounts are decimals in major units of the card's ``currency``.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from safelight.foundation.actions import Frozen
from safelight.sales.queries.amounts import TaxCard
from safelight.sales.rules.plans import InstalmentState

InvoiceState = Literal["open", "part_paid", "overdue", "paid", "credited"]


class PersonCard(Frozen):
    """Just enough to name a client and lead to it."""

    id: UUID
    number: int
    name: str


class DocumentLink(Frozen):
    """Just enough to name a document and lead to it."""

    id: UUID
    label: str
    on: date
    currency: str
    gross: Decimal


class InvoiceLineCard(Frozen):
    """A line of an invoice or credit note; ``shown`` is the amount as prices are written here."""

    id: UUID
    position: int
    kind: str
    category: str
    name: str
    description: str
    parts: list[dict[str, Any]]
    is_part: bool
    shoot_id: UUID | None
    order_line_id: UUID | None
    invoice_line_id: UUID | None
    quantity: Decimal
    unit: Decimal
    listed: Decimal
    reduction: Decimal
    shown: Decimal
    net: Decimal
    taxes: tuple[TaxCard, ...]
    tax: Decimal
    gross: Decimal
    credited: Decimal


class SettlementCard(Frozen):
    """Money counted against an invoice; ``left`` is what of it was not taken back, below zero is a taking back."""

    id: UUID
    invoice_id: UUID
    on: date
    amount: Decimal
    left: Decimal
    currency: str
    source_kind: str
    source_id: UUID
    account: str
    memo: str
    reverses_id: UUID | None
    entry_id: UUID
    made_at: datetime
    made_by: str


class InstalmentCard(Frozen):
    """One part of a payment plan and what is paid of it."""

    position: int
    due_on: date
    amount: Decimal
    paid: Decimal
    open: Decimal
    state: InstalmentState


class PlanCard(Frozen):
    """How an invoice is paid in parts."""

    id: UUID
    total: Decimal
    autopay: bool
    method: str
    note: str
    instalments: tuple[InstalmentCard, ...]
    next_due_on: date | None
    next_amount: Decimal | None


class InvoiceCard(Frozen):
    """An issued invoice with everything that happened to it. ``open`` is the ledger's figure."""

    id: UUID
    label: str
    number: int
    state: InvoiceState
    order_id: UUID
    order_label: str
    client: PersonCard
    payer: PersonCard
    location_id: UUID | None
    currency: str
    language: str
    issued_on: date
    issued_at: datetime
    issued_by: str
    due_on: date
    days_over: int
    terms: str
    seller: dict[str, Any]
    addressee: dict[str, Any]
    about: dict[str, Any]
    purchase_order: str
    message: str
    exemption: str
    tax_included: bool
    lines: tuple[InvoiceLineCard, ...]
    taxes: tuple[TaxCard, ...]
    listed: Decimal
    reduction: Decimal
    net: Decimal
    tax: Decimal
    gross: Decimal
    credited: Decimal
    settled: Decimal
    written_off: Decimal
    open: Decimal
    due_now: Decimal
    closed_on: date | None
    entry_id: UUID
    settlements: tuple[SettlementCard, ...]
    credit_notes: tuple[DocumentLink, ...]
    plan: PlanCard | None
    retainer_to_use: Decimal
    credit_to_use: Decimal
    reminded_at: datetime | None


class InvoiceRow(Frozen):
    """An invoice in a list."""

    id: UUID
    label: str
    state: InvoiceState
    order_id: UUID
    client: PersonCard
    payer: PersonCard
    location_id: UUID | None
    currency: str
    issued_on: date
    due_on: date
    days_over: int
    gross: Decimal
    open: Decimal
    due_now: Decimal
    has_plan: bool
    reminded_at: datetime | None


class CreditNoteCard(Frozen):
    """A credit note with its lines; ``credit_id`` is where a leftover went that nobody owed any more."""

    id: UUID
    label: str
    number: int
    invoice_id: UUID
    invoice_label: str
    client: PersonCard
    payer: PersonCard
    location_id: UUID | None
    currency: str
    language: str
    issued_on: date
    issued_at: datetime
    issued_by: str
    reason: str
    seller: dict[str, Any]
    addressee: dict[str, Any]
    tax_included: bool
    lines: tuple[InvoiceLineCard, ...]
    taxes: tuple[TaxCard, ...]
    reduction: Decimal
    net: Decimal
    tax: Decimal
    gross: Decimal
    credit_id: UUID | None
    left_over: Decimal
    entry_id: UUID


class PotMoveCard(Frozen):
    """One movement of a retainer: held, used, returned, kept, to_credit, taken_back."""

    id: UUID
    kind: str
    on: date
    amount: Decimal
    memo: str
    source_kind: str
    source_id: UUID
    reverses_id: UUID | None
    entry_id: UUID
    made_by: str


class PotCard(Frozen):
    """The retainer of an order or session in one currency: what is held now, and every movement."""

    pot_id: UUID
    order_id: UUID | None
    order_label: str
    shoot_id: UUID | None
    client: PersonCard
    currency: str
    held: Decimal
    moves: tuple[PotMoveCard, ...]


class CreditCard(Frozen):
    """Money the studio owes a client; ``left`` is the ledger's figure."""

    id: UUID
    client: PersonCard
    purpose: Literal["credit", "refund"]
    on: date
    amount: Decimal
    left: Decimal
    currency: str
    reason: str
    source_kind: str
    source_id: UUID
    entry_id: UUID
    made_by: str


class GiftCardCard(Frozen):
    """A gift card; ``left`` is the ledger's figure. The code is nowhere but on the card."""

    id: UUID
    label: str
    state: Literal["sold", "active", "used", "expired", "void"]
    client: PersonCard
    invoice_id: UUID
    invoice_label: str
    invoice_open: Decimal
    recipient: str
    message: str
    amount: Decimal
    left: Decimal
    currency: str
    sold_on: date
    expires_on: date | None
    last4: str
    activated_at: datetime | None
    voided_at: datetime | None
    void_reason: str


class IssuedCode(Frozen):
    """A gift card's code, told one time: whoever has it can spend the card."""

    card_id: UUID
    label: str
    code: str
    amount: Decimal
    currency: str
    expires_on: date | None
