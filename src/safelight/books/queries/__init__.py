"""Every read of the books module."""

from safelight.books.queries.balances import (
    Accounts,
    OpenDocument,
    balance,
    balances_by_client,
    balances_by_document,
    open_documents,
)
from safelight.books.queries.cards import AccountCard, AmountCard, EntryCard, LineCard
from safelight.books.queries.chart import (
    AccountLine,
    AccountWithBalance,
    ListAccountLines,
    WhichAccount,
    accounts_by_key,
    get_account,
    list_account_lines,
    list_accounts,
)
from safelight.books.queries.closed import closed_through
from safelight.books.queries.entries import EntryPage, EntryRow, ListEntries, WhichEntry, get_entry, list_entries
from safelight.books.queries.figures import Figure, entries_url, figure
from safelight.books.queries.filters import EntryFilters
from safelight.books.queries.lines import LedgerLine, ListLines, list_lines
from safelight.books.queries.postings import PostingCard, Postings, postings
from safelight.books.queries.trial_balance import (
    AskDayTotals,
    AskTrialBalance,
    DayTotals,
    TotalRow,
    TrialBalance,
    TrialRow,
    ask_day_totals,
    day_totals,
    trial_balance,
)
from safelight.books.queries.verification import Verification, ask_verification, verify
from safelight.books.rules.balances import Balance

__all__ = [
    "AccountCard",
    "AccountLine",
    "AccountWithBalance",
    "Accounts",
    "AmountCard",
    "AskDayTotals",
    "AskTrialBalance",
    "Balance",
    "DayTotals",
    "EntryCard",
    "EntryFilters",
    "EntryPage",
    "EntryRow",
    "Figure",
    "LedgerLine",
    "LineCard",
    "ListAccountLines",
    "ListEntries",
    "ListLines",
    "OpenDocument",
    "PostingCard",
    "Postings",
    "TotalRow",
    "TrialBalance",
    "TrialRow",
    "Verification",
    "WhichAccount",
    "WhichEntry",
    "accounts_by_key",
    "ask_day_totals",
    "ask_verification",
    "balance",
    "balances_by_client",
    "balances_by_document",
    "closed_through",
    "day_totals",
    "entries_url",
    "figure",
    "get_account",
    "get_entry",
    "list_account_lines",
    "list_accounts",
    "list_entries",
    "list_lines",
    "open_documents",
    "postings",
    "trial_balance",
    "verify",
]
