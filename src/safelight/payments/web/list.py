"""The list of payments, and of refunds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.books.queries.wording import show_day
from safelight.foundation.actions import ask
from safelight.foundation.web.access import context_of
from safelight.payments.queries.payment import ListTenders, list_payments, list_tenders
from safelight.payments.queries.refunds import ListRefunds, list_refunds
from safelight.payments.web.wording import is_partial, show, state_of

_FILTERS = ("q", "tender", "state", "since", "until", "client_id", "invoice_id", "session_id")


@never_cache
@require_GET
def payments(request: HttpRequest) -> HttpResponse:
    """Show payments, newest first; a partial request gets the results, one with a cursor the next rows."""
    context = context_of(request)
    given = {name: request.GET[name] for name in _FILTERS if request.GET.get(name)}
    cursor = request.GET.get("cursor", "")
    found = ask(list_payments, context, {**given, "cursor": cursor})
    query = request.GET.copy()
    query.pop("cursor", None)
    more = ""
    if found.next:
        query["cursor"] = found.next
        more = f"{reverse('payments')}?{query.urlencode()}"
    page: dict[str, Any] = {
        "rows": [
            {
                "payment": row,
                "amount": show(context, row.amount, row.currency),
                "refunded": show(context, row.refunded, row.currency) if row.refunded else "",
                "on": show_day(row.on, context.studio),
            }
            for row in found.items
        ],
        "more": more,
        "total": found.total,
        "given": given,
    }
    if cursor:
        return render(request, "payments/rows.html", page)
    if not is_partial(request):
        page["tenders"] = [("", "—"), *((one.key, one.name) for one in ask(list_tenders, context, ListTenders()).items)]
    answer = render(request, f"payments/{'results' if is_partial(request) else 'list'}.html", page)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@never_cache
@require_GET
def refunds(request: HttpRequest) -> HttpResponse:
    """Show refunds, newest first."""
    context = context_of(request)
    found = ask(list_refunds, context, ListRefunds(cursor=request.GET.get("cursor", ""), limit=100))
    page = {
        "rows": [
            {
                "refund": row,
                "amount": show(context, row.amount, row.currency),
                "on": show_day(row.on, context.studio),
                "state": state_of(row.state),
            }
            for row in found.items
        ],
        "more": f"{reverse('refunds')}?cursor={found.next}" if found.next else "",
    }
    return render(request, "payments/refunds.html", page)
