"""Booking a group or a class: names, sittings, breaks and lanes become a timetable, which is shown before it is booked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from safelight.calendar.actions.schedule import ScheduledCard, schedule_many
from safelight.calendar.web.appointment_form import resource_fields
from safelight.calendar.web.clients import client_meant, client_text
from safelight.calendar.web.faces import COLORS, RESOURCE_GROUPS
from safelight.calendar.web.forms import ANSWERED, CalendarForm
from safelight.calendar.web.wording import show_long, show_times
from safelight.clients.web.list import is_partial
from safelight.clients.web.undo import tell
from safelight.foundation.actions import ActionError, Context, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of

MOST_LANES: Final = 6
MOST_ROWS: Final = 30
FILLS: Final = (
    ("across", gettext_lazy("Lane by lane at each time: the first names come first")),
    ("down", gettext_lazy("One lane to its end, then the next")),
)


class Lines:
    """The sittings, breaks and lanes of a form, as they were sent."""

    def __init__(self, sent: Mapping[str, Sequence[str]], lanes: Sequence[Sequence[str]]) -> None:
        """Keep the lines that say something."""
        self.sittings = _rows(sent, "sitting", ("day", "starts", "ends"))
        self.pauses = _rows(sent, "pause", ("day", "starts", "ends"))
        self.lanes = [list(lane) for lane in lanes]

    @classmethod
    def of(cls, params: QueryDict) -> Lines:
        """Read them from what was posted."""
        names = [f"{kind}-{part}" for kind in ("sitting", "pause") for part in ("day", "starts", "ends")]
        sent = {name: params.getlist(name)[:MOST_ROWS] for name in names}
        return cls(sent, [params.getlist(f"lane-{number}")[:20] for number in range(MOST_LANES)])

    def given(self) -> dict[str, Any]:
        """Return them as the verb takes them; without any lane nobody's time is taken."""
        lanes = tuple(tuple(lane) for lane in self.lanes if lane)
        return {
            "sittings": tuple(self.sittings),
            "pauses": tuple({**row, "day": row["day"] or None} for row in self.pauses),
            "lanes": lanes or ((),),
        }

    def shown(self, kind: str) -> list[dict[str, str]]:
        """Return the lines of a kind with one more to fill in."""
        rows = self.sittings if kind == "sitting" else self.pauses
        return [*rows, {"day": "", "starts": "", "ends": ""}]


