"""The calendar on paper: a day sheet for each person and room, or the days of a week or month in a row."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.calendar.queries.range import RangeCard
from safelight.calendar.web.agenda import agenda_days, agenda_of
from safelight.calendar.web.feed import load_range
from safelight.calendar.web.place import Place, read_place
from safelight.calendar.web.wording import title_of
from safelight.clients.web.wording import show_moment
from safelight.foundation.actions import Context
from safelight.foundation.web.access import context_of


@never_cache
@require_GET
def paper(request: HttpRequest) -> HttpResponse:
    """Show a place of the calendar as it is printed; one day in sheets per resource, more days in a row."""
    context = context_of(request)
    place = read_place(request, context)
    card = load_range(context, place)
    page = {
        "place": place,
        "title": title_of(place.view, place.first, place.until, context.studio),
        "studio": context.studio.name,
        "printed": show_moment(context.now, context.studio),
        "sheets": _sheets(context, card, place) if place.view in {"day", "timeline"} else (),
        "days": () if place.view in {"day", "timeline"} else agenda_days(context, card, place),
    }
    return render(request, "calendar/print/page.html", page)


def _sheets(context: Context, card: RangeCard, place: Place) -> list[dict[str, Any]]:
    """Return the days of each resource that has something to do in them."""
    found = []
    for resource in card.resources:
        days = [day for day in agenda_of(context, card, place, resource.id) if day.items or day.notes]
        if days:
            found.append({"resource": resource, "days": days})
    return found
