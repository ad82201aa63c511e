"""A new session: who, what, when; with the first free times at hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.calendar.queries.free_times import FindTimes, find_free_times
from safelight.calendar.queries.needs import FreeTime
from safelight.calendar.rules.kinds import ResourceKind
from safelight.calendar.web.clients import client_meant, client_text
from safelight.calendar.web.wording import show_date, show_times
from safelight.clients.web.list import is_partial
from safelight.clients.web.undo import tell
from safelight.clients.web.wording import local_day
from safelight.foundation.actions import ActionError, Context, InvalidInput, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of
from safelight.shoots.actions import book, plan
from safelight.shoots.queries.cards import SessionTypeCard
from safelight.shoots.web.session_form import NewSessionForm

HOW_MANY: Final = 8
_SAME_FORM: Final = frozenset({409, 422})


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or book the session; what is wrong or in the way comes back in the same form."""
    context = context_of(request)
    permit(plan, context)
    if request.method == "GET":
        begun = _begun(context, request.GET)
        form = NewSessionForm(context, initial=begun)
        form.load_family(begun.get("client_id"))
        form.load_own_fields()
        return _page(request, form, 200)
    form = NewSessionForm(context, request.POST)
    form.load_own_fields()
    form.load_family(_posted_client(context, request.POST))
    if not form.is_valid():
        return _page(request, form, 422)
    try:
        event = form.event()
        if event is None:
            outcome = run(plan, context, form.plan())
        else:
            outcome = run(book, context, {**form.plan(), "event": event})
    except ActionError as refusal:
        if refusal.status not in _SAME_FORM:
            raise
        form.refuse(refusal)
        return _page(request, form, 422)
    card = outcome.value
    tell(
        request,
        _("Session %(number)s, %(title)s, was planned.") % {"number": card.number, "title": card.title},
        outcome,
    )
    address = reverse("session", args=[card.id])
    if is_partial(request):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


@never_cache
@require_GET
def family(request: HttpRequest) -> HttpResponse:
    """Answer the family of the client being typed in, to choose who is photographed."""
    context = context_of(request)
    permit(plan, context)
    form = NewSessionForm(context)
    form.load_family(_posted_client(context, request.GET))
    return render(request, "shoots/form/family.html", {"form": form})


@never_cache
@require_POST
def times(request: HttpRequest) -> HttpResponse:
    """Answer the first free times for what the form says so far, each one a press away."""
    context = context_of(request)
    permit(plan, context)
    form = NewSessionForm(context, request.POST)
    form.is_valid()
    kind = next((each for each in form.types if str(each.id) == request.POST.get("type")), None)
    if kind is None:
        return render(request, "shoots/form/times.html", {"message": _("Choose a session type first.")})
    try:
        found = ask(find_free_times, context, _search(context, form, kind))
    except ActionError as refusal:
        return render(request, "shoots/form/times.html", {"message": refusal.message})
    names = {each.id: each.name for each in form.bookable}
    shown = [_shown(context, each, names) for each in found.times]
    return render(request, "shoots/form/times.html", {"times": shown, "until": found.searched_until})


def _search(context: Context, form: NewSessionForm, kind: SessionTypeCard) -> FindTimes:
    data = form.cleaned_data
    chosen = [*filter(None, [data.get("photographer")]), *data.get("resources", ())]
    fixed = [UUID(text) for text in chosen] + [wish.id for wish in kind.resources if wish.id]
    there = {each.kind for each in form.bookable}
    kinds_chosen = {each.kind for each in form.bookable if each.id in fixed}
    needs = [
        wish.kind for wish in kind.resources if wish.id is None and ResourceKind(wish.kind) in there - kinds_chosen
    ]
    today = local_day(context.now, context.studio)
    return FindTimes.model_validate(
        {
            "minutes": data.get("minutes") or kind.minutes,
            "preparation_minutes": kind.preparation_minutes,
            "buffer_minutes": kind.buffer_minutes,
            "resource_ids": tuple(dict.fromkeys(fixed)),
            "needs": tuple(needs),
            "location_id": data.get("location") or None,
            "first_day": max(data.get("date") or today, today),
            "type": kind.name,
            "step": 30,
            "limit": HOW_MANY,
        }
    )


def _shown(context: Context, found: FreeTime, names: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "value": f"{found.starts.isoformat()} {','.join(map(str, found.resource_ids))}",
        "day": show_date(found.wall_starts.date(), context.studio),
        "time": show_times(found.starts, found.ends, found.zone, context.studio),
        "who": ", ".join(names[key] for key in found.resource_ids if key in names),
    }


def _begun(context: Context, params: QueryDict) -> dict[str, Any]:
    """Return what an address says about a new session: a client, a type, a day, a time, people and rooms."""
    begun: dict[str, Any] = {
        "tasks": True,
        "date": _day(params.get("date", "")) or local_day(context.now, context.studio),
    }
    client_id = _uuid(params.get("client_id", ""))
    if client_id is not None:
        begun |= {"client": client_text(context, client_id), "client_id": client_id}
    starts = _moment(params.get("starts", ""))
    if starts is not None:
        begun |= {"date": starts.date(), "start": starts.time()}
    ends = _moment(params.get("ends", ""))
    if starts is not None and ends is not None and ends > starts:
        begun["minutes"] = int((ends - starts) / timedelta(minutes=1))
    for name in ("type", "photographer", "title"):
        if params.get(name):
            begun[name] = params[name][:200]
    if params.getlist("resource"):
        begun["resources"] = params.getlist("resource")[:20]
    return begun


def _posted_client(context: Context, params: QueryDict) -> UUID | None:
    try:
        return client_meant(context, params.get("client", ""))
    except InvalidInput:
        return None


def _page(request: HttpRequest, form: NewSessionForm, status: int) -> HttpResponse:
    context = context_of(request)
    template = "shoots/form/new_panel.html" if is_partial(request) else "shoots/form/new_page.html"
    if is_partial(request) and request.method == "POST":
        template = "shoots/form/new_form.html"
    page = {"form": form, "may_override": context.actor.may("calendar.override")}
    return render(request, template, page, status=status)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
