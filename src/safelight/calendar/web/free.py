"""Finding a time: the first free ones for what is needed, and why a wished one is not free."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from babel.dates import get_day_names
from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.calendar.queries import AppointmentCard, get
from safelight.calendar.queries.free_times import find_free_times
from safelight.calendar.queries.needs import FreeTime
from safelight.calendar.queries.wishes import explain_wish
from safelight.calendar.rules.kinds import ResourceKind
from safelight.calendar.web.appointment_form import resource_fields
from safelight.calendar.web.faces import RESOURCE_GROUPS
from safelight.calendar.web.forms import CalendarForm
from safelight.calendar.web.wording import first_weekday, reading_locale, show_length, show_long, show_span, show_times
from safelight.clients.web.list import is_partial
from safelight.clients.web.wording import local_day
from safelight.foundation.actions import ActionError, Context, InvalidInput, StudioFacts, ask
from safelight.foundation.web.access import context_of

LENGTHS: Final = (15, 30, 45, 60, 75, 90, 120, 150, 180, 240, 300, 360, 480)
HOW_MANY: Final = 12
ANY: Final[dict[str, tuple[ResourceKind, Any]]] = {
    "any-person": (ResourceKind.PERSON, gettext_lazy("Any person")),
    "any-room": (ResourceKind.ROOM, gettext_lazy("Any room")),
    "any-prop": (ResourceKind.PROP, gettext_lazy("Any prop")),
}
PARTS: Final = (
    ("", gettext_lazy("Any time of day")),
    ("0-720", gettext_lazy("Morning")),
    ("720-1020", gettext_lazy("Afternoon")),
    ("1020-1440", gettext_lazy("Evening")),
)


class FreeForm(CalendarForm):
    """What is needed, for how long, from when on; and a wished time to ask about."""

    date = forms.DateField(label=gettext_lazy("From"))
    wish = forms.TimeField(required=False, label=gettext_lazy("Wished at"), widget=forms.TimeInput(format="%H:%M"))
    minutes = forms.TypedChoiceField(coerce=int, label=gettext_lazy("How long"))
    part = forms.ChoiceField(choices=PARTS, required=False, label=gettext_lazy("Time of day"))
    weekday = forms.TypedMultipleChoiceField(coerce=int, required=False, label=gettext_lazy("Days"))
    resource = forms.MultipleChoiceField(required=False, label=gettext_lazy("With"))
    location = forms.ChoiceField(required=False, label=gettext_lazy("Location"))
    any_hours = forms.BooleanField(required=False, label=gettext_lazy("Outside opening hours too"))
    appointment = forms.UUIDField(required=False, widget=forms.HiddenInput)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    ids = "free"

    def __init__(self, context: Context, data: QueryDict, *, length: int = 60) -> None:
        """Load what can be chosen."""
        super().__init__(context, data)
        self.bookable, self.locations = resource_fields(context)
        lengths = sorted({*LENGTHS, length})
        names = get_day_names("abbreviated", locale=reading_locale(context.studio))
        begin = first_weekday(reading_locale(context.studio))
        days = [(begin + number) % 7 for number in range(7)]
        self.offer("minutes", [(each, show_length(each)) for each in lengths])
        self.offer("weekday", [(day + 1, names[day]) for day in days])
        self.offer(
            "resource",
            [
                *((str(each.id), each.name) for each in self.bookable),
                *((key, label) for key, (_kind, label) in ANY.items()),
            ],
        )
        self.offer("location", [("", _("Any")), *((str(each.id), each.name) for each in self.locations)])

    def groups(self) -> list[dict[str, Any]]:
        """Return what can be needed by kind, with what is chosen; each kind begins with any of it."""
        chosen = {str(each) for each in self["resource"].value() or ()}
        groups = []
        for key, (kind, label) in ANY.items():
            items = [(str(each.id), each.name, str(each.id) in chosen) for each in self.bookable if each.kind is kind]
            if items:
                groups.append({"label": RESOURCE_GROUPS[kind], "items": [(key, label, key in chosen), *items]})
        return groups

    def needs(self) -> dict[str, Any]:
        """Return what is needed, as the searches take it."""
        found = self.cleaned_data
        return {
            "minutes": found["minutes"],
            "location_id": found["location"] or None,
            "resource_ids": tuple(UUID(each) for each in found["resource"] if each not in ANY),
            "needs": tuple({"kind": ANY[each][0]} for each in found["resource"] if each in ANY),
            "keep_hours": not found["any_hours"],
        }


@never_cache
@require_GET
def free(request: HttpRequest) -> HttpResponse:
    """Show the first free times; a partial request from the form gets the answer alone."""
    context = context_of(request)
    given = request.GET.copy()
    moving = _moving(context, given)
    begun = _begun(context, given, moving)
    form = FreeForm(context, begun, length=moving.minutes if moving else 60)
    page: dict[str, Any] = {"form": form, "moving": moving, "searched": False}
    if form.is_valid():
        page |= _searched(context, form, moving)
    template = "calendar/free/panel.html" if is_partial(request) else "calendar/free/page.html"
    if request.headers.get("HX-Target", "").endswith("#free-answer"):
        template = "calendar/free/answer.html"
    answer = render(request, template, page, status=200 if form.is_valid() else 422)
    patch_vary_headers(answer, ["HX-Request", "HX-Target"])
    return answer


def _searched(context: Context, form: FreeForm, moving: AppointmentCard | None) -> dict[str, Any]:
    found = form.cleaned_data
    today = local_day(context.now, context.studio)
    first = max(found["date"], today)
    needs = form.needs()
    if moving:
        around = ("preparation_minutes", "buffer_minutes", "drive_minutes")
        needs |= {name: getattr(moving, name) for name in around}
    page: dict[str, Any] = {"searched": True}
    earliest, latest = (int(text) for text in (found["part"] or "0-1440").split("-"))
    try:
        if found["wish"]:
            page["wish"] = _wish(context, form, needs, datetime.combine(first, found["wish"]), moving)
        data = needs | {
            "first_day": first,
            "weekdays": tuple(found["weekday"]),
            "earliest_minute": earliest,
            "latest_minute": latest,
            "limit": HOW_MANY,
        }
        card = ask(find_free_times, context, data)
    except ActionError as refusal:
        if refusal.status != InvalidInput.status:
            raise
        return page | {"problem": refusal.message}
    names = {each.id: each.name for each in form.bookable}
    days: dict[date, list[dict[str, Any]]] = {}
    for each in card.times:
        days.setdefault(each.wall_starts.date(), []).append(_shown(context.studio, form, each, names, moving))
    page["days"] = [(show_long(day, context.studio), times) for day, times in days.items()]
    page["until"] = show_long(card.searched_until, context.studio)
    return page


def _wish(
    context: Context, form: FreeForm, needs: Mapping[str, Any], starts: datetime, moving: AppointmentCard | None
) -> dict[str, Any]:
    """Return whether the wished time is free, and if not what is in the way."""
    asked = {**needs, "starts": starts, "suggest": 0, "except_id": moving.id if moving else None}
    card = ask(explain_wish, context, asked)
    names = {each.id: each.name for each in form.bookable}
    free = FreeTime(
        starts=card.starts,
        ends=card.ends,
        zone=card.zone,
        wall_starts=starts,
        wall_ends=starts + timedelta(minutes=needs["minutes"]),
        resource_ids=card.resource_ids,
    )
    return {
        "is_free": card.is_free,
        "when": show_span(card.starts, card.ends, card.zone, context.studio),
        "reasons": list(dict.fromkeys(each.text for each in card.reasons)),
        "url": _shown(context.studio, form, free, names, moving)["url"],
    }


def _shown(
    studio: StudioFacts,
    form: FreeForm,
    each: FreeTime,
    names: Mapping[UUID, str],
    moving: AppointmentCard | None,
) -> dict[str, Any]:
    asked: list[tuple[str, str]] = [
        ("starts", each.wall_starts.isoformat(timespec="minutes")),
        ("ends", each.wall_ends.isoformat(timespec="minutes")),
        *(("resource", str(key)) for key in each.resource_ids),
    ]
    for name in ("location", "client_id"):
        value = form.cleaned_data.get(name)
        if value:
            asked.append((name, str(value)))
    address = reverse("appointment_move", args=[moving.id]) if moving else reverse("calendar_new")
    return {
        "url": f"{address}?{urlencode(asked)}",
        "times": show_times(each.starts, each.ends, each.zone, studio),
        "names": ", ".join(names[key] for key in each.resource_ids if key in names),
        "iso": each.starts.isoformat(),
    }


def _moving(context: Context, given: QueryDict) -> AppointmentCard | None:
    text = given.get("appointment", "")
    return ask(get, context, {"appointment_id": text}) if text else None


def _begun(context: Context, given: QueryDict, moving: AppointmentCard | None) -> QueryDict:
    """Return the form as it begins: with what is moved, or with what the calendar was showing."""
    if "minutes" in given:
        return given
    begun = given.copy()
    begun["date"] = max(given.get("date") or "", local_day(context.now, context.studio).isoformat())
    begun["minutes"] = str(moving.minutes if moving else 60)
    if moving:
        begun.setlist("resource", [str(each.id) for each in moving.resources])
        begun["location"] = str(moving.location_id or "")
    return begun
