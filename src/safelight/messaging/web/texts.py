"""The texts of the studio: the list, the page on which one is written, trying one out."""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.clients.queries import ClientPage, ListClients, list_clients
from safelight.clients.web.undo import tell
from safelight.clients.web.wording import show_moment
from safelight.foundation.actions import ActionError, Context, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify
from safelight.messaging.actions import restore_template, save_template, send_sample
from safelight.messaging.queries import TemplateCard, get_template, list_templates
from safelight.messaging.queries.templates import known
from safelight.messaging.rules.defaults import letter_begun
from safelight.messaging.rules.own_kinds import LETTER
from safelight.messaging.web.compose import fields_of
from safelight.messaging.web.tabs import tabs
from safelight.messaging.web.wording import language_choices, language_name

MOST_READERS: Final = 12


@never_cache
@require_GET
def texts(request: HttpRequest) -> HttpResponse:
    """Show every text in force, by what it is for."""
    context = context_of(request)
    cards = sorted(ask(list_templates, context, {}).items, key=lambda card: known(card.kind).order)
    by_kind = [_kind_row(context, list(found)) for _key, found in groupby(cards, key=lambda card: card.kind)]
    page = {
        "tabs": tabs(request),
        "letters": [line for row in by_kind if row["kind"].many for line in row["lines"]],
        "groups": [
            (group, list(rows))
            for group, rows in groupby(
                (row for row in by_kind if not row["kind"].many), key=lambda row: row["kind"].group
            )
        ],
        "may_manage": context.actor.may("messaging.manage"),
    }
    return render(request, "messaging/texts/list.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """Show a text and what comes out of it, or keep it; what is wrong comes back in the same form."""
    context = context_of(request)
    name = request.GET.get("name", "")
    if request.method == "GET":
        card = ask(get_template, context, {"kind": kind, "language": language, "name": name})
        return _page(request, card, {})
    given = {field: request.POST.get(field, "") for field in ("subject", "body", "new_name", "version")}
    wish: dict[str, Any] = {"kind": kind, "language": language, "name": name}
    wish |= {"subject": given["subject"], "body": given["body"]}
    if known(kind).many:
        wish["new_name"] = given["new_name"]
    if given["version"].isdecimal():
        wish["version"] = int(given["version"])
    try:
        outcome = run(save_template, context, wish)
    except ActionError as refusal:
        if refusal.status not in {409, 422}:
            raise
        card = ask(get_template, context, {"kind": kind, "language": language, "name": name})
        return _page(request, card, given, refusal)
    tell(request, _("The text was kept. Messages written from now on use it."), outcome)
    return HttpResponseRedirect(address(outcome.value))


@never_cache
@require_http_methods(["GET", "POST"])
def new_letter(request: HttpRequest) -> HttpResponse:
    """Show an empty letter, or keep it."""
    context = context_of(request)
    permit(save_template, context)
    language = request.POST.get("language") or context.studio.languages[0]
    blank = TemplateCard(
        kind=LETTER.key, kind_label=str(LETTER.label), group=LETTER.group, language=language, name="", is_own=False,
        has_default=False, subject="", body=letter_begun(language), version=0,
    )  # fmt: skip
    if request.method == "GET":
        return _page(request, blank, {})
    given = {field: request.POST.get(field, "") for field in ("subject", "body", "new_name")}
    wish = {"kind": LETTER.key, "language": language, "name": given["new_name"], "version": 0}
    try:
        outcome = run(save_template, context, {**wish, "subject": given["subject"], "body": given["body"]})
    except ActionError as refusal:
        if refusal.status not in {409, 422}:
            raise
        return _page(request, blank, given, refusal)
    tell(request, _("The letter was kept."), outcome)
    return HttpResponseRedirect(address(outcome.value))


@require_POST
def restored(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """Go back to the program's text, or remove a letter."""
    which = {"kind": kind, "language": language, "name": request.GET.get("name", "")}
    outcome = run(restore_template, context_of(request), which)
    words = _("The letter was removed.") if which["name"] else _("The text that comes with the program is back.")
    tell(request, words, outcome)
    gone = bool(which["name"])
    return HttpResponseRedirect(
        reverse("message_templates") if gone else reverse("message_text", args=[kind, language])
    )


@require_POST
def sample(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """Send a sample of a text to an address."""
    name = request.GET.get("name", "")
    wish = {"kind": kind, "language": language, "name": name, "to": request.POST.get("to", "")}
    back = f"{reverse('message_text', args=[kind, language])}{'?' + urlencode({'name': name}) if name else ''}"
    try:
        run(send_sample, context_of(request), wish)
    except ActionError as refusal:
        if refusal.status not in {409, 422}:
            raise
        notify(request, " ".join(refusal.fields.values()) or refusal.message, tone="bad")
    else:
        notify(request, _("The sample is on its way."))
    return HttpResponseRedirect(back)


def address(card: TemplateCard) -> str:
    """Return the page of a text."""
    query = f"?{urlencode({'name': card.name})}" if card.name else ""
    return f"{reverse('message_text', args=[card.kind, card.language])}{query}"


def _kind_row(context: Context, cards: list[TemplateCard]) -> dict[str, Any]:
    kind = known(cards[0].kind)
    return {
        "kind": kind,
        "lines": [
            {
                "card": card,
                "url": address(card),
                "language": language_name(card.language),
                "changed": show_moment(card.changed_at, context.studio, context.now),
            }
            for card in cards
        ],
    }


def _page(
    request: HttpRequest, card: TemplateCard, given: dict[str, str], refusal: ActionError | None = None
) -> HttpResponse:
    context = context_of(request)
    kind = known(card.kind)
    page = {
        "card": card,
        "is_new": kind.many and not card.name,
        "given": {"subject": card.subject, "body": card.body, "new_name": card.name, "version": card.version, **given},
        "errors": dict(refusal.fields) if refusal else {},
        "refusal": refusal,
        "kind": kind,
        "fields": fields_of(kind),
        "language": language_name(card.language),
        "languages": language_choices(*context.studio.languages),
        "others": [(code, name) for code, name in language_choices(*context.studio.languages) if code != card.language],
        "query": f"?{urlencode({'name': card.name})}" if card.name else "",
        "changed": show_moment(card.changed_at, context.studio, context.now),
        "readers": _readers(context),
        "may_manage": context.actor.may("messaging.manage"),
    }
    return render(request, "messaging/texts/page.html", page, status=422 if refusal else 200)


def _readers(context: Context) -> list[tuple[str, str]]:
    """Return whom a preview may be for: the sample, or one of the clients that changed last."""
    sample = ("", str(_("Sample client")))
    if not context.actor.may("clients.view"):
        return [sample]
    found: ClientPage = ask(list_clients, context, ListClients(sort="-changed", limit=MOST_READERS))
    return [sample, *((str(row.id), row.display_name) for row in found.items)]
