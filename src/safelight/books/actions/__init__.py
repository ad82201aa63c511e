"""Every write of the books module."""

from safelight.books.actions.by_hand import AddEntry, EntryLine, ReverseEntry, add_entry, reverse_entry
from safelight.books.actions.change_chart import AddAccount, ChangeAccount, add_account, change_account, set_up
from safelight.books.actions.postings import ClosePeriod, ReopenPeriod, close_period, reopen_period
from safelight.books.actions.record import record, record_many, refuse_closed
from safelight.books.actions.reverse import reverse
from safelight.books.rules.entries import NewEntry, NewLine

__all__ = [
    "AddAccount",
    "AddEntry",
    "ChangeAccount",
    "ClosePeriod",
    "EntryLine",
    "NewEntry",
    "NewLine",
    "ReopenPeriod",
    "ReverseEntry",
    "add_account",
    "add_entry",
    "change_account",
    "close_period",
    "record",
    "record_many",
    "refuse_closed",
    "reopen_period",
    "reverse",
    "reverse_entry",
    "set_up",
]
