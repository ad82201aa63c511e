"""How the studio's messages leave, and the addresses that get none."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings as installation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.clients.web.undo import tell
from safelight.clients.web.wording import show_moment
from safelight.foundation.actions import ActionError, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify
from safelight.messaging.actions import (
    ask_sender,
    change_sender,
    confirm_sender,
    lift,
    suppress_address,
)
from safelight.messaging.actions.sender import address_in
from safelight.messaging.queries import get_sender, list_suppressed
from safelight.messaging.rules.defaults import signature
from safelight.messaging.web.tabs import tabs
from safelight.messaging.web.wording import REASONS, language_choices, language_name

_TEXTS = ("sender_name", "reply_to", "from_address", "copy_to", "language", "signature", "foot")


@never_cache
@require_http_methods(["GET", "POST"])
def sender(request: HttpRequest) -> HttpResponse:
    """Show how messages leave, or change it; what is wrong comes back in the same form."""
    context = context_of(request)
    permit(change_sender, context)
    if request.method == "GET":
        return _page(request, {})
    given = {name: request.POST.get(name, "") for name in (*_TEXTS, "websites", "version")}
    wish: dict[str, Any] = {name: given[name].strip() for name in _TEXTS}
    wish["websites"] = [line.strip() for line in given["websites"].splitlines() if line.strip()]
    if given["version"].isdecimal():
        wish["version"] = int(given["version"])
    try:
        outcome = run(change_sender, context, wish)
    except ActionError as refusal:
        if refusal.status not in {409, 422}:
            raise
        return _page(request, given, refusal)
    tell(request, _("Saved."), outcome)
    return HttpResponseRedirect(reverse("message_settings"))


@require_POST
def ask_again(request: HttpRequest) -> HttpResponse:
    """Send the mail once more that proves the sender address."""
    run(ask_sender, context_of(request), {})
    notify(request, _("The mail is on its way. Its link proves that the address is yours."))
    return HttpResponseRedirect(reverse("message_settings"))


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link of the mail proves, or take it as proved."""
    context = context_of(request)
    permit(confirm_sender, context)
    if request.method == "POST":
        run(confirm_sender, context, {"token": token})
        notify(request, _("The address is confirmed. Messages leave from it now."))
        return HttpResponseRedirect(reverse("message_settings"))
    address = address_in(token, context)
    page = {
        "token": token,
        "address": address,
        "is_good": address and ask(get_sender, context, {}).from_address == address,
    }
    return render(request, "messaging/settings/confirm.html", page, status=200 if page["is_good"] else 404)


@never_cache
@require_GET
def suppressed(request: HttpRequest) -> HttpResponse:
    """Show the addresses that get no mail."""
    context = context_of(request)
    found = ask(list_suppressed, context, {"q": request.GET.get("q", "")[:254]}).items
    page = {
        "tabs": tabs(request),
        "q": request.GET.get("q", ""),
        "rows": [(one, REASONS[one.reason], show_moment(one.at, context.studio, context.now)) for one in found],
        "may_send": context.actor.may("messaging.send"),
    }
    return render(request, "messaging/settings/suppressed.html", page)


@require_POST
def suppress(request: HttpRequest) -> HttpResponse:
    """Let an address get no mail any more."""
    try:
        outcome = run(suppress_address, context_of(request), {"address": request.POST.get("address", "")})
    except ActionError as refusal:
        if refusal.status not in {409, 422}:
            raise
        notify(request, " ".join(refusal.fields.values()) or refusal.message, tone="bad")
    else:
        tell(request, _("This address gets no more mail."), outcome)
    return HttpResponseRedirect(reverse("message_suppressed"))


@require_POST
def lifted(request: HttpRequest, suppressed_id: UUID) -> HttpResponse:
    """Say that an address works again."""
    outcome = run(lift, context_of(request), {"suppressed_id": suppressed_id})
    tell(request, _("This address gets mail again."), outcome)
    return HttpResponseRedirect(reverse("message_suppressed"))


def _page(request: HttpRequest, given: dict[str, str], refusal: ActionError | None = None) -> HttpResponse:
    context = context_of(request)
    card = ask(get_sender, context, {})
    stored = {name: getattr(card, name) for name in _TEXTS} | {
        "websites": "\n".join(card.websites),
        "version": card.version,
    }
    errors: dict[str, str] = {}
    for path, sentence in (refusal.fields if refusal else {}).items():
        errors.setdefault(path.split(".")[0], sentence)
    default = _("As the studio (%(language)s)") % {"language": language_name(context.studio.languages[0])}
    page = {
        "tabs": tabs(request),
        "card": card,
        "given": {**stored, **given},
        "errors": errors,
        "refusal": refusal,
        "languages": [("", default), *language_choices(*context.studio.languages)],
        "usual_signature": signature(card.effective_language),
        "confirmed": show_moment(card.from_confirmed_at, context.studio, context.now),
        "is_kept": installation.MAIL_IS_KEPT,
    }
    return render(request, "messaging/settings/sender.html", page, status=422 if refusal else 200)
