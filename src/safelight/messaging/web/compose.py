"""Writing to a client."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.clients.queries.find import FindClients, find
from safelight.clients.web.undo import tell
from safelight.foundation import clock
from safelight.foundation.actions import ActionError, Context, InvalidInput, ask, run
from safelight.foundation.web.access import context_of
from safelight.messaging.actions import write
from safelight.messaging.queries import OfferCard, list_templates, offer, preview
from safelight.messaging.queries.templates import known
from safelight.messaging.rules.kinds import MessageKind
from safelight.messaging.web.wording import language_choices, language_name

MOST_FOUND = 6
_AIM = ("client_id", "about_kind", "about_id")


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or send what was written; what is wrong comes back in the same form."""
    context = context_of(request)
    if request.method == "GET":
        return _form(request, request.GET)
    given, unreadable = _posted(context, request.POST)
    try:
        if unreadable:
            raise InvalidInput(" ".join(unreadable.values()), fields=unreadable)
        outcome = run(write, context, given)
    except ActionError as refusal:
        if refusal.status not in {409, 422}:
            raise
        return _form(request, request.POST, refusal)
    later = outcome.value.due_at > context.now
    tell(request, _("The message waits for its time.") if later else _("The message is on its way."), outcome)
    return HttpResponseRedirect(reverse("message", args=[outcome.value.id]))


@never_cache
@require_POST
def try_out(request: HttpRequest) -> HttpResponse:
    """Answer what the reader would get."""
    given = {name: request.POST.get(name, "") for name in ("kind", "language", "subject", "body", "about_kind")}
    ids = {name: request.POST[name] for name in ("client_id", "about_id") if request.POST.get(name)}
    shown = ask(preview, context_of(request), {**given, **ids})
    return render(request, "messaging/preview.html", {"preview": shown})


@never_cache
@require_GET
def find_clients(request: HttpRequest) -> HttpResponse:
    """Answer the clients that a few letters may mean."""
    words = request.GET.get("q", "").strip()[:200]
    hits = ask(find, context_of(request), FindClients(q=words, limit=MOST_FOUND)).items if words else ()
    return render(request, "messaging/compose/clients.html", {"hits": hits, "asked": bool(words)})


def fields_of(kind: MessageKind) -> list[dict[str, Any]]:
    """Return the merge fields of a kind, ready to be put into a text."""
    return [
        {"name": field.name, "text": f"{{{{{field.name}}}}}", "label": field.label, "optional": field.optional}
        for field in kind.all_fields()
    ]


def _form(request: HttpRequest, values: QueryDict, refusal: ActionError | None = None) -> HttpResponse:
    context = context_of(request)
    aim = {name: str(values[name]) for name in _AIM if values.get(name)}
    wish = {name: str(values[name]) for name in ("kind", "language") if values.get(name)}
    offered = ask(offer, context, {**aim, **wish})
    texts = [card for card in ask(list_templates, context, {}).items if card.kind in offered.kinds]
    given = dict(values.items()) if refusal else _begun(offered, values, texts)
    kind = known(offered.kind)
    picked = values.getlist("attachments") if refusal else None
    page = {
        "offer": offered,
        "aim": aim,
        "given": given,
        "errors": _errors(refusal),
        "refusal": refusal,
        "kind": kind,
        "fields": fields_of(kind),
        "languages": language_choices(offered.language, *context.studio.languages),
        "texts": [_choice(card, aim) for card in texts],
        "documents": [
            {
                "value": f"{one.renderer}:{one.id}",
                "label": one.label or one.renderer,
                "checked": one.is_chosen if picked is None else f"{one.renderer}:{one.id}" in picked,
            }
            for one in offered.documents
        ],
        "zone": context.studio.zone,
        "may_find": context.actor.may("clients.view"),
        "back_url": reverse("client", args=[offered.client_id]) if offered.client_id else reverse("messages"),
    }
    return render(request, "messaging/compose/page.html", page, status=422 if refusal else 200)


def _begun(offered: OfferCard, values: QueryDict, texts: list[Any]) -> dict[str, str]:
    """Return what stands in the form at first: the chosen letter, or the text of the kind."""
    letter = next((card for card in texts if card.name and card.name == values.get("letter", "")), None)
    return {
        "to": (offered.to[0] if offered.to else ""),
        "subject": letter.subject if letter else offered.subject,
        "body": letter.body if letter else offered.body,
        "language": letter.language if letter else offered.language,
        "kind": offered.kind,
        "send_at": "",
    }


def _posted(context: Context, posted: QueryDict) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the input of the action, and what of the form could not even be read."""
    wrong: dict[str, str] = {}
    given: dict[str, Any] = {
        name: posted.get(name, "") for name in ("subject", "body", "kind", "language", "about_kind")
    }
    given |= {name: posted[name] for name in ("client_id", "about_id") if posted.get(name)}
    given["to"] = [part.strip() for part in posted.get("to", "").split(",") if part.strip()]
    given["attachments"] = []
    for text in posted.getlist("attachments"):
        renderer, _colon, identifier = text.rpartition(":")
        given["attachments"].append({"renderer": renderer, "id": identifier})
    moment = posted.get("send_at", "").strip()
    if moment:
        try:
            wall = datetime.fromisoformat(moment)
            given["send_at"] = clock.at_wall_clock(wall.date(), wall.time(), context.studio.zone)
        except clock.NoSuchLocalTime as error:
            wrong["send_at"] = str(error)
        except ValueError:
            wrong["send_at"] = _("This is no moment: choose a day and a time.")
    return given, wrong


def _errors(refusal: ActionError | None) -> dict[str, str]:
    """Return the sentence for each field of the form; parts of a list speak for the whole of it."""
    found: dict[str, str] = {}
    for path, sentence in (refusal.fields if refusal else {}).items():
        found.setdefault(path.split(".")[0], sentence)
    return found


def _choice(card: Any, aim: Mapping[str, str]) -> dict[str, str]:  # noqa: ANN401 - a template card
    wish = {"kind": card.kind, "language": card.language} | ({"letter": card.name} if card.name else {})
    return {
        "label": card.name or card.kind_label,
        "language": language_name(card.language),
        "url": f"{reverse('message_new')}?{urlencode({**aim, **wish})}",
    }


def write_url(client_id: UUID | None = None, about_kind: str = "", about_id: UUID | None = None) -> str:
    """Return the address of the form for a client, or about a row of theirs."""
    wish = {"client_id": client_id, "about_kind": about_kind, "about_id": about_id}
    return f"{reverse('message_new')}?{urlencode({name: str(value) for name, value in wish.items() if value})}"
