"""The calendar: a grid under the hand for days, weeks and months, and the agenda, which says the same in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.accounts.queries.studio import list_locations
from safelight.calendar.queries import ResourceCard, Resources
from safelight.calendar.queries.resources import resources as list_resources
from safelight.calendar.web.agenda import agenda_days
from safelight.calendar.web.faces import RESOURCE_GROUPS
from safelight.calendar.web.feed import load_range
from safelight.calendar.web.place import KEYS, KINDS, VIEWS, Place, days_of, keep_place, read_place, step
from safelight.calendar.web.wording import browser_locale, first_weekday, reading_locale, title_of
from safelight.clients.web.list import is_partial
from safelight.clients.web.wording import local_day
from safelight.foundation.actions import Context, ask
from safelight.foundation.web.access import context_of


@never_cache
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the calendar where the reader stands; a partial request gets the agenda alone."""
    context = context_of(request)
    place = read_place(request, context)
    keep_place(request, place)
    page = _page(context, place)
    if place.view == "agenda":
        page["days"] = agenda_days(context, load_range(context, place), place)
    partial = is_partial(request) and place.view == "agenda"
    answer = render(request, "calendar/page/agenda.html" if partial else "calendar/page/page.html", page)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _page(context: Context, place: Place) -> dict[str, Any]:
    today = local_day(context.now, context.studio)
    found = ask(list_resources, context, Resources()).items
    mine = next((each.id for each in found if each.person_id and each.person_id == context.actor.id), "")
    return {
        "place": place,
        "today": today,
        "span_title": title_of(place.view, place.first, place.until, context.studio),
        "earlier": step(place, -1, context),
        "later": step(place, 1, context),
        "now_place": _at(place, today, context),
        "views": [
            {
                "key": key,
                "label": label,
                "letter": KEYS.get(key, ""),
                "query": replace(place, view=key).query,
                "active": key == place.view,
            }
            for key, label in VIEWS.items()
        ],
        "resources": found,
        "groups": grouped(found),
        "locations": ask(list_locations, context, {}).items if context.actor.may("studio.view") else (),
        "kinds": KINDS.items(),
        "mine": mine,
        "locale": browser_locale(context.studio),
        # The browser counts from Sunday.
        "first_day": (first_weekday(reading_locale(context.studio)) + 1) % 7,
        "may_book": context.actor.may("calendar.book"),
        "may_manage": context.actor.may("calendar.manage"),
    }


def grouped(found: Sequence[ResourceCard]) -> list[dict[str, Any]]:
    """Return resources by kind: people, rooms, props."""
    groups = [
        {"label": label, "items": [each for each in found if each.kind is kind]}
        for kind, label in RESOURCE_GROUPS.items()
    ]
    return [group for group in groups if group["items"]]


def _at(place: Place, day: date, context: Context) -> Place:
    first, until = days_of(place.view, day, context)
    return replace(place, day=day, first=first, until=until)


def day_address(day: date) -> str:
    """Return the address of a day."""
    return f"{reverse('calendar')}?view=day&date={day.isoformat()}"


def days_between(first: date, until: date) -> list[date]:
    """Return the days from one up to another, the latter not included."""
    return [first + timedelta(days=number) for number in range((until - first).days)]
