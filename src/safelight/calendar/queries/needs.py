"""What is needed of whom, for finding a time and for looking at a wished one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Final
from uuid import UUID

from pydantic import BeforeValidator, Field, WithJsonSchema

from safelight.accounts.models import Location
from safelight.calendar.queries.availability import Availability, around_of
from safelight.calendar.queries.cards import ResourceCard
from safelight.calendar.queries.reading import known_zone
from safelight.calendar.queries.resources import load_resources
from safelight.calendar.rules.free import Around, Choice, Found, find_times
from safelight.calendar.rules.kinds import ResourceKind
from safelight.calendar.rules.spans import Span
from safelight.calendar.rules.timing import timed
from safelight.calendar.rules.wall import TimeTrouble
from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound
from safelight.foundation.clock import zone as zone_of

_ID: Final = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KINDS: Final = "|".join(ResourceKind)
_WRITTEN: Final = rf"^({_KINDS}|{_ID}(\|{_ID})*)$"


class Need(Frozen):
    """One resource that is needed: one of ``any_of``, or without those any of a kind (at the place, if one is given).

    Programs write it in one word: a kind, or ids with ``|`` between them.
    """

    any_of: tuple[UUID, ...] = Field(default=(), max_length=100)
    kind: ResourceKind | None = None


def _read_need(given: object) -> object:
    if not isinstance(given, str):
        return given
    if not re.fullmatch(_WRITTEN, given):
        message = "Write person, room or prop, or ids with | between them."
        raise ValueError(message)
    return (
        {"kind": ResourceKind(given)} if given in set(ResourceKind) else {"any_of": tuple(map(UUID, given.split("|")))}
    )


WrittenNeed = Annotated[
    Need,
    BeforeValidator(_read_need),
    WithJsonSchema({"type": "string", "pattern": _WRITTEN, "maxLength": 4_000, "examples": ["person"]}),
]


class Placed(Frozen):
    """Where: wall times are those of the zone named, else the location's, else the studio's."""

    location_id: UUID | None = None
    zone: str = Field(default="", max_length=60, description="Empty: the location's, else the studio's")


class Lengths(Placed):
    """How long it takes, what comes before and after, and what is needed for it."""

    minutes: int = Field(default=60, ge=1, le=7 * 24 * 60)
    preparation_minutes: int = Field(default=0, ge=0, le=24 * 60)
    buffer_minutes: int = Field(default=0, ge=0, le=24 * 60)
    drive_minutes: int = Field(default=0, ge=0, le=24 * 60)
    resource_ids: tuple[UUID, ...] = Field(default=(), max_length=50, description="All of these are needed")
    needs: tuple[WrittenNeed, ...] = Field(
        default=(),
        max_length=20,
        description="And for each of these one more: ids with | between them, or a kind (person, room, prop)",
        examples=[["person", "room"]],
    )
    keep_hours: bool = Field(default=True, description="Only inside opening and working hours")


class FreeTime(Frozen):
    """A time that is free: with the resources that would be taken, in the order of the needs."""

    starts: datetime
    ends: datetime
    zone: str
    wall_starts: datetime
    wall_ends: datetime
    resource_ids: tuple[UUID, ...]


def zone_for(context: Context, data: Placed) -> str:
    """Return the zone in which wall times are meant; raises NotFound, InvalidInput."""
    if data.zone or data.location_id is None:
        return known_zone(data.zone or context.studio.zone)
    place = Location.objects.filter(id=data.location_id).first()
    if place is None:
        what = "location"
        raise NotFound(what)
    return place.zone or context.studio.zone


def needed(
    context: Context, data: Lengths, *, also: Collection[UUID] = ()
) -> tuple[list[Choice[UUID]], list[ResourceCard]]:
    """Return what is needed as choices, and the resources that may serve; and ``also`` these.

    Raises:
        NotFound: a resource does not exist.
        InvalidInput: nobody could serve one of the needs.
    """
    cards = load_resources(context, archived=True)
    by_id = {card.id: card for card in cards}
    wanted: list[Choice[UUID]] = [Choice((identifier,)) for identifier in dict.fromkeys(data.resource_ids)]
    for number, need in enumerate(data.needs):
        able = _able(need, cards, data.location_id)
        if not able:
            message = "There is nothing that could serve this need."
            raise InvalidInput(message, fields={f"needs.{number}": message})
        wanted.append(Choice(tuple(dict.fromkeys(able))))
    if any(identifier not in by_id for choice in wanted for identifier in choice.any_of):
        what = "resource"
        raise NotFound(what)
    living = [
        Choice(tuple(key for key in choice.any_of if by_id[key].archived_at is None) or choice.any_of)
        for choice in wanted
    ]
    used = set(also) | {key for choice in living for key in choice.any_of}
    return living, [card for card in cards if card.id in used]


def _able(need: Need, cards: Sequence[ResourceCard], location_id: UUID | None) -> list[UUID]:
    """Return the resources that may serve a need."""
    if need.any_of or need.kind is None:
        return list(need.any_of)
    return [
        card.id
        for card in cards
        if card.kind is need.kind
        and card.archived_at is None
        and (location_id is None or card.location_id in (None, location_id))
    ]


def search(  # noqa: PLR0913 - what is needed, where and when, all named
    data: Lengths,
    zone: str,
    window: Span,
    choices: Sequence[Choice[UUID]],
    known: Availability,
    *,
    at: Iterable[datetime] | None = None,
    minutes: int | None = None,
    step: int = 15,
) -> Iterator[Found[UUID]]:
    """Yield the times in a window at which all choices can be had; without any, those at which the place is open."""
    place = known.hours.at(data.location_id, zone)
    return find_times(
        choices,
        {key: known.free(key, keep_hours=data.keep_hours) for key in known.resources},
        {key: around(data, card) for key, card in known.resources.items()},
        window=window,
        length=timedelta(minutes=minutes or data.minutes),
        zone=zone,
        step=step,
        at=at,
        opened=place.open_spans((window[0], window[1] + timedelta(days=1)))
        if data.keep_hours and not choices
        else None,
    )


def around(data: Lengths, card: ResourceCard) -> Around:
    """Return what comes before and after, of one resource."""
    return around_of(card, preparation=data.preparation_minutes, buffer=data.buffer_minutes, drive=data.drive_minutes)


def own_span(starts: datetime, minutes: int, fold: int | None, zone: str) -> Span:
    """Return the instants of a wish; raises InvalidInput for a time that does not exist or is ambiguous."""
    try:
        timing = timed(starts, zone, minutes=minutes, fold=fold)
    except TimeTrouble as trouble:
        raise InvalidInput(str(trouble), code=trouble.code, fields={trouble.part: str(trouble)}) from trouble
    return timing.starts.at, timing.ends.at


def margin(data: Lengths) -> timedelta:
    """Return how far around a window bookings may matter."""
    return timedelta(days=1, minutes=data.preparation_minutes + data.buffer_minutes + 2 * data.drive_minutes)


def free_time(found: Found[UUID], zone: str) -> FreeTime:
    """Return a found time as a card."""
    place = zone_of(zone)
    return FreeTime(
        starts=found.starts,
        ends=found.ends,
        zone=zone,
        wall_starts=found.starts.astimezone(place).replace(tzinfo=None),
        wall_ends=found.ends.astimezone(place).replace(tzinfo=None),
        resource_ids=found.served_by,
    )
