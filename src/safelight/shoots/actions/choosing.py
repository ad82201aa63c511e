"""Which resources a session takes when nobody says: its photographer, what its type names, any free one of a kind."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from safelight.calendar.actions.inputs import NewAppointment
from safelight.calendar.models import Resource
from safelight.calendar.queries.wishes import WishedTime, why_not
from safelight.calendar.rules.kinds import ResourceKind
from safelight.foundation.actions import Context
from safelight.shoots.models import Shoot, TypeResource


def wanted_resources(context: Context, shoot: Shoot, wished: NewAppointment) -> tuple[UUID, ...]:
    """Return the resources of a session's date.

    The photographer and those that the type always wants, whether they are free or not: the calendar says what is in
    the way. Of the kinds that the type wants, the first free one; none where none is free or there is none.
    """
    rows = list(TypeResource.objects.filter(type_id=shoot.type_id).order_by("position", "id"))
    fixed = [identifier for identifier in (shoot.photographer_id, *(row.resource_id for row in rows)) if identifier]
    fixed = list(dict.fromkeys(fixed))
    kinds = [ResourceKind(row.kind) for row in rows if row.resource_id is None]
    if shoot.photographer_id is not None and ResourceKind.PERSON in kinds:
        kinds.remove(ResourceKind.PERSON)
    there = set(Resource.objects.filter(kind__in=kinds, archived_at=None).values_list("kind", flat=True))
    kinds = [kind for kind in kinds if kind.value in there]
    if not kinds or wished.starts is None:
        return tuple(fixed)
    wish = WishedTime(
        starts=wished.starts,
        fold=wished.fold,
        minutes=_minutes(wished),
        location_id=wished.location_id,
        zone=wished.zone,
        preparation_minutes=wished.preparation_minutes,
        buffer_minutes=wished.buffer_minutes,
        drive_minutes=wished.drive_minutes,
        resource_ids=tuple(fixed),
        needs=tuple(kind.value for kind in kinds),
        suggest=0,
    )
    # Inside working hours first; a studio may well work on a Sunday when somebody says so.
    for keep_hours in (True, False):
        found = why_not(context, wish.model_copy(update={"keep_hours": keep_hours})).resource_ids
        if found:
            return found
    return tuple(fixed)


def _minutes(wished: NewAppointment) -> int:
    if wished.minutes is not None:
        return wished.minutes
    starts, ends = wished.starts, wished.ends
    if (
        not isinstance(starts, datetime)
        or not isinstance(ends, datetime)
        or (starts.tzinfo is None) != (ends.tzinfo is None)
    ):
        return 60
    return max(1, int((ends - starts).total_seconds() // 60))
