"""Every write of the books module."""

from safelight.books.actions.record import record, record_many, refuse_closed
from safelight.books.actions.reverse import reverse
from safelight.books.rules.entries import NewEntry, NewLine

__all__ = ["NewEntry", "NewLine", "record", "record_many", "refuse_closed", "reverse"]
