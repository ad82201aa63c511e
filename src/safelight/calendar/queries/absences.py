"""Who is away, who asks to be, and what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from pydantic import Field

from safelight.calendar.models import Absence, Booking
from safelight.calendar.queries.clashes import clashes_of
from safelight.calendar.queries.paging import cursor_of, position_of
from safelight.calendar.queries.reading import takes_time
from safelight.calendar.queries.wishes import WhyCard, why_card
from safelight.calendar.rules.kinds import AbsenceReason, AbsenceState
from safelight.foundation.actions import Context, Frozen, NotFound, Page, query

_MOST = 500


class AbsenceCard(Frozen):
    """An absence. Why is told to the person and to those who decide; to others ``reason`` is empty.

    ``in_the_way`` (only of a single one that waits) are bookings that would have to go first.
    """

    id: UUID
    resource_id: UUID
    resource: str
    state: AbsenceState
    reason: AbsenceReason | None
    note: str
    all_day: bool
    first_day: date
    last_day: date
    starts: datetime
    ends: datetime
    zone: str
    requested_at: datetime
    requested_by: str
    decided_at: datetime | None
    decided_by: str
    decision_note: str
    is_mine: bool
    in_the_way: tuple[WhyCard, ...] = ()


class Absences(Frozen):
    """Which absences: in a state, of a resource, between two days (inclusive)."""

    state: AbsenceState | None = None
    resource_id: UUID | None = None
    first_day: date | None = None
    last_day: date | None = None
    limit: int = Field(default=100, ge=1, le=_MOST)
    cursor: str = Field(default="", max_length=80)


class WhichAbsence(Frozen):
    """Which absence."""

    absence_id: UUID


@query("calendar.absences", permission="calendar.view", door="GET /absences")
def absences(context: Context, data: Absences) -> Page[AbsenceCard]:
    """List absences, the latest first: requested, approved, refused, withdrawn."""
    rows = Absence.objects.select_related("resource", "resource__membership").order_by("-starts_at", "-id")
    if data.state is not None:
        rows = rows.filter(state=data.state)
    if data.resource_id is not None:
        rows = rows.filter(resource_id=data.resource_id)
    if data.first_day is not None:
        rows = rows.filter(last_day__gte=data.first_day)
    if data.last_day is not None:
        rows = rows.filter(first_day__lte=data.last_day)
    place = position_of(data.cursor)
    if place is not None:
        rows = rows.filter(Q(starts_at__lt=place[0]) | Q(starts_at=place[0], id__lt=place[1]))
    found = list(rows[: data.limit + 1])
    shown = found[: data.limit]
    following = cursor_of(shown[-1].starts_at, shown[-1].id) if len(found) > data.limit else None
    return Page[AbsenceCard](items=tuple(absence_card(context, row) for row in shown), next=following)


@query("calendar.absence", permission="calendar.view", door="GET /absences/{absence_id}")
def absence(context: Context, data: WhichAbsence) -> AbsenceCard:
    """Show an absence, and as long as it waits the bookings that stand in its way."""
    return load_absence(context, data.absence_id)


def load_absence(context: Context, absence_id: UUID) -> AbsenceCard:
    """Return an absence as a card; raises NotFound."""
    row = Absence.objects.select_related("resource", "resource__membership").filter(id=absence_id).first()
    if row is None:
        what = "absence"
        raise NotFound(what)
    card = absence_card(context, row)
    if row.state != AbsenceState.REQUESTED:
        return card
    return card.model_copy(update={"in_the_way": tuple(_in_the_way(context, row))})


def absence_card(context: Context, row: Absence) -> AbsenceCard:
    """Return an absence, loaded with its resource and membership, as a card."""
    membership = row.resource.membership
    is_mine = membership is not None and context.actor.kind == "person" and membership.user_id == context.actor.id
    may_know = is_mine or context.actor.may("calendar.approve")
    return AbsenceCard(
        id=row.id,
        resource_id=row.resource_id,
        resource=row.resource.name,
        state=AbsenceState(row.state),
        reason=AbsenceReason(row.reason) if may_know else None,
        note=row.note if may_know else "",
        all_day=row.all_day,
        first_day=row.first_day,
        last_day=row.last_day,
        starts=row.starts_at,
        ends=row.ends_at,
        zone=row.zone,
        requested_at=row.requested_at,
        requested_by=row.requested_by,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        decision_note=row.decision_note if may_know else "",
        is_mine=is_mine,
    )


def _in_the_way(context: Context, row: Absence) -> Sequence[WhyCard]:
    span = (row.starts_at, row.ends_at)
    ids = Booking.objects.filter(
        takes_time(context.now), resource_id=row.resource_id, ends_at__gt=span[0], starts_at__lt=span[1]
    ).values_list("id", flat=True)
    return [why_card(clash, row.zone, context.studio.country) for clash in clashes_of(dict.fromkeys(ids, span))]
