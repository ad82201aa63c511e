"""Changing a session: its details, its status, its dates; calling it off, copying it, ticking its shots."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.clients.web.list import is_partial
from safelight.clients.web.undo import place_before, tell
from safelight.foundation.actions import Action, ActionError, NotFound, Outcome, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.money import Money
from safelight.foundation.web.access import context_of
from safelight.shoots.actions import (
    NotReady,
    add_event,
    cancel,
    cancel_event,
    change,
    copy,
    deliver,
    move,
    move_event,
    remove,
    reopen,
    reschedule,
    restore,
    tick_shot,
)
from safelight.shoots.queries import AskPolicy, events, get, policy
from safelight.shoots.queries.cards import ShootCard
from safelight.shoots.rules.policy import Change
from safelight.shoots.web.faces import event_word, show_money, status_pill
from safelight.shoots.web.forms import CancelForm, CopyForm, DateForm, Refusable, RescheduleForm, WhenForm, initial_when
from safelight.shoots.web.page import page_context
from safelight.shoots.web.session_form import ChangeSessionForm

SAME_FORM: Final = frozenset({409, 422})
"""Refusals that a person can answer in the same form."""


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, shoot_id: UUID) -> HttpResponse:
    """Show everything of a session as one form, or save what was changed in it."""
    context = context_of(request)
    permit(change, context)
    card = ask(get, context, {"shoot_id": shoot_id})
    form = ChangeSessionForm(context, card, *([request.POST] if request.method == "POST" else []))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = {"shoot_id": shoot_id, "version": form.cleaned_data["version"]}
            try:
                outcome = run(change, context, {**given, **form.changes()})
            except ActionError as refusal:
                if refusal.status not in SAME_FORM:
                    raise
                form.refuse(refusal)
            else:
                tell(request, _("Saved."), outcome)
                return _to_session(request, shoot_id)
    return _form(request, "edit", {"form": form, "card": card}, status)


@never_cache
@require_http_methods(["GET", "POST"])
def status(request: HttpRequest, shoot_id: UUID) -> HttpResponse:
    """Choose the status of a session from a list: the way without dragging, and the one that takes a reason."""
    context = context_of(request)
    permit(move, context)
    card = ask(get, context, {"shoot_id": shoot_id})
    page: dict[str, Any] = {"card": card, "steps": [(item, status_pill(item)) for item in card.statuses]}
    if request.method == "GET":
        return _form(request, "status", page, 200)
    wanted = request.POST.get("status_id", "")
    given = {"shoot_id": shoot_id, "status_id": wanted, "reason": request.POST.get("reason", "")}
    try:
        outcome = run(move, context, given)
    except NotReady as refusal:
        wish = next((item for item in card.statuses if str(item.id) == wanted), None)
        page |= {"missing": refusal.missing.values(), "wish": wish, "may_override": refusal.may_override}
        return _form(request, "status", page, 422)
    words = _("%(title)s is now in “%(status)s”.") % {"title": card.title, "status": outcome.value.status.name}
    tell(request, words, outcome)
    return _to_session(request, shoot_id)


@never_cache
@require_http_methods(["GET", "POST"])
def new_date(request: HttpRequest, shoot_id: UUID) -> HttpResponse:
    """Add a date to a session: the pictures, a viewing, a consultation."""
    context = context_of(request)
    permit(add_event, context)
    card = ask(get, context, {"shoot_id": shoot_id})
    form = DateForm(context, request.POST if request.method == "POST" else None, initial=initial_when(context, card))

    def act() -> Outcome[Any]:
        return run(add_event, context, {"shoot_id": shoot_id, "type": form.cleaned_data["type"], **form.when()})

    return _dated(request, form, "date_new", act, {"card": card})


@never_cache
@require_http_methods(["GET", "POST"])
def move_date(request: HttpRequest, shoot_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Move a date of a session, or give it other people and rooms."""
    context = context_of(request)
    permit(move_event, context)
    card = ask(get, context, {"shoot_id": shoot_id})
    event = _event(request, shoot_id, appointment_id)
    form = WhenForm(
        context, request.POST if request.method == "POST" else None, initial=initial_when(context, card, event)
    )

    def act() -> Outcome[Any]:
        given = {"shoot_id": shoot_id, "appointment_id": appointment_id, "version": event.version}
        return run(move_event, context, {**given, **form.when()})

    return _dated(request, form, "date_move", act, {"card": card, "event": event, "what": event_word(event.type)})


