"""The rows of the payments module; every one belongs to a studio."""

from safelight.payments.models.attempt import Attempt, AttemptStep, GatewayAccount, NoticeSeen, StoredCard
from safelight.payments.models.drawer import DepositSlip, Drawer, DrawerMove, DrawerSession
from safelight.payments.models.payment import Allocation, Payment, PaymentPart
from safelight.payments.models.refund import Refund, RefundMove
from safelight.payments.models.tender import Tender

__all__ = [
    "Allocation",
    "Attempt",
    "AttemptStep",
    "DepositSlip",
    "Drawer",
    "DrawerMove",
    "DrawerSession",
    "GatewayAccount",
    "NoticeSeen",
    "Payment",
    "PaymentPart",
    "Refund",
    "RefundMove",
    "StoredCard",
    "Tender",
]
