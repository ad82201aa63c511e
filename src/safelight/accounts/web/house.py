"""The studio's settings and places."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.accounts.actions.locations import (
    ChangedLocation,
    LocationDraft,
    OneLocation,
    add_location,
    archive_location,
    change_location,
    restore_location,
)
from safelight.accounts.actions.studio import StudioSettings, change_studio
from safelight.accounts.queries import LocationCard, get_studio, list_locations
from safelight.accounts.web.form_errors import show
from safelight.accounts.web.studio_form import StudioForm, country_choices, zone_choices
from safelight.accounts.web.tabs import tabs
from safelight.foundation.actions import ActionError, Empty, Forbidden, NotFound, ask, run
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify

_INVALID = 422


class SettingsForm(StudioForm):
    """The five answers again, and the languages."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Those you write to clients in."),
    )


class LocationForm(forms.Form):
    """A place of the studio."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    street = forms.CharField(label=gettext_lazy("Street and number"), max_length=200, required=False)
    postal_code = forms.CharField(label=gettext_lazy("Postal code"), max_length=20, required=False)
    city = forms.CharField(label=gettext_lazy("City"), max_length=120, required=False)
    region = forms.CharField(label=gettext_lazy("State or region"), max_length=120, required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=country_choices)
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=zone_choices)
    phone = forms.CharField(
        label=gettext_lazy("Phone"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )


@require_http_methods(["GET", "POST"])
def studio(request: HttpRequest) -> HttpResponse:
    """Show and change the studio's settings."""
    context = context_of(request)
    card = ask(get_studio, context, Empty())
    initial = {**card.model_dump(), "studio": card.name}
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST":
        context.require("studio.manage")
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        wish = StudioSettings(
            name=answers["studio"],
            country=answers["country"],
            currency=answers["currency"],
            zone=answers["zone"],
            # The preferred language stays first as long as it is among them.
            languages=tuple(sorted(answers["languages"], key=lambda code: code != card.languages[0])),
            tax_habit=answers["tax_habit"],
            photography=answers["photography"],
        )
        try:
            run(change_studio, context, wish)
        except ActionError as refusal:
            show(form, refusal, {"name": "studio"})
        else:
            notify(request, _("The settings were changed."))
            return redirect("studio")
    page = {"form": form, "card": card, "may": context.actor.may("studio.manage"), "tabs": tabs(request)}
    return render(request, "accounts/studio.html", page, status=_INVALID if form.errors else 200)


@require_GET
def locations(request: HttpRequest) -> HttpResponse:
    """List the studio's places."""
    context = context_of(request)
    cards = ask(list_locations, context, Empty()).items
    page = {"locations": cards, "may": context.actor.may("studio.manage"), "tabs": tabs(request)}
    return render(request, "accounts/locations.html", page)


@require_http_methods(["GET", "POST"])
def new_location(request: HttpRequest) -> HttpResponse:
    """Add a place."""
    context = context_of(request)
    context.require("studio.manage")
    initial = {"country": context.studio.country, "zone": context.studio.zone}
    form = LocationForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            run(add_location, context, LocationDraft(**form.cleaned_data))
        except ActionError as refusal:
            show(form, refusal)
        else:
            notify(request, _("The location was added."))
            return redirect("locations")
    return _location_page(request, form, None)


@require_http_methods(["GET", "POST"])
def location(request: HttpRequest, location_id: UUID) -> HttpResponse:
    """Change a place."""
    context = context_of(request)
    found = {card.id: card for card in ask(list_locations, context, Empty()).items}.get(location_id)
    if found is None:
        what = "location"
        raise NotFound(what)
    context.require("studio.manage")
    form = LocationForm(request.POST if request.method == "POST" else None, initial=found.model_dump())
    if request.method == "POST" and form.is_valid():
        try:
            run(change_location, context, ChangedLocation(location_id=location_id, **form.cleaned_data))
        except ActionError as refusal:
            show(form, refusal)
        else:
            notify(request, _("The location was changed."))
            return redirect("locations")
    return _location_page(request, form, found)


@require_POST
def location_archive(request: HttpRequest, location_id: UUID) -> HttpResponse:
    """Archive a place."""
    try_button(
        request,
        lambda: run(archive_location, context_of(request), OneLocation(location_id=location_id)),
        _("The location is archived."),
    )
    return redirect("locations")


@require_POST
def location_restore(request: HttpRequest, location_id: UUID) -> HttpResponse:
    """Take an archived place into use again."""
    try_button(
        request,
        lambda: run(restore_location, context_of(request), OneLocation(location_id=location_id)),
        _("The location is in use again."),
    )
    return redirect("locations")


def _location_page(request: HttpRequest, form: LocationForm, found: LocationCard | None) -> HttpResponse:
    page = {"form": form, "location": found, "tabs": tabs(request)}
    return render(request, "accounts/location.html", page, status=_INVALID if form.errors else 200)


def try_button(request: HttpRequest, perform: Any, done: str) -> None:  # noqa: ANN401 - a call without arguments
    """Carry out a button's verb; a rule that forbids it is told on the page one came from."""
    try:
        perform()
    except (NotFound, Forbidden):
        raise
    except ActionError as refusal:
        notify(request, refusal.message, tone="bad")
    else:
        notify(request, done)
