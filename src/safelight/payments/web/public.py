"""Where gateways send payers and notices to: no account is needed here."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from safelight.foundation.actions import run
from safelight.foundation.jobs.register import system_context
from safelight.foundation.tenancy import studio_scope
from safelight.foundation.web.access import public, studio_or_404
from safelight.payments.actions import look_again
from safelight.payments.links import read_link
from safelight.payments.models import Attempt
from safelight.payments.notices import LARGEST, take_notice
from safelight.payments.queries.attempts import attempt_card_of
from safelight.payments.rules.attempts import OPEN, AttemptState

_LOOKS_AT_MOST: Final = 5
"""Visits of the page that ask the gateway at once; afterwards the timetable does."""


@public
@require_GET
def back(request: HttpRequest, link: str) -> HttpResponse:
    """Show the payer what became of the payment. The address is a hint; the gateway is asked by a job."""
    studio_id, attempt_id = read_link("back", link)
    studio = studio_or_404(studio_id)
    with studio_scope(studio_id):
        attempt = Attempt.objects.filter(id=UUID(attempt_id), kind="checkout").first()
        if attempt is None:
            raise Http404
        if AttemptState(attempt.state) in OPEN and attempt.looks < _LOOKS_AT_MOST:
            run(look_again, system_context(studio_id, "payer"), {"attempt_id": attempt.id})
        card = attempt_card_of(attempt.id)
    template = "payments/public/outcome.html" if request.headers.get("HX-Request") else "payments/public/back.html"
    return render(request, template, {"attempt": card, "studio": studio})


@public
@csrf_exempt  # a gateway has no cookie; its signature is checked instead
@require_POST
def notice(request: HttpRequest, link: str) -> HttpResponse:
    """Take a notice of a gateway; anything that is not believed gets 400 and changes nothing."""
    studio_id, account_id = read_link("notice", link)
    studio_or_404(studio_id)
    body = request.read(LARGEST + 1)
    headers = {name.lower(): value for name, value in request.headers.items()}
    if len(body) > LARGEST or not take_notice(studio_id, UUID(account_id), headers, body):
        return HttpResponse(status=400)
    return HttpResponse(status=204)
