"""Being away: asked for, approved, refused, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.calendar.actions.absences import (
    approve_absence,
    refuse_absence,
    request_absence,
    withdraw_absence,
)
from safelight.calendar.queries import Resources
from safelight.calendar.queries.absences import AbsenceCard, absence, absences
from safelight.calendar.queries.resources import resources as list_resources
from safelight.calendar.rules.kinds import AbsenceReason, AbsenceState, ResourceKind
from safelight.calendar.web.appointment_form import AppointmentForm
from safelight.calendar.web.appointments import CHANGED
from safelight.calendar.web.forms import ANSWERED, CalendarForm
from safelight.calendar.web.wording import show_days, show_span
from safelight.clients.web.list import is_partial
from safelight.clients.web.undo import tell
from safelight.clients.web.wording import local_day, show_moment
from safelight.foundation.actions import Action, ActionError, Context, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of

REASONS: Final[dict[str, Promise]] = {
    AbsenceReason.VACATION.value: gettext_lazy("Vacation"),
    AbsenceReason.SICK.value: gettext_lazy("Sick"),
    AbsenceReason.TRAINING.value: gettext_lazy("Training"),
    AbsenceReason.PERSONAL.value: gettext_lazy("Personal"),
    AbsenceReason.OTHER.value: gettext_lazy("Something else"),
}
STATES: Final[dict[AbsenceState, tuple[Promise, str]]] = {
    AbsenceState.REQUESTED: (gettext_lazy("Asked for"), "warn"),
    AbsenceState.APPROVED: (gettext_lazy("Approved"), "good"),
    AbsenceState.REFUSED: (gettext_lazy("Refused"), "bad"),
    AbsenceState.WITHDRAWN: (gettext_lazy("Taken back"), ""),
}
DECISIONS: Final[dict[str, tuple[Action[Any, AbsenceCard], Promise]]] = {
    "approval": (approve_absence, gettext_lazy("%(name)s will be away: %(when)s")),
    "refusal": (refuse_absence, gettext_lazy("%(name)s will not be away: %(when)s")),
    "withdrawal": (withdraw_absence, gettext_lazy("%(name)s will not be away: %(when)s")),
}


class AbsenceForm(CalendarForm):
    """Who asks to be away, when and why."""

    ids = "away"
    places = {"resource_id": "resource", "first_day": "date", "last_day": "last_date", "starts": "start", "ends": "end"}  # noqa: RUF012 - the parent's ClassVar

    resource = forms.ChoiceField(label=gettext_lazy("Who"))
    reason = forms.ChoiceField(choices=list(REASONS.items()), label=gettext_lazy("Why"))
    date = forms.DateField(label=gettext_lazy("First day"))
    last_date = forms.DateField(required=False, label=gettext_lazy("Last day"))
    all_day = forms.BooleanField(required=False, initial=True, label=gettext_lazy("Whole days"))
    start = forms.TimeField(required=False, label=gettext_lazy("From"), widget=forms.TimeInput(format="%H:%M"))
    end = forms.TimeField(required=False, label=gettext_lazy("Until"), widget=forms.TimeInput(format="%H:%M"))
    note = forms.CharField(
        max_length=2_000, required=False, label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 2})
    )
    approve = forms.BooleanField(required=False, label=gettext_lazy("Approve it at once"))
    override = forms.CharField(
        max_length=500, required=False, label=gettext_lazy("Reason to be away over what is booked"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(
        self,
        context: Context,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Offer the people this person may ask for: themselves, or with the permission everybody."""
        super().__init__(context, data, initial=initial)
        people = ask(list_resources, context, Resources(kind=ResourceKind.PERSON)).items
        self.may_approve = context.actor.may("calendar.approve")
        self.people = [each for each in people if self.may_approve or each.person_id == context.actor.id]
        self.offer("resource", [(str(each.id), each.name) for each in self.people])
        if not self.may_approve:
            del self.fields["approve"], self.fields["override"]

    def clean(self) -> dict[str, Any]:
        """Check what only the fields together can say."""
        found: dict[str, Any] = super().clean() or {}
        if not found.get("all_day"):
            for name in ("start", "end"):
                if name not in self.errors and found.get(name) is None:
                    self.add_error(name, _("This is needed, unless it takes whole days."))
        return found

    def given(self) -> dict[str, Any]:
        """Return what a valid form says, as the verb takes it."""
        found = self.cleaned_data
        return {
            "resource_id": UUID(found["resource"]),
            "reason": found["reason"],
            "note": found["note"],
            "approve": found.get("approve", False),
            "override": found.get("override", ""),
            **AppointmentForm.when_of(found),
        }


