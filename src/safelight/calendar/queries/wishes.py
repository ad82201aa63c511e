"""A wished time: is it free, why not, and who is free then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pydantic import Field

from safelight.calendar.models import Booking
from safelight.calendar.queries.availability import Availability, load_availability
from safelight.calendar.queries.cards import ResourceCard
from safelight.calendar.queries.clashes import clashes_of
from safelight.calendar.queries.free_times import FindTimes, free_times
from safelight.calendar.queries.needs import (
    FreeTime,
    Lengths,
    Placed,
    around,
    margin,
    needed,
    own_span,
    search,
    zone_for,
)
from safelight.calendar.queries.resources import load_resources
from safelight.calendar.rules.clashes import Clash, Why, sentence
from safelight.calendar.rules.free import Choice
from safelight.calendar.rules.kinds import ResourceKind
from safelight.calendar.rules.spans import Span
from safelight.foundation.actions import Context, Frozen, query
from safelight.foundation.clock import zone as zone_of


class WishedTime(Lengths):
    """A wished time: is it free, and if not, why?"""

    starts: datetime
    fold: int | None = Field(default=None, ge=0, le=1)
    except_id: UUID | None = Field(default=None, description="An appointment that may be in the way: the one moved")
    suggest: int = Field(default=3, ge=0, le=20)


class WhyCard(Frozen):
    """One thing in the way of a wish."""

    why: Why
    resource_id: UUID | None
    resource: str
    text: str
    appointment_id: UUID | None = None
    absence_id: UUID | None = None
    starts: datetime
    ends: datetime


class WishCard(Frozen):
    """Whether a wished time is free, what is in the way, and other times near it."""

    is_free: bool
    starts: datetime
    ends: datetime
    zone: str
    reasons: tuple[WhyCard, ...]
    resource_ids: tuple[UUID, ...] = Field(description="What would be taken; empty if it is not free")
    instead: tuple[FreeTime, ...]


class WhoIsFree(Placed):
    """Who of a kind is free at a time; wall-clock time of the location or studio, or an instant."""

    starts: datetime
    minutes: int = Field(default=60, ge=1, le=366 * 24 * 60)
    fold: int | None = Field(default=None, ge=0, le=1)
    kind: ResourceKind | None = None
    except_id: UUID | None = None


class Freedom(Frozen):
    """A resource, and whether it is free; ``reasons`` say why not."""

    resource: ResourceCard
    is_free: bool
    reasons: tuple[WhyCard, ...]


class FreedomCard(Frozen):
    """Who is free at a time, in the studio's order."""

    starts: datetime
    ends: datetime
    zone: str
    resources: tuple[Freedom, ...]


@query("calendar.why_not", permission="calendar.view", door="GET /wished-time")
def explain_wish(context: Context, data: WishedTime) -> WishCard:
    """Say whether a wished time is free, what is in the way if not, and which times near it are."""
    return why_not(context, data)


def why_not(context: Context, data: WishedTime) -> WishCard:
    """Return what is in the way of a wished time; hours, holidays, absences, bookings and what is around them.

    Raises:
        NotFound: a resource or the location does not exist.
        InvalidInput: the clock skips the time, or shows it twice and ``fold`` is missing.
    """
    zone = zone_for(context, data)
    own = own_span(data.starts, data.minutes, data.fold, zone)
    choices, cards = needed(context, data)
    known = _without(load_availability(context, cards, own, margin=margin(data)), data.except_id)
    found = list(search(data, zone, own, choices, known, at=[own[0]]))
    is_past = own[0] < context.now
    blocked = [] if found else _reasons(data, own, choices, known)
    if is_past:
        blocked.insert(0, Clash(Why.PAST, None, "", own, own[0], own[1]))
    day = own[0].astimezone(zone_of(zone)).date()
    instead: tuple[FreeTime, ...] = ()
    if data.suggest and (blocked or not found):
        near = FindTimes(
            **{name: getattr(data, name) for name in Lengths.model_fields},
            first_day=max(day, context.now.astimezone(zone_of(zone)).date()),
            limit=data.suggest,
        )
        instead = free_times(context, near).times
    return WishCard(
        is_free=bool(found) and not is_past,
        starts=own[0],
        ends=own[1],
        zone=zone,
        reasons=tuple(why_card(clash, zone, context.studio.country) for clash in blocked),
        resource_ids=found[0].served_by if found else (),
        instead=instead,
    )


@query("calendar.who_is_free", permission="calendar.view", door="GET /free-resources")
def who_is_free(context: Context, data: WhoIsFree) -> FreedomCard:
    """Say which people, rooms and props are free at a time, and why the others are not."""
    zone = zone_for(context, data)
    own = own_span(data.starts, data.minutes, data.fold, zone)
    cards = load_resources(context, kind=data.kind, location_id=data.location_id)
    known = _without(load_availability(context, cards, own), data.except_id)
    blocked: dict[UUID, list[UUID]] = {card.id: known.in_the_way(card.id, own) for card in cards}
    told = clashes_of({booking: own for bookings in blocked.values() for booking in bookings})
    by_resource = {card.id: [*known.out_of_hours(card.id, own)] for card in cards}
    for clash in told:
        if clash.resource_id is not None:
            by_resource[clash.resource_id].append(clash)
    country = context.studio.country
    return FreedomCard(
        starts=own[0],
        ends=own[1],
        zone=zone,
        resources=tuple(
            Freedom(
                resource=card,
                is_free=not by_resource[card.id],
                reasons=tuple(why_card(clash, zone, country) for clash in by_resource[card.id]),
            )
            for card in cards
        ),
    )


def why_card(clash: Clash, zone: str, country: str) -> WhyCard:
    """Return a clash as a card."""
    return WhyCard(
        why=clash.why,
        resource_id=clash.resource_id,
        resource=clash.resource,
        text=sentence(clash, zone, country),
        appointment_id=clash.appointment_id,
        absence_id=clash.absence_id,
        starts=clash.starts,
        ends=clash.ends,
    )


def _reasons(data: Lengths, own: Span, choices: Sequence[Choice[UUID]], known: Availability) -> list[Clash]:
    """Return what is in the way: of every resource that might have served."""
    found: list[Clash] = []
    wishes: dict[UUID, Span] = {}
    for key in dict.fromkeys(key for choice in choices for key in choice.any_of):
        card = known.resources[key]
        if data.keep_hours:
            found += known.out_of_hours(key, own)
        extra = around(data, card)
        for booking in known.in_the_way(key, (own[0] - extra.before, own[1] + extra.after)):
            wishes[booking] = own
    return found + (clashes_of(wishes) if wishes else [])


def _without(known: Availability, appointment_id: UUID | None) -> Availability:
    """Leave out the bookings of an appointment that is being moved itself."""
    if appointment_id is None:
        return known
    own = set(Booking.objects.filter(appointment_id=appointment_id).values_list("id", flat=True))
    kept = {key: [each for each in there if each.key not in own] for key, there in known.occupied.items()}
    return Availability(known.window, known.resources, known.hours, kept)
