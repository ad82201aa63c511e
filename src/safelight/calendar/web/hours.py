"""Opening and working hours: a week of the studio, of a location or of somebody, from a day on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from babel.dates import get_day_names
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.calendar.actions.hours import remove_hours, set_hours
from safelight.calendar.queries.setup import HoursCard, SpanCard
from safelight.calendar.queries.setup import hours as list_hours
from safelight.calendar.web.appointment_form import resource_fields
from safelight.calendar.web.forms import ANSWERED
from safelight.calendar.web.resources import TABS
from safelight.calendar.web.wording import first_weekday, reading_locale, show_day
from safelight.clients.web.undo import tell
from safelight.clients.web.wording import local_day
from safelight.foundation.actions import ActionError, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of

WEEKDAYS: Final = tuple(range(1, 8))
WORKDAYS: Final = (2, 3, 4, 5)
"""Tuesday to Friday: what Monday is copied to."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose hours are shown: a resource's, a location's, or with neither the studio's."""

    resource_id: UUID | None = None
    location_id: UUID | None = None

    @property
    def ids(self) -> dict[str, UUID]:
        """The owner as the verbs take it."""
        pairs = {"resource_id": self.resource_id, "location_id": self.location_id}
        return {name: value for name, value in pairs.items() if value}

    @property
    def query(self) -> str:
        """The owner as the address has it."""
        return urlencode({name.removesuffix("_id"): str(value) for name, value in self.ids.items()})


Row = dict[str, str]
Week = dict[int, dict[str, list[Row]]]


@never_cache
@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    """Show somebody's week, or set it; what is wrong comes back in the same form."""
    context = context_of(request)
    permit(set_hours, context)
    whose = _whose(request.GET)
    if request.method == "GET":
        return _page(request, whose, None, request.GET.get("from", ""), {})
    week = _posted(request.POST)
    day = request.POST.get("valid_from", "")
    if "copy" in request.POST:
        week |= dict.fromkeys(WORKDAYS, week[1])
        return _page(request, whose, week, day, {})
    try:
        outcome = run(set_hours, context, {**whose.ids, "valid_from": day or None, "spans": _spans(week)})
    except ActionError as refusal:
        if refusal.status not in ANSWERED:
            raise
        return _page(request, whose, week, day, refusal.fields or {"": refusal.message})
    tell(request, _("The hours were saved."), outcome)
    return HttpResponseRedirect(f"{reverse('calendar_hours')}?{whose.query}")


@require_POST
def remove(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Take hours back: those before hold again."""
    outcome = run(remove_hours, context_of(request), {"plan_id": plan_id})
    tell(request, _("The hours were removed."), outcome)
    card = outcome.value
    return HttpResponseRedirect(f"{reverse('calendar_hours')}?{Whose(card.resource_id, card.location_id).query}")


def _whose(params: QueryDict) -> Whose:
    def read(name: str) -> UUID | None:
        try:
            return UUID(params.get(name, ""))
        except ValueError:
            return None

    resource_id = read("resource")
    return Whose(resource_id, None if resource_id else read("location"))


def _page(request: HttpRequest, whose: Whose, posted: Week | None, day: str, errors: Mapping[str, str]) -> HttpResponse:
    context = context_of(request)
    bookable, locations = resource_fields(context)
    today = local_day(context.now, context.studio)
    plans = [
        card
        for card in ask(list_hours, context, whose.ids).items
        if card.resource_id == whose.resource_id and card.location_id == whose.location_id
    ]
    now = _in_force(plans, today)
    shown = next((card for card in plans if not card.assumed and card.valid_from.isoformat() == day), now)
    week = posted if posted is not None else _week(shown)
    names = get_day_names("wide", locale=reading_locale(context.studio))
    begin = first_weekday(reading_locale(context.studio))
    page = {
        "tabs": TABS,
        "here": "calendar_hours",
        "whose": whose,
        "owners": [
            (Whose(), _("The whole studio")),
            *((Whose(location_id=each.id), each.name) for each in locations),
            *((Whose(resource_id=each.id), each.name) for each in bookable),
        ],
        "plans": [(card, show_day(card.valid_from, context.studio), card is now) for card in plans if not card.assumed],
        "assumed": bool(shown and shown.assumed),
        "inherits": shown is None,
        "valid_from": day or (shown.valid_from if shown and not shown.assumed else today).isoformat(),
        "days": [
            {"number": number, "name": names[number - 1], **week[number]}
            for number in ((begin + step) % 7 + 1 for step in range(7))
        ],
        "errors": list(dict.fromkeys(errors.values())),
        "wrong": _wrong(week, errors),
    }
    return render(request, "calendar/settings/hours.html", page, status=422 if errors else 200)


def _in_force(plans: Sequence[HoursCard], today: date) -> HoursCard | None:
    begun = [card for card in plans if card.valid_from <= today]
    return max(begun, key=lambda card: card.valid_from, default=None)


def _week(card: HoursCard | None) -> Week:
    """Return a plan as the form shows it: at least one empty line for each kind."""
    week: Week = {}
    for number in WEEKDAYS:
        spans = [span for span in card.spans if span.weekday == number] if card else []
        week[number] = {
            "opens": _rows([span for span in spans if not span.is_break]),
            "breaks": _rows([span for span in spans if span.is_break]),
        }
    return week


def _rows(spans: Sequence[SpanCard]) -> list[Row]:
    rows = [{"starts": each.starts, "ends": "00:00" if each.ends == "24:00" else each.ends} for each in spans]
    return rows or [{"starts": "", "ends": ""}]


def _posted(params: QueryDict) -> Week:
    return {
        number: {
            kind: [
                {"starts": starts[:5], "ends": ends[:5]}
                for starts, ends in zip(
                    params.getlist(f"{kind}-{number}-starts"), params.getlist(f"{kind}-{number}-ends"), strict=False
                )
            ]
            or [{"starts": "", "ends": ""}]
            for kind in ("opens", "breaks")
        }
        for number in WEEKDAYS
    }


def _filled(week: Week) -> list[tuple[int, str, Row]]:
    return [
        (number, kind, row)
        for number in WEEKDAYS
        for kind in ("opens", "breaks")
        for row in week[number][kind]
        if row["starts"] or row["ends"]
    ]


def _spans(week: Week) -> list[dict[str, Any]]:
    return [
        {
            "weekday": number,
            "starts": row["starts"],
            # A clock says 00:00 for the midnight at which a day ends.
            "ends": "24:00" if row["ends"] == "00:00" else row["ends"],
            "is_break": kind == "breaks",
        }
        for number, kind, row in _filled(week)
    ]


def _wrong(week: Week, errors: Mapping[str, str]) -> set[str]:
    """Return which days have something wrong, as their numbers in text: errors count the filled lines."""
    filled = _filled(week)
    found = set()
    for path in errors:
        parts = path.split(".")
        if len(parts) > 1 and parts[0] == "spans" and parts[1].isdigit() and int(parts[1]) < len(filled):
            found.add(str(filled[int(parts[1])][0]))
    return found
