"""Entries as the modules above make them."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import connection

from safelight.books.actions import NewEntry, NewLine, record
from safelight.books.queries import EntryCard, Verification, verify
from safelight.foundation.actions import Context
from safelight.foundation.money import Money

DAY = date(2026, 3, 2)


def money(minor: int, currency: str = "EUR") -> Money:
    """Return an amount of minor units."""
    return Money.of_minor(minor, currency)


def entry(*lines: NewLine, on: date = DAY, kind: str = "invoice", source_id: UUID | None = None) -> NewEntry:
    """Return an entry of these lines."""
    return NewEntry(on, kind, "Something happened", kind, source_id, lines)


def invoice(
    context: Context,
    gross: int = 11900,
    tax: int = 1900,
    *,
    currency: str = "EUR",
    document_id: UUID | None = None,
    client_id: UUID | None = None,
    location_id: UUID | None = None,
    on: date = DAY,
) -> EntryCard:
    """Record an invoice over prints."""
    document = document_id or uuid4()
    return record(
        context,
        entry(
            NewLine("receivable", money(gross, currency), client_id, document, location_id),
            NewLine("income:prints", money(tax - gross, currency), client_id, None, location_id, "prints"),
            NewLine("tax:DE19", money(-tax, currency), client_id, None, location_id),
            on=on,
            source_id=document,
        ),
    )


def payment(context: Context, document_id: UUID, amount: int, *, account: str = "cash", on: date = DAY) -> EntryCard:
    """Record a payment of an invoice in euros."""
    return record(
        context,
        entry(
            NewLine(account, money(amount)),
            NewLine("receivable", money(-amount), document_id=document_id),
            on=on,
            kind="payment",
            source_id=document_id,
        ),
    )


def settled() -> Verification:
    """Let the deferred constraints speak as a commit would, and work the ledger out anew."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")
    return verify()
