"""The lines of the ledger."""

from __future__ import annotations

from safelight.books.queries import list_lines
from safelight.exchange.out.columns import CellKind, Column
from safelight.exchange.out.lists.seen import ListColumn, SeenList


def _field(key: str, header: str, kind: CellKind = "text", width: float = 0) -> ListColumn:
    return ListColumn(key, Column(header, kind, width), lambda card, _context: getattr(card, key) or None)


LEDGER_LINES = SeenList(
    name="ledger-lines",
    title="Ledger",
    query=list_lines,
    columns=(
        _field("on", "Day", "date"),
        _field("entry_number", "Entry", "integer"),
        _field("kind", "Kind", width=14),
        _field("memo", "What", width=34),
        _field("source_label", "Caused by"),
        _field("account_code", "Account code", width=12),
        _field("account_name", "Account", width=28),
        _field("debit", "Debit", "number"),
        _field("credit", "Credit", "number"),
        _field("currency", "Currency", width=9),
        _field("client_name", "Client"),
        _field("document_label", "Document"),
        _field("location_name", "Location"),
        _field("category", "Category"),
        _field("line_memo", "Note"),
    ),
    usual=(
        "on",
        "entry_number",
        "kind",
        "memo",
        "account_code",
        "account_name",
        "debit",
        "credit",
        "currency",
        "client_name",
        "document_label",
        "location_name",
        "category",
        "line_memo",
    ),
)
