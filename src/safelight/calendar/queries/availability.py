"""What is free when: loaded once for any number of resources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from safelight.calendar.models import Booking, Resource
from safelight.calendar.queries.cards import ResourceCard
from safelight.calendar.queries.hours import StudioHours, load_hours
from safelight.calendar.queries.reading import takes_time
from safelight.calendar.queries.resources import resource_card
from safelight.calendar.rules.clashes import Clash, Occupied, Why, free_place, sentence
from safelight.calendar.rules.free import Around, Free, taken_places
from safelight.calendar.rules.hours import outside
from safelight.calendar.rules.kinds import ResourceKind
from safelight.calendar.rules.spans import Span, clipped, meets
from safelight.calendar.rules.words import span_words
from safelight.foundation.actions import Context
from safelight.foundation.clock import zone as zone_of

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Availability:
    """Hours and bookings of some resources around a window."""

    window: Span
    resources: Mapping[UUID, ResourceCard]
    hours: StudioHours
    occupied: Mapping[UUID, Sequence[Occupied[UUID]]]

    def free(self, resource_id: UUID, *, keep_hours: bool = True) -> Free:
        """Return when a resource works and when it is taken."""
        card = self.resources[resource_id]
        wide = (self.window[0] - _A_DAY, self.window[1] + _A_DAY)
        opened = self.hours.of(card).open_spans(wide) if keep_hours else [wide]
        return Free(tuple(opened), taken_places(card.capacity, self.occupied.get(resource_id, ())))

    def out_of_hours(self, resource_id: UUID, own: Span) -> list[Clash]:
        """Return why a span lies outside the hours of a resource: holidays by name, else its closed hours."""
        card = self.resources[resource_id]
        hours = self.hours.of(card)
        left = outside(hours.open_spans(own), own)
        if not left:
            return []
        found: list[Clash] = []
        for name, span in hours.holidays(own):
            if any(meets(part, span) for part in left):
                found.append(self._closed(Why.HOLIDAY, card, span, name))
                left = [part for part in left if clipped([part], span) != [part]]
        return found or [self._closed(Why.CLOSED, card, own, "")]

    def in_the_way(self, resource_id: UUID, wide: Span) -> list[UUID]:
        """Return the bookings for which a resource has no place left in a span."""
        card = self.resources[resource_id]
        there = self.occupied.get(resource_id, ())
        if free_place(card.capacity, there, wide) is not None:
            return []
        return [each.key for each in there if meets(each.span, wide)]

    @staticmethod
    def _closed(why: Why, card: ResourceCard, span: Span, title: str) -> Clash:
        return Clash(
            why=why, resource_id=card.id, resource=card.name, taken=span, starts=span[0], ends=span[1], title=title
        )


def load_availability(
    context: Context, cards: Sequence[ResourceCard], window: Span, *, margin: timedelta = _A_DAY
) -> Availability:
    """Load what is known of resources around a window (four statements); ``margin`` is for what comes before and after."""
    wide = (window[0] - margin, window[1] + margin)
    occupied: defaultdict[UUID, list[Occupied[UUID]]] = defaultdict(list)
    rows = Booking.objects.filter(
        takes_time(context.now),
        resource_id__in=[card.id for card in cards],
        ends_at__gt=wide[0],
        starts_at__lt=wide[1],
    ).order_by("starts_at")
    for resource_id, place, starts, ends, identifier in rows.values_list(
        "resource_id", "place", "starts_at", "ends_at", "id"
    ):
        occupied[resource_id].append(Occupied(place, (starts, ends), identifier))
    clock = zone_of(context.studio.zone)
    first, last = (moment.astimezone(clock).date() for moment in wide)
    hours = load_hours(context, first - _A_DAY, last + _A_DAY, cards)
    return Availability(window, {card.id: card for card in cards}, hours, occupied)


def hours_notices(context: Context, resources: Sequence[Resource], own: Span, zone: str) -> tuple[str, ...]:
    """Return what a person should know who books a span: it is over, or outside somebody's hours (three statements).

    The resources are loaded with their locations and memberships.
    """
    said = []
    country = context.studio.country
    if own[1] <= context.now:
        said.append(f"{span_words(*own, zone, country)} is over already.")
    if resources:
        cards = [resource_card(context, row) for row in resources]
        place = zone_of(zone)
        hours = load_hours(context, own[0].astimezone(place).date(), own[1].astimezone(place).date(), cards)
        known = Availability(own, {card.id: card for card in cards}, hours, {})
        said += [sentence(clash, zone, country) for card in cards for clash in known.out_of_hours(card.id, own)]
    return tuple(said)


def around_of(card: ResourceCard, *, preparation: int, buffer: int, drive: int) -> Around:
    """Return what a wish takes of a resource before and after: rooms are free of drive."""
    way = 0 if card.kind is ResourceKind.ROOM else drive
    return Around(timedelta(minutes=preparation + way), timedelta(minutes=buffer + way))
