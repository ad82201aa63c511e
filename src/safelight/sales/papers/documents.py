"""Estimates, orders, invoices, credit notes and packing slips as data of the document template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from safelight.sales.papers.tongue import Tongue
from safelight.sales.queries.amounts import TaxCard
from safelight.sales.queries.cards import CreditNoteCard, InvoiceCard, InvoiceLineCard, SettlementCard
from safelight.sales.queries.order_cards import OrderCard, OrderLineCard

_ZERO = Decimal(0)


Document: TypeAlias = OrderCard | InvoiceCard | CreditNoteCard
"""What has totals with taxes."""


def priced_columns(tongue: Tongue) -> list[dict[str, Any]]:
    """Return the columns of documents with prices."""
    return [
        _column(tongue.word("pos"), right=True),
        _column(tongue.word("item"), wide=True),
        _column(tongue.word("quantity"), right=True),
        _column(tongue.word("unit"), right=True),
        _column(tongue.word("amount"), right=True),
    ]


def slip_columns(tongue: Tongue) -> list[dict[str, Any]]:
    """Return the columns of packing slips."""
    return [
        _column(tongue.word("pos"), right=True),
        _column(tongue.word("item"), wide=True),
        _column(tongue.word("quantity"), right=True),
    ]


def invoice_rows(lines: Iterable[InvoiceLineCard], tongue: Tongue) -> list[dict[str, Any]]:
    """Return the lines of an invoice or credit note."""
    return [
        {
            "cells": [
                str(place),
                line.name,
                tongue.number(line.quantity),
                tongue.money(line.unit),
                tongue.money(line.shown),
            ],
            "small": [
                *_texts(line.description),
                *_inside(line.parts, tongue),
                *([f"{tongue.word('discount')}: {tongue.money(-line.reduction)}"] if line.reduction else []),
                *([tongue.word("part")] if line.is_part else []),
            ],
        }
        for place, line in enumerate(lines, 1)
    ]


def order_rows(lines: Iterable[OrderLineCard], tongue: Tongue) -> list[dict[str, Any]]:
    """Return the lines of an estimate or order with prices."""
    return [
        {
            "cells": [
                str(place),
                line.name,
                tongue.number(line.quantity),
                tongue.money(line.unit),
                tongue.money(line.shown),
            ],
            "small": [
                *_texts(line.size, line.description),
                *_inside(line.parts, tongue),
                *([_cut(line, tongue)] if line.shown != line.shown_listed else []),
            ],
        }
        for place, line in enumerate(lines, 1)
    ]


def slip_rows(lines: Iterable[OrderLineCard], tongue: Tongue) -> list[dict[str, Any]]:
    """Return what is to be packed, without prices."""
    return [
        {
            "cells": [str(place), line.name, tongue.number(line.quantity)],
            "small": [
                *_texts(line.identifier, line.size, line.description),
                *_inside(line.parts, tongue),
                *([tongue.word("images", names=", ".join(map(str, line.images)))] if line.images else []),
                *_texts(line.note),
            ],
        }
        for place, line in enumerate(lines, 1)
    ]


def totals(card: Document, tongue: Tongue, *, last: str) -> list[dict[str, Any]]:
    """Return the totals: net, one row per tax code and rate, and the sum that the ledger has."""
    found = []
    if card.reduction:
        found.append(_total(tongue.word("discount"), tongue.money(-card.reduction)))
    if not card.tax_included:
        found.append(_total(tongue.word("net"), tongue.money(card.net)))
        found += [_total(_tax_words(tax, tongue, "tax_on"), tongue.money(tax.amount)) for tax in card.taxes]
    found.append(_total(last, tongue.money(card.gross), strong=True))
    if card.tax_included and card.taxes:
        found += [_total(_tax_words(tax, tongue, "tax_in"), tongue.money(tax.amount)) for tax in card.taxes]
        found.append(_total(tongue.word("net"), tongue.money(card.net)))
    return found


def paid_at_once(card: InvoiceCard, tongue: Tongue, at_once: Sequence[SettlementCard]) -> list[dict[str, Any]]:
    """Return what was counted against an invoice in the moment it was issued, and what is left then."""
    if not at_once:
        return []
    paid = sum((one.amount for one in at_once), _ZERO)
    return [
        _total(tongue.word("retainer"), tongue.money(-paid)),
        _total(tongue.word("left"), tongue.money(card.gross - paid), strong=True),
    ]


def document(  # noqa: PLR0913 - the parts of a document
    *,
    columns: list[dict[str, Any]],
    rows: list[dict[str, Any]],
    totals: list[dict[str, Any]],
    intro: str = "",
    notes: Iterable[str] = (),
    plan: Iterable[tuple[str, str]] = (),
    tongue: Tongue,
    sign: str = "",
) -> dict[str, Any]:
    """Return what the document template takes beside the letter."""
    return {
        "intro": intro,
        "columns": columns,
        "rows": rows,
        "totals": totals,
        "plan-title": tongue.word("plan"),
        "plan-heads": [tongue.word("plan_day"), tongue.word("plan_amount")],
        "plan": [list(part) for part in plan],
        "notes": [note for note in notes if note],
        "sign": sign,
    }


def tax_words(card: Document, tongue: Tongue) -> str:
    """Say whether prices have tax in them; nothing where there is none."""
    if not card.taxes:
        return ""
    return tongue.word("included" if card.tax_included else "added")


def _cut(line: OrderLineCard, tongue: Tongue) -> str:
    label = line.discount_reason or tongue.word("discount")
    return f"{label}: {tongue.money(line.shown - line.shown_listed)}"


def _inside(parts: Iterable[dict[str, Any]], tongue: Tongue) -> list[str]:
    return [
        "  " * max(0, int(part.get("depth", 1)) - 1)
        + tongue.word("inside", count=str(part["quantity"]), name=str(part["name"]))
        for part in parts
    ]


def _texts(*texts: str) -> list[str]:
    return [line for text in texts for line in text.splitlines() if line.strip()]


def _tax_words(tax: TaxCard, tongue: Tongue, key: str) -> str:
    return tongue.word(key, name=tax.name or tax.code, rate=tongue.number(tax.rate), base=tongue.money(tax.base))


def _total(name: str, amount: str, *, strong: bool = False) -> dict[str, Any]:
    return {"name": name, "amount": amount, "strong": strong}


def _column(head: str, *, right: bool = False, wide: bool = False) -> dict[str, Any]:
    return {"head": head, "right": right, "wide": wide}
