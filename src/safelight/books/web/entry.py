"""One entry with its lines, what caused it, and the way to take it back."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from safelight.books import ports
from safelight.books.actions import reverse_entry
from safelight.books.actions.by_hand import BY_HAND
from safelight.books.queries import EntryCard, LineCard, WhichEntry, entries_url, get_entry
from safelight.books.queries.wording import show_amount, show_day, show_moment
from safelight.books.web import wording
from safelight.books.web.asked import is_partial, places_of, read_day, today_of
from safelight.foundation.actions import ActionError, Context, NotFound, ask, run
from safelight.foundation.tenancy import studio_scope
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify


@never_cache
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Show an entry; POST takes it back."""
    context = context_of(request)
    if request.method == "GET":
        return _page(request, context, ask(get_entry, context, WhichEntry(entry_id=entry_id)))
    given = {"entry_id": entry_id, "on": read_day(request.POST.get("on", "")), "memo": request.POST.get("memo", "")}
    try:
        made = run(reverse_entry, context, given).value
    except NotFound:
        raise
    except ActionError as refused:
        if refused.status == 403:  # noqa: PLR2004 - forbidden is for the whole page
            raise
        card = ask(get_entry, context, WhichEntry(entry_id=entry_id))
        return _page(request, context, card, refused)
    notify(request, _("The entry was taken back."))
    return HttpResponseRedirect(reverse("books_entry", args=[made.id]))


def _page(request: HttpRequest, context: Context, card: EntryCard, refused: ActionError | None = None) -> HttpResponse:
    with studio_scope(context.studio.id, savepoint=False):
        lines = _lines(context, card)
    page = {
        "card": card,
        "title": f"{_('Entry')} {card.number}" if card.number else _("Entry"),
        "on": show_day(card.on, context.studio),
        "kind": wording.kind_words(card.kind),
        "made": show_moment(card.made_at, context.studio),
        "lines": lines,
        "totals": _totals(context, card),
        "by_hand": card.source_kind == BY_HAND,
        "may_reverse": context.actor.may("books.post")
        and card.source_kind == BY_HAND
        and not (card.reverses_id or card.reversed_by_id),
        "today": max(today_of(context), card.on),
        "error": refused.message if refused else "",
        "given": request.POST,
    }
    template = f"books/entries/entry_{'panel' if is_partial(request) and not refused else 'page'}.html"
    answer = render(request, template, page, status=422 if refused else 200)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _lines(context: Context, card: EntryCard) -> list[dict[str, Any]]:
    clients = ports.clients.of({line.client_id for line in card.lines if line.client_id})
    documents = ports.documents.of_any({line.document_id for line in card.lines if line.document_id})
    places = (
        {place.id: place.name for place in places_of(context)} if any(line.location_id for line in card.lines) else {}
    )
    return [
        {
            "line": line,
            "debit": show_amount(line.amount, line.currency, context.studio) if line.amount > 0 else "",
            "credit": show_amount(-line.amount, line.currency, context.studio) if line.amount < 0 else "",
            "client": clients.get(line.client_id) if line.client_id else None,
            "document": documents.get(line.document_id) if line.document_id else None,
            "document_url": entries_url(account=line.account_key, document_id=line.document_id)
            if line.document_id
            else "",
            "location": places.get(line.location_id, "") if line.location_id else "",
            "words": " · ".join(_words(line)),
        }
        for line in card.lines
    ]


def _words(line: LineCard) -> list[str]:
    return [words for words in (line.category.replace("_", " "), line.memo) if words]


def _totals(context: Context, card: EntryCard) -> list[str]:
    moved: defaultdict[str, Decimal] = defaultdict(Decimal)
    for line in card.lines:
        moved[line.currency] += max(line.amount, Decimal(0))
    return [show_amount(amount, currency, context.studio) for currency, amount in sorted(moved.items())]
