"""Which invoices a sum of money pays: those due first, first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safelight.foundation.money import Money


@dataclass(frozen=True, slots=True)
class Open:
    """An invoice with what is open on it."""

    invoice_id: UUID
    due_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Allocation:
    """What each invoice gets, in the order in which they are due, and what is left over."""

    parts: tuple[tuple[UUID, Money], ...]
    left: Money


def allocate(money: Money, invoices: Sequence[Open]) -> Allocation:
    """Divide money over open invoices: due first, then older id first; other currencies and closed ones get nothing."""
    left = money
    parts = []
    for invoice in sorted(invoices, key=lambda item: (item.due_on, item.invoice_id)):
        if invoice.amount.currency != money.currency or invoice.amount.minor <= 0 or left.minor <= 0:
            continue
        part = min(left, invoice.amount)
        parts.append((invoice.invoice_id, part))
        left -= part
    return Allocation(tuple(parts), left)
