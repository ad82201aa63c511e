"""Opening hours as the rules want them, loaded for many resources at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeAlias
from uuid import UUID

from django.db.models import Q

from safelight.calendar.models import Holiday, HoursPlan, HoursSpan
from safelight.calendar.queries.cards import ResourceCard
from safelight.calendar.rules.hours import Closing, DaySpan, Hours, Plan
from safelight.foundation.actions import Context

Owner: TypeAlias = tuple[UUID | None, UUID | None]


@dataclass(frozen=True, slots=True)
class StudioHours:
    """All plans by owner (resource, location), and the holidays of a range by location (None: the whole studio)."""

    zone: str
    plans: Mapping[Owner, tuple[Plan, ...]]
    closings: Mapping[UUID | None, tuple[Closing, ...]]
    _made: dict[tuple[UUID | None, UUID | None, str], Hours] = field(default_factory=dict)

    def of(self, resource: ResourceCard) -> Hours:
        """Return the hours of a resource; resources without hours of their own share one object."""
        own = resource.id if (resource.id, None) in self.plans else None
        return self._hours(own, resource.location_id, resource.zone)

    def at(self, location_id: UUID | None, zone: str = "") -> Hours:
        """Return the hours of a location, or with None those of the whole studio."""
        return self._hours(None, location_id, zone or self.zone)

    def _hours(self, resource_id: UUID | None, location_id: UUID | None, zone: str) -> Hours:
        key = (resource_id, location_id, zone)
        if key not in self._made:
            owners: list[Owner] = [(resource_id, None)] if resource_id else []
            owners += [(None, location_id)] if location_id else []
            owners.append((None, None))
            chains = tuple(self.plans[owner] for owner in owners if owner in self.plans)
            closings = self.closings.get(None, ())
            if location_id:
                closings += self.closings.get(location_id, ())
            self._made[key] = Hours(zone, chains, closings)
        return self._made[key]


def load_hours(
    context: Context, first: date, last: date, resources: Iterable[ResourceCard] | None = None
) -> StudioHours:
    """Return the hours that matter between two days (two statements); of some resources only, if they are given."""
    condition = Q(resource_id=None)
    if resources is None:
        condition = Q()
    else:
        condition |= Q(resource_id__in=[card.id for card in resources])
    plans = list(
        HoursPlan.objects.filter(condition, valid_from__lte=last + timedelta(days=1)).values_list(
            "id", "resource_id", "location_id", "valid_from"
        )
    )
    spans = _spans([plan[0] for plan in plans])
    by_owner: defaultdict[Owner, list[Plan]] = defaultdict(list)
    for identifier, resource_id, location_id, valid_from in plans:
        by_owner[resource_id, location_id].append(Plan(valid_from, tuple(spans[identifier])))
    closings: defaultdict[UUID | None, list[Closing]] = defaultdict(list)
    near = Holiday.objects.filter(day__gte=first - timedelta(days=2), day__lte=last + timedelta(days=2))
    for day, name, starts, ends, location_id in near.order_by("day").values_list(
        "day", "name", "starts_minute", "ends_minute", "location_id"
    ):
        closings[location_id].append(Closing(day, name, starts, ends))
    return StudioHours(
        zone=context.studio.zone,
        plans={owner: tuple(found) for owner, found in by_owner.items()},
        closings={place: tuple(found) for place, found in closings.items()},
    )


def _spans(plan_ids: Sequence[UUID]) -> dict[UUID, list[DaySpan]]:
    found: defaultdict[UUID, list[DaySpan]] = defaultdict(list)
    if plan_ids:
        rows = HoursSpan.objects.filter(plan_id__in=plan_ids).order_by("weekday", "starts_minute")
        for plan_id, weekday, starts, ends, is_break in rows.values_list(
            "plan_id", "weekday", "starts_minute", "ends_minute", "is_break"
        ):
            found[plan_id].append(DaySpan(weekday, starts, ends, is_break))
    return found
