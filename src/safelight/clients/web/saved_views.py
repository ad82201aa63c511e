"""Saved views of the list: kept, renamed, shared, removed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.clients.actions import change_view, remove_view, save_view
from safelight.clients.web import known
from safelight.clients.web.kept_columns import kept_columns
from safelight.clients.web.list_state import ListState
from safelight.clients.web.undo import tell
from safelight.foundation.actions import run
from safelight.foundation.web.access import context_of


@never_cache
@require_http_methods(["GET", "POST"])
def saved_views(request: HttpRequest) -> HttpResponse:
    """Show the saved views, or keep the way the list is shown now under a name."""
    context = context_of(request)
    if request.method == "GET":
        context.require("clients.view")
        page = {
            "views": [(view, known.view_address(view)) for view in known.views(context)],
            "may_share": context.actor.may("clients.edit"),
        }
        return render(request, "clients/list/views.html", page)
    state = ListState(QueryDict(request.POST.get("query", "")))
    given = {
        "name": request.POST.get("name", ""),
        "shared": request.POST.get("shared") == "on",
        "filters": state.filters,
        "columns": state.columns or kept_columns(request),
        "sort": state.data.sort,
    }
    outcome = run(save_view, context, given)
    tell(request, _("The view “%(name)s” was saved.") % {"name": outcome.value.name}, outcome)
    return HttpResponseRedirect(known.view_address(outcome.value))


@require_POST
def change(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Rename a view, or share it with everybody in the studio."""
    given = {
        "view_id": view_id,
        "name": request.POST.get("name", ""),
        "shared": request.POST.get("shared") == "on",
    }
    outcome = run(change_view, context_of(request), given)
    tell(request, _("The view “%(name)s” was changed.") % {"name": outcome.value.name}, outcome)
    return HttpResponseRedirect(reverse("client_views"))


@require_POST
def remove(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Remove a view."""
    outcome = run(remove_view, context_of(request), {"view_id": view_id})
    tell(request, _("The view was removed."), outcome)
    return HttpResponseRedirect(reverse("client_views"))
