"""Clients who may be one: reviewed pair by pair, merged field by field, or said to be two."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.clients.actions import dismiss_pair, merge
from safelight.clients.queries import ClientCard, ClientRow, get
from safelight.clients.queries.duplicates import FindDuplicates, duplicates
from safelight.clients.queries.find import FindClients, find
from safelight.clients.queries.merge_preview import merge_preview
from safelight.clients.web.blocks import FIELD_LABELS
from safelight.clients.web.list import is_partial
from safelight.clients.web.undo import tell
from safelight.clients.web.wording import show_moment
from safelight.foundation.actions import ActionError, Conflict, Context, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify

PAIRS_AT_ONCE = 25
LONGEST = 200
JOINED = ("phones", "emails", "addresses", "family", "tags", "groups")


@never_cache
@require_GET
def review(request: HttpRequest) -> HttpResponse:
    """List pairs of clients that may be one, the likeliest first."""
    context = context_of(request)
    permit(merge, context)
    text = request.GET.get("offset", "")
    offset = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004 - the list is capped below
    found = ask(duplicates, context, FindDuplicates(offset=offset, limit=PAIRS_AT_ONCE))
    page = {
        "pairs": [
            {
                "first": _facts(context, pair.first),
                "second": _facts(context, pair.second),
                "reasons": pair.reasons,
                "likely": round(pair.score * 100),
            }
            for pair in found.items
        ],
        "total": found.total,
        "next": found.next,
        "before": offset,
    }
    return render(request, "clients/duplicates/page.html", page)


@require_POST
def dismiss(request: HttpRequest, client_id: UUID, other_id: UUID) -> HttpResponse:
    """Say that two clients are two."""
    outcome = run(dismiss_pair, context_of(request), {"client_id": client_id, "other_id": other_id})
    tell(request, _("They stay two clients and are not shown again."), outcome)
    return HttpResponseRedirect(reverse("client_duplicates"))


@never_cache
@require_http_methods(["GET", "POST"])
def compare(request: HttpRequest, client_id: UUID, other_id: UUID) -> HttpResponse:
    """Show two clients side by side, or merge the second into the first."""
    context = context_of(request)
    permit(merge, context)
    if request.method == "POST":
        choices = {
            key.removeprefix("choice-"): value for key, value in request.POST.items() if key.startswith("choice-")
        }
        try:
            outcome = run(merge, context, {"client_id": client_id, "other_id": other_id, "choices": choices})
        except ActionError as refusal:
            if refusal.status != Conflict.status:
                raise
            notify(request, refusal.message, tone="warn")
            return HttpResponseRedirect(reverse("client_duplicates"))
        tell(request, _("Merged into %(name)s.") % {"name": outcome.value.client.display_name}, outcome)
        return HttpResponseRedirect(reverse("client", args=[client_id]))
    found = ask(merge_preview, context, {"client_id": client_id, "other_id": other_id})
    joined = [
        {
            "label": FIELD_LABELS[name],
            "keep": _listed(found.keep, name),
            "other": _listed(found.other, name),
        }
        for name in JOINED
        if getattr(found.keep, name) or getattr(found.other, name)
    ]
    page = {"keep": found.keep, "other": found.other, "fields": found.fields, "joined": joined}
    return render(request, "clients/duplicates/compare.html", page)


@never_cache
@require_GET
def choose(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Look for the client with whom this one is to be compared."""
    context = context_of(request)
    permit(merge, context)
    card = ask(get, context, {"client_id": client_id})
    typed = request.GET.get("q", "")[:LONGEST]
    hits = [hit for hit in ask(find, context, FindClients(q=typed, limit=12)).items if hit.id != client_id]
    page = {"client": card, "hits": hits, "q": typed}
    template = "clients/duplicates/choose_results.html" if is_partial(request) else "clients/duplicates/choose.html"
    return render(request, template, page)


def _facts(context: Context, row: ClientRow) -> dict[str, Any]:
    return {
        "row": row,
        "phones": ", ".join(phone.display for phone in row.phones),
        "emails": ", ".join(row.emails),
        "added": show_moment(row.created_at, context.studio, context.now),
    }


def _listed(card: ClientCard, name: str) -> list[str]:
    match name:
        case "phones":
            return [phone.display for phone in card.phones]
        case "emails":
            return [mail.address for mail in card.emails]
        case "addresses":
            return [
                ", ".join(part for part in (one.street, one.postal_code, one.city) if part) for one in card.addresses
            ]
        case "family":
            return [" ".join(part for part in (one.first_name, one.last_name) if part) for one in card.family]
        case "tags":
            return [tag.name for tag in card.tags]
        case _:
            return [group.name for group in card.groups]
