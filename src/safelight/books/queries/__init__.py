"""Every read of the books module."""

from safelight.books.queries.balances import (
    Accounts,
    OpenDocument,
    balance,
    balances_by_client,
    balances_by_document,
    open_documents,
)
from safelight.books.queries.cards import AccountCard, EntryCard, LineCard
from safelight.books.queries.closed import closed_through
from safelight.books.rules.balances import Balance

__all__ = [
    "AccountCard",
    "Accounts",
    "Balance",
    "EntryCard",
    "LineCard",
    "OpenDocument",
    "balance",
    "balances_by_client",
    "balances_by_document",
    "closed_through",
    "open_documents",
]
