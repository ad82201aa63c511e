"""What becomes of an appointment: moved, described anew, cancelled, done; each with a way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.calendar.actions import cancel_appointment, move_appointment, restore_appointment
from safelight.calendar.actions.change import change_appointment, finish_appointment, reopen_appointment
from safelight.calendar.actions.hold import confirm_appointment, release_hold
from safelight.calendar.actions.series import change_series, end_series
from safelight.calendar.queries import AppointmentCard, get
from safelight.calendar.web.appointment_form import AppointmentForm, begun, state_of
from safelight.calendar.web.appointments import appointment_page, changed, page_of, words_of
from safelight.calendar.web.forms import ANSWERED
from safelight.calendar.web.moving import Moved, move_to, told
from safelight.calendar.web.repeating import THIS, scope_words
from safelight.clients.web.list import is_partial
from safelight.clients.web.undo import tell
from safelight.foundation.actions import Action, ActionError, Context, Outcome, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify

REPEATED: Final = ("repeat", "interval", "weekdays", "monthly", "until", "count", "skip_taken")
MOVED: Final = ("date", "start", "end", "all_day", "last_date", "resources", "location", "fold", "override")
DEEDS: Final[dict[str, tuple[Action[Any, AppointmentCard], Promise]]] = {
    "restoration": (restore_appointment, gettext_lazy("It takes place after all: %(what)s")),
    "completion": (finish_appointment, gettext_lazy("Done: %(what)s")),
    "reopening": (reopen_appointment, gettext_lazy("Open again: %(what)s")),
    "confirmation": (confirm_appointment, gettext_lazy("Booked: %(what)s")),
    "release": (release_hold, gettext_lazy("No longer held: %(what)s")),
}
"""Verbs that need no more than to be pressed, by the last part of their address."""


class MoveForm(AppointmentForm):
    """The times and resources of an appointment alone."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(
        self,
        context: Context,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Leave out what is not about time."""
        super().__init__(context, data, initial=initial)
        for name in set(self.fields) - {*MOVED, "version", "scope"}:
            del self.fields[name]


class WordsForm(AppointmentForm):
    """What is said about an appointment, without its times."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(
        self,
        context: Context,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Leave out what is about time."""
        super().__init__(context, data, initial=initial)
        for name in {*MOVED, *REPEATED, "kind", "hold_minutes"} - {"location", "override"}:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Nothing here depends on another field."""
        return self.cleaned_data


