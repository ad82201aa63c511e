"""The list of clients: one scrollbar over all of them, words, filters, order and columns in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from safelight.clients.queries import ClientRow, list_clients
from safelight.clients.web import known
from safelight.clients.web.columns import CUSTOM, STANDARD, Column, Look, chosen, offered
from safelight.clients.web.kept_columns import keep_columns, kept_columns
from safelight.clients.web.list_state import KINDS, MONTHS, YES_NO, ListState, tidy
from safelight.clients.web.undo import place_before
from safelight.foundation.actions import Context, ask
from safelight.foundation.templatetags.furniture import hue, initials
from safelight.foundation.web import navigation
from safelight.foundation.web.access import context_of

ROWS_AT_ONCE = 80
MOST_WINDOWS = 650
"""Gaps that one page may hold: 52,000 rows under one scrollbar; what lies behind is loaded part by part."""


@never_cache
@require_GET
def clients(request: HttpRequest) -> HttpResponse:
    """Show the list; a partial request gets the results alone."""
    context = context_of(request)
    state = ListState.of(request)
    if is_partial(request):
        answer = render(request, "clients/list/results.html", results(context, state, request))
    elif state.query != request.GET.urlencode() and set(request.GET) - set(state.params):
        # A filter form sends its empty fields along: the address in the bar says only what is asked for.
        return HttpResponseRedirect(state.address())
    else:
        page = results(context, state, request)
        views = known.views(context)
        page |= {
            "views": [
                {"label": view.name, "url": known.view_address(view), "active": known.view_query(view) == state.query}
                for view in views
            ],
            "columns_offered": _offered(page["columns"]),
        }
        answer = render(request, "clients/list/page.html", page)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@never_cache
@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """Answer a part of the list for the gap that came into sight; ``more`` asks for the address of the next part."""
    context = context_of(request)
    state = ListState.of(request)
    offset = _number(request.GET.get("offset", ""))
    keys = state.columns or kept_columns(request)
    page = ask(list_clients, context, state.data.model_copy(update={"offset": offset, "limit": ROWS_AT_ONCE}))
    columns = chosen(keys, _labels(context, state, keys))
    behind = offset + ROWS_AT_ONCE
    more = _rows_address(state, behind) + "&more=1" if "more" in request.GET and page.next else ""
    shown = {
        "rows": shown_rows(context, page.items, columns),
        "more": more,
        "wide": len(columns) + 2,
        "may_edit": _may_tick(context),
    }
    return render(request, "clients/list/rows.html", shown)


@never_cache
@require_GET
def filter_panel(request: HttpRequest) -> HttpResponse:
    """Show every filter as one form, filled with what is in force."""
    context = context_of(request)
    context.require("clients.view")
    state = ListState.of(request)
    sorting = known.Sorting(context)
    page = {
        "state": state,
        "kinds": [(key, label, key in state.params.getlist("kind")) for key, label in KINDS.items()],
        "months": MONTHS.items(),
        "switches": [
            {"name": name, "yes": words[0], "no": words[1], "value": state.params.get(name, "")}
            for name, words in YES_NO.items()
        ],
        "choices": [
            {"name": name, "items": items, "picked": state.params.getlist(name)} for name, items in sorting.choices()
        ],
        "custom_fields": [
            {"field": field, "value": known.picked_custom(state.params.getlist("custom"), str(field.id))}
            for field in sorting.custom_fields
        ],
    }
    return render(request, _panel_or_page(request, "clients/list/filter"), page)


@never_cache
@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest) -> HttpResponse:
    """Keep which columns this person wants to see, and answer the list with them.

    Asked with GET it answers the studio's own fields as further choices, which the menu asks for when it opens.
    """
    context = context_of(request)
    if request.method == "GET":
        shown = set(ListState.of(request).columns or kept_columns(request))
        own = [
            {"key": key, "label": column.label, "shown": key in shown}
            for key, column in offered(known.custom_labels(context)).items()
            if key.startswith(CUSTOM)
        ]
        return render(request, "clients/list/own_columns.html", {"columns": own})
    # The address in the bar says what is shown: it follows every search, which the menu does not.
    params = tidy(QueryDict(urlsplit(place_before(request, "")).query))
    params.pop("columns", None)
    state = ListState(params)
    labels = known.custom_labels(context)
    keys = [key for key in request.POST.getlist("columns") if key in offered(labels)]
    if not is_partial(request):
        return keep_columns(request, HttpResponseRedirect(state.address()), keys)
    page = results(context, state, request, keys)
    return keep_columns(request, render(request, "clients/list/results.html", page), keys)


def results(
    context: Context, state: ListState, request: HttpRequest, keys: Sequence[str] | None = None
) -> dict[str, Any]:
    """Return what the results of a list show: the first rows, gaps for the others, filters in force."""
    if keys is None:
        keys = state.columns or kept_columns(request)
    labels = _labels(context, state, keys)
    page = ask(list_clients, context, state.data.model_copy(update={"limit": ROWS_AT_ONCE}))
    total = page.total or 0
    shown = chosen(keys, labels)
    gaps, behind = _gaps(state, total, len(shown) + 2)
    return {
        "state": state,
        "total": total,
        "corrected": page.corrected,
        "columns": shown,
        "heads": [{"column": column, "url": _sort_address(state, column)} for column in shown if column.key != "name"],
        "name_url": _sort_address(state, Column("name", "", sort="name")),
        "rows": shown_rows(context, page.items, shown),
        "gaps": gaps,
        "more": behind,
        "wide": len(shown) + 2,
        "chips": state.chips(labels),
        "export_url": export_address(context, state, shown),
        "may_edit": _may_tick(context),
        "may_remove": context.actor.may("clients.remove"),
        "import_url": navigation.address("imports") if context.actor.may("exchange.import") else "",
        "quick": [
            {"label": "all", "url": state.address(lead=None), "active": "lead" not in state.params},
            {"label": "leads", "url": state.address(lead="yes"), "active": state.data.lead is True},
        ],
    }


def shown_rows(context: Context, found: Sequence[ClientRow], columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Return rows ready for the template, which then only writes them down."""
    look = Look(context.studio, context.now)
    return [
        {
            "id": row.id,
            "name": row.display_name,
            "hue": hue(row.display_name),
            "initials": initials(row.display_name),
            "cells": [column.cell(row, look) for column in columns],
        }
        for row in found
    ]


