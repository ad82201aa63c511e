"""Invoices: the list, one with everything that happened to it, and the corrections that are new documents."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from safelight.books.queries.wording import show_day
from safelight.foundation.actions import Action, ActionError, ask
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify
from safelight.sales.actions import (
    apply_credit,
    apply_retainer,
    credit_invoice,
    plan_payments,
    remind,
    send_credit_note,
    send_invoice,
    write_off,
)
from safelight.sales.queries.credit_note import get_credit_note
from safelight.sales.queries.invoice import get_invoice
from safelight.sales.queries.invoices import list_invoices
from safelight.sales.web.wording import attempt, is_partial, money, read_day, read_number, state_of

SHOWN = ("open", "overdue", "closed")
_FILTERS = ("q", "state", "client_id", "payer_id", "order_id", "shoot_id", "since", "until")
_VERBS: dict[str, tuple[Action[Any, Any], str]] = {
    "mail": (send_invoice, _("The invoice goes out by mail.")),
    "reminder": (remind, _("A reminder goes out by mail.")),
    "credit": (apply_credit, _("The client's credit was counted.")),
    "retainer": (apply_retainer, _("The retainer was counted.")),
    "write-off": (write_off, _("The rest was written off.")),
    "plan": (plan_payments, _("The payment plan is set.")),
}


@never_cache
@require_GET
def invoices(request: HttpRequest) -> HttpResponse:
    """Show invoices; a partial request gets the results, one with a cursor the next rows."""
    context = context_of(request)
    given: dict[str, Any] = {name: request.GET[name] for name in _FILTERS if request.GET.get(name)}
    if given.get("state") not in SHOWN:
        given.pop("state", None)
    cursor = request.GET.get("cursor", "")
    found = ask(list_invoices, context, {**given, "cursor": cursor})
    query = request.GET.copy()
    query["cursor"] = found.next or ""
    rows = []
    for row in found.items:
        shown = money(context, row.currency)
        rows.append(
            {
                "invoice": row,
                "gross": shown(row.gross),
                "open": shown(row.open) if row.open else "",
                "on": show_day(row.issued_on, context.studio),
                "due": show_day(row.due_on, context.studio),
                "state": state_of(row.state),
            }
        )
    page = {"rows": rows, "more": f"{reverse('invoices')}?{query.urlencode()}" if found.next else "", "given": given}
    if cursor:
        return render(request, "sales/invoices/rows.html", page)
    answer = render(request, f"sales/invoices/{'results' if is_partial(request) else 'list'}.html", page)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@never_cache
@require_GET
def invoice(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """Show an invoice."""
    return _page(request, invoice_id)


@require_POST
def invoice_step(request: HttpRequest, invoice_id: UUID, step: str) -> HttpResponse:
    """Mail it, remind of it, count credit or a retainer, plan its payment, write the rest off."""
    context = context_of(request)
    verb, words = _VERBS[step]
    given: dict[str, Any] = {"invoice_id": invoice_id}
    if step == "write-off":
        given["reason"] = request.POST.get("reason", "")
        if request.POST.get("amount", "").strip():
            given["amount"] = read_number(context, request.POST["amount"])
    if step == "plan":
        given |= {"count": request.POST.get("count", ""), "first_on": read_day(request.POST.get("first_on", ""))}
    made = attempt(verb, context, given)
    if isinstance(made, ActionError):
        return _page(request, invoice_id, made)
    notify(request, words)
    return HttpResponseRedirect(reverse("invoice", args=[invoice_id]))


@require_POST
def invoice_crediting(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """Write a credit note over the whole invoice, chosen lines, or an amount."""
    context = context_of(request)
    given: dict[str, Any] = {
        "invoice_id": invoice_id,
        "reason": request.POST.get("reason", ""),
        "left_over": "refund" if request.POST.get("left_over") == "refund" else "credit",
    }
    if request.POST.get("amount", "").strip():
        given["amount"] = read_number(context, request.POST["amount"])
    elif request.POST.getlist("line"):
        given["lines"] = [{"line_id": line} for line in request.POST.getlist("line")]
    made = attempt(credit_invoice, context, given, key=request.POST.get("key", ""))
    if isinstance(made, ActionError):
        return _page(request, invoice_id, made)
    notify(request, _("Credit note %(label)s was written.") % {"label": made.label})
    return HttpResponseRedirect(reverse("credit_note", args=[made.id]))


@never_cache
@require_GET
def credit_note(request: HttpRequest, credit_note_id: UUID) -> HttpResponse:
    """Show a credit note."""
    context = context_of(request)
    card = ask(get_credit_note, context, {"credit_note_id": credit_note_id})
    shown = money(context, card.currency)
    page = {
        "note": card,
        "on": show_day(card.issued_on, context.studio),
        "gross": shown(card.gross),
        "left_over": shown(card.left_over) if card.left_over else "",
        "lines": [
            {"line": line, "shown": shown(line.shown), "quantity": f"{line.quantity.normalize():f}"}
            for line in card.lines
        ],
    }
    return render(request, "sales/invoices/credit_note.html", page)


@require_POST
def credit_note_mail(request: HttpRequest, credit_note_id: UUID) -> HttpResponse:
    """Mail a credit note."""
    made = attempt(send_credit_note, context_of(request), {"credit_note_id": credit_note_id})
    if isinstance(made, ActionError):
        notify(request, made.message, tone="bad")
    else:
        notify(request, _("The credit note goes out by mail."))
    return HttpResponseRedirect(reverse("credit_note", args=[credit_note_id]))


def _page(request: HttpRequest, invoice_id: UUID, refused: ActionError | None = None) -> HttpResponse:
    context = context_of(request)
    card = ask(get_invoice, context, {"invoice_id": invoice_id})
    shown = money(context, card.currency)
    names = (
        "listed",
        "reduction",
        "net",
        "tax",
        "gross",
        "credited",
        "settled",
        "written_off",
        "open",
        "due_now",
        "retainer_to_use",
        "credit_to_use",
    )
    page = {
        "invoice": card,
        "state": state_of(card.state),
        "on": show_day(card.issued_on, context.studio),
        "due": show_day(card.due_on, context.studio),
        "amounts": {name: shown(getattr(card, name)) for name in names},
        "lines": [
            {
                "line": line,
                "shown": shown(line.shown),
                "unit": shown(line.unit),
                "quantity": f"{line.quantity.normalize():f}",
                "credited": shown(line.credited) if line.credited else "",
            }
            for line in card.lines
        ],
        "taxes": [{"tax": tax, "amount": shown(tax.amount)} for tax in card.taxes],
        "settlements": [
            {"settlement": one, "amount": shown(one.amount), "on": show_day(one.on, context.studio)}
            for one in card.settlements
        ],
        "credit_notes": [{"link": link, "gross": shown(link.gross)} for link in card.credit_notes],
        "plan": [
            {
                "part": part,
                "amount": shown(part.amount),
                "due": show_day(part.due_on, context.studio),
                "state": state_of(part.state),
            }
            for part in (card.plan.instalments if card.plan is not None else ())
        ],
        "is_open": card.open > 0,
        "may_take": context.actor.may("payments.take"),
        "may_correct": context.actor.may("sales.correct"),
        "may_send": context.actor.may("messaging.send"),
        "may_edit": context.actor.may("sales.edit"),
        "may_see_books": context.actor.may("books.view"),
        "refused": refused,
        "given": request.POST,
    }
    template = (
        "sales/invoices/panel.html"
        if is_partial(request) and request.method == "GET"
        else "sales/invoices/invoice.html"
    )
    return render(request, template, page, status=422 if refused else 200)
