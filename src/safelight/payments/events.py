"""What happened with money; told to the modules above and to this module's own jobs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from safelight.foundation.events import Event


@dataclass(frozen=True, slots=True)
class PaymentTaken(Event):
    """Money came in."""

    name: ClassVar[str] = "payments.taken"
    payment_id: UUID
    client_id: UUID


@dataclass(frozen=True, slots=True)
class PaymentVoided(Event):
    """A payment was taken back: it was a mistake, or the cheque bounced."""

    name: ClassVar[str] = "payments.voided"
    payment_id: UUID
    client_id: UUID


@dataclass(frozen=True, slots=True)
class RefundMade(Event):
    """Money was given back."""

    name: ClassVar[str] = "payments.refunded"
    refund_id: UUID
    client_id: UUID


@dataclass(frozen=True, slots=True)
class AttemptBegun(Event):
    """A card payment or refund is stored; its gateway was not asked yet."""

    name: ClassVar[str] = "payments.attempt_begun"
    attempt_id: UUID


@dataclass(frozen=True, slots=True)
class LookWanted(Event):
    """A gateway knocked, a payer came back, or somebody asked: the attempt is to be looked up."""

    name: ClassVar[str] = "payments.look_wanted"
    attempt_id: UUID
    by: str


@dataclass(frozen=True, slots=True)
class AttemptGivenUp(Event):
    """Somebody gave a card payment up; its gateway is told, and asked once more."""

    name: ClassVar[str] = "payments.attempt_given_up"
    attempt_id: UUID


@dataclass(frozen=True, slots=True)
class AttemptEnded(Event):
    """A gateway gave a definite answer."""

    name: ClassVar[str] = "payments.attempt_ended"
    attempt_id: UUID
    state: str


@dataclass(frozen=True, slots=True)
class DrawerClosed(Event):
    """A drawer was counted at the end of its day."""

    name: ClassVar[str] = "payments.drawer_closed"
    session_id: UUID
    difference: str
