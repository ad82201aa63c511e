"""A new client: a drawer that warns of clients who may be the same while it is filled in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from safelight.clients.actions import add
from safelight.clients.queries.similar import SimilarClients, similar
from safelight.clients.web.blocks import BLOCKS, form_context, open_blocks
from safelight.clients.web.list import is_partial
from safelight.clients.web.posted import Filled, read_posted
from safelight.clients.web.referrers import meant
from safelight.clients.web.undo import tell
from safelight.foundation.actions import ActionError, InvalidInput, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of

MOST_NAME = 120
LONGEST = 200
FIELDS = tuple(name for block in BLOCKS.values() for name in block.fields)
NEW: dict[str, Any] = {"kind": "person", "birth_year_known": True}


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or add the client; what is wrong comes back in the same form."""
    context = context_of(request)
    permit(add, context)
    if request.method == "GET":
        return _form(request, Filled(NEW | _begun(request)), 200)
    given = read_posted(request.POST, FIELDS)
    try:
        outcome = run(add, context, given | {"referred_by": meant(context, given.get("referred_by", ""))})
    except ActionError as refusal:
        if refusal.status != InvalidInput.status:
            raise
        errors = refusal.fields or {"": refusal.message}
        return _form(request, Filled(given, errors), 422)
    card = outcome.value
    tell(request, _("%(name)s was added.") % {"name": card.display_name}, outcome)
    address = reverse("client", args=[card.id])
    if is_partial(request):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


@never_cache
@require_GET
def similar_clients(request: HttpRequest) -> HttpResponse:
    """Answer who the client being typed in may already be; nothing while there is nobody."""
    context = context_of(request)
    known = read_posted(request.GET, ("first_name", "last_name", "organization", "phones", "emails", "addresses"))
    address = (known.get("addresses") or [{}])[0]
    asked = SimilarClients(
        first_name=known.get("first_name", "")[:MOST_NAME],
        last_name=known.get("last_name", "")[:MOST_NAME],
        organization=known.get("organization", "")[:LONGEST],
        emails=tuple(part["address"] for part in known.get("emails", ()))[:20],
        phones=tuple(part["number"] for part in known.get("phones", ()))[:20],
        street=address.get("street", "")[:LONGEST],
        postal_code=address.get("postal_code", "")[:40],
        limit=3,
    )
    found = ask(similar, context, asked).items if _enough(asked) else ()
    return render(request, "clients/form/similar.html", {"found": found})


def _enough(asked: SimilarClients) -> bool:
    """Say whether so much was typed that looking is worth it: a first name alone is shared by hundreds."""
    has_name = (bool(asked.last_name) and bool(asked.first_name)) or bool(asked.organization)
    return has_name or bool(asked.emails or asked.phones or asked.postal_code)


def _begun(request: HttpRequest) -> dict[str, Any]:
    """Return what the search that found nobody already says about the new client."""
    words = request.GET.get("name", "")[:LONGEST].split()
    if not words:
        return {}
    text = " ".join(words)
    if "@" in text:
        return {"emails": [{"address": text}]}
    if all(letter.isdigit() or letter in "+ ()-/." for letter in text):
        return {"phones": [{"number": text}]}
    return {"first_name": " ".join(words[:-1]) or words[0], "last_name": words[-1] if len(words) > 1 else ""}


def _form(request: HttpRequest, filled: Filled, status: int) -> HttpResponse:
    blocks = list(BLOCKS.values())
    page = form_context(context_of(request), filled, blocks) | {"open": open_blocks(filled, blocks)}
    template = "clients/form/new_panel.html" if is_partial(request) else "clients/form/new_page.html"
    if is_partial(request) and request.method == "POST":
        template = "clients/form/new_form.html"
    return render(request, template, page, status=status)
