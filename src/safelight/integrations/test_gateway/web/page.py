"""The company's page on which somebody pays: instead of a card number, one of the test cards is chosen."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from safelight.foundation import clock
from safelight.foundation.ids import new_id
from safelight.foundation.web.access import public, studio_or_404
from safelight.integrations.test_gateway.cards import CARDS, Script, card_of
from safelight.integrations.test_gateway.company import Deal
from safelight.integrations.test_gateway.gateway import SIGNATURE, signed
from safelight.integrations.test_gateway.kind import gateway_of, secret_of
from safelight.payments.links import read_link
from safelight.payments.notices import take_notice
from safelight.payments.rules.attempts import AttemptState


@public
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, link: str) -> HttpResponse:
    """Show a deal with the test cards, and take the payer's choice."""
    studio_id, gateway_id = read_link("page", link)
    studio_or_404(studio_id)
    company = gateway_of(studio_id).company
    deal = company.memory.by_id(gateway_id)
    if deal is None:
        raise Http404
    if request.method == "POST":
        return _choose(request, studio_id, deal)
    waits = deal.state is AttemptState.PENDING and (deal.expires_at is None or clock.now() < deal.expires_at)
    return render(
        request,
        "test_gateway/page.html",
        {
            "deal": deal,
            "cards": CARDS,
            "waits": waits,
            "amount": deal.amount.format(),
            "terminal": deal.kind == "terminal",
        },
    )


def _choose(request: HttpRequest, studio_id: UUID, deal: Deal) -> HttpResponse:
    company = gateway_of(studio_id).company
    if request.POST.get("give_up"):
        decided = company.give_up(deal.gateway_id, clock.now())
        return HttpResponseRedirect(decided.cancel_url or request.path)
    try:
        script = Script(request.POST.get("card", ""))
    except ValueError:
        return render(
            request,
            "test_gateway/page.html",
            {"deal": deal, "cards": CARDS, "waits": True, "amount": deal.amount.format(), "missing": True},
            status=422,
        )
    decided = company.pay(deal.gateway_id, card_of(script), clock.now())
    _tell(studio_id, decided, script)
    if script in {Script.SILENT_AFTER, Script.SILENT_BEFORE}:
        return render(request, "test_gateway/silent.html", {"deal": decided})
    return HttpResponseRedirect(decided.return_url or request.path)


def _tell(studio_id: UUID, deal: Deal, script: Script) -> None:
    """Send the company's notices: once, twice, in the wrong order or not at all, as the card wants it."""
    if script in {Script.SILENT_AFTER, Script.SILENT_BEFORE}:
        return
    event = str(new_id())
    words = [(event, deal.state.value)]
    if script is Script.TWICE:
        words.append((event, deal.state.value))
    if script is Script.SHUFFLED:
        words.append((str(new_id()), AttemptState.PENDING.value))
    for name, state in words:
        told = {"event": name, "reference": deal.reference, "id": deal.gateway_id, "state": state}
        body = json.dumps(told).encode()
        take_notice(studio_id, "test", {SIGNATURE: signed(secret_of(studio_id), body)}, body)
