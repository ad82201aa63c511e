"""The agenda: what is planned, day after day, in reading order. It says and offers what the grid does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from safelight.calendar.queries.cards import ResourceCard
from safelight.calendar.queries.range import EventCard, RangeCard
from safelight.calendar.rules.kinds import Status
from safelight.calendar.web.faces import Pill, tone_of
from safelight.calendar.web.place import Place
from safelight.calendar.web.wording import show_long, show_time
from safelight.foundation.actions import Context, StudioFacts
from safelight.foundation.clock import zone as zone_of


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a day; ``until`` is empty for whole days."""

    begins: str
    until: str
    iso: str
    title: str
    line: str
    names: tuple[str, ...]
    place: str
    url: str
    kind: str
    tone: str
    pills: tuple[Pill, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its lines, whole days first, and what is special about it (holidays, who is away)."""

    iso: str
    title: str
    is_today: bool
    notes: tuple[str, ...]
    items: tuple[Item, ...]


def agenda_days(context: Context, card: RangeCard, place: Place) -> list[Day]:
    """Return the days of a range; what goes over midnight stands on each of its days."""
    return agenda_of(context, card, place, None)


def agenda_of(context: Context, card: RangeCard, place: Place, only: UUID | None) -> list[Day]:
    """Return the days of a range for one resource, or with None for all."""
    zone = zone_of(card.zone)
    today = context.now.astimezone(zone).date()
    resources = {each.id: each for each in card.resources}
    by_day: defaultdict[date, list[tuple[tuple[bool, datetime], Item]]] = defaultdict(list)
    for event in card.events:
        if not place.shows(event.kind.value) or (only and only not in event.resource_ids):
            continue
        for day in _days_of(event, card):
            item = _item(context.studio, event, day, card.zone, resources)
            by_day[day].append(((not event.all_day, event.starts), item))
    notes = _notes(card, zone, place, {only: resources[only]} if only else resources)
    found = []
    day = card.first_day
    while day <= card.last_day:
        lines = tuple(item for _, item in sorted(by_day[day], key=lambda line: line[0]))
        title = show_long(day, context.studio)
        found.append(Day(day.isoformat(), title, day == today, tuple(notes.get(day, ())), lines))
        day += timedelta(days=1)
    return found


def _days_of(event: EventCard, card: RangeCard) -> list[date]:
    if event.all_day:
        first, last = event.first_day, event.last_day
    else:
        first, last = event.wall_starts.date(), (event.wall_ends - timedelta(microseconds=1)).date()
    first, last = max(first, card.first_day), min(last, card.last_day)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _item(studio: StudioFacts, event: EventCard, day: date, zone: str, resources: Mapping[UUID, ResourceCard]) -> Item:
    client = event.client.name if event.client else ""
    begins, until = _("All day"), ""
    if not event.all_day:
        begins = show_time(event.starts, zone, studio) if event.wall_starts.date() == day else "…"
        ends_here = (event.wall_ends - timedelta(microseconds=1)).date() == day
        until = show_time(event.ends, zone, studio) if ends_here else "…"
    return Item(
        begins=begins,
        until=until,
        iso=event.starts.isoformat(),
        title=event.title,
        line="" if client in event.title else client,
        names=tuple(resources[each.resource_id].name for each in event.takes if each.resource_id in resources),
        place=event.place,
        url=reverse("appointment", args=[event.id]),
        kind=event.kind.value,
        tone=tone_of(event.color, event.kind),
        pills=tuple(pills_of_event(studio, event, zone)),
    )


def pills_of_event(studio: StudioFacts, event: EventCard, zone: str) -> list[Pill]:
    """Return what is special about an event of a list, in words."""
    found = []
    if event.status is Status.HELD and event.held_until:
        time = show_time(event.held_until, zone, studio)
        found.append(Pill(_("Held until %(time)s") % {"time": time}, "warn"))
    if event.status is Status.DONE:
        found.append(Pill(_("Done"), "good"))
    if event.has_override:
        found.append(Pill(_("Double booked"), "bad"))
    if event.series_id:
        found.append(Pill(_("Repeats")))
    return found


def _notes(
    card: RangeCard, zone: ZoneInfo, place: Place, resources: Mapping[UUID, ResourceCard]
) -> dict[date, list[str]]:
    """Return the holidays of each day, and who is away or asked to be."""
    found: defaultdict[date, list[str]] = defaultdict(list)
    for shade in card.shades:
        if shade.resource_id not in resources:
            continue
        if shade.why == "holiday":
            words = shade.note or _("Holiday")
        elif shade.why in {"away", "asked"} and place.shows("absence"):
            who = resources[shade.resource_id]
            sentence = _("%(name)s is away") if shade.why == "away" else _("%(name)s asked to be away")
            words = sentence % {"name": who.name}
        else:
            continue
        first = shade.starts.astimezone(zone).date()
        last = (shade.ends.astimezone(zone) - timedelta(microseconds=1)).date()
        day = max(first, card.first_day)
        while day <= min(last, card.last_day):
            if words not in found[day]:
                found[day].append(words)
            day += timedelta(days=1)
    return found
