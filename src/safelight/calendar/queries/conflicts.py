"""Where somebody booked over somebody else, and whether the two still meet."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q
from pydantic import Field

from safelight.calendar.models import Override
from safelight.calendar.queries.paging import cursor_of, position_of
from safelight.foundation.actions import Context, Frozen, Page, query


class Conflicts(Frozen):
    """Which conflicts: ``standing`` ones only (the two still meet), of a resource, and from where on."""

    standing: bool = True
    resource_id: UUID | None = None
    cursor: str = Field(default="", max_length=90)
    limit: int = Field(default=50, ge=1, le=200)


class SideCard(Frozen):
    """One of the two: an appointment, or an absence (``appointment_id`` is None)."""

    appointment_id: UUID | None
    title: str
    client: str
    starts: datetime
    ends: datetime


class ConflictCard(Frozen):
    """``one`` was booked over ``other``, with a reason; ``starts`` to ``ends`` is what ``one`` took then."""

    id: UUID
    resource_id: UUID
    resource: str
    reason: str
    at: datetime
    by: str
    starts: datetime
    ends: datetime
    stands: bool
    one: SideCard
    other: SideCard


_SIDES = ("booking", "over")
_OF_SIDE = (
    "appointment_id",
    "appointment__title",
    "appointment__client__display_name",
    "starts_at",
    "ends_at",
)


@query("calendar.conflicts", permission="calendar.view", door="GET /conflicts")
def conflicts(context: Context, data: Conflicts) -> Page[ConflictCard]:
    """List where somebody was booked over somebody else, newest first, with the reasons."""
    stands = (
        _live("booking", context.now)
        & _live("over", context.now)
        & Q(booking__starts_at__lt=F("over__ends_at"), over__starts_at__lt=F("booking__ends_at"))
        & Q(booking__resource_id=F("over__resource_id"))
    )
    rows = Override.objects.order_by("-at", "-id")
    if data.standing:
        rows = rows.filter(stands, booking__ends_at__gt=context.now)
    if data.resource_id is not None:
        rows = rows.filter(resource_id=data.resource_id)
    place = position_of(data.cursor)
    if place is not None:
        rows = rows.filter(Q(at__lt=place[0]) | Q(at=place[0], id__lt=place[1]))
    found = list(
        rows.annotate(stands=stands).values(
            "id",
            "resource_id",
            "resource__name",
            "reason",
            "at",
            "by",
            "starts_at",
            "ends_at",
            "stands",
            *(f"{side}__{name}" for side in _SIDES for name in _OF_SIDE),
        )[: data.limit + 1]
    )
    may_know = context.actor.may("clients.view")
    cards = [
        ConflictCard(
            id=row["id"],
            resource_id=row["resource_id"],
            resource=row["resource__name"],
            reason=row["reason"],
            at=row["at"],
            by=row["by"],
            starts=row["starts_at"],
            ends=row["ends_at"],
            stands=row["stands"],
            one=_side(row, "booking", may_know=may_know),
            other=_side(row, "over", may_know=may_know),
        )
        for row in found[: data.limit]
    ]
    following = cursor_of(cards[-1].at, cards[-1].id) if len(found) > data.limit else None
    return Page[ConflictCard](items=tuple(cards), next=following)


def _live(side: str, now: datetime) -> Q:
    return Q(**{f"{side}__state": "confirmed"}) | Q(**{f"{side}__state": "held", f"{side}__held_until__gt": now})


def _side(row: dict[str, object], side: str, *, may_know: bool) -> SideCard:
    return SideCard.model_validate(
        {
            "appointment_id": row[f"{side}__appointment_id"],
            "title": row[f"{side}__appointment__title"] or "Absence",
            "client": (row[f"{side}__appointment__client__display_name"] or "") if may_know else "",
            "starts": row[f"{side}__starts_at"],
            "ends": row[f"{side}__ends_at"],
        }
    )
