"""Lists of estimates and orders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db.models import Count, Q, Sum
from pydantic import Field

from safelight.foundation.actions import Context, Frozen, Page, query
from safelight.foundation.money import Money
from safelight.sales.models import CreditNoteLine, InvoiceLine, Order, OrderLine
from safelight.sales.queries.amounts import major
from safelight.sales.queries.opens import open_and_held
from safelight.sales.queries.order_cards import OrderRow
from safelight.sales.queries.paging import behind, pack, read
from safelight.sales.queries.reading import person, today_of
from safelight.sales.rules.states import OrderState


class ListOrders(Frozen):
    """Which orders; ``q`` is a part of the number or of the client's or payer's name.

    ``active`` are estimates and orders under way, ``expired`` estimates past their day.
    """

    q: str = Field(default="", max_length=200)
    state: Literal["", "estimate", "ordered", "fulfilled", "cancelled", "active", "expired"] = ""
    client_id: UUID | None = None
    payer_id: UUID | None = None
    shoot_id: UUID | None = None
    location_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    sort: Literal["newest", "oldest"] = "newest"
    cursor: str = ""
    limit: int = Field(default=50, ge=1, le=200)


@query("sales.list_orders", permission="sales.view", door="GET /orders")
def list_orders(context: Context, data: ListOrders) -> Page[OrderRow]:
    """List estimates and orders with what is invoiced and open of each.

    Raises:
        InvalidInput: the cursor is of another list.
    """
    rows = Order.objects.filter(_wanted(data, today_of(context)))
    total = rows.count()
    names = ("-placed_on", "-id") if data.sort == "newest" else ("placed_on", "id")
    after = read(data.cursor, data.sort)
    if after is not None:
        rows = rows.filter(behind(names[0], after))
    found = list(rows.select_related("client", "payer").defer("quote", "regime").order_by(*names)[: data.limit + 1])
    shown = found[: data.limit]
    following = pack(data.sort, shown[-1].placed_on, shown[-1].id) if len(found) > data.limit else None
    return Page(items=tuple(order_rows(shown)), next=following, total=total)


def order_rows(rows: Sequence[Order]) -> list[OrderRow]:
    """Return list rows of orders loaded with client and payer (four queries)."""
    ids = [row.id for row in rows]
    counts: dict[UUID, int] = dict(
        OrderLine.objects.filter(order_id__in=ids).values_list("order_id").annotate(count=Count("id"))
    )
    billed: defaultdict[UUID, int] = defaultdict(int)
    invoices: defaultdict[UUID, set[UUID]] = defaultdict(set)
    documents: dict[UUID, Any] = {}
    taken = InvoiceLine.objects.filter(order_line__order_id__in=ids).select_related("invoice", "order_line")
    for line in taken.only(
        "gross_minor", "invoice__id", "invoice__currency", "invoice__closed_on", "order_line__order_id"
    ):
        order_id = line.order_line.order_id
        billed[order_id] += line.gross_minor
        if line.invoice.closed_on is None:
            invoices[order_id].add(line.invoice_id)
            documents[line.invoice_id] = line.invoice
    back = (
        CreditNoteLine.objects.filter(invoice_line__order_line__order_id__in=ids)
        .values_list("invoice_line__order_line__order_id")
        .annotate(sum=Sum("gross_minor"))
    )
    for order_id, minor in back:
        billed[order_id] -= int(minor)
    opens, held = open_and_held(documents.values(), ids)
    return [_row(row, counts, billed[row.id], [opens[one] for one in invoices[row.id]], held[row.id]) for row in rows]


def _row(row: Order, counts: dict[UUID, int], billed: int, opens: Sequence[Money], held: dict[str, Money]) -> OrderRow:
    zero = Money.zero(row.currency)
    return OrderRow(
        id=row.id,
        version=row.version,
        state=OrderState(row.state),
        label=row.order_label or row.estimate_label,
        client=person(row.client),
        payer=person(row.payer) if row.payer else None,
        location_id=row.location_id,
        shoot_id=row.shoot_id,
        currency=row.currency,
        placed_on=row.placed_on,
        valid_until=row.valid_until,
        lines=counts.get(row.id, 0),
        gross=major(row.gross_minor, row.currency),
        uninvoiced=major(row.gross_minor - billed, row.currency),
        open=sum(opens, zero).amount,
        retainer=major(row.retainer_minor, row.currency),
        retainer_held=held.get(row.currency, zero).amount,
    )


def _wanted(data: ListOrders, today: date) -> Q:
    wanted = Q()
    if data.state == "active":
        wanted &= Q(state__in=[OrderState.ESTIMATE.value, OrderState.ORDERED.value])
    elif data.state == "expired":
        wanted &= Q(state=OrderState.ESTIMATE.value, valid_until__lt=today)
    elif data.state:
        wanted &= Q(state=data.state)
    given = {
        "client_id": data.client_id,
        "payer_id": data.payer_id,
        "location_id": data.location_id,
        "placed_on__gte": data.since,
        "placed_on__lte": data.until,
    }
    wanted &= Q(**{name: value for name, value in given.items() if value is not None})
    if data.shoot_id is not None:
        own_lines = OrderLine.objects.filter(shoot_id=data.shoot_id).values("order_id")
        wanted &= Q(shoot_id=data.shoot_id) | Q(id__in=own_lines)
    for word in data.q.split():
        wanted &= (
            Q(order_label__icontains=word)
            | Q(estimate_label__icontains=word)
            | Q(client__display_name__icontains=word)
            | Q(payer__display_name__icontains=word)
            | Q(purchase_order__icontains=word)
        )
    return wanted
