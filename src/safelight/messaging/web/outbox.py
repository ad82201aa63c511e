"""The outbox: everything that was written to clients, with what became of it."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.clients.queries.addressee import addressee
from safelight.clients.web.list import is_partial
from safelight.clients.web.wording import show_moment
from safelight.foundation.actions import Context, Page, ask
from safelight.foundation.web.access import context_of
from safelight.messaging.queries import ListMessages, MessageRow, counts, list_messages
from safelight.messaging.queries.list import count_of_client
from safelight.messaging.web.tabs import tabs
from safelight.messaging.web.wording import STATES

AT_ONCE: Final = 50
IN_PANEL: Final = 6
# Chips of the list: what a person looks for, as the states it means.
CHIPS: Final = {
    "waiting": ("queued", "sending"),
    "sent": ("sent",),
    "trouble": ("failed", "bounced", "dropped"),
    "cancelled": ("cancelled",),
}
_PARAMS: Final = ("q", "show", "kind", "client_id")


@never_cache
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """Show the list; a partial request gets the results alone."""
    context = context_of(request)
    page = _results(context, request.GET)
    if is_partial(request):
        answer = render(request, "messaging/outbox/results.html", page)
    else:
        page |= {"tabs": tabs(request), "is_kept": settings.MAIL_IS_KEPT}
        answer = render(request, "messaging/outbox/page.html", page)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@never_cache
@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """Answer the next part of the list."""
    return render(request, "messaging/outbox/rows.html", _results(context_of(request), request.GET, counted=False))


@never_cache
@require_GET
def of_client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Answer the newest messages of a client, for their page."""
    context = context_of(request)
    context.require("messaging.view")
    addressee(client_id)
    found = ask(list_messages, context, ListMessages(client_id=client_id, limit=IN_PANEL))
    page = {
        "rows": [shown(context, row) for row in found.items],
        "client_id": client_id,
        "all_url": f"{reverse('messages')}?{urlencode({'client_id': str(client_id)})}" if found.next else "",
        "total": count_of_client(context, client_id) if found.next else len(found.items),
        "may_send": context.actor.may("messaging.send"),
    }
    return render(request, "messaging/outbox/of_client.html", page)


def shown(context: Context, row: MessageRow) -> dict[str, Any]:
    """Return a message as a row of a list shows it."""
    look = STATES[row.state]
    later = row.state == "queued" and row.due_at > context.now
    moment = row.sent_at or (row.due_at if later else row.created_at)
    return {
        "row": row,
        "look": look,
        "label": _("Planned") if later and not row.error else look.label,
        "when": show_moment(moment, context.studio, context.now),
        "iso": moment.isoformat(),
        "to": ", ".join(row.to),
        "url": reverse("message", args=[row.id]),
    }


def _results(context: Context, params: QueryDict, *, counted: bool = True) -> dict[str, Any]:
    given = {name: str(params[name]) for name in _PARAMS if params.get(name)}
    found: Page[MessageRow] = ask(list_messages, context, _asked(given, params.get("cursor", "")))
    in_state = ask(counts, context, {}).model_dump() if counted else {}
    client = addressee(UUID(given["client_id"])) if counted and "client_id" in given else None
    chips = [_chip(given, "", _("All"), 0)]
    words = {"waiting": _("Waiting"), "sent": _("Sent"), "trouble": _("Did not arrive"), "cancelled": _("Cancelled")}
    chips += [
        _chip(given, key, words[key], sum(in_state.get(state, 0) for state in states)) for key, states in CHIPS.items()
    ]
    return {
        "rows": [shown(context, row) for row in found.items],
        "more": f"{reverse('message_rows')}?{urlencode({**given, 'cursor': found.next})}" if found.next else "",
        "q": given.get("q", ""),
        "given": given,
        "chips": chips,
        "client": client,
        "client_off": _address({name: value for name, value in given.items() if name != "client_id"}),
        "is_filtered": bool(given),
        "may_send": context.actor.may("messaging.send"),
        "may_manage": context.actor.may("messaging.manage"),
    }


def _asked(given: dict[str, str], cursor: str) -> dict[str, Any]:
    asked: dict[str, Any] = {"q": given.get("q", ""), "state": CHIPS.get(given.get("show", ""), ())}
    if "kind" in given:
        asked["kind"] = (given["kind"],)
    if "client_id" in given:
        asked["client_id"] = given["client_id"]
    return {**asked, "cursor": cursor, "limit": AT_ONCE}


def _chip(given: dict[str, str], key: str, label: str, count: int) -> dict[str, Any]:
    others = {name: value for name, value in given.items() if name != "show"}
    url = _address({**others, "show": key} if key else others)
    return {"label": label, "count": count or "", "url": url, "active": given.get("show", "") == key}


def _address(given: dict[str, str]) -> str:
    return f"{reverse('messages')}?{urlencode(given)}" if given else reverse("messages")
