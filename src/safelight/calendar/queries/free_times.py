"""Finding a time: the first that are free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db.models import Q
from pydantic import Field

from safelight.calendar.models import Slot, SlotResource
from safelight.calendar.queries.availability import Availability, load_availability
from safelight.calendar.queries.needs import FreeTime, Lengths, free_time, margin, needed, search, zone_for
from safelight.calendar.rules.free import Choice, Found
from safelight.calendar.rules.hours import wall_at
from safelight.calendar.rules.spans import Span
from safelight.calendar.rules.wall import nearest
from safelight.foundation.actions import Context, Frozen, InvalidInput, query
from safelight.foundation.clock import day_bounds
from safelight.foundation.clock import zone as zone_of

LONGEST = 366
_MOST = 200


class FindTimes(Lengths):
    """The first ``limit`` free times from ``first_day`` on, up to ``last_day`` (inclusive; without it, 60 days).

    ``type`` is a session type: where it has time slots, only those are answered, with their length.
    """

    first_day: date
    last_day: date | None = None
    weekdays: tuple[int, ...] = Field(default=(), max_length=7, description="ISO, 1 is Monday; none means every day")
    earliest_minute: int = Field(default=0, ge=0, le=24 * 60, description="Not before this minute of the day")
    latest_minute: int = Field(default=24 * 60, ge=0, le=24 * 60, description="Over by this minute of the day")
    step: int = Field(default=15, ge=5, le=24 * 60)
    notice_minutes: int = Field(default=0, ge=0, le=366 * 24 * 60, description="Not sooner than this from now")
    limit: int = Field(default=10, ge=1, le=_MOST)
    type: str = Field(default="", max_length=60)
    use_slots: bool = True


class FreeTimesCard(Frozen):
    """The free times found; ``from_slots`` when they are those of the session type's slots."""

    times: tuple[FreeTime, ...]
    zone: str
    from_slots: bool = False
    searched_until: date


@dataclass(frozen=True, slots=True)
class _Offer:
    """Beginnings at which a session type is offered alike: as long, with the same resources."""

    minutes: int
    resource_ids: tuple[UUID, ...]
    starts: tuple[datetime, ...]


@query("calendar.free_times", permission="calendar.view", door="GET /free-times")
def find_free_times(context: Context, data: FindTimes) -> FreeTimesCard:
    """Find the first free times for people, rooms and props, within their hours."""
    return free_times(context, data)


def free_times(context: Context, data: FindTimes) -> FreeTimesCard:
    """Return the first free times (at most eight statements, whatever the range).

    Raises:
        NotFound: a resource or the location does not exist.
        InvalidInput: no range, or nothing that could serve a need.
    """
    zone = zone_for(context, data)
    last = data.last_day or data.first_day + timedelta(days=59)
    if last < data.first_day or (last - data.first_day).days >= LONGEST:
        message = f"Choose up to {LONGEST} days, the last not before the first."
        raise InvalidInput(message, fields={"last_day": message})
    start, end = day_bounds(data.first_day, zone)[0], day_bounds(last, zone)[1]
    window = (max(start, context.now + timedelta(minutes=data.notice_minutes)), end)
    offers = _offers(data, last, zone) if data.type and data.use_slots else []
    choices, cards = needed(context, data, also={key for offer in offers for key in offer.resource_ids})
    known = load_availability(context, cards, window, margin=margin(data))
    if window[0] >= window[1]:
        found: Iterable[Found[UUID]] = []
    elif offers:
        found = _offered(data, zone, window, choices, known, offers)
    else:
        found = search(data, zone, window, choices, known, step=data.step)
    return FreeTimesCard(
        times=tuple(free_time(each, zone) for each in islice(_wanted(found, data, zone), data.limit)),
        zone=zone,
        from_slots=bool(offers),
        searched_until=last,
    )


def _offers(data: FindTimes, last: date, zone: str) -> list[_Offer]:
    """Return when the slots of a session type lie in the range (two statements)."""
    slots = Slot.objects.filter(type=data.type, archived_at=None, valid_from__lte=last).filter(
        Q(valid_until=None) | Q(valid_until__gte=data.first_day)
    )
    if data.location_id is not None:
        slots = slots.filter(Q(location_id=None) | Q(location_id=data.location_id))
    rows = list(slots)
    with_slot: defaultdict[UUID, list[UUID]] = defaultdict(list)
    if rows:
        links = SlotResource.objects.filter(slot_id__in=[row.id for row in rows]).order_by("resource_id")
        for slot_id, resource_id in links.values_list("slot_id", "resource_id"):
            with_slot[slot_id].append(resource_id)
    starts: defaultdict[tuple[int, tuple[UUID, ...]], list[datetime]] = defaultdict(list)
    for row in rows:
        day = max(data.first_day, row.valid_from)
        day += timedelta(days=(row.weekday - day.isoweekday()) % 7)
        while day <= min(last, row.valid_until or last):
            starts[row.minutes, tuple(with_slot[row.id])].append(nearest(wall_at(day, row.starts_minute), zone))
            day += timedelta(days=7)
    return [_Offer(minutes, resources, tuple(sorted(at))) for (minutes, resources), at in starts.items()]


def _offered(  # noqa: PLR0913, PLR0917 - private; what search takes, and the offers
    data: FindTimes,
    zone: str,
    window: Span,
    choices: Sequence[Choice[UUID]],
    known: Availability,
    offers: Sequence[_Offer],
) -> list[Found[UUID]]:
    """Return the slots that can be had, in order.

    Where a need could be served by a resource of the slot, only by it; without needs, by all resources of the slot.
    """
    found: dict[tuple[datetime, datetime], Found[UUID]] = {}
    for offer in offers:
        mine = set(offer.resource_ids)
        wanted = [Choice(tuple(key for key in choice.any_of if key in mine) or choice.any_of) for choice in choices]
        wanted = wanted or [Choice((key,)) for key in offer.resource_ids]
        for each in search(data, zone, window, wanted, known, at=offer.starts, minutes=offer.minutes):
            found.setdefault((each.starts, each.ends), each)
    return [found[key] for key in sorted(found)]


def _wanted(found: Iterable[Found[UUID]], data: FindTimes, zone: str) -> Iterator[Found[UUID]]:
    """Leave out times on other weekdays or outside the wished part of the day."""
    place = zone_of(zone)
    for each in found:
        first, last = each.starts.astimezone(place), each.ends.astimezone(place)
        if data.weekdays and first.isoweekday() not in data.weekdays:
            continue
        if first.hour * 60 + first.minute < data.earliest_minute:
            continue
        midnight = day_bounds(first.date(), zone)[1]
        over = last.hour * 60 + last.minute if each.ends < midnight else 24 * 60
        if over > data.latest_minute or (each.ends > midnight and data.latest_minute < 24 * 60):
            continue
        yield each
