"""The list of entries: where every figure of the program leads, with the sum of what is listed on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.books import ports
from safelight.books.queries import EntryFilters, EntryPage, EntryRow, accounts_by_key, list_accounts, list_entries
from safelight.books.queries.wording import show_day
from safelight.books.web import wording
from safelight.books.web.asked import is_partial, places_of, read_day
from safelight.foundation.actions import Context, Empty, ask
from safelight.foundation.actions.runner import check_input
from safelight.foundation.tenancy import studio_scope
from safelight.foundation.web.access import context_of

ONE = (
    "q",
    "since",
    "until",
    "kind",
    "source_id",
    "client_id",
    "document_id",
    "location_id",
    "category",
    "currency",
    "side",
)
ROWS_AT_ONCE = 50
_NAMES: dict[str, Promise] = {
    "since": gettext_lazy("From"),
    "until": gettext_lazy("Until"),
    "category": gettext_lazy("Category"),
    "currency": gettext_lazy("Currency"),
}


@never_cache
@require_GET
def entries(request: HttpRequest) -> HttpResponse:
    """Show the list; a partial request gets the results alone, one with a cursor the next rows."""
    context = context_of(request)
    params = tidy(request.GET)
    filters = read_filters(params)
    cursor = request.GET.get("cursor", "")
    found: EntryPage = ask(list_entries, context, {**filters.model_dump(), "cursor": cursor, "limit": ROWS_AT_ONCE})
    page: dict[str, Any] = {
        "rows": _rows(context, found.items),
        "more": f"{reverse('books_entries')}?{_with(params, cursor=found.next)}" if found.next else "",
    }
    if cursor:
        return render(request, "books/entries/rows.html", page)
    if not is_partial(request) and sorted(params.lists()) != sorted(request.GET.lists()):
        # A filter form sends its empty fields along: the address in the bar says only what is asked for.
        return HttpResponseRedirect(f"{reverse('books_entries')}?{params.urlencode()}")
    page |= {
        "filters": filters,
        "query": params.urlencode(),
        "kept": [(name, value) for name in params if name != "q" for value in params.getlist(name)],
        "chips": _chips(context, filters, params),
        "sums": wording.sides(found.sums, context.studio),
        "line_count": found.line_count,
        "is_about_lines": filters.is_about_lines,
        "may_post": context.actor.may("books.post"),
        "export_url": _export_address(context, params),
    }
    answer = render(request, f"books/entries/{'results' if is_partial(request) else 'page'}.html", page)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@never_cache
@require_GET
def entry_filters(request: HttpRequest) -> HttpResponse:
    """Show every filter as one form, filled with what is in force."""
    context = context_of(request)
    params = tidy(request.GET)
    page = {
        "filters": read_filters(params),
        "accounts": [
            (card.key, f"{card.code} {card.name}".strip()) for card in ask(list_accounts, context, Empty()).items
        ],
        "kinds": wording.kind_choices(),
        "locations": [(str(place.id), place.name) for place in places_of(context)],
        "sides": list(wording.SIDES.items()),
        "hidden": [(name, params[name]) for name in ("client_id", "document_id", "source_id") if name in params],
        "picked": params.getlist("account"),
        "location": params.get("location_id", ""),
    }
    return render(request, f"books/entries/filter_{'panel' if is_partial(request) else 'page'}.html", page)


def tidy(given: QueryDict) -> QueryDict:
    """Return the parameters that are filters and not empty."""
    kept = QueryDict(mutable=True)
    for name in (*ONE, "account"):
        values = [value for value in given.getlist(name) if value.strip()]
        if name in {"since", "until"}:
            values = [value for value in values if read_day(value)]
        if values:
            kept.setlist(name, values if name == "account" else values[-1:])
    return kept


def read_filters(params: QueryDict) -> EntryFilters:
    """Return what the parameters ask for.

    Raises:
        InvalidInput: an id is none.
    """
    given: dict[str, object] = {name: params[name] for name in ONE if name in params}
    return check_input(EntryFilters, {**given, "account": tuple(params.getlist("account"))})


def _rows(context: Context, found: Sequence[EntryRow]) -> list[dict[str, Any]]:
    return [
        {
            "entry": row,
            "on": show_day(row.on, context.studio),
            "kind": wording.kind_words(row.kind),
            "amounts": wording.sides(row.amounts, context.studio),
            "way": " → ".join([", ".join(row.credited), ", ".join(row.debited)]),
        }
        for row in found
    ]


def _chips(context: Context, filters: EntryFilters, params: QueryDict) -> list[dict[str, str]]:
    with studio_scope(context.studio.id, savepoint=False):
        names = {key: card.name for key, card in accounts_by_key(filters.account).items()} if filters.account else {}
        return [
            {"label": label, "url": f"{reverse('books_entries')}?{_less(params, name, value)}"}
            for name in params
            if name != "q"
            for value in params.getlist(name)
            if (label := _chip(context, filters, name, value, names))
        ]


def _chip(context: Context, filters: EntryFilters, name: str, value: str, names: Mapping[str, str]) -> str:
    """Return a filter in words; ``names`` are those of accounts, several are called by their beginning."""
    if name.endswith("_id") and name != "location_id":
        return _named(name, getattr(filters, name))
    if name in {"since", "until"}:
        return f"{_NAMES[name]} {show_day(read_day(value), context.studio)}"
    if name in _NAMES:
        return f"{_NAMES[name]}: {value}"
    if name == "account":
        return names.get(value, value)
    if name in {"kind", "side"}:
        return wording.kind_words(value) if name == "kind" else str(wording.SIDES[value])
    return next((place.name for place in places_of(context) if str(place.id) == value), _("One location"))


def _named(name: str, identifier: UUID) -> str:
    """Return what an id is called, as far as modules above know."""
    if name == "client_id":
        named = ports.clients.of([identifier])
        return named[identifier].label if identifier in named else _("One client")
    look = ports.documents if name == "document_id" else ports.sources
    named = look.of_any([identifier])
    return named[identifier].label if identifier in named else _("One document")


def _less(params: QueryDict, name: str, value: str) -> str:
    left = params.copy()
    left.setlist(name, [each for each in params.getlist(name) if each != value])
    return left.urlencode()


def _with(params: QueryDict, **values: str | None) -> str:
    more = params.copy()
    for name, value in values.items():
        more[name] = value or ""
    return more.urlencode()


def _export_address(context: Context, params: QueryDict) -> str:
    """Return where the lines of this list can be taken along; nothing for those who may not."""
    if not context.actor.may("exchange.export_lists"):
        return ""
    try:
        return f"{reverse('export_list', args=['ledger-lines'])}?{params.urlencode()}"
    except NoReverseMatch:
        return ""