@never_cache
@require_http_methods(["GET", "POST"])
def cancel_date(request: HttpRequest, shoot_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Cancel one date of a session; the session itself goes on."""
    context = context_of(request)
    permit(cancel_event, context)
    card = ask(get, context, {"shoot_id": shoot_id})
    event = _event(request, shoot_id, appointment_id)
    if request.method == "GET":
        return _form(request, "date_cancel", {"card": card, "event": event, "what": event_word(event.type)}, 200)
    given = {"shoot_id": shoot_id, "appointment_id": appointment_id, "reason": request.POST.get("reason", "")[:500]}
    tell(request, _("The date was cancelled."), run(cancel_event, context, given))
    return _to_session(request, shoot_id)


@never_cache
@require_http_methods(["GET", "POST"])
def reschedule_session(request: HttpRequest, shoot_id: UUID) -> HttpResponse:
    """Move a session to another time, with what the policy says about it."""
    context = context_of(request)
    permit(reschedule, context)
    card = ask(get, context, {"shoot_id": shoot_id})
    dates = [event for event in ask(events, context, {"shoot_id": shoot_id}).items if event.cancelled_at is None]
    own = [event for event in dates if event.kind.value == "shoot"]
    event = next((each for each in own if each.starts > context.now), own[-1] if own else None)
    if event is None:
        return HttpResponseRedirect(reverse("session_date_new", args=[shoot_id]))
    form = RescheduleForm(
        context, request.POST if request.method == "POST" else None, initial=initial_when(context, card, event)
    )

    def act() -> Outcome[Any]:
        said = {name: form.cleaned_data[name] for name in ("reason", "by_studio", "waive")}
        return run(reschedule, context, {"shoot_id": shoot_id, **said, **form.when()})

    page = {"card": card, "event": event, "judged": _judged(request, shoot_id, Change.RESCHEDULE)}
    return _dated(request, form, "reschedule", act, page)


@never_cache
@require_http_methods(["GET", "POST"])
def cancel_session(request: HttpRequest, shoot_id: UUID) -> HttpResponse:
    """Call a session off, with what the policy says about it."""
    context = context_of(request)
    permit(cancel, context)
    card = ask(get, context, {"shoot_id": shoot_id})
    form = CancelForm(context, request.POST if request.method == "POST" else None)

    def act() -> Outcome[Any]:
        return run(cancel, context, {"shoot_id": shoot_id, **form.cleaned_data})

    return _dated(request, form, "cancel", act, {"card": card, "judged": _judged(request, shoot_id, Change.CANCEL)})


@never_cache
@require_http_methods(["GET", "POST"])
def copy_session(request: HttpRequest, shoot_id: UUID) -> HttpResponse:
    """Copy a session to a new date, or to none."""
    context = context_of(request)
    permit(copy, context)
    card = ask(get, context, {"shoot_id": shoot_id})
    form = CopyForm(context, request.POST if request.method == "POST" else None, initial=initial_when(context, card))
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        given: dict[str, Any] = {name: found[name] for name in ("title", "participants", "tasks")}
        try:
            event = {} if found["undated"] else {"event": form.when()}
            outcome = run(copy, context, {"shoot_id": shoot_id, **given, **event})
        except ActionError as refusal:
            if refusal.status not in SAME_FORM:
                raise
            form.refuse(refusal)
        else:
            tell(request, _("Session %(number)s was planned.") % {"number": outcome.value.number}, outcome)
            return _to_session(request, outcome.value.id)
    page = {"form": form, "card": card, "may_override": context.actor.may("calendar.override")}
    return _form(request, "copy", page, 422 if request.method == "POST" else 200)


@require_POST
def deed(request: HttpRequest, shoot_id: UUID, key: str) -> HttpResponse:
    """Do what needs no form: reopen, remove, restore."""
    verb, words = DEEDS[key]
    tell(request, words(), run(verb, context_of(request), {"shoot_id": shoot_id}))
    return HttpResponseRedirect(reverse("session", args=[shoot_id]))


@require_POST
def delivery(request: HttpRequest, shoot_id: UUID) -> HttpResponse:
    """Note that the client has the images, or take the note back."""
    given = {"shoot_id": shoot_id, "delivered": request.POST.get("delivered") == "yes"}
    outcome = run(deliver, context_of(request), given)
    tell(request, _("Noted."), outcome)
    return _part(request, outcome.value)


@require_POST
def tick(request: HttpRequest, shoot_id: UUID, shot_id: UUID) -> HttpResponse:
    """Tick a shot of the list, or take the tick back."""
    given = {"shoot_id": shoot_id, "shot_id": shot_id, "done": request.POST.get("done") == "yes"}
    outcome = run(tick_shot, context_of(request), given)
    if not is_partial(request):
        return HttpResponseRedirect(reverse("session", args=[shoot_id]))
    card = outcome.value
    page = {
        "card": card,
        "shots_done": sum(shot.done_at is not None for shot in card.shots),
        "may_edit": True,
        "ticked": shot_id,
    }
    return render(request, "shoots/page/shots.html", page)


DEEDS: Final[dict[str, tuple[Action[Any, Any], Callable[[], str]]]] = {
    "reopening": (reopen, lambda: _("The session goes on. Plan its date anew.")),
    "removal": (remove, lambda: _("The session was removed.")),
    "restoration": (restore, lambda: _("The session is back. Plan its date anew.")),
}


def _dated(
    request: HttpRequest, form: Refusable, name: str, act: Callable[[], Outcome[Any]], more: dict[str, Any]
) -> HttpResponse:
    """Show a form, or carry out what it says; what is wrong or in the way comes back in it."""
    context = context_of(request)
    if request.method == "POST" and form.is_valid():
        try:
            outcome = act()
        except ActionError as refusal:
            if refusal.status not in SAME_FORM:
                raise
            form.refuse(refusal)
        else:
            tell(request, _("Saved."), outcome)
            return _to_session(request, more["card"].id)
    page = {"form": form, "may_override": context.actor.may("calendar.override"), **more}
    page["may_waive"] = context.actor.may("shoots.manage")
    return _form(request, name, page, 422 if request.method == "POST" else 200)


def _judged(request: HttpRequest, shoot_id: UUID, what: Change) -> dict[str, Any]:
    context = context_of(request)
    found = ask(policy, context, AskPolicy(shoot_id=shoot_id, change=what))
    fee, credit = (Money.rounded(amount, found.currency) for amount in (found.fee, found.credit))
    shown = {"fee": show_money(fee, context.studio), "credit": show_money(credit, context.studio)}
    return {"hours": found.hours, **shown}


def _event(request: HttpRequest, shoot_id: UUID, appointment_id: UUID) -> Any:  # noqa: ANN401 - a card of the calendar
    found = ask(events, context_of(request), {"shoot_id": shoot_id}).items
    event = next((each for each in found if each.id == appointment_id), None)
    if event is None:
        what = "date of this session"
        raise NotFound(what)
    return event


def _form(request: HttpRequest, name: str, page: dict[str, Any], code: int) -> HttpResponse:
    if is_partial(request) and request.method == "POST":
        return render(request, f"shoots/form/{name}_form.html", page, status=code)
    wrapper = "panel" if is_partial(request) else "page"
    page |= {"inside": f"shoots/form/{name}_form.html", "title": _title(name, page)}
    return render(request, f"shoots/form/{wrapper}.html", page, status=code)


def _title(name: str, page: dict[str, Any]) -> str:
    titles = {
        "edit": _("Change session"),
        "status": _("Move session"),
        "date_new": _("Add a date"),
        "date_move": _("Move a date"),
        "date_cancel": _("Cancel a date"),
        "reschedule": _("Reschedule"),
        "cancel": _("Cancel the session"),
        "copy": _("Copy session"),
    }
    return f"{titles[name]}: {page['card'].title}"


def _to_session(request: HttpRequest, shoot_id: UUID) -> HttpResponse:
    """Go to the session's page; where it is open already, or from the board, stay and load it anew."""
    address = reverse("session", args=[shoot_id])
    if is_partial(request):
        here = place_before(request, address)
        return HttpResponse(headers={"HX-Redirect": here if "/sessions/" in here else address})
    return HttpResponseRedirect(address)


def _part(request: HttpRequest, card: ShootCard) -> HttpResponse:
    if not is_partial(request):
        return HttpResponseRedirect(reverse("session", args=[card.id]))
    return render(request, "shoots/page/body.html", page_context(context_of(request), card))
