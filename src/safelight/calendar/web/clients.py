"""Naming a client in a form about time: suggestions while typing, and the client that a chosen one means."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.clients.queries import get
from safelight.clients.queries.find import FindClients, find
from safelight.clients.web.referrers import meant
from safelight.foundation.actions import Context, Forbidden, InvalidInput, NotFound, ask
from safelight.foundation.web.access import context_of

LONGEST = 200
MOST = 8


@never_cache
@require_GET
def client_suggestions(request: HttpRequest) -> HttpResponse:
    """Answer clients whose name, phone or mail fits what was typed, as suggestions."""
    typed = request.GET.get("client", "")[:LONGEST]
    hits = ask(find, context_of(request), FindClients(q=typed, limit=MOST)).items
    return render(request, "calendar/form/clients.html", {"hits": hits})


def client_meant(context: Context, text: str) -> UUID | None:
    """Return the client that a field names: a chosen suggestion, or typed so that only one can be meant.

    Raises:
        InvalidInput: nobody, or several, are called that.
    """
    text = " ".join(text.split())[:LONGEST]
    if not text:
        return None
    try:
        return UUID(meant(context, text))
    except ValueError:
        pass
    hits = ask(find, context, FindClients(q=text, limit=MOST)).items
    same = [hit for hit in hits if hit.display_name.casefold() == text.casefold()]
    if len(same) == 1:
        return same[0].id
    if len(hits) == 1:
        return hits[0].id
    message = (
        _("Several clients fit “%(text)s”. Choose one of the suggestions.")
        if hits
        else _("There is no client “%(text)s”. Choose one of the suggestions, or leave this empty.")
    ) % {"text": text}
    raise InvalidInput(message, fields={"client_id": message})


def client_text(context: Context, client_id: UUID | str | None) -> str:
    """Return a client as the field shows it: ``Anna Long #123``; nothing for none, or for one that is not there."""
    if not client_id:
        return ""
    try:
        card = ask(get, context, {"client_id": client_id})
    except (NotFound, Forbidden, InvalidInput):
        return ""
    return f"{card.display_name} #{card.number}"
