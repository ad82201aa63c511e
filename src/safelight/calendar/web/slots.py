"""Time slots: the weekly times at which sessions of a type are offered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from babel.dates import get_day_names
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.calendar.actions.slots import add_slots, archive_slot, change_slot, restore_slot
from safelight.calendar.queries.setup import SlotCard, Slots
from safelight.calendar.queries.setup import slots as list_slots
from safelight.calendar.web.appointment_form import resource_fields
from safelight.calendar.web.faces import RESOURCE_GROUPS
from safelight.calendar.web.forms import ANSWERED
from safelight.calendar.web.resources import TABS
from safelight.calendar.web.wording import first_weekday, reading_locale, show_day
from safelight.clients.web.undo import tell
from safelight.foundation.actions import ActionError, Context, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify

PLACES = {
    "type": "type",
    "starts": "starts",
    "minutes": "minutes",
    "weekdays": "weekdays",
    "valid_until": "valid_until",
}


@never_cache
@require_http_methods(["GET", "POST"])
def slots(request: HttpRequest) -> HttpResponse:
    """Show the slots of every type, or add some; what is wrong comes back in the same form."""
    context = context_of(request)
    permit(add_slots, context)
    if request.method == "GET":
        return _page(request, context, {}, {})
    given: dict[str, Any] = {
        "type": request.POST.get("type", "").strip(),
        "weekdays": request.POST.getlist("weekday"),
        "starts": request.POST.get("starts", ""),
        "minutes": request.POST.get("minutes", ""),
        "location_id": request.POST.get("location_id", ""),
        "valid_from": request.POST.get("valid_from", ""),
        "valid_until": request.POST.get("valid_until", ""),
        "resource_ids": request.POST.getlist("resource"),
    }
    data = given | {
        "starts": tuple(text for text in re.split(r"[\s,;]+", given["starts"]) if text),
        "location_id": given["location_id"] or None,
        "valid_from": given["valid_from"] or None,
        "valid_until": given["valid_until"] or None,
    }
    try:
        outcome = run(add_slots, context, data)
    except ActionError as refusal:
        if refusal.status not in ANSWERED:
            raise
        return _page(request, context, given, refusal.fields or {"": refusal.message})
    tell(request, _("%(count)s time slots were added.") % {"count": outcome.value.total}, outcome)
    return HttpResponseRedirect(reverse("calendar_slots"))


@require_POST
def change(request: HttpRequest, slot_id: UUID) -> HttpResponse:
    """Change when a slot begins and how long it is, archive it, or bring it back."""
    context = context_of(request)
    try:
        if "archived" in request.POST:
            verb = archive_slot if request.POST["archived"] == "yes" else restore_slot
            outcome = run(verb, context, {"slot_id": slot_id})
        else:
            names = ("starts", "minutes")
            given = {name: request.POST[name] for name in names if request.POST.get(name)}
            outcome = run(change_slot, context, {"slot_id": slot_id, **given})
    except ActionError as refusal:
        if refusal.status not in ANSWERED:
            raise
        notify(request, refusal.message, tone="warn")
    else:
        tell(request, _("Saved."), outcome)
    return HttpResponseRedirect(reverse("calendar_slots"))


def _page(request: HttpRequest, context: Context, given: Mapping[str, Any], errors: Mapping[str, str]) -> HttpResponse:
    bookable, locations = resource_fields(context)
    names = {each.id: each.name for each in bookable}
    days = get_day_names("wide", locale=reading_locale(context.studio))
    short = get_day_names("abbreviated", locale=reading_locale(context.studio))
    begin = first_weekday(reading_locale(context.studio))
    by_type: dict[str, list[dict[str, Any]]] = {}
    archived = []
    for card in ask(list_slots, context, Slots(archived=True)).items:
        line = _line(context, card, days, names)
        if card.archived_at is None:
            by_type.setdefault(card.type, []).append(line)
        else:
            archived.append(line)
    chosen = set(given.get("resource_ids", ()))
    page = {
        "tabs": TABS,
        "here": "calendar_slots",
        "types": list(by_type.items()),
        "archived": archived,
        "given": given,
        "errors": {name.split(".")[0]: sentence for name, sentence in errors.items()},
        "error": errors.get("", ""),
        "weekdays": [
            (str(number), short[number - 1], str(number) in given.get("weekdays", ()))
            for number in ((begin + step) % 7 + 1 for step in range(7))
        ],
        "groups": [
            (label, [(each, str(each.id) in chosen) for each in bookable if each.kind is kind])
            for kind, label in RESOURCE_GROUPS.items()
        ],
        "locations": [("", _("Any")), *((str(each.id), each.name) for each in locations)],
    }
    return render(request, "calendar/settings/slots.html", page, status=422 if errors else 200)


def _line(context: Context, card: SlotCard, days: Mapping[Any, str], names: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "slot": card,
        "day": days[card.weekday - 1],
        "names": ", ".join(names[each] for each in card.resource_ids if each in names),
        "until": show_day(card.valid_until, context.studio),
    }
