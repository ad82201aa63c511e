"""What the verbs of payments are given. Amounts are decimals in major units of the payment's currency."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Frozen

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)
MOST_PARTS, MOST_TARGETS = 12, 50

Amount = Annotated[Decimal, Field(gt=0, max_digits=18, decimal_places=4)]
Sum = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=4)]
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
Reason = Annotated[str, Field(min_length=1, max_length=500)]


class PartInput(Frozen):
    """One way in which money is handed over.

    ``handed`` is the cash the client gave; the change is worked out. ``reference`` is a cheque's number or a
    terminal's approval. A gift card needs its ``gift_code``, a retainer the order or session (``pot_id``) that holds
    it; credit is used oldest first, or the one named.
    """

    tender: str = Field(min_length=1, max_length=30)
    amount: Amount
    handed: Amount | None = None
    reference: str = Field(default="", max_length=80)
    card_brand: str = Field(default="", max_length=20)
    card_last4: str = Field(default="", pattern=r"^(\d{4})?$")
    gift_code: str = Field(default="", max_length=60)
    credit_id: UUID | None = None
    pot_id: UUID | None = None


class TargetInput(Frozen):
    """What money is for: an invoice, a retainer for an order or a session, or nothing yet (credit of the client)."""

    invoice_id: UUID | None = None
    order_id: UUID | None = None
    shoot_id: UUID | None = None
    credit: bool = False
    amount: Amount

    @property
    def named(self) -> int:
        """How many things are named; it must be one."""
        return sum((self.invoice_id is not None, self.order_id is not None, self.shoot_id is not None, self.credit))


class TakePayment(Frozen):
    """A payment: who pays, how (``parts``), and what for (``targets``). Both add up to the same.

    Without ``targets`` it goes to the client's open invoices, the oldest due first, and what is left becomes credit.
    """

    client_id: UUID
    parts: tuple[PartInput, ...] = Field(min_length=1, max_length=MOST_PARTS)
    targets: tuple[TargetInput, ...] = Field(default=(), max_length=MOST_TARGETS)
    currency: str = Field(default="", max_length=3)
    on: Day | None = None
    location_id: UUID | None = None
    drawer_id: UUID | None = None
    note: str = Field(default="", max_length=500)


class VoidPayment(Frozen):
    """Which payment is taken back, why, and on which day (today unless said)."""

    payment_id: UUID
    reason: Reason
    on: Day | None = None


class MakeRefund(Frozen):
    """Money given back, out of a promised refund or credit (``credit_id``), or by opening again what a payment paid.

    ``part_id`` is the part of a payment by which it goes back; without one it leaves by ``tender``.
    """

    amount: Amount
    reason: Reason
    credit_id: UUID | None = None
    part_id: UUID | None = None
    tender: str = Field(default="", max_length=30)
    on: Day | None = None
    drawer_id: UUID | None = None
    reference: str = Field(default="", max_length=80)
