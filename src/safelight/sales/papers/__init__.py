"""Documents as tagged PDF in the studio's look: made from cards and snapshots, never from a template that runs data."""

from safelight.sales.papers.files import (
    credit_note_pdf,
    estimate_pdf,
    gift_card_pdf,
    invoice_pdf,
    order_pdf,
    receipt_pdf,
    slip_pdf,
    statement_file,
    statement_pdf,
)
from safelight.sales.papers.receipt import Receipt, ReceiptRow, receipt_file

__all__ = [
    "Receipt",
    "ReceiptRow",
    "credit_note_pdf",
    "estimate_pdf",
    "gift_card_pdf",
    "invoice_pdf",
    "order_pdf",
    "receipt_file",
    "receipt_pdf",
    "slip_pdf",
    "statement_file",
    "statement_pdf",
]
