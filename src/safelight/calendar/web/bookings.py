"""New appointments: the form, filled from the grid, from words, from a client or from another appointment."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.calendar.actions import book_appointment
from safelight.calendar.actions.hold import hold_slot
from safelight.calendar.actions.series import SeriesMade, book_series
from safelight.calendar.queries import AppointmentCard, get
from safelight.calendar.web.appointment_form import AppointmentForm, begun, cleaned, state_of
from safelight.calendar.web.appointments import changed, page_of, words_of
from safelight.calendar.web.forms import ANSWERED
from safelight.calendar.web.repeating import repeat_of
from safelight.calendar.web.wording import show_day
from safelight.calendar.web.words import begun_in_words
from safelight.clients.web.list import is_partial
from safelight.clients.web.undo import tell
from safelight.foundation.actions import ActionError, Context, Outcome, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or book; what is wrong or in the way comes back in the same form."""
    context = context_of(request)
    permit(book_appointment, context)
    if request.method == "GET":
        return _form(request, AppointmentForm(context, initial=_begun(request, context)), 200)
    form = AppointmentForm(context, request.POST)
    if not form.is_valid():
        return _form(request, form, 422)
    try:
        outcome = _book(context, form)
    except ActionError as refusal:
        if refusal.status not in ANSWERED:
            raise
        form.refuse(refusal)
        return _form(request, form, 422)
    tell(request, *_told(context, outcome))
    return changed(request, _address(outcome.value))


@never_cache
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Say whether the form's time is free, and if not what is in the way; nothing is written."""
    context = context_of(request)
    permit(book_appointment, context)
    form = AppointmentForm(context, request.POST)
    page: dict[str, Any] = {}
    if form.is_valid() and form.cleaned_data["resources"]:
        try:
            page = {"free": True, "notices": _try(context, form).notices}
        except ActionError as refusal:
            page = {"sentences": list(dict.fromkeys(refusal.fields.values())) or [refusal.message]}
    return render(request, "calendar/form/check.html", page)


def _book(context: Context, form: AppointmentForm) -> Outcome[AppointmentCard] | Outcome[SeriesMade]:
    data = cleaned(form) | {"override": form.cleaned_data["override"]}
    repeat = repeat_of(form.cleaned_data)
    if repeat:
        return run(book_series, context, data | {"repeat": repeat, "skip_taken": form.cleaned_data["skip_taken"]})
    if form.cleaned_data["hold_minutes"]:
        return run(hold_slot, context, data | {"hold_minutes": int(form.cleaned_data["hold_minutes"])})
    return run(book_appointment, context, data)


def _try(context: Context, form: AppointmentForm) -> AppointmentCard | SeriesMade:
    """Book without effect; raises what booking raises."""
    data = cleaned(form) | {"override": ""}
    repeat = repeat_of(form.cleaned_data)
    if repeat:
        data |= {"repeat": repeat, "skip_taken": form.cleaned_data["skip_taken"]}
        return run(book_series, context, data, dry_run=True).value
    return run(book_appointment, context, data, dry_run=True).value


def _told(context: Context, outcome: Outcome[AppointmentCard] | Outcome[SeriesMade]) -> tuple[str, Outcome[Any]]:
    """Return what was booked in words, with the outcome that may be taken back."""
    made = outcome.value
    if isinstance(made, SeriesMade):
        sentence = _("Booked: %(title)s, %(rule)s; %(count)s times in the coming year")
        words = sentence % {"title": made.series.title, "rule": made.series.repeat.words, "count": len(made.days)}
        left_out = [show_day(each.day, context.studio) for each in made.blocked]
        if left_out:
            words += ". " + _("Not free and left out: %(days)s") % {"days": ", ".join(left_out)}
        return words, outcome
    sentence = _("Held: %(what)s") if made.held_until else _("Booked: %(what)s")
    return " ".join([sentence % {"what": words_of(made, context)}, *made.notices]), outcome


def _address(made: AppointmentCard | SeriesMade) -> str:
    if isinstance(made, AppointmentCard):
        return page_of(made)
    return reverse("appointment", args=[made.appointment_ids[0]]) if made.appointment_ids else reverse("calendar")


def _begun(request: HttpRequest, context: Context) -> dict[str, Any]:
    copied = request.GET.get("copy")
    if copied:
        card = ask(get, context, {"appointment_id": copied})
        return state_of(context, card)
    if request.GET.get("words"):
        return begun(context, request.GET) | begun_in_words(context, request.GET["words"])
    return begun(context, request.GET)


def _form(request: HttpRequest, form: AppointmentForm, status: int) -> HttpResponse:
    template = "calendar/form/new_panel.html" if is_partial(request) else "calendar/form/new_page.html"
    if is_partial(request) and request.method == "POST":
        template = "calendar/form/new_form.html"
    answer = render(
        request, template, {"form": form, "may_override": form.context.actor.may("calendar.override")}, status=status
    )
    patch_vary_headers(answer, ["HX-Request"])
    return answer
