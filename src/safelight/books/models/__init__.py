"""The ledger's rows."""

from safelight.books.models.account import Account
from safelight.books.models.entry import Entry, EntryNumber, Line
from safelight.books.models.posting import Posting
from safelight.books.models.totals import DayTotal

__all__ = ["Account", "DayTotal", "Entry", "EntryNumber", "Line", "Posting"]
