"""What leaves of the payments module."""

from safelight.exchange.out.record_kinds import RecordKind, export
from safelight.payments import models

export(RecordKind(name="tenders", model=models.Tender, sheet="Tenders", label="name"))
export(RecordKind(name="drawers", model=models.Drawer, sheet="Cash drawers", label="name"))
export(RecordKind(name="drawer-days", model=models.DrawerSession, sheet="Drawer days", label="number"))
export(RecordKind(name="deposit-slips", model=models.DepositSlip, sheet="Deposit slips", label="number"))
export(RecordKind(name="drawer-moves", model=models.DrawerMove, sheet="Drawer moves"))
export(RecordKind(name="payments", model=models.Payment, sheet="Payments", label="number"))
export(RecordKind(name="payment-parts", model=models.PaymentPart, sheet="Payment parts"))
export(RecordKind(name="allocations", model=models.Allocation, sheet="Payments by invoice"))
export(RecordKind(name="refunds", model=models.Refund, sheet="Refunds", label="number"))
export(RecordKind(name="refund-moves", model=models.RefundMove, sheet="Refunds by invoice"))
export(
    RecordKind(
        name="gateway-accounts",
        model=models.GatewayAccount,
        sheet="Gateway accounts",
        label="name",
        computed=frozenset({"secrets"}),
    )
)
export(
    RecordKind(
        name="stored-cards", model=models.StoredCard, sheet="Stored cards", label="last4", computed=frozenset({"token"})
    )
)
export(RecordKind(name="payment-attempts", model=models.Attempt, sheet="Payment attempts", label="reference"))
export(RecordKind(name="attempt-steps", model=models.AttemptStep, sheet="Attempt steps"))
export(RecordKind(name="notices-seen", model=models.NoticeSeen, sheet="Gateway notices"))
