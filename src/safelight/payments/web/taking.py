"""Taking a payment at the counter: open invoices on top, up to three ways of paying below."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from safelight.books.queries.wording import show_day
from safelight.clients.queries.get import GetClient, get
from safelight.foundation.actions import ActionError, Context, ask, run
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify
from safelight.payments.actions import begin_card_payment, take
from safelight.payments.queries.drawers import ListDrawers, list_drawers
from safelight.payments.queries.payment import ListTenders, list_tenders
from safelight.payments.rules.dividing import in_coins
from safelight.payments.rules.tenders import TenderKind
from safelight.payments.web.wording import is_shown, read_amount, show
from safelight.sales.queries.invoices import PayerInvoices, list_open_invoices

PARTS = 3
_FIELDS = ("tender", "amount", "handed", "reference", "gift_code")


@never_cache
@require_http_methods(["GET", "POST"])
def take_payment(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show the form for a client's payment, and take it."""
    context = context_of(request)
    if request.method == "GET":
        return _page(request, context, client_id)
    try:
        if "by_card" in request.POST:
            return _by_card(request, context, client_id)
        made = run(take, context, _given(request, context, client_id), key=request.POST.get("key", "")).value
    except ActionError as refused:
        if not is_shown(refused):
            raise
        return _page(request, context, client_id, refused)
    words = _("%(amount)s was taken.") % {"amount": show(context, made.amount, made.currency)}
    if made.change:
        words = _("%(amount)s was taken. Change: %(change)s.") % {
            "amount": show(context, made.amount, made.currency),
            "change": show(context, made.change, made.currency),
        }
    notify(request, words)
    return HttpResponseRedirect(reverse("payment", args=[made.id]))


def _by_card(request: HttpRequest, context: Context, client_id: UUID) -> HttpResponse:
    """Begin a card payment for the sum typed in the first row."""
    given = {
        "client_id": client_id,
        "amount": read_amount(context, request.POST.get("amount-0", "")),
        "targets": _targets(request, context, total=read_amount(context, request.POST.get("amount-0", ""))),
        "description": request.POST.get("note", "")[:200],
        "consent": _("The client agreed that this card may be charged again.") if "store" in request.POST else "",
    }
    made = run(begin_card_payment, context, given, key=request.POST.get("key", "")).value
    return HttpResponseRedirect(reverse("card_payment", args=[made.id]))


def _given(request: HttpRequest, context: Context, client_id: UUID) -> dict[str, Any]:
    parts = []
    for place in range(PARTS):
        row = {name: request.POST.get(f"{name}-{place}", "").strip() for name in _FIELDS}
        if not row["amount"]:
            continue
        part: dict[str, Any] = {"tender": row["tender"], "amount": read_amount(context, row["amount"])}
        if row["handed"]:
            part["handed"] = read_amount(context, row["handed"])
        part |= {name: row[name] for name in ("reference", "gift_code") if row[name]}
        if row["tender"].startswith("retainer:"):
            part |= {"tender": "retainer", "pot_id": row["tender"].partition(":")[2]}
        parts.append(part)
    total = sum((_decimal(part["amount"]) for part in parts), Decimal(0))
    return {
        "client_id": client_id,
        "parts": parts,
        "targets": _targets(request, context, total=str(total)),
        "note": request.POST.get("note", ""),
        "drawer_id": request.POST.get("drawer_id") or None,
    }


def _targets(request: HttpRequest, context: Context, *, total: str) -> list[dict[str, Any]]:
    """Return what the money is for: the ticked invoices in their order, an order's retainer, or what is said."""
    if request.POST.get("order_id"):
        return [{"order_id": request.POST["order_id"], "amount": total}]
    ticked = request.POST.getlist("invoice")
    if not ticked:
        return []
    left = _decimal(total)
    found: list[dict[str, Any]] = []
    for identifier in ticked:
        wanted = _decimal(read_amount(context, request.POST.get(f"open-{identifier}", "0")))
        part = min(left, wanted)
        if part > 0:
            found.append({"invoice_id": identifier, "amount": str(part)})
            left -= part
    if left > 0:
        found.append({"credit": True, "amount": str(left)})
    return found


def _decimal(text: str) -> Decimal:
    try:
        found = Decimal(text)
    except ArithmeticError:
        return Decimal(0)
    return found if found.is_finite() else Decimal(0)


def _page(request: HttpRequest, context: Context, client_id: UUID, refused: ActionError | None = None) -> HttpResponse:
    client = ask(get, context, GetClient(client_id=client_id))
    currency = context.studio.currency
    invoices = [
        one
        for one in ask(list_open_invoices, context, PayerInvoices(client_id=client_id)).items
        if one.currency == currency
    ]
    wanted = set(request.POST.getlist("invoice") or request.GET.getlist("invoice"))
    due = sum((one.open for one in invoices if not wanted or str(one.id) in wanted), Decimal(0))
    drawers = [one for one in ask(list_drawers, context, ListDrawers()).items if one.day is not None]
    page = {
        "client": client,
        "refused": refused,
        "invoices": [
            {
                "invoice": one,
                "open": show(context, one.open, one.currency),
                "due": show_day(one.due_on, context.studio),
                "ticked": not wanted or str(one.id) in wanted,
            }
            for one in invoices
        ],
        "order_id": request.POST.get("order_id") or request.GET.get("order", ""),
        "rows": [_row(request, place, due) for place in range(PARTS)],
        "tenders": [
            (one.key, one.name)
            for one in ask(list_tenders, context, ListTenders()).items
            if one.kind not in {TenderKind.GATEWAY.value, TenderKind.RETAINER.value}
        ],
        "due": show(context, due, currency),
        "in_cash": show(context, in_coins(Money(due, currency)).amount, currency) if due else "",
        "drawers": [(str(one.id), one.name) for one in drawers] if len(drawers) > 1 else [],
        "key": request.POST.get("key") or str(new_id()),
        "given": request.POST,
        "currency": currency,
    }
    return render(request, "payments/take.html", page, status=422 if refused else 200)


def _row(request: HttpRequest, place: int, due: Decimal) -> dict[str, Any]:
    row: dict[str, Any] = {name: request.POST.get(f"{name}-{place}", "") for name in _FIELDS}
    if request.method == "GET" and place == 0 and due:
        row["amount"] = request.GET.get("amount") or str(due)
    return {"place": place, **row}
