"""The rows of the sales module; every one belongs to a studio."""

from safelight.sales.models.credit import Credit, GiftCard, Retainer
from safelight.sales.models.credit_note import CreditNote, CreditNoteLine
from safelight.sales.models.day import DaySale
from safelight.sales.models.invoice import Invoice, InvoiceLine
from safelight.sales.models.order import Order, OrderLine
from safelight.sales.models.settings import SalesSettings
from safelight.sales.models.settlement import Instalment, PaymentPlan, Reminder, SentStatement, Settlement

__all__ = [
    "Credit",
    "CreditNote",
    "CreditNoteLine",
    "DaySale",
    "GiftCard",
    "Instalment",
    "Invoice",
    "InvoiceLine",
    "Order",
    "OrderLine",
    "PaymentPlan",
    "Reminder",
    "Retainer",
    "SalesSettings",
    "SentStatement",
    "Settlement",
]
