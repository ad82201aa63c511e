"""The merge fields of the kinds whose texts come with the program, beside those that every message has."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from safelight.foundation.money import Money
from safelight.messaging.rules.facts import MergeField

_STARTS: Final = datetime(2027, 3, 9, 15, 0, tzinfo=UTC)
_EARLIER: Final = datetime(2027, 3, 5, 10, 30, tzinfo=UTC)

_INVOICE: Final = (
    MergeField("invoice.number", "Number of the invoice", "2027-0184"),
    MergeField("invoice.date", "Date of the invoice", date(2027, 3, 1)),
    MergeField("invoice.total", "Total of the invoice", Money(Decimal("486.00"), "EUR")),
    MergeField("invoice.open", "What is still open", Money(Decimal("286.00"), "EUR")),
    MergeField("invoice.due", "Day it is due", date(2027, 3, 15), optional=True),
    MergeField("invoice.link", "Address of the invoice", "", shape="link", optional=True),
)
_APPOINTMENT: Final = (
    MergeField("appointment.title", "What the appointment is", "Family session"),
    MergeField("appointment.date", "Day", _STARTS, shape="date", source="appointment.starts"),
    MergeField("appointment.time", "Time of day", _STARTS, shape="time", source="appointment.starts"),
    MergeField("appointment.place", "Place", "Studio, 12 Mill Street", optional=True),
    MergeField("appointment.with", "Who will be there for the studio", "Bo", optional=True),
    MergeField(
        "appointment.note", "What the client should know", "Please park behind the house.", "lines", optional=True
    ),
)

FIELDS: Final[dict[str, tuple[MergeField, ...]]] = {
    "invoice": _INVOICE,
    "payment_reminder": (*_INVOICE, MergeField("invoice.days_overdue", "Days since it was due", 9, optional=True)),
    "receipt": (
        MergeField("receipt.number", "Number of the receipt", "R-2027-0112"),
        MergeField("receipt.date", "Day of the payment", date(2027, 3, 3)),
        MergeField("receipt.amount", "Amount received", Money(Decimal("200.00"), "EUR")),
        MergeField("receipt.tender", "How it was paid", "Card", optional=True),
        MergeField("invoice.number", "Number of the invoice", "2027-0184", optional=True),
        MergeField("invoice.open", "What is still open", Money(Decimal("286.00"), "EUR"), optional=True),
    ),
    "statement": (
        MergeField("statement.from", "First day", date(2027, 1, 1)),
        MergeField("statement.until", "Last day", date(2027, 3, 31)),
        MergeField("statement.open", "What is open at its end", Money(Decimal("286.00"), "EUR")),
    ),
    "estimate": (
        MergeField("estimate.number", "Number of the estimate", "E-2027-0031"),
        MergeField("estimate.date", "Date of the estimate", date(2027, 2, 20)),
        MergeField("estimate.total", "Total of the estimate", Money(Decimal("1250.00"), "EUR")),
        MergeField("estimate.valid_until", "Last day it holds", date(2027, 3, 20), optional=True),
    ),
    "appointment_confirmation": _APPOINTMENT,
    "appointment_reminder": _APPOINTMENT,
    "appointment_moved": (
        *_APPOINTMENT,
        MergeField("appointment.old_date", "Day it was before", _EARLIER, "date", source="appointment.old_starts"),
        MergeField("appointment.old_time", "Time it was before", _EARLIER, "time", source="appointment.old_starts"),
        MergeField("appointment.reason", "Why it was moved", "Rain is forecast.", optional=True),
    ),
    "appointment_cancelled": (
        *_APPOINTMENT,
        MergeField("appointment.reason", "Why it was cancelled", "You asked us to.", optional=True),
    ),
}