def is_partial(request: HttpRequest) -> bool:
    """Say whether a page asks for a part of itself."""
    return request.headers.get("HX-Request-Type") == "partial"


def export_address(context: Context, state: ListState, columns: Sequence[Column]) -> str:
    """Return where exactly this list can be taken along; nothing for those who may not, or without the exchange."""
    if not context.actor.may("exchange.export_lists"):
        return ""
    try:
        address = reverse("export_list", args=["clients"])
    except NoReverseMatch:
        return ""
    keys = ",".join(["number", "name", *(column.key for column in columns if column.key != "number")])
    return f"{address}?{urlencode({'columns': keys})}" + (f"&{state.query}" if state.query else "")


def _labels(context: Context, state: ListState, keys: Sequence[str]) -> Mapping[str, str]:
    """Ask for the names of custom fields only where one of them is shown."""
    needed = "custom" in state.params or any(key.startswith(CUSTOM) for key in keys)
    return known.custom_labels(context) if needed else {}


def _gaps(state: ListState, total: int, wide: int) -> tuple[SafeString, str]:
    """Return the gaps behind the first rows, and where the rows behind the last gap begin.

    The markup is written here and not in a template: 624 times in a list of 50,000, it would cost as much as all rows.
    """
    starts = range(ROWS_AT_ONCE, total, ROWS_AT_ONCE)
    before = _rows_address(state, "")
    gaps = format_html_join(
        "\n",
        '<tbody data-window data-rows="{}" hx-get="{}{}" hx-trigger="intersect once delay:60ms" hx-target="this"'
        ' hx-swap="outerHTML"><tr><td colspan="{}"></td></tr></tbody>',
        ((min(ROWS_AT_ONCE, total - start), before, start, wide) for start in starts[:MOST_WINDOWS]),
    )
    behind = f"{before}{starts[MOST_WINDOWS]}&more=1" if len(starts) > MOST_WINDOWS else ""
    return gaps, behind


def _rows_address(state: ListState, offset: int | str) -> str:
    query = f"{state.query}&" if state.query else ""
    return f"{reverse('client_rows')}?{query}offset={offset}"


def _sort_address(state: ListState, column: Column) -> str:
    if not column.sort:
        return ""
    up = state.data.sort == column.sort
    return state.address(sort=f"-{column.sort}" if up else column.sort)


def _offered(shown: Sequence[Column]) -> list[dict[str, Any]]:
    """Return the columns that need no query; the studio's own fields follow when the menu opens."""
    keys = {column.key for column in shown}
    return [{"key": key, "label": column.label, "shown": key in keys} for key, column in STANDARD.items()]


def _may_tick(context: Context) -> bool:
    return context.actor.may("clients.edit")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 - below 2^31


def _panel_or_page(request: HttpRequest, template: str) -> str:
    return f"{template}_panel.html" if is_partial(request) else f"{template}_page.html"
