"""Receipts: that money was received, for what, and how. The payments module hands over what it knows of a payment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from safelight.messaging.ports import File
from safelight.sales.papers.documents import document
from safelight.sales.papers.letterhead import file_of, letter
from safelight.sales.papers.tongue import Tongue


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """What a part of the money is for: an invoice's number, a retainer, a tip."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything a receipt says; amounts in major units of ``currency``.

    ``seller`` and ``addressee`` are snapshots as ``queries.snapshots`` makes them; ``open_after`` is what is left to pay
    of the invoices named, None where nothing is said about it; ``change`` is cash given back.
    """

    label: str
    on: date
    made_at: datetime
    language: str
    currency: str
    seller: Mapping[str, Any]
    addressee: Mapping[str, Any]
    rows: tuple[ReceiptRow, ...]
    tender: str = ""
    change: Decimal | None = None
    open_after: Decimal | None = None
    text: str = ""
    facts: tuple[tuple[str, str], ...] = field(default=())

    @property
    def total(self) -> Decimal:
        """All that was received."""
        return sum((row.amount for row in self.rows), Decimal(0))


def receipt_file(receipt: Receipt) -> File:
    """Return a receipt as a file; the same receipt is the same file."""
    tongue = Tongue(receipt.language, str(receipt.seller.get("country", "")), receipt.currency)
    title = f"{tongue.word('receipt')} {receipt.label}"
    head = letter(
        receipt.seller,
        receipt.addressee,
        tongue,
        title=title,
        subtitle="",
        facts=[
            (tongue.word("date"), tongue.day(receipt.on)),
            (tongue.word("client_number"), str(receipt.addressee.get("number", ""))),
            (tongue.word("tender"), receipt.tender),
            *receipt.facts,
        ],
    )
    totals = [{"name": tongue.word("received"), "amount": tongue.money(receipt.total), "strong": True}]
    if receipt.change:
        totals.append({"name": tongue.word("change"), "amount": tongue.money(receipt.change), "strong": False})
    if receipt.open_after is not None:
        totals.append({"name": tongue.word("open_after"), "amount": tongue.money(receipt.open_after), "strong": False})
    body = document(
        columns=[
            {"head": tongue.word("received_for"), "right": False, "wide": True},
            {"head": tongue.word("amount"), "right": True, "wide": False},
        ],
        rows=[{"cells": [row.name, tongue.money(row.amount)], "small": []} for row in receipt.rows],
        totals=totals,
        notes=[receipt.text or tongue.word("thanks")],
        tongue=tongue,
    )
    return file_of("document.typ", head | body, receipt.made_at, title)
