"""How an appointment is told: its time, its marks, its second line, its colour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.calendar.queries.cards import AppointmentCard
from safelight.calendar.rules.kinds import AppointmentKind, ResourceKind, Status
from safelight.calendar.web.wording import show_days, show_length, show_span, show_time
from safelight.foundation.actions import StudioFacts

COLORS: Final[dict[str, Promise]] = {
    "": gettext_lazy("No colour"), "gray": gettext_lazy("Grey"), "blue": gettext_lazy("Blue"),
    "cyan": gettext_lazy("Cyan"), "green": gettext_lazy("Green"), "amber": gettext_lazy("Amber"),
    "red": gettext_lazy("Red"), "violet": gettext_lazy("Violet"), "pink": gettext_lazy("Pink"),
}  # fmt: skip
KIND_TONES: Final = {AppointmentKind.APPOINTMENT: "blue", AppointmentKind.SHOOT: "green", AppointmentKind.BLOCK: "gray"}
KIND_WORDS: Final[dict[AppointmentKind, Promise]] = {
    AppointmentKind.APPOINTMENT: gettext_lazy("Appointment"),
    AppointmentKind.SHOOT: gettext_lazy("Session"),
    AppointmentKind.BLOCK: gettext_lazy("Block"),
}
RESOURCE_WORDS: Final[dict[ResourceKind, Promise]] = {
    ResourceKind.PERSON: gettext_lazy("Person"),
    ResourceKind.ROOM: gettext_lazy("Room"),
    ResourceKind.PROP: gettext_lazy("Prop"),
}
RESOURCE_GROUPS: Final[dict[ResourceKind, Promise]] = {
    ResourceKind.PERSON: gettext_lazy("People"),
    ResourceKind.ROOM: gettext_lazy("Rooms"),
    ResourceKind.PROP: gettext_lazy("Props"),
}


@dataclass(frozen=True, slots=True)
class Pill:
    """A short coloured word."""

    text: str
    tone: str = ""


def tone_of(color: str, kind: AppointmentKind) -> str:
    """Return the tone a booking is drawn in: its own colour, or that of its kind."""
    return color if color in COLORS and color else KIND_TONES[kind]


def marks_of(card: AppointmentCard) -> list[str]:
    """Return what is special about an appointment, as keys that the grid has signs for."""
    found = []
    if card.status is Status.HELD:
        found.append("held")
    if card.status is Status.DONE:
        found.append("done")
    if card.overrides:
        found.append("overridden")
    if card.series_id:
        found.append("repeats")
    return found


def pills_of(card: AppointmentCard, studio: StudioFacts) -> list[Pill]:
    """Return what is special about an appointment, in words."""
    found = []
    if card.status is Status.HELD and card.held_until:
        found.append(Pill(_("Held until %(time)s") % {"time": show_time(card.held_until, card.zone, studio)}, "warn"))
    if card.status is Status.CANCELLED:
        found.append(Pill(_("Cancelled"), "bad"))
    if card.status is Status.DONE:
        found.append(Pill(_("Done"), "good"))
    if card.overrides:
        found.append(Pill(_("Double booked"), "bad"))
    if card.series_id:
        found.append(Pill(_("Repeats")))
    return found


def when_of(card: AppointmentCard, studio: StudioFacts) -> str:
    """Return when an appointment is, on the clock of its own zone; another zone than the studio's is named."""
    if card.all_day:
        return show_days(card.first_day, card.last_day, studio)
    words = show_span(card.starts, card.ends, card.zone, studio)
    return words if card.zone == studio.zone else f"{words} ({card.zone.rpartition('/')[2].replace('_', ' ')})"


def line_of(card: AppointmentCard) -> str:
    """Return the second line: for whom, unless the title says so already, and where."""
    client = card.client.name if card.client else ""
    return " · ".join(part for part in ("" if client and client in card.title else client, card.place) if part)


def around_of(card: AppointmentCard, studio: StudioFacts) -> list[tuple[str, str]]:
    """Return the minutes around an appointment that are not nought, as labels and words."""
    arrives = _("%(time)s (%(length)s before)") % {
        "time": show_time(card.arrives, card.zone, studio),
        "length": show_length(card.arrival_minutes),
    }
    parts = (
        (card.arrival_minutes, _("Client arrives"), arrives),
        (card.preparation_minutes, _("Preparation"), show_length(card.preparation_minutes)),
        (card.buffer_minutes, _("Time after"), show_length(card.buffer_minutes)),
        (card.drive_minutes, _("Drive, each way"), show_length(card.drive_minutes)),
    )
    return [(label, words) for minutes, label, words in parts if minutes]


def names(resources: Iterable[object]) -> str:
    """Return the names of resources, one after the other."""
    return ", ".join(str(getattr(each, "name", "")) for each in resources)


def is_over(card: AppointmentCard, now: datetime) -> bool:
    """Say whether an appointment lies behind."""
    return card.ends <= now
