"""How sessions and tasks are told on pages: pills, days, dates, who and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safelight.calendar.queries.cards import AppointmentCard
from safelight.calendar.rules.kinds import ResourceKind, Status
from safelight.calendar.web.faces import COLORS
from safelight.calendar.web.wording import show_date, show_days, show_span, show_time, show_times, show_weekday
from safelight.clients.web.wording import local_day, reading_locale
from safelight.foundation.actions import Context, StudioFacts
from safelight.foundation.money import Money
from safelight.shoots.queries.cards import NamedCard, ShootCard, ShootRow, ShootState, TaskCard
from safelight.shoots.queries.dates import event_kind
from safelight.shoots.rules.due import SESSION
from safelight.shoots.rules.priority import Priority
from safelight.shoots.rules.repeating import Repeat, in_words

STATES: Final[dict[ShootState, Promise]] = {
    "open": gettext_lazy("Open"),
    "finished": gettext_lazy("Finished"),
    "cancelled": gettext_lazy("Cancelled"),
    "removed": gettext_lazy("Removed"),
}
STATE_TONES: Final[dict[ShootState, str]] = {"open": "", "finished": "good", "cancelled": "bad", "removed": "bad"}
PRIORITIES: Final[dict[Priority, Promise]] = {
    Priority.URGENT: gettext_lazy("Urgent"),
    Priority.HIGH: gettext_lazy("High"),
    Priority.NORMAL: gettext_lazy("Normal"),
    Priority.LOW: gettext_lazy("Low"),
}
EVENT_WORDS: Final[dict[str, Promise]] = {
    SESSION: gettext_lazy("Session"),
    "consultation": gettext_lazy("Consultation"),
    "viewing": gettext_lazy("Viewing"),
    "pick-up": gettext_lazy("Pick-up"),
    "meeting": gettext_lazy("Meeting"),
    "scouting": gettext_lazy("Visit of the place"),
}
"""What a calendar event of a session may be; other words are shown as they were written."""
_NEAR: Final = 300
"""So many days off a day is named without its year."""


@dataclass(frozen=True, slots=True)
class Pill:
    """A short coloured word."""

    text: str
    tone: str = ""
    dot: bool = False


@dataclass(frozen=True, slots=True)
class ShownTask:
    """A task ready for a template."""

    card: TaskCard
    due: str
    tone: str
    who: str
    pills: tuple[Pill, ...]


@dataclass(frozen=True, slots=True)
class ShownDate:
    """A calendar event of a session ready for a template."""

    card: AppointmentCard
    what: str
    when: str
    people: str
    rooms: str
    is_session: bool
    is_off: bool
    is_past: bool


def tone_of(color: str) -> str:
    """Return the tone of a stored colour; one that this program does not know stays neutral."""
    return color if color in COLORS and color != "gray" else ""


def status_pill(status: NamedCard) -> Pill:
    """Return a status as a pill."""
    return Pill(status.name, tone_of(status.color), dot=True)


def state_pills(card: ShootRow | ShootCard) -> tuple[Pill, ...]:
    """Return status and, where it is not open, the state of a session."""
    found = [status_pill(NamedCard(id=card.status.id, name=card.status.name, color=card.status.color))]
    if card.state != "open":
        found.append(Pill(str(STATES[card.state]), STATE_TONES[card.state]))
    elif card.overdue:
        found.append(Pill(_("Overdue"), "bad"))
    return tuple(found)


def due_words(due: date | None, today: date, studio: StudioFacts) -> str:
    """Return a day on which something is due as people say it; nothing for none."""
    if due is None:
        return ""
    days = (due - today).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days < 0:
        return ngettext("%(count)d day late", "%(count)d days late", -days) % {"count": -days}
    return show_weekday(due, studio) if days < _NEAR else show_date(due, studio)


def due_tone(due: date | None, today: date) -> str:
    """Return how pressing a day is."""
    if due is None or due > today:
        return ""
    return "bad" if due < today else "warn"


def starts_words(card: ShootRow, studio: StudioFacts, today: date) -> str:
    """Return when a session begins, in the studio's zone, with the year where it is far; nothing without a date."""
    if card.starts_at is None:
        return ""
    day = local_day(card.starts_at, studio)
    near = abs((day - today).days) < _NEAR
    return f"{show_weekday(day, studio) if near else show_date(day, studio)}, {show_time(card.starts_at, studio.zone, studio)}"


def place_words(card: ShootRow | ShootCard) -> str:
    """Return where a session is."""
    return card.place or (card.location.name if card.location else "")


def shown_tasks(context: Context, tasks: Sequence[TaskCard]) -> list[ShownTask]:
    """Return tasks ready for a template."""
    today = local_day(context.now, context.studio)
    return [_task(context.studio, task, today) for task in tasks]


def shown_dates(context: Context, events: Sequence[AppointmentCard]) -> list[ShownDate]:
    """Return the dates of a session ready for a template."""
    return [_date(context, card) for card in events]


def show_money(amount: Money, studio: StudioFacts) -> str:
    """Return an amount as it is read here; nothing for zero."""
    return amount.format(str(reading_locale(studio)).replace("_", "-")) if amount else ""


def event_word(kind: str) -> str:
    """Return what a kind of calendar event is called on screen."""
    plain = kind.replace("_", " ").replace("-", " ")
    return str(EVENT_WORDS.get(kind) or f"{plain[:1].upper()}{plain[1:]}")


def _task(studio: StudioFacts, task: TaskCard, today: date) -> ShownTask:
    pills = []
    if task.priority < Priority.NORMAL and task.done_at is None:
        pills.append(Pill(str(PRIORITIES[task.priority]), "bad" if task.priority is Priority.URGENT else "warn"))
    if task.repeat_every and task.repeat_unit:
        pills.append(Pill(in_words(Repeat(task.repeat_every, task.repeat_unit)), "info"))
    who = task.assignee.name if task.assignee else task.department.name if task.department else ""
    done = task.done_at is not None
    return ShownTask(
        card=task,
        due=due_words(task.due_on, today, studio),
        tone="" if done else due_tone(task.due_on, today),
        who=who,
        pills=tuple(pills),
    )


def _date(context: Context, card: AppointmentCard) -> ShownDate:
    kind = event_kind(card.kind.value, card.type)
    if card.all_day:
        when = show_days(card.first_day, card.last_day, context.studio)
    else:
        when = show_span(card.starts, card.ends, card.zone, context.studio)
    return ShownDate(
        card=card,
        what=event_word(kind),
        when=when,
        people=", ".join(item.name for item in card.resources if item.kind is ResourceKind.PERSON),
        rooms=", ".join(item.name for item in card.resources if item.kind is not ResourceKind.PERSON),
        is_session=kind == SESSION,
        is_off=card.status is Status.CANCELLED,
        is_past=card.ends <= context.now,
    )


__all__ = [
    "EVENT_WORDS",
    "PRIORITIES",
    "STATES",
    "Pill",
    "ShownDate",
    "ShownTask",
    "due_tone",
    "due_words",
    "event_word",
    "place_words",
    "show_times",
    "shown_dates",
    "shown_tasks",
    "starts_words",
    "state_pills",
    "status_pill",
    "tone_of",
]
