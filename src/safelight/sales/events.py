"""What happened to orders and invoices, told upwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from safelight.foundation.events import Event


@dataclass(frozen=True, slots=True)
class OrderPlaced(Event):
    """There is an order now: newly made, or an estimate that was accepted."""

    name: ClassVar[str] = "sales.order_placed"
    order_id: UUID
    client_id: UUID
    shoot_id: UUID | None


@dataclass(frozen=True, slots=True)
class EstimateMade(Event):
    """An estimate was begun."""

    name: ClassVar[str] = "sales.estimate_made"
    order_id: UUID
    client_id: UUID


@dataclass(frozen=True, slots=True)
class EstimateDeclined(Event):
    """A client does not want what was estimated."""

    name: ClassVar[str] = "sales.estimate_declined"
    order_id: UUID
    client_id: UUID


@dataclass(frozen=True, slots=True)
class OrderChanged(Event):
    """An estimate or order was changed and priced anew."""

    name: ClassVar[str] = "sales.order_changed"
    order_id: UUID


@dataclass(frozen=True, slots=True)
class OrderFulfilled(Event):
    """Everything of an order was handed over."""

    name: ClassVar[str] = "sales.order_fulfilled"
    order_id: UUID
    client_id: UUID


@dataclass(frozen=True, slots=True)
class OrderCancelled(Event):
    """An order or estimate was given up."""

    name: ClassVar[str] = "sales.order_cancelled"
    order_id: UUID
    client_id: UUID


@dataclass(frozen=True, slots=True)
class InvoiceIssued(Event):
    """An invoice was issued; ``gross`` in major units of ``currency``."""

    name: ClassVar[str] = "sales.invoice_issued"
    invoice_id: UUID
    order_id: UUID
    client_id: UUID
    payer_id: UUID
    gross: Decimal
    currency: str
    due_on: date


@dataclass(frozen=True, slots=True)
class CreditNoteIssued(Event):
    """An invoice, or a part of it, was taken back."""

    name: ClassVar[str] = "sales.credit_note_issued"
    credit_note_id: UUID
    invoice_id: UUID
    payer_id: UUID
    gross: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class InvoiceClosed(Event):
    """Nothing is open on an invoice any more: it was paid, credited or written off."""

    name: ClassVar[str] = "sales.invoice_closed"
    invoice_id: UUID
    order_id: UUID
    payer_id: UUID


@dataclass(frozen=True, slots=True)
class InvoiceReopened(Event):
    """Something is open on an invoice again: a payment bounced or was taken back."""

    name: ClassVar[str] = "sales.invoice_reopened"
    invoice_id: UUID
    order_id: UUID
    payer_id: UUID


@dataclass(frozen=True, slots=True)
class RetainerHeld(Event):
    """Money is held for an order or a session."""

    name: ClassVar[str] = "sales.retainer_held"
    pot_id: UUID
    order_id: UUID | None
    shoot_id: UUID | None
    client_id: UUID


@dataclass(frozen=True, slots=True)
class GiftCardActivated(Event):
    """A gift card has a code now and can be used."""

    name: ClassVar[str] = "sales.gift_card_activated"
    card_id: UUID
    client_id: UUID
