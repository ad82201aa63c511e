"""Asking to be away, and what is answered."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from pydantic import Field

from safelight.calendar.actions.inputs import Reason, When
from safelight.calendar.actions.placing import Claim, lock_resources, take
from safelight.calendar.actions.state import timing_from
from safelight.calendar.events import (
    AbsenceApproved,
    AbsenceEvent,
    AbsenceRefused,
    AbsenceRequested,
    AbsenceWithdrawn,
)
from safelight.calendar.models import Absence, Booking, Resource
from safelight.calendar.queries.absences import AbsenceCard, WhichAbsence, load_absence
from safelight.calendar.rules.kinds import AbsenceReason, AbsenceState, BookingState, ResourceKind
from safelight.calendar.rules.words import days_words, span_words
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, action

E = TypeVar("E", bound=AbsenceEvent)


class RequestAbsence(When):
    """Who asks to be away, and when; ``approve`` at once, for those who decide."""

    resource_id: UUID
    reason: AbsenceReason = AbsenceReason.VACATION
    note: str = Field(default="", max_length=2_000)
    approve: bool = False
    override: Reason = ""


class DecideAbsence(Frozen):
    """What is answered to a request; ``override`` is the reason to approve it over bookings that stand."""

    absence_id: UUID
    note: str = Field(default="", max_length=2_000)
    override: Reason = ""


@action("calendar.request_absence", permission="calendar.book", door="POST /absences")
def request_absence(context: Context, data: RequestAbsence) -> AbsenceCard:
    """Ask to be away, for oneself; those who approve absences may ask for others, and approve at once."""
    resource = _person(data.resource_id)
    if not is_own(context, resource) or data.approve:
        context.require("calendar.approve")
    zone = (resource.location.zone if resource.location else "") or context.studio.zone
    timing = timing_from(data, zone)
    row = Absence(
        resource_id=resource.id,
        state=AbsenceState.REQUESTED,
        reason=data.reason,
        note=data.note,
        all_day=timing.all_day,
        first_day=timing.first_day,
        last_day=timing.last_day,
        starts_at=timing.starts.at,
        ends_at=timing.ends.at,
        zone=timing.zone,
        requested_at=context.now,
        requested_by=context.actor.label,
        requested_by_id=context.actor.id,
    )
    row.save(force_insert=True)
    if data.approve:
        _approve(context, row, "", data.override)
    else:
        context.publish(_news(AbsenceRequested, row))
    verb = "will be away" if data.approve else "asks to be away"
    context.subject("absence", row.id, f"{resource.name} {verb}, {_when(context, row)}")
    context.undo_with("calendar.withdraw_absence", {"absence_id": str(row.id)})
    return load_absence(context, row.id)


@action("calendar.approve_absence", permission="calendar.approve", door="POST /absences/{absence_id}/approve")
def approve_absence(context: Context, data: DecideAbsence) -> AbsenceCard:
    """Approve an absence: the person's time is taken from now on.

    Refused while they are booked in that time, unless ``override`` gives a reason and the approver may.
    """
    row = _locked(context, data.absence_id, AbsenceState.REQUESTED, AbsenceState.REFUSED)
    _approve(context, row, data.note, data.override)
    context.subject("absence", row.id, f"{row.resource.name} will be away, {_when(context, row)}")
    context.undo_with("calendar.refuse_absence", {"absence_id": str(row.id)})
    return load_absence(context, row.id)


@action("calendar.refuse_absence", permission="calendar.approve", door="POST /absences/{absence_id}/refuse")
def refuse_absence(context: Context, data: DecideAbsence) -> AbsenceCard:
    """Refuse an absence, or take an approval back."""
    row = _locked(context, data.absence_id, AbsenceState.REQUESTED, AbsenceState.APPROVED)
    _free(context, row)
    _decide(context, row, AbsenceState.REFUSED, data.note)
    context.publish(_news(AbsenceRefused, row))
    context.subject("absence", row.id, f"{row.resource.name} will not be away, {_when(context, row)}")
    context.undo_with("calendar.approve_absence", {"absence_id": str(row.id)})
    return load_absence(context, row.id)


@action("calendar.withdraw_absence", permission="calendar.book", door="POST /absences/{absence_id}/withdraw")
def withdraw_absence(context: Context, data: WhichAbsence) -> AbsenceCard:
    """Take a request back, or come back from an approved absence; one's own, or for those who approve."""
    row = _locked(context, data.absence_id, AbsenceState.REQUESTED, AbsenceState.APPROVED)
    if not is_own(context, row.resource):
        context.require("calendar.approve")
    _free(context, row)
    _decide(context, row, AbsenceState.WITHDRAWN, "")
    context.publish(_news(AbsenceWithdrawn, row))
    context.subject("absence", row.id, f"{row.resource.name} will not be away, {_when(context, row)}")
    return load_absence(context, row.id)


def is_own(context: Context, resource: Resource) -> bool:
    """Say whether a resource, loaded with its membership, is the person who acts."""
    membership = resource.membership
    return membership is not None and context.actor.kind == "person" and membership.user_id == context.actor.id


def _approve(context: Context, row: Absence, note: str, override: str) -> None:
    resources = lock_resources([row.resource_id], context.now)
    span = (row.starts_at, row.ends_at)
    _decide(context, row, AbsenceState.APPROVED, note)
    claim = Claim(resource_id=row.resource_id, span=span, own=span, absence_id=row.id, whole=True)
    take(context, [claim], resources, zone=row.zone, override=override)
    context.publish(_news(AbsenceApproved, row))


def _free(context: Context, row: Absence) -> None:
    lock_resources([row.resource_id], context.now)
    Booking.objects.filter(absence_id=row.id).update(state=BookingState.CANCELLED, is_current=False)


def _decide(context: Context, row: Absence, state: AbsenceState, note: str) -> None:
    row.state, row.decided_at, row.decided_by, row.decision_note = state, context.now, context.actor.label, note
    row.save(update_fields=["state", "decided_at", "decided_by", "decision_note"])


def _person(resource_id: UUID) -> Resource:
    row = Resource.objects.select_related("membership", "location").filter(id=resource_id).first()
    if row is None:
        what = "resource"
        raise NotFound(what)
    if row.kind != ResourceKind.PERSON:
        message = "Only people are away. Block the time of a room or a prop instead."
        raise InvalidInput(message, fields={"resource_id": message})
    return row


def _locked(context: Context, absence_id: UUID, *states: AbsenceState) -> Absence:
    """Return an absence under the lock of its resource; raises NotFound, Conflict."""
    row = Absence.objects.filter(id=absence_id).first()
    if row is None:
        what = "absence"
        raise NotFound(what)
    # The person first, then the row, in the order of every other writer.
    lock_resources([row.resource_id], context.now)
    row = (
        Absence.objects.select_related("resource", "resource__membership")
        .select_for_update(of=("self",))
        .get(id=absence_id)
    )
    if row.state not in states:
        message = f"This absence is {AbsenceState(row.state).value} already."
        raise Conflict(message, code=row.state)
    return row


def _when(context: Context, row: Absence) -> str:
    if row.all_day:
        return days_words(row.first_day, row.last_day, context.studio.country)
    return span_words(row.starts_at, row.ends_at, row.zone, context.studio.country)


def _news(event: type[E], row: Absence) -> E:
    return event(absence_id=row.id, resource_id=row.resource_id, starts_at=row.starts_at, ends_at=row.ends_at)
