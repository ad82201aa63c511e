"""Lists of invoices: all, open, overdue; and what a payer owes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from pydantic import Field

from safelight.clients.models import Client
from safelight.foundation.actions import Context, Frozen, NotFound, Page, query
from safelight.sales.models import CreditNote, Invoice, InvoiceLine
from safelight.sales.queries.cards import InvoiceRow
from safelight.sales.queries.paging import behind, pack, read
from safelight.sales.queries.reading import Opened, invoice_rows, opened, today_of

Sort = Literal["newest", "oldest", "due"]


class ListInvoices(Frozen):
    """Which invoices; ``q`` is a part of the number or of the client's or payer's name."""

    q: str = Field(default="", max_length=200)
    state: Literal["", "open", "overdue", "closed"] = ""
    client_id: UUID | None = None
    payer_id: UUID | None = None
    order_id: UUID | None = None
    shoot_id: UUID | None = None
    location_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    sort: Sort = "newest"
    cursor: str = ""
    limit: int = Field(default=50, ge=1, le=200)


@query("sales.list_invoices", permission="sales.view", door="GET /invoices")
def list_invoices(context: Context, data: ListInvoices) -> Page[InvoiceRow]:
    """List invoices with what is open on each.

    Raises:
        InvalidInput: the cursor is of another list.
    """
    today = today_of(context)
    rows = _filtered(data)
    if data.state == "overdue":
        # Which open invoices are overdue depends on their payment plans; there are few open ones.
        late = [item for item in opened(list(rows.order_by("due_on", "id")), today) if item.due.days_over]
        return _cut(late, data)
    total = rows.count()
    names = {"newest": ("-issued_on", "-id"), "oldest": ("issued_on", "id"), "due": ("due_on", "id")}[data.sort]
    after = read(data.cursor, data.sort)
    if after is not None:
        rows = rows.filter(behind(names[0], after))
    found = list(rows.order_by(*names)[: data.limit + 1])
    shown = found[: data.limit]
    column = names[0].removeprefix("-")
    following = pack(data.sort, getattr(shown[-1], column), shown[-1].id) if len(found) > data.limit else None
    items = opened(shown, today)
    return Page(
        items=tuple(invoice_rows(items, credited_minor([row.id for row in shown]))), next=following, total=total
    )


def open_invoices(payer_id: UUID | None, today: date, *, currency: str = "") -> tuple[Opened, ...]:
    """Return the open invoices of a payer (None: of everybody), the one due first first; three queries."""
    rows = Invoice.objects.filter(closed_on=None).select_related("client", "payer")
    if payer_id is not None:
        rows = rows.filter(payer_id=payer_id)
    if currency:
        rows = rows.filter(currency=currency)
    found = opened(list(rows.order_by("due_on", "id")), today)
    return tuple(sorted(found, key=lambda item: (item.due.next_on or item.row.due_on, item.row.id)))


def credited_minor(invoice_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return what was credited of each of these invoices, in minor units."""
    rows = CreditNote.objects.filter(invoice_id__in=invoice_ids).values("invoice_id").annotate(sum=Sum("gross_minor"))
    return {row["invoice_id"]: int(row["sum"]) for row in rows}


class PayerInvoices(Frozen):
    """The open invoices of one payer."""

    client_id: UUID


@query("sales.open_invoices", permission="sales.view", door="GET /clients/{client_id}/open_invoices")
def list_open_invoices(context: Context, data: PayerInvoices) -> Page[InvoiceRow]:
    """List what a client owes as the payer, the invoice due first first.

    Raises:
        NotFound: there is no such client.
    """
    if not Client.objects.filter(id=data.client_id).exists():
        what = "client"
        raise NotFound(what)
    items = open_invoices(data.client_id, today_of(context))
    credited = credited_minor([item.row.id for item in items])
    return Page(items=tuple(invoice_rows(items, credited)), total=len(items))


def _filtered(data: ListInvoices) -> QuerySet[Invoice, Any]:
    rows = Invoice.objects.select_related("client", "payer")
    wanted: dict[str, Any] = {
        "client_id": data.client_id,
        "payer_id": data.payer_id,
        "location_id": data.location_id,
        "issued_on__gte": data.since,
        "issued_on__lte": data.until,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    if data.order_id is not None:
        rows = rows.filter(invoiceline_of("order_line__order_id", data.order_id))
    if data.shoot_id is not None:
        rows = rows.filter(invoiceline_of("shoot_id", data.shoot_id))
    if data.state in {"open", "overdue"}:
        rows = rows.filter(closed_on=None)
    elif data.state == "closed":
        rows = rows.filter(closed_on__isnull=False)
    for word in data.q.split():
        rows = rows.filter(
            Q(label__icontains=word)
            | Q(client__display_name__icontains=word)
            | Q(payer__display_name__icontains=word)
            | Q(purchase_order__icontains=word)
        )
    return rows


def invoiceline_of(column: str, value: UUID) -> Q:
    """Return the condition that one of an invoice's lines has a value."""
    return Q(id__in=InvoiceLine.objects.filter(**{column: value}).values("invoice_id"))


def _cut(items: list[Opened], data: ListInvoices) -> Page[InvoiceRow]:
    items.sort(key=lambda item: (item.due.next_on or item.row.due_on, item.row.id))
    start = 0
    if data.cursor:
        after = read(data.cursor, data.sort)
        places = [place for place, item in enumerate(items) if after is not None and item.row.id == after[1]]
        start = places[0] + 1 if places else len(items)
    shown = items[start : start + data.limit]
    more = len(items) > start + data.limit
    following = pack(data.sort, shown[-1].row.due_on, shown[-1].row.id) if more else None
    rows = invoice_rows(shown, credited_minor([item.row.id for item in shown]))
    return Page(items=tuple(rows), next=following, total=len(items))
