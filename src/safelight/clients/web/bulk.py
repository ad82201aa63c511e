"""Changing many clients of the list at once: those ticked, or everything the list shows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from safelight.clients.actions import change_many, remove
from safelight.clients.web.known import Sorting
from safelight.clients.web.list import is_partial, results
from safelight.clients.web.list_state import ListState, tidy
from safelight.clients.web.undo import tell, tell_steps
from safelight.foundation.actions import Context, InvalidInput, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of

LISTS = {"add_tags": "tag", "remove_tags": "tag", "add_groups": "group", "remove_groups": "group"}
SINGLE = {"stage": "stage_name", "source": "source_name"}
MOST_REMOVED = 200


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Carry out one change over the selection, and answer the list as it is now."""
    context = context_of(request)
    state = ListState(tidy(_without_words(request)))
    verb = request.POST.get("verb", "")
    if verb == "remove":
        _remove(request, context)
    else:
        permit(change_many, context)
        outcome = run(change_many, context, _selection(request, state) | _change(request, verb))
        count = outcome.value.changed
        words = ngettext("%(count)d client changed.", "%(count)d clients changed.", count) % {"count": count}
        tell(request, words, outcome)
    if not is_partial(request):
        return HttpResponseRedirect(state.address())
    return render(request, "clients/list/results.html", results(context, state, request))


@never_cache
@require_GET
def words(request: HttpRequest) -> HttpResponse:
    """Answer the known tags, groups, stages and sources as suggestions for the bar of bulk changes."""
    context = context_of(request)
    permit(change_many, context)
    return render(request, "clients/list/words.html", {"sorting": Sorting(context)})


def _without_words(request: HttpRequest) -> Any:  # noqa: ANN401 - Django's QueryDict
    """Return what was posted without the inputs of the bar, whose names are no filters."""
    params = request.POST.copy()
    for name in ("tag", "group", "verb", "selected", "everything", *SINGLE.values()):
        params.pop(name, None)
    return params


def _selection(request: HttpRequest, state: ListState) -> dict[str, Any]:
    if request.POST.get("everything") == "1":
        return {"filter": state.filters}
    return {"ids": _ticked(request)}


def _ticked(request: HttpRequest) -> tuple[UUID, ...]:
    try:
        found = tuple(UUID(text) for text in request.POST.getlist("selected"))
    except ValueError:
        found = ()
    if not found:
        message = _("Tick the clients that are meant, then choose again.")
        raise InvalidInput(message, code="nothing_selected")
    return found


def _change(request: HttpRequest, verb: str) -> dict[str, Any]:
    if verb in LISTS:
        names = [name for name in request.POST.get(LISTS[verb], "").split(",") if name.strip()]
        if not names:
            message = _("Write the name first, then choose again.")
            raise InvalidInput(message, code="no_name")
        return {verb: names}
    if verb in SINGLE:
        return {verb: request.POST.get(SINGLE[verb], "")}
    if verb in {"do_not_contact", "may_contact"}:
        return {"do_not_contact": verb == "do_not_contact"}
    message = _("This list has no such change. Reload the page and choose again.")
    raise InvalidInput(message, code="unknown_change")


def _remove(request: HttpRequest, context: Context) -> None:
    """Remove the ticked clients one by one: each has its own journal line and its own way back."""
    ticked = _ticked(request)
    if request.POST.get("everything") == "1" or len(ticked) > MOST_REMOVED:
        message = _("At most %(most)d clients can be removed at once. Tick fewer of them.") % {"most": MOST_REMOVED}
        raise InvalidInput(message, code="too_many")
    outcome = None
    for client_id in ticked:
        outcome = run(remove, context, {"client_id": client_id})
    if len(ticked) == 1 and outcome is not None:
        tell(request, _("%(name)s was removed.") % {"name": outcome.value.display_name}, outcome)
        return
    told = ngettext("%(count)d client was removed.", "%(count)d clients were removed.", len(ticked))
    steps = [("clients.restore", {"client_id": str(client_id)}) for client_id in ticked]
    tell_steps(request, told % {"count": len(ticked)}, steps)
