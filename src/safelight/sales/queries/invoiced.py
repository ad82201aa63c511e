"""What of orders stands on invoices, credit notes taken off; and what of invoices was taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from safelight.sales.models import CreditNoteLine, InvoiceLine, OrderLine
from safelight.sales.queries.amounts import amounts_of
from safelight.sales.rules.parts import Amounts, added, rest


def invoiced_of(line_ids: Collection[UUID], currency: str) -> dict[UUID, Amounts]:
    """Return what of each order line stands on invoices less what credit notes took back (two queries)."""
    taken: defaultdict[UUID, list[Amounts]] = defaultdict(list)
    back: defaultdict[UUID, list[Amounts]] = defaultdict(list)
    for row in InvoiceLine.objects.filter(order_line_id__in=line_ids):
        taken[row.order_line_id].append(amounts_of(row, currency))
    credits_ = CreditNoteLine.objects.filter(invoice_line__order_line_id__in=line_ids).select_related("invoice_line")
    for note in credits_:
        back[note.invoice_line.order_line_id].append(amounts_of(note, currency))
    return {line_id: rest(added(taken[line_id], currency), back[line_id]) for line_id in line_ids}


def left_of_order(lines: Sequence[OrderLine], currency: str) -> dict[UUID, Amounts]:
    """Return what of each order line stands on no invoice yet (two queries)."""
    there = invoiced_of([line.id for line in lines], currency)
    return {line.id: rest(amounts_of(line, currency), [there[line.id]]) for line in lines}


def left_of_invoice(lines: Sequence[InvoiceLine], currency: str) -> dict[UUID, Amounts]:
    """Return what of each invoice line was not taken back yet (one query)."""
    back: defaultdict[UUID, list[Amounts]] = defaultdict(list)
    for row in CreditNoteLine.objects.filter(invoice_line_id__in=[line.id for line in lines]):
        back[row.invoice_line_id].append(amounts_of(row, currency))
    return {line.id: rest(amounts_of(line, currency), back[line.id]) for line in lines}