class BulkForm(CalendarForm):
    """Whom to book and how; sittings, breaks and lanes are lines beside it."""

    ids = "bulk"
    places = {"client_id": "client", "location_id": "location", "names.0": "names"}  # noqa: RUF012 - the parent's ClassVar

    names = forms.CharField(
        required=False, label=gettext_lazy("Names"), widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("One in a line, as copied from a list."),
    )  # fmt: skip
    count = forms.IntegerField(required=False, min_value=1, max_value=1_000, label=gettext_lazy("Or how many"))
    client = forms.CharField(max_length=240, required=False, label=gettext_lazy("Client"))
    title = forms.CharField(
        max_length=200, required=False, initial="{name}", label=gettext_lazy("Title of each"),
        help_text=gettext_lazy("{name} and {number} are filled in."),
    )  # fmt: skip
    slot_minutes = forms.IntegerField(min_value=1, max_value=1440, initial=10, label=gettext_lazy("Minutes for each"))
    between_minutes = forms.IntegerField(
        required=False, min_value=0, max_value=1440, label=gettext_lazy("Minutes between")
    )
    fill = forms.ChoiceField(choices=FILLS, required=False, label=gettext_lazy("Order"))
    location = forms.ChoiceField(required=False, label=gettext_lazy("Location"))
    place = forms.CharField(max_length=300, required=False, label=gettext_lazy("Somewhere else"))
    color = forms.ChoiceField(choices=list(COLORS.items()), required=False, label=gettext_lazy("Colour"))
    notes = forms.CharField(
        max_length=20_000, required=False, label=gettext_lazy("Notes"), widget=forms.Textarea(attrs={"rows": 2})
    )
    skip_taken = forms.BooleanField(required=False, label=gettext_lazy("Leave out times at which a lane is not free"))
    keep_hours = forms.BooleanField(required=False, label=gettext_lazy("Leave out times outside opening hours"))
    partly = forms.BooleanField(required=False, label=gettext_lazy("Book those for whom there is time, if not all fit"))
    override = forms.CharField(
        max_length=500, required=False, label=gettext_lazy("Reason to book over what is there"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(
        self,
        context: Context,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Load what can be chosen."""
        super().__init__(context, data, initial=initial)
        self.bookable, locations = resource_fields(context)
        self.offer("location", [("", _("None")), *((str(each.id), each.name) for each in locations)])

    def given(self, lines: Lines) -> dict[str, Any]:
        """Return everything as the verb takes it.

        Raises:
            InvalidInput: the client's name means nobody, or several.
        """
        found = self.cleaned_data
        names = tuple(name for line in found["names"].splitlines() if (name := " ".join(line.split())))
        kept = ("slot_minutes", "place", "color", "notes", "skip_taken", "keep_hours", "override")
        return {
            "names": names,
            "count": None if names else found["count"],
            "client_id": client_meant(self.context, found["client"]),
            "location_id": UUID(found["location"]) if found["location"] else None,
            "title": found["title"] or "{name}",
            "between_minutes": found["between_minutes"] or 0,
            "fill": found["fill"] or "across",
            "whole": not found["partly"],
            **{name: found[name] for name in kept},
            **lines.given(),
        }


@never_cache
@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """Show the form, the timetable it gives, or book it."""
    context = context_of(request)
    permit(schedule_many, context)
    if request.method == "GET":
        return _page(request, BulkForm(context, initial=_begun(request, context)), Lines({}, [[]]), None, 200)
    form, lines = BulkForm(context, request.POST), Lines.of(request.POST)
    book = request.POST.get("book") == "1"
    if not form.is_valid():
        return _page(request, form, lines, None, 422)
    try:
        outcome = run(schedule_many, context, form.given(lines), dry_run=not book)
    except ActionError as refusal:
        if refusal.status not in ANSWERED:
            raise
        form.refuse(refusal)
        return _page(request, form, lines, None, 422)
    if not book:
        return _page(request, form, lines, outcome.value, 200)
    planned = outcome.value.planned
    tell(request, _("%(count)s appointments were booked.") % {"count": len(planned)}, outcome)
    address = f"{reverse('calendar')}?view=day&date={planned[0].wall_starts.date().isoformat()}"
    return HttpResponse(headers={"HX-Redirect": address}) if is_partial(request) else HttpResponseRedirect(address)


def _page(
    request: HttpRequest, form: BulkForm, lines: Lines, planned: ScheduledCard | None, status: int
) -> HttpResponse:
    context = form.context
    names = {each.id: each.name for each in form.bookable}
    page = {
        "form": form,
        "sittings": lines.shown("sitting"),
        "pauses": lines.shown("pause"),
        "lanes": [_lane(form, number, lines.lanes) for number in range(_lanes_shown(lines.lanes))],
        "planned": planned,
        "days": _days(context, planned, names) if planned else (),
        "may_override": context.actor.may("calendar.override") and form.is_bound and bool(form.errors),
    }
    answer = render(request, f"calendar/bulk/{'form' if is_partial(request) else 'page'}.html", page, status=status)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _lanes_shown(lanes: Sequence[Sequence[str]]) -> int:
    """Return how many lanes are offered: one more than are used."""
    used = max((number + 1 for number, lane in enumerate(lanes) if lane), default=0)
    return min(used + 1, MOST_LANES)


def _lane(form: BulkForm, number: int, lanes: Sequence[Sequence[str]]) -> dict[str, Any]:
    chosen = set(lanes[number]) if number < len(lanes) else set()
    return {
        "number": number,
        "label": _("Lane %(number)s") % {"number": number + 1},
        "items": [
            (each, str(each.id) in chosen) for kind in RESOURCE_GROUPS for each in form.bookable if each.kind is kind
        ],
    }


def _days(context: Context, card: ScheduledCard, names: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """Return the timetable by day, in the order of time."""
    days: dict[date, list[dict[str, Any]]] = {}
    for each in sorted(card.planned, key=lambda one: (one.starts, one.lane)):
        line = {
            "name": each.name,
            "times": show_times(each.starts, each.ends, card.zone, context.studio),
            "with": ", ".join(names[key] for key in each.resource_ids if key in names),
        }
        days.setdefault(each.wall_starts.date(), []).append(line)
    return [{"title": show_long(day, context.studio), "lines": lines} for day, lines in days.items()]


def _rows(sent: Mapping[str, Sequence[str]], kind: str, parts: Sequence[str]) -> list[dict[str, str]]:
    columns = [sent.get(f"{kind}-{part}", ()) for part in parts]
    rows = [dict(zip(parts, (text[:10] for text in row), strict=True)) for row in zip(*columns, strict=False)]
    return [row for row in rows if any(row.values())]


def _begun(request: HttpRequest, context: Context) -> dict[str, Any]:
    return {
        "title": "{name}",
        "slot_minutes": 10,
        "client": client_text(context, request.GET.get("client_id", "")[:36]),
    }
