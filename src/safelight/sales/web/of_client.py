"""What the pages of a client and of a session show of orders and invoices."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.books.queries.wording import show_day
from safelight.clients.queries.get import GetClient, get
from safelight.foundation.actions import Context, ask
from safelight.foundation.web.access import context_of
from safelight.sales.queries.invoices import ListInvoices, list_invoices
from safelight.sales.queries.orders import ListOrders, list_orders
from safelight.sales.web.wording import money, state_of
from safelight.shoots.queries import GetShoot
from safelight.shoots.queries import get as get_shoot

_ROWS = 6


@never_cache
@require_GET
def client_sales(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show a client's newest orders and invoices, as a part of the client page."""
    context = context_of(request)
    client = ask(get, context, GetClient(client_id=client_id))
    return _part(request, context, {"client_id": client.id}, client.id)


@never_cache
@require_GET
def shoot_sales(request: HttpRequest, shoot_id: UUID) -> HttpResponse:
    """Show a session's orders and invoices, as a part of its page."""
    context = context_of(request)
    shoot = ask(get_shoot, context, GetShoot(shoot_id=shoot_id))
    return _part(request, context, {"shoot_id": shoot_id}, shoot.client.id if shoot.client else None)


def _part(request: HttpRequest, context: Context, which: dict[str, UUID], client_id: UUID | None) -> HttpResponse:
    orders = ask(list_orders, context, ListOrders(limit=_ROWS, **which))
    invoices = ask(list_invoices, context, ListInvoices(limit=_ROWS, **which))
    page: dict[str, Any] = {
        "orders": [
            {
                "order": one,
                "gross": money(context, one.currency)(one.gross),
                "on": show_day(one.placed_on, context.studio),
                "state": state_of(one.state.value),
            }
            for one in orders.items
        ],
        "invoices": [
            {
                "invoice": one,
                "gross": money(context, one.currency)(one.gross),
                "open": money(context, one.currency)(one.open) if one.open else "",
                "on": show_day(one.issued_on, context.studio),
                "state": state_of(one.state),
            }
            for one in invoices.items
        ],
        "more_orders": (orders.total or 0) > _ROWS,
        "more_invoices": (invoices.total or 0) > _ROWS,
        "client_id": client_id,
        "query": "&".join(f"{name}={value}" for name, value in which.items()),
    }
    return render(request, "sales/of_client.html", page)
