"""The form of an appointment: what a person fills in, and what the calendar's verbs take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.accounts.queries.studio import LocationCard, list_locations
from safelight.calendar.queries import AppointmentCard, ResourceCard, Resources
from safelight.calendar.queries.resources import resources as list_resources
from safelight.calendar.rules.kinds import AppointmentKind
from safelight.calendar.web.clients import client_meant, client_text
from safelight.calendar.web.faces import COLORS, RESOURCE_GROUPS
from safelight.calendar.web.forms import CalendarForm
from safelight.calendar.web.repeating import SCOPES, RepeatFields, weekday_choices
from safelight.clients.web.wording import local_day
from safelight.foundation.actions import ActionError, Context, ask

KINDS: Final = (
    (AppointmentKind.APPOINTMENT.value, gettext_lazy("Appointment")),
    (AppointmentKind.BLOCK.value, gettext_lazy("Block: nobody can book this time")),
)
HOLDS: Final = (
    ("", gettext_lazy("Book it")),
    ("15", gettext_lazy("Hold for 15 minutes")),
    ("60", gettext_lazy("Hold for an hour")),
    ("1440", gettext_lazy("Hold for a day")),
    ("4320", gettext_lazy("Hold for three days")),
    ("10080", gettext_lazy("Hold for a week")),
)
USUAL_MINUTES: Final = 60
MOST_MINUTES: Final = 24 * 60
# Where the verbs' fields stand in this form.
PLACES: Final = {
    "starts": "start", "ends": "end", "minutes": "end", "first_day": "date", "last_day": "last_date", "fold": "start",
    "client_id": "client", "location_id": "location", "resource_ids": "resources", "override": "override",
    "repeat.interval": "interval", "repeat.weekdays": "weekdays", "repeat.until": "until", "repeat.count": "count",
}  # fmt: skip


class AppointmentForm(RepeatFields, CalendarForm):
    """What is planned, when, for whom, with whom and what."""

    kind = forms.ChoiceField(choices=KINDS, initial=KINDS[0][0], label=gettext_lazy("What is it?"))
    title = forms.CharField(max_length=200, required=False, label=gettext_lazy("Title"))
    date = forms.DateField(label=gettext_lazy("Day"))
    start = forms.TimeField(required=False, label=gettext_lazy("From"), widget=forms.TimeInput(format="%H:%M"))
    end = forms.TimeField(required=False, label=gettext_lazy("Until"), widget=forms.TimeInput(format="%H:%M"))
    all_day = forms.BooleanField(required=False, label=gettext_lazy("All day"))
    last_date = forms.DateField(required=False, label=gettext_lazy("Last day"))
    client = forms.CharField(max_length=240, required=False, label=gettext_lazy("Client"))
    resources = forms.MultipleChoiceField(required=False, label=gettext_lazy("With"))
    location = forms.ChoiceField(required=False, label=gettext_lazy("Location"))
    place = forms.CharField(max_length=300, required=False, label=gettext_lazy("Somewhere else"))
    color = forms.ChoiceField(choices=list(COLORS.items()), required=False, label=gettext_lazy("Colour"))
    arrival_minutes = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_MINUTES, label=gettext_lazy("Client arrives earlier, minutes")
    )
    preparation_minutes = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_MINUTES, label=gettext_lazy("Preparation, minutes")
    )
    buffer_minutes = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_MINUTES, label=gettext_lazy("Time after, minutes")
    )
    drive_minutes = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_MINUTES, label=gettext_lazy("Drive each way, minutes")
    )
    participants = forms.CharField(
        max_length=2_000, required=False, label=gettext_lazy("Participants"), widget=forms.Textarea(attrs={"rows": 2})
    )
    notes = forms.CharField(
        max_length=20_000, required=False, label=gettext_lazy("Notes"), widget=forms.Textarea(attrs={"rows": 3})
    )
    hold_minutes = forms.ChoiceField(choices=HOLDS, required=False, label=gettext_lazy("Book it, or keep the time"))
    scope = forms.ChoiceField(choices=SCOPES, required=False, label=gettext_lazy("It comes again. Which are meant?"))
    fold = forms.ChoiceField(
        choices=(("", ""), ("0", gettext_lazy("The first one")), ("1", gettext_lazy("The second one"))),
        required=False,
        label=gettext_lazy("The clock shows this time twice that night. Which one?"),
    )
    override = forms.CharField(
        max_length=500,
        required=False,
        label=gettext_lazy("Reason to book over it"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    known_client: tuple[str, UUID | None] = ("", None)
    """What the field said before, and who that was: a client stays the same, whatever became of their name."""

    ids = "ap"
    places = PLACES

    def __init__(
        self,
        context: Context,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Load what can be chosen."""
        super().__init__(context, data, initial=initial)
        # Whole days need no times.
        timed = not self["all_day"].value()
        for name in ("start", "end"):
            self.fields[name].required = timed
        self.bookable, self.locations = resource_fields(context)
        self.offer("weekdays", weekday_choices(context))
        self.offer("resources", [(str(each.id), each.name) for each in self.bookable])
        self.offer("location", [("", _("None")), *((str(each.id), each.name) for each in self.locations)])

    def clean(self) -> dict[str, Any]:
        """Check what only the fields together can say."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("repeat") and found.get("hold_minutes"):
            self.add_error("hold_minutes", _("What comes again is booked at once; only a single time can be held."))
        first, last = found.get("date"), found.get("last_date")
        if first and last and last < first:
            self.add_error("last_date", _("The last day lies before the first."))
        return found

    def when(self) -> dict[str, Any]:
        """Return the times of a valid form as the verbs take them."""
        return self.when_of(self.cleaned_data)

    @staticmethod
    def when_of(found: Mapping[str, Any]) -> dict[str, Any]:
        """Return times as the verbs take them; an end at or before the beginning is on the next day."""
        first: date = found["date"]
        last: date | None = found["last_date"]
        if found["all_day"]:
            return {"first_day": first, "last_day": last or first}
        start, end = found["start"], found["end"]
        end_day = last or (first if end > start else first + timedelta(days=1))
        times = {"starts": datetime.combine(first, start), "ends": datetime.combine(end_day, end)}
        return times | {"fold": int(found["fold"])} if found.get("fold") else times

    def details(self) -> dict[str, Any]:
        """Return everything but the times, as the verbs take it.

        Raises:
            InvalidInput: the client's name means nobody, or several.
        """
        found = self.cleaned_data
        minutes = ("arrival_minutes", "preparation_minutes", "buffer_minutes", "drive_minutes")
        return {
            **(
                {"kind": found["kind"], "resource_ids": tuple(map(UUID, found["resources"]))} if "kind" in found else {}
            ),
            "title": found["title"],
            "client_id": self._client(found["client"]),
            "location_id": UUID(found["location"]) if found["location"] else None,
            **{name: found[name] for name in ("place", "color", "participants", "notes")},
            **{name: found[name] or 0 for name in minutes},
        }

    def _client(self, text: str) -> UUID | None:
        known, client_id = self.known_client
        return client_id if client_id and text == known else client_meant(self.context, text)

    def groups(self) -> list[dict[str, Any]]:
        """Return what can be booked by kind, with what is chosen."""
        value = self["resources"].value() or []
        chosen = {str(each) for each in value}
        groups = [
            {
                "label": label,
                "items": [(each, str(each.id) in chosen) for each in self.bookable if each.kind is kind],
            }
            for kind, label in RESOURCE_GROUPS.items()
        ]
        return [group for group in groups if group["items"]]

    @property
    def needs_reason(self) -> bool:
        """Whether something is in the way and this person may book over it."""
        return "override" in self.errors or bool(self["override"].value())

    @property
    def needs_fold(self) -> bool:
        """Whether the clock shows the beginning twice."""
        return "fold" in self.fields and (bool(self["fold"].value()) or self.has_error("start", "ambiguous_time"))

    @property
    def repeats(self) -> bool:
        """Whether how it comes again was said, or is wrong."""
        return any(self[name].value() or name in self.errors for name in ("repeat", "until", "count"))

    @property
    def shows_more(self) -> bool:
        """Whether what is usually folded away holds something."""
        names = ("place", "color", "arrival_minutes", "preparation_minutes", "buffer_minutes", "drive_minutes",
                 "participants")  # fmt: skip
        return any(self[name].value() or name in self.errors for name in names if name in self.fields)

    def refuse(self, refusal: ActionError) -> None:
        """Put what a verb refused at its fields; what was booked over wants a reason from those who may."""
        super().refuse(refusal)
        if refusal.code == "double_booked" and self.context.actor.may("calendar.override"):
            self.add_error("override", _("Say why it is booked all the same, or choose another time."))


def resource_fields(context: Context) -> tuple[Sequence[ResourceCard], Sequence[LocationCard]]:
    """Return what can be booked, and the places that take bookings as far as this person may know them."""
    bookable = ask(list_resources, context, Resources()).items
    if not context.actor.may("studio.view"):
        return bookable, ()
    return bookable, [each for each in ask(list_locations, context, {}).items if each.archived_at is None]


def begun(context: Context, params: QueryDict) -> dict[str, Any]:
    """Return what an address says about a new appointment: a span of the grid, a day, a client."""
    starts, ends = _moment(params.get("starts", "")), _moment(params.get("ends", ""))
    day = _day(params.get("date", "")) or (starts.date() if starts else local_day(context.now, context.studio))
    whole = bool(params.get("starts")) and "T" not in params.get("starts", "")
    found: dict[str, Any] = {"kind": AppointmentKind.APPOINTMENT.value, "date": day}
    if params.get("kind") == AppointmentKind.BLOCK.value:
        found["kind"] = AppointmentKind.BLOCK.value
    if whole:
        last = ends.date() - timedelta(days=1) if ends else day
        found |= {"all_day": True, "last_date": last if last > day else None}
    elif starts:
        ends = ends if ends and ends > starts else starts + timedelta(minutes=USUAL_MINUTES)
        found |= {"start": starts.time(), "end": ends.time()}
        if ends.date() > starts.date() and ends.time() > starts.time():
            found["last_date"] = ends.date()
    chosen = [each for each in (_uuid(text) for text in params.getlist("resource")[:50]) if each]
    found["resources"] = [str(each) for each in chosen]
    found["location"] = params.get("location", "")[:36]
    found["title"] = params.get("title", "")[:200]
    if params.get("client_id"):
        found["client"] = client_text(context, _uuid(params.get("client_id", "")))
    return found


def state_of(context: Context, card: AppointmentCard) -> dict[str, Any]:
    """Return an appointment as the form shows it."""
    shown: dict[str, Any] = {
        "kind": (AppointmentKind.BLOCK if card.kind is AppointmentKind.BLOCK else AppointmentKind.APPOINTMENT).value,
        "title": card.title,
        "date": card.first_day if card.all_day else card.wall_starts.date(),
        "all_day": card.all_day,
        "start": None if card.all_day else card.wall_starts.time(),
        "end": None if card.all_day else card.wall_ends.time(),
        "last_date": _last_date(card),
        "client": client_text(context, card.client.id if card.client else None),
        "resources": [str(each.id) for each in card.resources],
        "location": str(card.location_id or ""),
        "place": card.place,
        "color": card.color,
        "participants": card.participants,
        "notes": card.notes,
    }
    for name in ("arrival_minutes", "preparation_minutes", "buffer_minutes", "drive_minutes"):
        shown[name] = getattr(card, name) or None
    return shown


def _last_date(card: AppointmentCard) -> date | None:
    if card.all_day:
        return card.last_day if card.last_day > card.first_day else None
    first, last = card.wall_starts, card.wall_ends
    overnight = last.date() == first.date() + timedelta(days=1) and last.time() <= first.time()
    return last.date() if last.date() > first.date() and not overnight else None


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def cleaned(form: AppointmentForm) -> dict[str, Any]:
    """Return what a valid form says, whole."""
    return form.details() | form.when()
