"""What can be booked, defined: people, rooms and props, in the order in which the calendar shows them."""

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

from safelight.accounts.queries.people import PersonCard, list_people
from safelight.accounts.queries.studio import list_locations
from safelight.calendar.actions import (
    add_resource,
    archive_resource,
    change_resource,
    restore_resource,
    sort_resources,
)
from safelight.calendar.queries import ResourceCard, Resources, resource
from safelight.calendar.queries.resources import resources as list_resources
from safelight.calendar.rules.kinds import ResourceKind
from safelight.calendar.web.faces import COLORS, RESOURCE_WORDS
from safelight.calendar.web.forms import ANSWERED, CalendarForm
from safelight.clients.web.list import is_partial
from safelight.clients.web.undo import tell
from safelight.foundation.actions import ActionError, Context, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify

TABS: Final[tuple[tuple[str, Promise], ...]] = (
    ("calendar_resources", gettext_lazy("People, rooms, props")),
    ("calendar_hours", gettext_lazy("Hours")),
    ("calendar_holidays", gettext_lazy("Holidays")),
    ("calendar_slots", gettext_lazy("Time slots")),
)
"""The pages of the calendar's settings."""
PLACES: Final = {"membership_id": "membership", "location_id": "location"}


class ResourceForm(CalendarForm):
    """One person, room or prop."""

    kind = forms.ChoiceField(
        choices=[(kind.value, words) for kind, words in RESOURCE_WORDS.items()], label=gettext_lazy("What is it?")
    )
    name = forms.CharField(max_length=120, required=False, label=gettext_lazy("Name"))
    membership = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Signs in as"),
        help_text=gettext_lazy("So that they see their own day, and ask for days off themselves."),
    )
    location = forms.ChoiceField(
        required=False, label=gettext_lazy("Location"), help_text=gettext_lazy("None: anywhere in the studio.")
    )
    color = forms.ChoiceField(choices=list(COLORS.items()), required=False, label=gettext_lazy("Colour"))
    capacity = forms.IntegerField(
        min_value=1, max_value=100, initial=1, required=False, label=gettext_lazy("How many at the same time"),
        help_text=gettext_lazy("More than one only for rooms and props of which there are several alike."),
    )  # fmt: skip
    notes = forms.CharField(
        max_length=2_000, required=False, label=gettext_lazy("Notes"), widget=forms.Textarea(attrs={"rows": 2})
    )

    ids = "res"
    places = PLACES

    def __init__(
        self,
        context: Context,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Load who works here and which places there are."""
        super().__init__(context, data, initial=initial)
        people = ask(list_people, context, {}).items if context.actor.may("people.view") else ()
        places = ask(list_locations, context, {}).items if context.actor.may("studio.view") else ()
        staff = [each for each in people if not each.left_at]
        self.offer("membership", [("", _("Nobody")), *((str(each.id), _named(each)) for each in staff)])
        here = [each for each in places if not each.archived_at]
        self.offer("location", [("", _("None")), *((str(each.id), each.name) for each in here)])

    def given(self) -> dict[str, Any]:
        """Return what a valid form says, as the verbs take it."""
        found = self.cleaned_data
        return {
            "name": found["name"],
            "membership_id": UUID(found["membership"]) if found["membership"] else None,
            "location_id": UUID(found["location"]) if found["location"] else None,
            "color": found["color"],
            "capacity": found["capacity"] or 1,
            "notes": found["notes"],
        }


@never_cache
@require_GET
def resources(request: HttpRequest) -> HttpResponse:
    """Show everything that can be booked."""
    context = context_of(request)
    permit(change_resource, context)
    found = ask(list_resources, context, Resources(archived=True)).items
    page = {
        "tabs": TABS,
        "here": "calendar_resources",
        "active": [(each, RESOURCE_WORDS[each.kind]) for each in found if each.archived_at is None],
        "archived": [each for each in found if each.archived_at is not None],
    }
    return render(request, "calendar/settings/resources.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or add what can be booked."""
    context = context_of(request)
    permit(add_resource, context)
    if request.method == "GET":
        kind = request.GET.get("kind", "")
        known = kind if kind in {each.value for each in ResourceKind} else ResourceKind.PERSON.value
        return _form(request, ResourceForm(context, initial={"kind": known, "capacity": 1}), None, 200)
    form = ResourceForm(context, request.POST)
    if form.is_valid():
        try:
            outcome = run(add_resource, context, form.given() | {"kind": form.cleaned_data["kind"]})
        except ActionError as refusal:
            if refusal.status not in ANSWERED:
                raise
            form.refuse(refusal)
        else:
            tell(request, _("%(name)s can be booked now.") % {"name": outcome.value.name}, outcome)
            return _done(request)
    return _form(request, form, None, 422)


@never_cache
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """Show one of them, or change it."""
    context = context_of(request)
    permit(change_resource, context)
    card = ask(resource, context, {"resource_id": resource_id})
    if request.method == "GET":
        return _form(request, ResourceForm(context, initial=_state(card)), card, 200)
    form = ResourceForm(context, {**request.POST.dict(), "kind": card.kind.value})
    if form.is_valid():
        try:
            outcome = run(change_resource, context, form.given() | {"resource_id": card.id})
        except ActionError as refusal:
            if refusal.status not in ANSWERED:
                raise
            form.refuse(refusal)
        else:
            tell(request, _("Saved: %(what)s") % {"what": outcome.value.name}, outcome)
            return _done(request)
    return _form(request, form, card, 422)


@require_POST
def archive(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """Archive one of them, or bring it back; its bookings stay."""
    context = context_of(request)
    back = request.POST.get("archived") == "no"
    outcome = run(restore_resource if back else archive_resource, context, {"resource_id": resource_id})
    sentence = _("%(name)s can be booked again.") if back else _("%(name)s takes no bookings any more.")
    tell(request, sentence % {"name": outcome.value.name}, outcome)
    return HttpResponseRedirect(reverse("calendar_resources"))


@require_POST
def sort(request: HttpRequest) -> HttpResponse:
    """Move one of them a place up or down."""
    context = context_of(request)
    permit(sort_resources, context)
    ids = [each.id for each in ask(list_resources, context, Resources()).items]
    wanted = [identifier for identifier in ids if str(identifier) == request.POST.get("resource", "")]
    if wanted:
        at = ids.index(wanted[0])
        to = at - 1 if request.POST.get("way") == "up" else at + 1
        if 0 <= to < len(ids):
            ids[at], ids[to] = ids[to], ids[at]
            run(sort_resources, context, {"resource_ids": tuple(ids)})
            notify(request, _("Saved."))
    return HttpResponseRedirect(reverse("calendar_resources"))


def _state(card: ResourceCard) -> dict[str, Any]:
    return {
        "kind": card.kind.value,
        "name": card.name,
        "membership": str(card.membership_id or ""),
        "location": str(card.location_id or ""),
        "color": card.color,
        "capacity": card.capacity,
        "notes": card.notes,
    }


def _named(person: PersonCard) -> str:
    return f"{person.name} ({person.email})" if person.name else person.email


def _done(request: HttpRequest) -> HttpResponse:
    address = reverse("calendar_resources")
    return HttpResponse(headers={"HX-Redirect": address}) if is_partial(request) else HttpResponseRedirect(address)


def _form(request: HttpRequest, form: ResourceForm, card: ResourceCard | None, status: int) -> HttpResponse:
    place = "panel" if is_partial(request) else "page"
    if is_partial(request) and request.method == "POST":
        place = "form"
    page = {"form": form, "resource": card, "title": card.name if card else _("What can be booked?")}
    answer = render(request, f"calendar/settings/resource_{place}.html", page, status=status)
    patch_vary_headers(answer, ["HX-Request"])
    return answer
