"""The list of sessions: words, filters, order and columns in the address; more rows come into sight as one scrolls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from safelight.accounts.queries.studio import list_locations
from safelight.calendar.queries import Resources
from safelight.calendar.queries.resources import resources
from safelight.calendar.rules.kinds import ResourceKind
from safelight.clients.web.list import is_partial
from safelight.clients.web.undo import place_before
from safelight.foundation.actions import Context, ask
from safelight.foundation.web.access import context_of
from safelight.shoots.queries import departments, fields, list_shoots, tags, types, views, workflows
from safelight.shoots.queries.cards import SessionFieldCard, ShootRow, ViewCard
from safelight.shoots.queries.defined import WithArchived
from safelight.shoots.queries.filters import ME, NONE
from safelight.shoots.queries.reading import today_of
from safelight.shoots.web.columns import CUSTOM, STANDARD, Column, Look, chosen, keep_columns, kept_columns, offered
from safelight.shoots.web.faces import STATES, tone_of
from safelight.shoots.web.list_state import YES_NO, ListState, list_address, tidy

ROWS_AT_ONCE: Final = 60


@never_cache
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Show the list; a partial request gets the results alone."""
    context = context_of(request)
    state = ListState.of(request)
    if is_partial(request):
        answer = render(request, "shoots/list/results.html", results(context, state, request))
    elif state.query != request.GET.urlencode() and set(request.GET) - set(state.params):
        return HttpResponseRedirect(state.address())
    else:
        page = results(context, state, request)
        shown = {column.key for column in page["columns"]}
        page |= {
            "views": [
                {"label": view.name, "url": view_address(view), "active": view_query(view) == state.query}
                for view in ask(views, context, {}).items
            ],
            "columns_offered": [
                {"key": key, "label": column.label, "shown": key in shown} for key, column in STANDARD.items()
            ],
        }
        answer = render(request, "shoots/list/page.html", page)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@never_cache
@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """Answer the rows that follow, for the end of the list that came into sight."""
    context = context_of(request)
    state = ListState.of(request)
    cursor = request.GET.get("cursor", "")
    page = ask(list_shoots, context, state.data.model_copy(update={"cursor": cursor, "limit": ROWS_AT_ONCE}))
    columns = _columns(context, state, request)
    shown = {
        "rows": shown_rows(context, page.items, columns),
        "more": _more(state, page.next),
        "wide": len(columns) + 1,
    }
    return render(request, "shoots/list/rows.html", shown)


@never_cache
@require_GET
def filter_panel(request: HttpRequest) -> HttpResponse:
    """Show every filter as one form, filled with what is in force."""
    context = context_of(request)
    context.require("shoots.view")
    state = ListState.of(request)
    statuses: dict[str, str] = {}
    for item in ask(workflows, context, WithArchived()).items:
        statuses |= {status.name: status.name for status in item.workflow.statuses}
    people = ask(resources, context, Resources(kind=ResourceKind.PERSON)).items
    places = ask(list_locations, context, {}).items if context.actor.may("studio.view") else ()
    groups: list[tuple[str, list[tuple[str, Any]]]] = [
        ("state", [(state_key, words) for state_key, words in STATES.items()]),
        ("type", [(item.type.name, item.type.name) for item in ask(types, context, WithArchived()).items]),
        ("status", list(statuses.items())),
        ("department", [(item.name, item.name) for item in ask(departments, context, WithArchived()).items]),
        ("photographer", [(ME, None), *((str(each.id), each.name) for each in people), (NONE, None)]),
        ("location", [(str(each.id), each.name) for each in places if each.archived_at is None]),
        ("tags", [(item.name, item.name) for item in ask(tags, context, {}).items[:40]]),
    ]
    page = {
        "state": state,
        "groups": [
            {"name": name, "items": [(key, label, key in state.params.getlist(name)) for key, label in pairs]}
            for name, pairs in groups
            if pairs
        ],
        "switches": [
            {"name": name, "yes": words[0], "no": words[1], "value": state.params.get(name, "")}
            for name, words in YES_NO.items()
        ],
        "fields": [
            {"field": field, "value": _picked(state.params.getlist("custom"), str(field.id))}
            for field in ask(fields, context, WithArchived()).items
        ],
    }
    template = "shoots/list/filter_panel.html" if is_partial(request) else "shoots/list/filter_page.html"
    return render(request, template, page)


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
            for key, column in offered(_labels(context)).items()
            if key.startswith(CUSTOM)
        ]
        return render(request, "shoots/list/own_columns.html", {"columns": own})
    params = tidy(QueryDict(urlsplit(place_before(request, "")).query))
    params.pop("columns", None)
    state = ListState(params)
    keys = [key for key in request.POST.getlist("columns") if key in offered(_labels(context))]
    if not is_partial(request):
        return keep_columns(request, HttpResponseRedirect(state.address()), keys)
    page = results(context, state, request, keys)
    return keep_columns(request, render(request, "shoots/list/results.html", page), keys)


