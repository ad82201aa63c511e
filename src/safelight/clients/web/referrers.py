"""Naming another client in a field: suggestions while typing, and the client that a chosen suggestion means."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.clients.queries.find import FindClients, find
from safelight.foundation.actions import Context, ask
from safelight.foundation.web.access import context_of

LONGEST = 200
# A suggestion carries the client's number, which tells namesakes apart: “Anna Long #123”.
_SUGGESTION = re.compile(r".+ #(\d{1,12})")


@never_cache
@require_GET
def referrers(request: HttpRequest) -> HttpResponse:
    """Answer clients whose name fits what was typed, as suggestions."""
    typed = request.GET.get("referred_by", "")[:LONGEST]
    hits = ask(find, context_of(request), FindClients(q=typed, limit=8)).items
    return render(request, "clients/form/referrers.html", {"hits": hits})


def meant(context: Context, text: str) -> str:
    """Return the id of the client that a chosen suggestion names; a name typed by hand stays a name."""
    match = _SUGGESTION.fullmatch(text)
    if match is None:
        return text
    hits = ask(find, context, FindClients(q=f"#{match[1]}", limit=3)).items
    return next((str(hit.id) for hit in hits if str(hit.number) == match[1]), text)
