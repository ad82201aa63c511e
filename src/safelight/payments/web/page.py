"""One payment: how it was handed over, what it paid, and the ways back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from safelight.books.queries.wording import show_day, show_moment
from safelight.foundation.actions import ActionError, Context, ask, run
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify
from safelight.payments.actions import refund, void
from safelight.payments.queries.cards import PartCard, PaymentCard
from safelight.payments.queries.payment import ListTenders, WhichPayment, get_payment, list_tenders
from safelight.payments.rules.tenders import TenderKind
from safelight.payments.web.wording import is_partial, is_shown, read_amount, show, state_of


@never_cache
@require_GET
def payment(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Show a payment."""
    return _page(request, payment_id)


@require_POST
def voiding(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Take a payment back as a whole."""
    context = context_of(request)
    try:
        run(void, context, {"payment_id": payment_id, "reason": request.POST.get("reason", "")})
    except ActionError as refused:
        if not is_shown(refused):
            raise
        return _page(request, payment_id, voiding_=refused)
    notify(request, _("The payment was taken back. What it paid is open again."), tone="warn")
    return HttpResponseRedirect(reverse("payment", args=[payment_id]))


@require_POST
def refunding(request: HttpRequest, payment_id: UUID, part_id: UUID) -> HttpResponse:
    """Give a part of a payment back."""
    context = context_of(request)
    given = {
        "part_id": part_id,
        "amount": read_amount(context, request.POST.get("amount", "")),
        "reason": request.POST.get("reason", ""),
        "tender": request.POST.get("tender", ""),
        "reference": request.POST.get("reference", ""),
    }
    try:
        made = run(refund, context, given).value
    except ActionError as refused:
        if not is_shown(refused):
            raise
        return _page(request, payment_id, refunding_=(part_id, refused))
    words = _("%(amount)s was given back.") % {"amount": show(context, made.amount, made.currency)}
    notify(request, words)
    return HttpResponseRedirect(reverse("payment", args=[payment_id]))


def _page(
    request: HttpRequest,
    payment_id: UUID,
    *,
    voiding_: ActionError | None = None,
    refunding_: tuple[UUID, ActionError] | None = None,
) -> HttpResponse:
    context = context_of(request)
    card = ask(get_payment, context, WhichPayment(payment_id=payment_id))
    may_refund = context.actor.may("payments.refund") and card.voided_on is None
    page = {
        "payment": card,
        "amount": show(context, card.amount, card.currency),
        "on": show_day(card.on, context.studio),
        "when": show_moment(card.taken_at, context.studio),
        "voided_on": show_day(card.voided_on, context.studio),
        "parts": [_part(context, card, one, refunding_, may_refund=may_refund) for one in card.parts],
        "refunds": [
            {
                "refund": one,
                "amount": show(context, one.amount, one.currency),
                "on": show_day(one.on, context.studio),
                "state": state_of(one.state),
            }
            for one in card.refunds
        ],
        "tenders": [
            (one.key, one.name)
            for one in ask(list_tenders, context, ListTenders()).items
            if TenderKind(one.kind).is_money and one.kind != TenderKind.GATEWAY.value
        ],
        "may_void": may_refund and not card.refunds and all(one.tender_kind != "gateway" for one in card.parts),
        "voiding": voiding_,
        "given": request.POST,
    }
    template = "payments/panel.html" if is_partial(request) and request.method == "GET" else "payments/payment.html"
    return render(request, template, page, status=422 if voiding_ or refunding_ else 200)


def _part(
    context: Context,
    card: PaymentCard,
    part: PartCard,
    refused: tuple[UUID, ActionError] | None,
    *,
    may_refund: bool,
) -> dict[str, object]:
    return {
        "part": part,
        "amount": show(context, part.amount, card.currency),
        "handed": show(context, part.handed, card.currency) if part.handed is not None and part.change else "",
        "change": show(context, part.change, card.currency),
        "left": part.left,
        "may_refund": may_refund and part.left > 0 and part.tender_kind != "gateway",
        "refused": refused[1] if refused is not None and refused[0] == part.id else None,
        "allocations": [
            {"allocation": one, "amount": show(context, one.amount, card.currency)} for one in part.allocations
        ],
    }
