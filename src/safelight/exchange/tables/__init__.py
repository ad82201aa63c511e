"""Opens any client or price file as a table of text, and writes refused rows back."""

from safelight.exchange.tables.opening import open_table
from safelight.exchange.tables.shape import Kind, Note, Row, SheetInfo, Table, Unreadable

__all__ = ["Kind", "Note", "Row", "SheetInfo", "Table", "Unreadable", "open_table"]
