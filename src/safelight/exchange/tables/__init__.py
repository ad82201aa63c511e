"""Opens any client or price file as a table of text, and writes refused rows back."""

from safelight.exchange.tables.number_formats import plain_number
from safelight.exchange.tables.opening import open_table
from safelight.exchange.tables.shape import Kind, Note, Row, SheetInfo, Table, Unreadable
from safelight.exchange.tables.writer import REASON_COLUMN, write_refused

__all__ = [
    "REASON_COLUMN",
    "Kind",
    "Note",
    "Row",
    "SheetInfo",
    "Table",
    "Unreadable",
    "open_table",
    "plain_number",
    "write_refused",
]