@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show what waits for an answer, who will be away, and what was before."""
    context = context_of(request)
    found = ask(absences, context, {"limit": 200, "cursor": request.GET.get("cursor", "")[:80]})
    lines = [_line(context, each) for each in found.items]
    page = {
        "waiting": [line for line in reversed(lines) if line["card"].state is AbsenceState.REQUESTED],
        "coming": [line for line in reversed(lines) if line["coming"]],
        "past": [line for line in lines if not line["coming"] and line["card"].state is not AbsenceState.REQUESTED],
        "next": found.next,
        "may_ask": context.actor.may("calendar.book"),
        "may_approve": context.actor.may("calendar.approve"),
    }
    return render(request, "calendar/absences/page.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or ask; who decides may approve at once."""
    context = context_of(request)
    permit(request_absence, context)
    if request.method == "GET":
        return _form(request, AbsenceForm(context, initial=_begun(request, context)), 200)
    form = AbsenceForm(context, request.POST)
    if form.is_valid():
        try:
            outcome = run(request_absence, context, form.given())
        except ActionError as refusal:
            if refusal.status not in ANSWERED:
                raise
            form.refuse(refusal)
        else:
            card = outcome.value
            approved = card.state is AbsenceState.APPROVED
            sentence = _("%(name)s will be away: %(when)s") if approved else _("Asked for: %(name)s, %(when)s")
            tell(request, sentence % {"name": card.resource, "when": _when(context, card)}, outcome)
            return _done(request)
    return _form(request, form, 422)


@never_cache
@require_GET
def one(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """Show an absence, and as long as it waits what stands in its way."""
    context = context_of(request)
    card = ask(absence, context, {"absence_id": absence_id})
    return _shown(request, context, card, "", 200)


@require_POST
def answer(request: HttpRequest, absence_id: UUID, key: str) -> HttpResponse:
    """Approve, refuse or take back an absence; bookings in its way come back with the question what to do."""
    context = context_of(request)
    verb, sentence = DECISIONS[key]
    data: dict[str, Any] = {"absence_id": absence_id}
    if key != "withdrawal":
        data |= {"note": request.POST.get("note", "")[:2000], "override": request.POST.get("override", "")[:500]}
    try:
        outcome = run(verb, context, data)
    except ActionError as refusal:
        if refusal.status not in ANSWERED:
            raise
        card = ask(absence, context, {"absence_id": absence_id})
        return _shown(request, context, card, refusal.message, 422)
    card = outcome.value
    tell(request, str(sentence) % {"name": card.resource, "when": _when(context, card)}, outcome)
    return _done(request)


def _line(context: Context, card: AbsenceCard) -> dict[str, Any]:
    words, tone = STATES[card.state]
    return {
        "card": card,
        "when": _when(context, card),
        "state": words,
        "tone": tone,
        "reason": REASONS[card.reason.value] if card.reason else "",
        "requested": show_moment(card.requested_at, context.studio, context.now),
        "decided": show_moment(card.decided_at, context.studio, context.now),
        "coming": card.state is AbsenceState.APPROVED and card.ends > context.now,
        "may_withdraw": card.state in {AbsenceState.REQUESTED, AbsenceState.APPROVED}
        and (card.is_mine or context.actor.may("calendar.approve"))
        and context.actor.may("calendar.book"),
    }


def _when(context: Context, card: AbsenceCard) -> str:
    if card.all_day:
        return show_days(card.first_day, card.last_day, context.studio)
    return show_span(card.starts, card.ends, card.zone, context.studio)


def _begun(request: HttpRequest, context: Context) -> dict[str, Any]:
    people = ask(list_resources, context, Resources(kind=ResourceKind.PERSON)).items
    mine = next((str(each.id) for each in people if each.person_id and each.person_id == context.actor.id), "")
    day = request.GET.get("date") or local_day(context.now, context.studio).isoformat()
    return {"resource": request.GET.get("resource") or mine, "all_day": True, "date": day}


def _done(request: HttpRequest) -> HttpResponse:
    address = reverse("calendar_absences")
    if not is_partial(request):
        return HttpResponseRedirect(address)
    if request.headers.get("HX-Current-URL", "").partition("?")[0].endswith(address):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponse(headers={"HX-Trigger": f"layer:close, {CHANGED}", "HX-Reswap": "none"})


def _shown(request: HttpRequest, context: Context, card: AbsenceCard, problem: str, status: int) -> HttpResponse:
    place = "panel" if is_partial(request) else "one"
    page = _line(context, card) | {
        "problem": problem,
        "may_approve": context.actor.may("calendar.approve"),
        "may_override": context.actor.may("calendar.override"),
        "note": request.POST.get("note", ""),
        "in_the_way": list(dict.fromkeys(each.text for each in card.in_the_way)),
    }
    shown = render(request, f"calendar/absences/{place}.html", page, status=status)
    patch_vary_headers(shown, ["HX-Request"])
    return shown


def _form(request: HttpRequest, form: AbsenceForm, status: int) -> HttpResponse:
    place = "panel" if is_partial(request) else "page"
    if is_partial(request) and request.method == "POST":
        place = "form"
    page = {"form": form, "may_override": form.context.actor.may("calendar.override")}
    shown = render(request, f"calendar/absences/new_{place}.html", page, status=status)
    patch_vary_headers(shown, ["HX-Request"])
    return shown
