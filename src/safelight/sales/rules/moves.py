"""Orders to move money, and what came of them; the plain shapes in which neighbours above talk to this module."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safelight.foundation.money import Money


@dataclass(frozen=True, slots=True)
class Settle:
    """Count money against an invoice.

    ``debit_account`` is the ledger account where the money is now (``cash``, ``bank`` …). ``source_kind`` and
    ``source_id`` name what brought it; the same source settles an invoice once.
    """

    invoice_id: UUID
    amount: Money
    on: date
    source_kind: str
    source_id: UUID
    debit_account: str
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """A settlement; ``open_after`` is what is left to pay of the invoice, ``repeated`` that it was there already."""

    id: UUID
    invoice_id: UUID
    amount: Money
    open_after: Money
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class HoldRetainer:
    """Hold money for an order, or for a session that has none yet; a session's needs the client."""

    amount: Money
    on: date
    source_kind: str
    source_id: UUID
    debit_account: str
    order_id: UUID | None = None
    shoot_id: UUID | None = None
    client_id: UUID | None = None
    location_id: UUID | None = None
    memo: str = ""


@dataclass(frozen=True, slots=True)
class ReturnRetainer:
    """Give money back out of a pot; ``credit_account`` is where it leaves from."""

    pot_id: UUID
    amount: Money
    on: date
    source_kind: str
    source_id: UUID
    credit_account: str
    memo: str = ""


@dataclass(frozen=True, slots=True)
class RetainerMoved:
    """A movement of a pot, and what the pot holds afterwards."""

    id: UUID
    pot_id: UUID
    amount: Money
    held_after: Money
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class UseRetainer:
    """Count held money against an invoice; without an amount as much as is there and open."""

    invoice_id: UUID
    pot_id: UUID
    on: date
    amount: Money | None = None
    memo: str = ""


@dataclass(frozen=True, slots=True)
class KeepCredit:
    """Keep money for a client: an overpayment, or (``purpose="refund"``) money promised back.

    ``debit_account`` is where the money is, or the account that bears it when it is given.
    """

    client_id: UUID
    amount: Money
    on: date
    source_kind: str
    source_id: UUID
    debit_account: str
    reason: str = ""
    purpose: str = "credit"
    location_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CreditKept:
    """A credit, and what is left of it."""

    id: UUID
    client_id: UUID
    amount: Money
    left: Money
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class UseCredit:
    """Count the payer's credit against an invoice, oldest first; ``credit_id`` names one of them."""

    invoice_id: UUID
    on: date
    amount: Money | None = None
    credit_id: UUID | None = None
    memo: str = ""


@dataclass(frozen=True, slots=True)
class PayBack:
    """Pay a client out of a credit or a promised refund; ``credit_account`` is where the money leaves from."""

    credit_id: UUID
    amount: Money
    on: date
    source_kind: str
    source_id: UUID
    credit_account: str
    memo: str = ""


@dataclass(frozen=True, slots=True)
class PaidBack:
    """Money that left: ``entry_id`` is the ledger's entry, with which it is taken back; ``left`` remains of the credit."""

    credit_id: UUID
    entry_id: UUID
    left: Money


@dataclass(frozen=True, slots=True)
class UseGiftCard:
    """Count a gift card against an invoice, by its code as typed; without an amount as much as is there and open."""

    code: str
    invoice_id: UUID
    on: date
    amount: Money | None = None