def results(
    context: Context, state: ListState, request: HttpRequest, keys: Sequence[str] | None = None
) -> dict[str, Any]:
    """Return what the results of a list show: the first rows, where the next come from, filters in force."""
    shown = _columns(context, state, request, keys)
    page = ask(list_shoots, context, state.data.model_copy(update={"limit": ROWS_AT_ONCE}))
    return {
        "state": state,
        "total": page.total or 0,
        "columns": shown,
        "heads": [
            {"column": column, "url": _sort_address(state, column.sort) if column.sort else ""} for column in shown
        ],
        "title_url": _sort_address(state, "title"),
        "rows": shown_rows(context, page.items, shown),
        "more": _more(state, page.next),
        "wide": len(shown) + 1,
        "chips": state.chips(_names(context, state)),
        "export_url": export_address(context, state, shown),
        "may_edit": context.actor.may("shoots.edit"),
        "quick": _quick(state),
    }


def shown_rows(context: Context, found: Sequence[ShootRow], columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Return rows ready for the template, which then only writes them down."""
    look = Look(context, today_of(context))
    return [
        {
            "id": row.id,
            "number": row.number,
            "title": row.title,
            "tone": tone_of(row.type.color),
            "cells": [column.cell(row, look) for column in columns],
        }
        for row in found
    ]


def view_query(view: ViewCard) -> str:
    """Return the query string that shows a saved view."""
    params = QueryDict(mutable=True)
    for name, value in view.filters.items():
        values = value if isinstance(value, list) else [value]
        params.setlist(name, ["yes" if each is True else "no" if each is False else str(each) for each in values])
    params["sort"] = view.sort
    if view.columns:
        params["columns"] = ",".join(view.columns)
    return tidy(params).urlencode()


def view_address(view: ViewCard) -> str:
    """Return the address of a saved view."""
    return list_address(QueryDict(view_query(view)))


def export_address(context: Context, state: ListState, columns: Sequence[Column]) -> str:
    """Return where exactly this list can be taken along; nothing for those who may not."""
    if not context.actor.may("exchange.export_lists"):
        return ""
    try:
        address = reverse("export_list", args=["sessions"])
    except NoReverseMatch:
        return ""
    keys = ",".join(["number", "title", *(column.key for column in columns if column.key != "number")])
    return f"{address}?{urlencode({'columns': keys})}" + (f"&{state.query}" if state.query else "")


def _quick(state: ListState) -> list[dict[str, Any]]:
    picked = {
        "all": not {"state", "overdue", "undated", "photographer"} & set(state.params),
        "open": state.params.getlist("state") == ["open"],
        "overdue": state.data.overdue is True,
        "undated": state.data.undated is True,
        "mine": state.params.getlist("photographer") == [ME],
    }
    plain = {"state": None, "overdue": None, "undated": None, "photographer": None}
    addresses = {
        "all": state.address(**plain),
        "open": state.address(**{**plain, "state": "open"}),
        "overdue": state.address(**{**plain, "overdue": "yes"}),
        "undated": state.address(**{**plain, "undated": "yes", "state": "open"}),
        "mine": state.address(**{**plain, "photographer": ME}),
    }
    return [{"key": key, "url": addresses[key], "active": active} for key, active in picked.items()]


def _columns(
    context: Context, state: ListState, request: HttpRequest, keys: Sequence[str] | None = None
) -> list[Column]:
    wanted = state.columns or kept_columns(request) if keys is None else keys
    own = any(key.startswith(CUSTOM) for key in wanted)
    return chosen(wanted, _labels(context) if own else {})


def _labels(context: Context) -> Mapping[str, str]:
    found: tuple[SessionFieldCard, ...] = ask(fields, context, WithArchived()).items
    return {str(field.id): field.label for field in found}


def _names(context: Context, state: ListState) -> dict[str, str]:
    """Return names for the ids that filters in force hold; asked for only where there are any."""
    names: dict[str, str] = {}
    if any(_is_id(value) for value in state.params.getlist("photographer")):
        names |= {str(each.id): each.name for each in ask(resources, context, Resources(archived=True)).items}
    if any(_is_id(value) for value in state.params.getlist("location")) and context.actor.may("studio.view"):
        names |= {str(each.id): each.name for each in ask(list_locations, context, {}).items}
    if "custom" in state.params:
        names |= _labels(context)
    return names


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _more(state: ListState, cursor: str | None) -> str:
    if not cursor:
        return ""
    query = f"{state.query}&" if state.query else ""
    return f"{reverse('session_rows')}?{query}{urlencode({'cursor': cursor})}"


def _sort_address(state: ListState, sort: str) -> str:
    # Dates are looked at from the newest, everything else from its beginning.
    first, second = (f"-{sort}", sort) if sort == "starts" else (sort, f"-{sort}")
    return state.address(sort=second if state.data.sort == first else first)


def _picked(values: Sequence[str], field_id: str) -> str:
    start = f"{field_id}:"
    return next((value.removeprefix(start) for value in values if value.startswith(start)), "")
