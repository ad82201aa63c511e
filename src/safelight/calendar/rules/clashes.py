"""What stands in the way of a wish, and how to say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID

from safelight.calendar.rules.spans import Span, meets
from safelight.calendar.rules.words import span_words, time_words
from safelight.foundation.clock import zone as zone_of


class Why(StrEnum):
    """Why a resource cannot be had at a time."""

    BOOKED = "booked"
    HELD = "held"
    BLOCKED = "blocked"
    AROUND = "around"
    AWAY = "away"
    HOLIDAY = "holiday"
    CLOSED = "closed"
    ARCHIVED = "archived"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing in the way: of which resource, why, and what is there.

    ``starts`` and ``ends`` are the other's own times; ``taken`` what it takes of the resource with before and after.
    """

    why: Why
    resource_id: UUID | None
    resource: str
    taken: Span
    starts: datetime
    ends: datetime
    title: str = ""
    client: str = ""
    appointment_id: UUID | None = None
    absence_id: UUID | None = None
    booking_id: UUID | None = None
    held_until: datetime | None = None


def why_taken(kind: str, *, is_absence: bool, is_held: bool, own: Span, wish: Span) -> Why:
    """Return why a booking is in the way: ``own`` is its time without before and after, ``wish`` the wish's."""
    if is_absence:
        return Why.AWAY
    if kind == "block":
        return Why.BLOCKED
    if not meets(own, wish):
        return Why.AROUND
    return Why.HELD if is_held else Why.BOOKED


def sentence(clash: Clash, zone: str, country: str) -> str:  # noqa: PLR0911 - one sentence a reason
    """Return a clash as a sentence for a person."""
    who = clash.resource
    when = span_words(clash.starts, clash.ends, zone, country)
    what = "".join(f" ({part})" for part in [_what(clash)] if part)
    match clash.why:
        case Why.BOOKED:
            return f"{who} is booked {when}{what}."
        case Why.HELD:
            until = time_words((clash.held_until or clash.ends).astimezone(zone_of(zone)), country)
            return f"{who} is held {when} until {until}{what}."
        case Why.BLOCKED:
            return f"{who} is blocked {when}{what}."
        case Why.AROUND:
            taken = span_words(*clash.taken, zone, country)
            return f"{who} is taken {taken}, with the time before and after the booking of {when}{what}."
        case Why.AWAY:
            return f"{who} is away {when}."
        case Why.HOLIDAY:
            return f"{who} has a holiday {when}{what}."
        case Why.CLOSED:
            return f"{when} lies outside the hours of {who}."
        case Why.ARCHIVED:
            return f"{who} is archived and takes no bookings."
        case Why.PAST:
            return f"{when} is over."


def _what(clash: Clash) -> str:
    """Return title and client; a title that names the client already says both."""
    client = "" if clash.client and clash.client in clash.title else clash.client
    return ", ".join(part for part in (clash.title, client) if part)


Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Occupied(Generic[Key]):
    """A place of a resource that is taken for a span, by ``key``."""

    place: int
    span: Span
    key: Key


def free_place(capacity: int, taken: Iterable[Occupied[Key]], wish: Span) -> int | None:
    """Return the lowest place of a resource that is free for the whole wish, or None."""
    used = {each.place for each in taken if meets(each.span, wish)}
    return next((place for place in range(capacity) if place not in used), None)


def in_the_way(taken: Iterable[Occupied[Key]], wish: Span, place: int | None = None) -> list[Key]:
    """Return what meets the wish, on one place or on any."""
    return [each.key for each in taken if meets(each.span, wish) and (place is None or each.place == place)]


def least_used(capacity: int, taken: Iterable[Occupied[Key]], wish: Span) -> int:
    """Return the place on which the fewest others would be booked over."""
    counts: Mapping[int, int] = {place: len(in_the_way(list(taken), wish, place)) for place in range(capacity)}
    return min(counts, key=lambda place: (counts[place], place))
