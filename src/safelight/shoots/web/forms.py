"""Small forms of a session: a date, a status, a cancellation, a copy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.calendar.queries import AppointmentCard, ResourceCard, Resources
from safelight.calendar.queries.resources import resources as list_resources
from safelight.calendar.rules.kinds import ResourceKind
from safelight.calendar.web.faces import RESOURCE_GROUPS
from safelight.foundation import clock
from safelight.foundation.actions import ActionError, Context, ask
from safelight.shoots.queries.cards import ShootCard
from safelight.shoots.rules.due import SESSION
from safelight.shoots.web.faces import EVENT_WORDS

PLACES: Final = {"starts": "start", "resource_ids": "resources", "minutes": "minutes", "override": "override"}


class Refusable(forms.Form):
    """A form that can show what a verb refused."""

    context: Context
    places: Mapping[str, str] = PLACES

    def refuse(self, refusal: ActionError) -> None:
        """Put what a verb refused at the fields it is about."""
        for name, sentence in (refusal.fields or {"": refusal.message}).items():
            place = self.places.get(name, name)
            self.add_error(place if place in self.fields else None, forms.ValidationError(sentence, code=refusal.code))
        if (
            refusal.code == "double_booked"
            and "override" in self.fields
            and self.context.actor.may("calendar.override")
        ):
            self.add_error("override", _("Say why it is booked all the same, or choose another time."))

    @property
    def needs_reason(self) -> bool:
        """Whether something is in the way and this person may book over it."""
        return "override" in self.fields and ("override" in self.errors or bool(self["override"].value()))


class WhenForm(Refusable):
    """A time with people and rooms."""

    date = forms.DateField(label=gettext_lazy("Day"))
    start = forms.TimeField(label=gettext_lazy("From"))
    minutes = forms.IntegerField(min_value=5, max_value=7 * 24 * 60, label=gettext_lazy("Minutes"))
    resources = forms.MultipleChoiceField(required=False, label=gettext_lazy("With"))
    override = forms.CharField(
        max_length=500,
        required=False,
        label=gettext_lazy("Reason to book over it"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, context: Context, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        """Load what can be booked."""
        super().__init__(*args, **{"auto_id": "wh-%s", "label_suffix": "", **kwargs})
        self.context = context
        self.bookable = ask(list_resources, context, Resources()).items
        field = self.fields["resources"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - it is one
        field.choices = [(str(each.id), each.name) for each in self.bookable]

    def groups(self) -> list[tuple[Any, list[tuple[ResourceCard, bool]]]]:
        """Return what can be booked by kind, with what is chosen."""
        chosen = {str(each) for each in self["resources"].value() or ()}
        found = [
            (label, [(each, str(each.id) in chosen) for each in self.bookable if each.kind is kind])
            for kind, label in RESOURCE_GROUPS.items()
        ]
        return [group for group in found if group[1]]

    def when(self) -> dict[str, Any]:
        """Return the time as the verbs take it."""
        found = self.cleaned_data
        day: date = found["date"]
        return {
            "starts": datetime.combine(day, found["start"]),
            "minutes": found["minutes"],
            "resource_ids": tuple(UUID(text) for text in found["resources"]),
            "override": found["override"],
        }


class DateForm(WhenForm):
    """A further date of a session."""

    type = forms.ChoiceField(choices=list(EVENT_WORDS.items()), label=gettext_lazy("What is it?"))
    field_order = ("type", "date", "start", "minutes", "resources")


class RescheduleForm(WhenForm):
    """Another time, and why."""

    reason = forms.CharField(max_length=500, label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 2}))
    by_studio = forms.BooleanField(required=False, label=gettext_lazy("We ask for it, not the client"))
    waive = forms.BooleanField(required=False, label=gettext_lazy("Waive the fee"))


class CancelForm(Refusable):
    """Why a session is called off."""

    reason = forms.CharField(max_length=500, label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 2}))
    by_studio = forms.BooleanField(required=False, label=gettext_lazy("We cancel it, not the client"))
    waive = forms.BooleanField(required=False, label=gettext_lazy("Waive the fee"))

    def __init__(self, context: Context, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        """Remember who asks."""
        super().__init__(*args, **{"auto_id": "ca-%s", "label_suffix": "", **kwargs})
        self.context = context


class CopyForm(WhenForm):
    """What a copy takes along, and its first date."""

    undated = forms.BooleanField(required=False, label=gettext_lazy("The date is not settled yet"))
    title = forms.CharField(max_length=200, required=False, label=gettext_lazy("Title"))
    participants = forms.BooleanField(required=False, label=gettext_lazy("The same people"))
    tasks = forms.BooleanField(required=False, label=gettext_lazy("The same tasks, all open again"))

    def __init__(self, context: Context, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        """Ask for a time only where there is to be one."""
        super().__init__(context, *args, **kwargs)
        for name in ("date", "start", "minutes"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """Ask for a time, unless there is to be none."""
        found: dict[str, Any] = super().clean() or {}
        if not found.get("undated"):
            for name in ("date", "start", "minutes"):
                if name not in self.errors and found.get(name) is None:
                    self.add_error(name, _("This is needed, unless the date is not settled yet."))
        return found


def initial_when(context: Context, card: ShootCard, event: AppointmentCard | None = None) -> dict[str, Any]:
    """Return the time of a date as the form shows it; of a new one, the length and people of the session."""
    if event is not None:
        wall = clock.local(event.starts, event.zone)
        return {
            "date": wall.date(),
            "start": wall.time().replace(second=0, microsecond=0),
            "minutes": event.minutes,
            "resources": [str(item.id) for item in event.resources],
        }
    today = clock.local(context.now, context.studio.zone).date()
    chosen = [str(card.photographer.id)] if card.photographer else []
    kind = SESSION if card.starts_at is None else "viewing"
    return {
        "date": today,
        "minutes": card.type.minutes if kind == SESSION else 60,
        "resources": chosen,
        "type": kind,
        "participants": True,
        "tasks": True,
        "title": card.title,
    }


def people_of(event: AppointmentCard) -> list[str]:
    """Return the names of the people of a date."""
    return [item.name for item in event.resources if item.kind is ResourceKind.PERSON]
