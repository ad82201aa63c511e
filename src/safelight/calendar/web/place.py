"""Where a reader stands in the calendar: the view, its day, and what is left out; all of it in the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelight.calendar.web.wording import first_weekday, reading_locale
from safelight.clients.web.wording import local_day
from safelight.foundation.actions import Context

VIEWS: Final[dict[str, Promise]] = {
    "day": _("Day"),
    "week": _("Week"),
    "month": _("Month"),
    "timeline": _("Timeline"),
    "agenda": _("Agenda"),
}
KEYS: Final = {"day": "d", "week": "w", "month": "o", "timeline": "l", "agenda": "a"}
"""The letter that shows a view; ``m`` moves a booking."""
KINDS: Final[dict[str, Promise]] = {
    "appointment": _("Appointments"),
    "shoot": _("Sessions"),
    "block": _("Blocks"),
    "absence": _("Absences"),
}
SHELF: Final = "calendar_place"
EARLIEST, LATEST = date(1990, 1, 2), date(2199, 11, 30)
WEEK, AGENDA_DAYS = 7, 14


@dataclass(frozen=True, slots=True)
class Place:
    """A view and its days.

    ``first`` and ``until`` are the days that are shown, the latter not included. Without ``resources``, ``location`` or
    ``kinds`` everything is shown.
    """

    view: str
    day: date
    first: date
    until: date
    location: UUID | None = None
    resources: tuple[UUID, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The part of an address that shows this place."""
        params = QueryDict(mutable=True)
        params["view"], params["date"] = self.view, self.day.isoformat()
        if self.location:
            params["location"] = str(self.location)
        if self.resources:
            params.setlist("resource", [str(each) for each in self.resources])
        if self.kinds:
            params.setlist("kind", list(self.kinds))
        return params.urlencode()

    @property
    def filters(self) -> int:
        """How many filters are in force."""
        return bool(self.location) + bool(self.resources) + bool(self.kinds)

    def shows(self, kind: str) -> bool:
        """Say whether bookings of this kind are shown."""
        return not self.kinds or kind in self.kinds


def read_place(request: HttpRequest, context: Context) -> Place:
    """Return the place that an address names; what it leaves open is as the person saw it last.

    Names that mean nothing are left out: an old bookmark still shows the calendar.
    """
    today = local_day(context.now, context.studio)
    kept = request.session.get(SHELF)
    kept = kept if isinstance(kept, dict) else {}
    params = request.GET
    if not set(params) & {"view", "date", "location", "resource", "kind"} and kept.get("filters"):
        params = QueryDict(str(kept["filters"]))
    view = request.GET.get("view") or str(kept.get("view", "")) or _usual_view(request)
    view = view if view in VIEWS else "day"
    day = _day(request.GET.get("date", "")) or today
    first, until = days_of(view, day, context)
    return Place(
        view=view,
        day=day,
        first=first,
        until=until,
        location=_uuid(params.get("location", "")),
        resources=tuple(each for each in (_uuid(text) for text in params.getlist("resource")[:100]) if each),
        kinds=tuple(kind for kind in KINDS if kind in params.getlist("kind")),
    )


def keep_place(request: HttpRequest, place: Place) -> None:
    """Remember the view and the filters for the next time; the day is not: a new day begins with itself."""
    params = QueryDict(place.query, mutable=True)
    for name in ("view", "date"):
        params.pop(name, None)
    fresh = {"view": place.view, "filters": params.urlencode()}
    if request.session.get(SHELF) != fresh:
        request.session[SHELF] = fresh


def step(place: Place, by: int, context: Context) -> Place:
    """Return the place so many views further on."""
    if place.view == "month":
        months = place.day.year * 12 + place.day.month - 1 + by
        day = date(months // 12, months % 12 + 1, 1)
    else:
        day = place.day + timedelta(days=by * {"day": 1, "agenda": AGENDA_DAYS}.get(place.view, WEEK))
    day = min(max(day, EARLIEST), LATEST)
    first, until = days_of(place.view, day, context)
    return replace(place, day=day, first=first, until=until)


def days_of(view: str, day: date, context: Context) -> tuple[date, date]:
    """Return the first day of a view and the first one after it. The agenda begins with its day."""
    if view == "day":
        return day, day + timedelta(days=1)
    if view == "agenda":
        return day, day + timedelta(days=AGENDA_DAYS)
    if view == "month":
        first = day.replace(day=1)
        return first, (first + timedelta(days=32)).replace(day=1)
    monday = first_weekday(reading_locale(context.studio))
    first = day - timedelta(days=(day.weekday() - monday) % WEEK)
    return first, first + timedelta(days=WEEK)


def whole_weeks(first: date, until: date, context: Context) -> tuple[date, date]:
    """Return the days of the full weeks around some days: what the page of a month shows."""
    monday = first_weekday(reading_locale(context.studio))
    begin = first - timedelta(days=(first.weekday() - monday) % WEEK)
    end = until + timedelta(days=(monday - until.weekday()) % WEEK)
    return begin, end


def _usual_view(request: HttpRequest) -> str:
    # A telephone begins with the agenda: what comes next, in reading order.
    return "agenda" if "Mobi" in request.headers.get("User-Agent", "") else "day"


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return min(max(found, EARLIEST), LATEST)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