@never_cache
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Show when and with whom, or move it; what is in the way comes back in the same form."""
    context = context_of(request)
    permit(move_appointment, context)
    card = ask(get, context, {"appointment_id": appointment_id})
    if request.method == "GET":
        wished = begun(context, request.GET) if request.GET.get("starts") else {}
        wished = {name: value for name, value in wished.items() if name in MOVED and value}
        form = MoveForm(context, initial=state_of(context, card) | {"version": card.version} | wished)
        return _form(request, card, form, "move", 200)
    form = MoveForm(context, request.POST)
    if not form.is_valid():
        return _form(request, card, form, "move", 422)
    try:
        moved = move_to(context, card, _wish(form, card), form.cleaned_data["scope"])
    except ActionError as refusal:
        if refusal.status not in ANSWERED:
            raise
        form.refuse(refusal)
        return _form(request, card, form, "move", 422)
    tell(request, told(context, moved, _("Moved: %(what)s")), moved)
    return changed(request, page_of(card))


@never_cache
@require_POST
def check(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Say whether an appointment could move to the form's time; nothing is written."""
    context = context_of(request)
    permit(move_appointment, context)
    card = ask(get, context, {"appointment_id": appointment_id})
    form = MoveForm(context, request.POST)
    page: dict[str, Any] = {}
    if form.is_valid():
        try:
            wish = _wish(form, card) | {"override": ""}
            moved = move_to(context, card, wish, form.cleaned_data["scope"], dry_run=True)
            page = {"free": bool(form.cleaned_data["resources"]), "notices": moved.value.notices}
        except ActionError as refusal:
            page = {"sentences": list(dict.fromkeys(refusal.fields.values())) or [refusal.message]}
    return render(request, "calendar/form/check.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Show what is said about an appointment, or change it."""
    context = context_of(request)
    permit(change_appointment, context)
    card = ask(get, context, {"appointment_id": appointment_id})
    shown = state_of(context, card)
    if request.method == "GET":
        return _form(request, card, WordsForm(context, initial=shown | {"version": card.version}), "edit", 200)
    form = WordsForm(context, request.POST)
    form.known_client = (shown["client"], card.client.id if card.client else None)
    if not form.is_valid():
        return _form(request, card, form, "edit", 422)
    try:
        given = form.details() | {"override": form.cleaned_data["override"]}
        data = {"appointment_id": card.id, **given}
        scope = form.cleaned_data["scope"]
        outcome: Moved
        if card.series_id and scope not in {"", THIS}:
            outcome = run(change_series, context, data | {"scope": scope})
        else:
            outcome = run(change_appointment, context, data | {"version": form.cleaned_data["version"]})
    except ActionError as refusal:
        if refusal.status not in ANSWERED:
            raise
        form.refuse(refusal)
        return _form(request, card, form, "edit", 422)
    tell(request, told(context, outcome, _("Saved: %(what)s")), outcome)
    return changed(request, page_of(card))


@never_cache
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Ask why, or cancel it; its time is free at once."""
    context = context_of(request)
    permit(cancel_appointment, context)
    card = ask(get, context, {"appointment_id": appointment_id})
    if request.method == "GET":
        template = (
            "calendar/appointment/cancel_panel.html" if is_partial(request) else "calendar/appointment/cancel_page.html"
        )
        answer = render(request, template, appointment_page(context, card))
        patch_vary_headers(answer, ["HX-Request"])
        return answer
    data = {"appointment_id": card.id, "reason": request.POST.get("reason", "")[:500]}
    scope = request.POST.get("scope", "")
    if card.series_id and scope not in {"", THIS}:
        ended = run(end_series, context, data | {"scope": scope})
        words = _("Cancelled: %(title)s, %(scope)s")
        tell(request, words % {"title": card.title, "scope": scope_words(scope)}, ended)
        return changed(request, page_of(card))
    return _told(request, context, run(cancel_appointment, context, data), _("Cancelled: %(what)s"))


@require_POST
def deed(request: HttpRequest, appointment_id: UUID, key: str) -> HttpResponse:
    """Do what one press means: restore, finish, reopen, confirm or release; a refusal is said, nothing is lost."""
    context = context_of(request)
    verb, sentence = DEEDS[key]
    try:
        outcome = run(verb, context, {"appointment_id": appointment_id})
    except ActionError as refusal:
        if refusal.status not in ANSWERED:
            raise
        notify(request, refusal.message, tone="warn")
        card = ask(get, context, {"appointment_id": appointment_id})
        return changed(request, page_of(card))
    return _told(request, context, outcome, str(sentence))


def _wish(form: MoveForm, card: AppointmentCard) -> dict[str, Any]:
    """Return where a valid form wants an appointment, as the verb takes it."""
    found = form.cleaned_data
    data = form.when() | {
        "appointment_id": card.id,
        "version": found["version"],
        "resource_ids": tuple(UUID(each) for each in found["resources"]),
        "override": found["override"],
    }
    if found["location"] and found["location"] != str(card.location_id or ""):
        data["location_id"] = found["location"]
    return data


def _told(request: HttpRequest, context: Context, outcome: Outcome[AppointmentCard], sentence: str) -> HttpResponse:
    card = outcome.value
    tell(request, " ".join([sentence % {"what": words_of(card, context)}, *card.notices]), outcome)
    return changed(request, page_of(card))


def _form(request: HttpRequest, card: AppointmentCard, form: AppointmentForm, what: str, status: int) -> HttpResponse:
    place = "panel" if is_partial(request) else "page"
    if is_partial(request) and request.method == "POST":
        place = "form"
    page = appointment_page(form.context, card) | {
        "form": form,
        "may_override": form.context.actor.may("calendar.override"),
    }
    answer = render(request, f"calendar/form/{what}_{place}.html", page, status=status)
    patch_vary_headers(answer, ["HX-Request"])
    return answer
