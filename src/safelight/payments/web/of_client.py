"""What the client page shows of payments."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.books.queries.wording import show_day
from safelight.clients.queries.get import GetClient, get
from safelight.foundation.actions import ask
from safelight.foundation.web.access import context_of
from safelight.payments.queries.attempts import CardsOfClient, list_stored_cards
from safelight.payments.queries.payment import ListPayments, list_payments
from safelight.payments.web.wording import show


@never_cache
@require_GET
def client_payments(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show a client's newest payments and stored cards, as a part of the client page."""
    context = context_of(request)
    client = ask(get, context, GetClient(client_id=client_id))
    found = ask(list_payments, context, ListPayments(client_id=client.id, limit=6))
    page = {
        "client_id": client.id,
        "rows": [
            {
                "payment": row,
                "amount": show(context, row.amount, row.currency),
                "on": show_day(row.on, context.studio),
            }
            for row in found.items
        ],
        "total": found.total,
        "cards": ask(list_stored_cards, context, CardsOfClient(client_id=client.id)).items,
    }
    return render(request, "payments/of_client.html", page)
