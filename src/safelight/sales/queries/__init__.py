"""Every read of the sales module; importing this package registers them."""

from safelight.sales.queries.ageing import Ageing, AgeingRow, AskAgeing, ageing
from safelight.sales.queries.cards import (
    CreditCard,
    CreditNoteCard,
    DocumentLink,
    GiftCardCard,
    InvoiceCard,
    InvoiceRow,
    IssuedCode,
    PotCard,
    SettlementCard,
)
from safelight.sales.queries.credit_note import (
    ListCreditNotes,
    WhichCreditNote,
    credit_note_card,
    get_credit_note,
    list_credit_notes,
)
from safelight.sales.queries.days import AskDays, DayFigure, DayFigures, days, differences
from safelight.sales.queries.gift_cards import (
    AskCard,
    AskCode,
    ListCards,
    check_gift_card,
    get_gift_card,
    list_gift_cards,
)
from safelight.sales.queries.invoice import WhichInvoice, get_invoice, invoice_card, pots_for
from safelight.sales.queries.invoices import (
    ListInvoices,
    PayerInvoices,
    list_invoices,
    list_open_invoices,
    open_invoices,
)
from safelight.sales.queries.opens import left_of_credits, left_on_cards, open_of, pot, pots
from safelight.sales.queries.order import AskOrder, get_order, order_card
from safelight.sales.queries.order_cards import OrderCard, OrderLineCard, OrderRow
from safelight.sales.queries.orders import ListOrders, list_orders
from safelight.sales.queries.owed import (
    ListPots,
    WhichPot,
    WhoseCredits,
    credits_of,
    get_retainer,
    list_credits,
    list_retainers,
    pot_card,
    refunds_due,
)
from safelight.sales.queries.reading import Opened
from safelight.sales.queries.settings import SettingsCard, get_settings, terms
from safelight.sales.queries.statement import AskStatement, StatementCard, get_statement

__all__ = [
    "Ageing",
    "AgeingRow",
    "AskAgeing",
    "AskCard",
    "AskCode",
    "AskDays",
    "AskOrder",
    "AskStatement",
    "CreditCard",
    "CreditNoteCard",
    "DayFigure",
    "DayFigures",
    "DocumentLink",
    "GiftCardCard",
    "InvoiceCard",
    "InvoiceRow",
    "IssuedCode",
    "ListCards",
    "ListCreditNotes",
    "ListInvoices",
    "ListOrders",
    "ListPots",
    "Opened",
    "OrderCard",
    "OrderLineCard",
    "OrderRow",
    "PayerInvoices",
    "PotCard",
    "SettingsCard",
    "SettlementCard",
    "StatementCard",
    "WhichCreditNote",
    "WhichInvoice",
    "WhichPot",
    "WhoseCredits",
    "ageing",
    "check_gift_card",
    "credit_note_card",
    "credits_of",
    "days",
    "differences",
    "get_credit_note",
    "get_gift_card",
    "get_invoice",
    "get_order",
    "get_retainer",
    "get_settings",
    "get_statement",
    "invoice_card",
    "left_of_credits",
    "left_on_cards",
    "list_credit_notes",
    "list_credits",
    "list_gift_cards",
    "list_invoices",
    "list_open_invoices",
    "list_orders",
    "list_retainers",
    "open_invoices",
    "open_of",
    "order_card",
    "pot",
    "pot_card",
    "pots",
    "pots_for",
    "refunds_due",
    "terms",
]
