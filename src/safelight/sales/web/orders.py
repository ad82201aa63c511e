"""The list of estimates and orders, and a new one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from safelight.books.queries.wording import show_day
from safelight.clients.queries.get import GetClient, get
from safelight.foundation.actions import ActionError, ask
from safelight.foundation.ids import new_id
from safelight.foundation.web.access import context_of
from safelight.pricing.queries.lists import ListPriceLists, lists
from safelight.sales.actions import add_order
from safelight.sales.queries.orders import list_orders
from safelight.sales.web.wording import attempt, is_partial, money, state_of

SHOWN = ("active", "estimate", "ordered", "fulfilled", "cancelled", "expired")
_FILTERS = ("q", "state", "client_id", "shoot_id", "since", "until")


@never_cache
@require_GET
def orders(request: HttpRequest) -> HttpResponse:
    """Show estimates and orders, newest first; a partial request gets the results, one with a cursor the next rows."""
    context = context_of(request)
    given: dict[str, Any] = {name: request.GET[name] for name in _FILTERS if request.GET.get(name)}
    if given.get("state") not in SHOWN:
        given.pop("state", None)
    cursor = request.GET.get("cursor", "")
    found = ask(list_orders, context, {**given, "cursor": cursor})
    query = request.GET.copy()
    query["cursor"] = found.next or ""
    rows = []
    for row in found.items:
        shown = money(context, row.currency)
        rows.append(
            {
                "order": row,
                "gross": shown(row.gross),
                "uninvoiced": shown(row.uninvoiced) if row.uninvoiced else "",
                "open": shown(row.open) if row.open else "",
                "on": show_day(row.placed_on, context.studio),
                "state": state_of(row.state.value),
            }
        )
    page = {
        "rows": rows,
        "more": f"{reverse('orders')}?{query.urlencode()}" if found.next else "",
        "given": given,
        "tabs": [(name, state_of(name)["words"] if name != "active" else "") for name in SHOWN],
    }
    if cursor:
        return render(request, "sales/orders/rows.html", page)
    answer = render(request, f"sales/orders/{'results' if is_partial(request) else 'list'}.html", page)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@never_cache
@require_http_methods(["GET", "POST"])
def order_new(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Begin an estimate or order for a client, maybe for one session."""
    context = context_of(request)
    client = ask(get, context, GetClient(client_id=client_id))
    shoot_id = request.POST.get("shoot_id") or request.GET.get("shoot_id", "")
    refused = None
    if request.method == "POST":
        given: dict[str, Any] = {"client_id": client_id, "kind": request.POST.get("kind", "order")}
        given |= {name: request.POST[name] for name in ("price_list_id", "shoot_id") if request.POST.get(name)}
        made = attempt(add_order, context, given, key=request.POST.get("key", ""))
        if not isinstance(made, ActionError):
            return HttpResponseRedirect(reverse("order", args=[made.id]))
        refused = made
    page = {
        "client": client,
        "lists": [(str(one.id), one.name) for one in ask(lists, context, ListPriceLists()).items],
        "shoot_id": shoot_id,
        "refused": refused,
        "key": str(new_id()),
    }
    return render(request, "sales/orders/new.html", page, status=422 if refused else 200)
