"""Ledger lines of documents: what an invoice books, and what a credit note takes back.

Invoice: debit ``receivable`` (gross, under the invoice's id), ``discounts`` and ``rewards``; credit ``income:<category>``
at list price without tax, ``tax:<code>`` per tax. A gift card is no income: it credits ``gift_cards`` under the card's id.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from safelight.books.rules.entries import NewLine, merged
from safelight.foundation.money import Money
from safelight.sales.rules.parts import Amounts

RECEIVABLE: Final = "receivable"
RETAINERS: Final = "retainers"
CLIENT_CREDIT: Final = "client_credit"
GIFT_CARDS: Final = "gift_cards"
WRITE_OFFS: Final = "write_offs"
KEPT_RETAINERS: Final = "income:retainers_kept"
EXPIRED_CARDS: Final = "income:gift_cards_unused"


@dataclass(frozen=True, slots=True)
class Sold:
    """One line of a document as the ledger sees it; ``cards`` are the gift cards it is, each with its amount."""

    category: str
    amounts: Amounts
    cards: tuple[tuple[UUID, Money], ...] = ()


def invoice_lines(
    sold: Iterable[Sold], *, currency: str, document_id: UUID, client_id: UUID, location_id: UUID | None
) -> tuple[NewLine, ...]:
    """Return the balanced lines of an invoice; lines of the same kind are added up."""
    found: list[NewLine] = []
    gross = Money.zero(currency)

    def book(account: str, amount: Money, category: str = "", document: UUID | None = None) -> None:
        found.append(
            NewLine(
                account,
                amount,
                client_id=client_id,
                document_id=document,
                location_id=location_id,
                category=category,
            )
        )

    for line in sold:
        amounts = line.amounts
        gross += amounts.gross
        zero = Money.zero(currency)
        reward = amounts.reward or zero
        if line.cards:
            for card_id, amount in line.cards:
                book(GIFT_CARDS, -amount, line.category, card_id)
        else:
            book(f"income:{line.category}", -amounts.listed, line.category)
        book("rewards", reward, line.category)
        book("discounts", amounts.reduction - reward, line.category)
        for tax in amounts.taxes:
            book(f"tax:{tax.code}", -tax.amount, tax.code)
    book(RECEIVABLE, gross, "", document_id)
    return merged(found)


def credit_note_lines(
    sold: Iterable[Sold], *, currency: str, document_id: UUID, client_id: UUID, location_id: UUID | None
) -> tuple[NewLine, ...]:
    """Return the lines that take parts of an invoice back: its own with the sign turned, under the invoice's id."""
    return tuple(
        NewLine(
            line.account,
            -line.amount,
            client_id=line.client_id,
            document_id=line.document_id,
            location_id=line.location_id,
            category=line.category,
        )
        for line in invoice_lines(
            sold, currency=currency, document_id=document_id, client_id=client_id, location_id=location_id
        )
    )
