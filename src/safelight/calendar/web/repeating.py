"""What comes again: how a person says it in a form, and which of its appointments a change is meant for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from babel.dates import get_day_names
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.calendar.rules.recurrence import Frequency
from safelight.calendar.web.wording import first_weekday, reading_locale
from safelight.foundation.actions import Context

THIS: Final = "this"
SCOPES: Final[tuple[tuple[str, Promise], ...]] = (
    (THIS, gettext_lazy("Only this one")),
    ("following", gettext_lazy("This one and those that follow")),
    ("all", gettext_lazy("All that are still to come")),
)
FREQUENCIES: Final[tuple[tuple[str, Promise], ...]] = (
    ("", gettext_lazy("Once")),
    (Frequency.DAILY.value, gettext_lazy("Every day")),
    (Frequency.WEEKLY.value, gettext_lazy("Every week")),
    (Frequency.MONTHLY.value, gettext_lazy("Every month")),
    (Frequency.YEARLY.value, gettext_lazy("Every year")),
)
MONTHLY: Final[tuple[tuple[str, Promise], ...]] = (
    ("day", gettext_lazy("on the same day of the month")),
    ("weekday", gettext_lazy("on the same weekday, such as the second Tuesday")),
    ("last", gettext_lazy("on the last such weekday of the month")),
)
FOURTH: Final = 4


class RepeatFields(forms.Form):
    """How often something comes again, and until when; mixed into the form of a new appointment."""

    repeat = forms.ChoiceField(choices=FREQUENCIES, required=False, label=gettext_lazy("Repeats"))
    interval = forms.IntegerField(
        required=False, min_value=1, max_value=400, initial=1, label=gettext_lazy("Every how many of them")
    )
    weekdays = forms.TypedMultipleChoiceField(coerce=int, required=False, label=gettext_lazy("On"))
    monthly = forms.ChoiceField(choices=MONTHLY, required=False, label=gettext_lazy("Which day"))
    until = forms.DateField(required=False, label=gettext_lazy("Last day"))
    count = forms.IntegerField(required=False, min_value=1, max_value=1_000, label=gettext_lazy("Or how many times"))
    skip_taken = forms.BooleanField(required=False, label=gettext_lazy("Leave out days that are not free"))


def weekday_choices(context: Context) -> list[tuple[int, str]]:
    """Return the weekdays in the reader's order; ISO numbers, 1 is Monday."""
    locale = reading_locale(context.studio)
    names = get_day_names("abbreviated", locale=locale)
    begin = first_weekday(locale)
    return [((begin + step) % 7 + 1, names[(begin + step) % 7]) for step in range(7)]


def repeat_of(found: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return when something comes again as the verbs take it; None for once."""
    frequency = found.get("repeat")
    if not frequency:
        return None
    first: date = found["date"]
    rule: dict[str, Any] = {"frequency": frequency, "interval": found.get("interval") or 1}
    if frequency == Frequency.WEEKLY.value:
        rule["weekdays"] = tuple(found.get("weekdays") or ())
    if frequency == Frequency.MONTHLY.value and found.get("monthly") in {"weekday", "last"}:
        nth = (first.day - 1) // 7 + 1
        rule["weekdays"] = (first.isoweekday(),)
        rule["nth"] = -1 if found["monthly"] == "last" or nth > FOURTH else nth
    if found.get("until"):
        rule["until"] = found["until"]
    elif found.get("count"):
        rule["count"] = found["count"]
    return rule


def scope_words(scope: str) -> str:
    """Return a scope for a notice; nothing for a single appointment."""
    return {"following": _("and those that follow"), "all": _("and all that are still to come")}.get(scope, "")
