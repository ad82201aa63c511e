"""Card payments through gateways: the list, one with its steps, giving up, giving back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from safelight.books.queries.wording import show_moment
from safelight.foundation.actions import ActionError, Context, ask, run
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify
from safelight.payments.actions import cancel_card_payment, look_again, refund_card_payment, withdraw_card
from safelight.payments.queries.attempts import AttemptCard, WhichAttempt, get_attempt, list_attempts
from safelight.payments.web.wording import is_shown, read_amount, show, state_of


@never_cache
@require_GET
def card_payments(request: HttpRequest) -> HttpResponse:
    """List card payments, newest first; those that are not decided can be shown alone."""
    context = context_of(request)
    state = "open" if request.GET.get("state") == "open" else ""
    found = ask(list_attempts, context, {"state": state, "cursor": request.GET.get("cursor", "")})
    following = f"{reverse('card_payments')}?state={state}&cursor={found.next}" if found.next else ""
    page = {"rows": [_row(context, one) for one in found.items], "more": following, "state": state}
    return render(request, "payments/cards/list.html", page)


@never_cache
@require_GET
def card_payment(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Show a card payment; while it is not decided the page asks again."""
    return _page(request, attempt_id)


@require_POST
def giving_up(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Give a card payment up."""
    try:
        run(cancel_card_payment, context_of(request), {"attempt_id": attempt_id})
    except ActionError as refused:
        if not is_shown(refused):
            raise
        return _page(request, attempt_id, refused)
    return HttpResponseRedirect(reverse("card_payment", args=[attempt_id]))


@require_POST
def looking_again(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Ask the gateway now."""
    run(look_again, context_of(request), {"attempt_id": attempt_id})
    notify(request, _("The gateway is asked."))
    return HttpResponseRedirect(reverse("card_payment", args=[attempt_id]))


@require_POST
def card_refunding(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Ask the gateway to give money back."""
    context = context_of(request)
    given: dict[str, object] = {"attempt_id": attempt_id, "reason": request.POST.get("reason", "")}
    if request.POST.get("amount", "").strip():
        given["amount"] = read_amount(context, request.POST["amount"])
    try:
        made = run(refund_card_payment, context, given).value
    except ActionError as refused:
        if not is_shown(refused):
            raise
        return _page(request, attempt_id, refused)
    notify(request, _("The gateway is asked to give the money back."))
    return HttpResponseRedirect(reverse("card_payment", args=[made.id]))


@require_POST
def card_forgetting(request: HttpRequest, stored_card_id: UUID) -> HttpResponse:
    """Forget a stored card."""
    made = run(withdraw_card, context_of(request), {"card_id": stored_card_id}).value
    notify(request, _("The card ending %(last4)s is not stored any more.") % {"last4": made.last4})
    return HttpResponseRedirect(reverse("client", args=[made.client_id]))


def _page(request: HttpRequest, attempt_id: UUID, refused: ActionError | None = None) -> HttpResponse:
    context = context_of(request)
    card = ask(get_attempt, context, WhichAttempt(attempt_id=attempt_id))
    page = {
        **_row(context, card),
        "steps": [
            {"step": step, "when": show_moment(step.at, context.studio), "state": state_of(step.after)}
            for step in card.steps
        ],
        "may_refund": context.actor.may("payments.refund")
        and card.payment_id is not None
        and card.state == "succeeded",
        "may_give_up": card.state in {"initiated", "pending"},
        "refused": refused,
        "given": request.POST,
    }
    part = request.GET.get("part") == "state"
    template = "payments/cards/state.html" if part else "payments/cards/page.html"
    return render(request, template, page, status=422 if refused else 200)


def _row(context: Context, card: AttemptCard) -> dict[str, object]:
    return {
        "attempt": card,
        "amount": show(context, card.amount, card.currency),
        "approved": show(context, card.approved, card.currency) if card.approved not in {None, card.amount} else "",
        "when": show_moment(card.begun_at, context.studio),
        "state": state_of(card.state.value),
    }
