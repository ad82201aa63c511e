"""What leaves of the sales module."""

from safelight.exchange.out.record_kinds import RecordKind, export, leave_out
from safelight.sales import models

export(RecordKind(name="sales-settings", model=models.SalesSettings, sheet="Sales settings"))
export(
    RecordKind(
        name="orders",
        model=models.Order,
        sheet="Orders",
        label=("order_label", "estimate_label"),
        hidden=frozenset({"quote", "version"}),
    )
)
export(
    RecordKind(
        name="order-lines", model=models.OrderLine, sheet="Order lines", label="name", hidden=frozenset({"facts"})
    )
)
export(RecordKind(name="invoices", model=models.Invoice, sheet="Invoices", label="label"))
export(RecordKind(name="invoice-lines", model=models.InvoiceLine, sheet="Invoice lines", label="name"))
export(RecordKind(name="credit-notes", model=models.CreditNote, sheet="Credit notes", label="label"))
export(RecordKind(name="credit-note-lines", model=models.CreditNoteLine, sheet="Credit note lines", label="name"))
export(RecordKind(name="settlements", model=models.Settlement, sheet="Settlements"))
export(RecordKind(name="payment-plans", model=models.PaymentPlan, sheet="Payment plans"))
export(RecordKind(name="instalments", model=models.Instalment, sheet="Instalments"))
export(RecordKind(name="payment-reminders", model=models.Reminder, sheet="Payment reminders"))
export(RecordKind(name="sent-statements", model=models.SentStatement, sheet="Statements sent"))
export(RecordKind(name="retainers", model=models.Retainer, sheet="Retainers"))
export(RecordKind(name="credits", model=models.Credit, sheet="Client credit"))
export(
    RecordKind(
        name="gift-cards", model=models.GiftCard, sheet="Gift cards", label="label", hidden=frozenset({"code_hash"})
    )
)
leave_out(
    models.DaySale,
    "Sums of the lines of invoices and credit notes; the database makes them again when those lines are read in.",
)
