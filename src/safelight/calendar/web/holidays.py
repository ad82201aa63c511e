"""Days on which the studio or a location is closed: one by one, or a country's public holidays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from babel import Locale
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.calendar.actions.holidays import add_holiday, fill_holidays, remove_holiday
from safelight.calendar.queries.setup import FIRST_YEAR, LAST_YEAR, propose_holidays
from safelight.calendar.queries.setup import holidays as list_holidays
from safelight.calendar.web.appointment_form import resource_fields
from safelight.calendar.web.forms import ANSWERED
from safelight.calendar.web.resources import TABS
from safelight.calendar.web.wording import reading_locale, show_date
from safelight.clients.web.undo import tell
from safelight.clients.web.wording import local_day
from safelight.foundation.actions import ActionError, Context, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify

FIELDS = ("day", "name", "location_id", "starts", "ends")


@never_cache
@require_http_methods(["GET", "POST"])
def holidays(request: HttpRequest) -> HttpResponse:
    """Show a year's holidays with the public ones that are missing, or add one."""
    context = context_of(request)
    permit(add_holiday, context)
    if request.method == "GET":
        return _page(request, context, {}, {})
    given = {name: request.POST.get(name, "").strip() for name in FIELDS}
    try:
        outcome = run(add_holiday, context, {**given, "location_id": given["location_id"] or None})
    except ActionError as refusal:
        if refusal.status not in ANSWERED:
            raise
        return _page(request, context, given, refusal.fields or {"": refusal.message})
    card = outcome.value
    tell(
        request,
        _("%(name)s was added: %(day)s") % {"name": card.name, "day": show_date(card.day, context.studio)},
        outcome,
    )
    return HttpResponseRedirect(f"{reverse('calendar_holidays')}?year={card.day.year}")


@require_POST
def fill(request: HttpRequest) -> HttpResponse:
    """Add the public holidays that were left ticked."""
    context = context_of(request)
    year, country = _year(request.POST.get("year", ""), context), request.POST.get("country", "")[:2]
    proposed = ask(propose_holidays, context, {"year": year, "country": country})
    wanted = set(request.POST.getlist("day"))
    skip = tuple(each.day for each in proposed.holidays if each.day.isoformat() not in wanted)
    data = {
        "country": country,
        "first_year": year,
        "skip": skip,
        "location_id": request.POST.get("location_id") or None,
    }
    outcome = run(fill_holidays, context, data)
    added = outcome.value.added
    if added:
        tell(request, _("%(count)s holidays were added.") % {"count": added}, outcome)
    else:
        notify(request, _("Nothing was added: all of them stand in the list already."), tone="info")
    return HttpResponseRedirect(f"{reverse('calendar_holidays')}?year={year}")


@require_POST
def remove(request: HttpRequest, holiday_id: UUID) -> HttpResponse:
    """Open on a day that was a holiday."""
    outcome = run(remove_holiday, context_of(request), {"holiday_id": holiday_id})
    tell(request, _("%(name)s is no holiday any more.") % {"name": outcome.value.name}, outcome)
    return HttpResponseRedirect(f"{reverse('calendar_holidays')}?year={outcome.value.day.year}")


def _page(request: HttpRequest, context: Context, given: Mapping[str, str], errors: Mapping[str, str]) -> HttpResponse:
    year = _year(request.GET.get("year", ""), context)
    country = request.GET.get("country", "")[:2].upper()
    proposed = ask(propose_holidays, context, {"year": year, "country": country if country.isalpha() else ""})
    names = reading_locale(context.studio).territories
    _bookable, locations = resource_fields(context)
    page: dict[str, Any] = {
        "tabs": TABS,
        "here": "calendar_holidays",
        "year": year,
        "found": [
            (each, show_date(each.day, context.studio))
            for each in ask(list_holidays, context, {"first_year": year}).items
        ],
        "missing": [(each, show_date(each.day, context.studio)) for each in proposed.holidays if not each.known],
        "country": proposed.country,
        "country_name": names.get(proposed.country, proposed.country),
        "countries": sorted(((code, _country(code, names)) for code in proposed.countries), key=lambda pair: pair[1]),
        "known_country": proposed.country in proposed.countries,
        "locations": [("", _("The whole studio")), *((str(each.id), each.name) for each in locations)],
        "given": {name: given.get(name, "") for name in FIELDS},
        "errors": errors,
        "error": errors.get("", ""),
        "default_day": date(year, 1, 1).isoformat() if year != context.now.year else "",
    }
    return render(request, "calendar/settings/holidays.html", page, status=422 if errors else 200)


def _country(code: str, names: Mapping[str, str] | Locale) -> str:
    return str(names.get(code, code)) if isinstance(names, Mapping) else code


def _year(text: str, context: Context) -> int:
    if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    return local_day(context.now, context.studio).year
