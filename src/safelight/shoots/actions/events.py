"""Calendar events of sessions: added, moved and cancelled in the transaction of the verb."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.calendar.actions.book import book
from safelight.calendar.actions.cancel import cancel
from safelight.calendar.actions.inputs import (
    CancelAppointment,
    MoveAppointment,
    NewAppointment,
    Reason,
    Resources,
    When,
)
from safelight.calendar.actions.move import move
from safelight.calendar.actions.placing import lock_resources
from safelight.calendar.models import Appointment, Booking, Resource
from safelight.calendar.queries.cards import AppointmentCard
from safelight.calendar.rules.kinds import AppointmentKind, ResourceKind, Status
from safelight.foundation.actions import Conflict, Context, Frozen, NotFound, action
from safelight.shoots.actions.checking import locked
from safelight.shoots.actions.choosing import wanted_resources
from safelight.shoots.actions.dues import follow_dates
from safelight.shoots.actions.shoot_inputs import EventInput
from safelight.shoots.actions.writing import touch
from safelight.shoots.events import ShootDated
from safelight.shoots.models import Participant, Shoot, Task, TaskListItem
from safelight.shoots.queries.cards import ShootCard
from safelight.shoots.queries.dates import OWNER
from safelight.shoots.queries.reading import load_card
from safelight.shoots.rules.due import SESSION
from safelight.shoots.rules.workdays import Workdays

_AN_HOUR = 60


class AddEvent(EventInput):
    """A further calendar event of a session."""

    shoot_id: UUID


class MoveEvent(When):
    """Where a calendar event of a session goes; what is not given stays."""

    shoot_id: UUID
    appointment_id: UUID
    version: int | None = Field(default=None, ge=1)
    resource_ids: Resources | None = None
    location_id: UUID | None = None
    override: Reason = ""


class CancelEvent(Frozen):
    """Which calendar event of a session will not take place, and why."""

    shoot_id: UUID
    appointment_id: UUID
    reason: Reason = ""
    version: int | None = Field(default=None, ge=1)


@action("shoots.add_event", permission="shoots.edit", door="POST /shoots/{shoot_id}/events", dry_run=True)
def add_event(context: Context, data: AddEvent) -> ShootCard:
    """Add a date to a session: another part of the pictures, a viewing, a consultation."""
    shoot = locked(data.shoot_id)
    refuse_over(shoot)
    card = book_event(context, shoot, EventInput(**data.model_dump(exclude={"shoot_id"})))
    finish(context, shoot)
    context.subject("shoot", shoot.id, f"{card.title} was added to session {shoot.number}")
    context.changed({"starts": [None, card.starts.isoformat()]})
    context.concerns(shoot.client_id)
    context.undo_with(
        "shoots.cancel_event",
        {"shoot_id": str(shoot.id), "appointment_id": str(card.id), "reason": "Added by mistake"},
    )
    return load_card(context, shoot.id)


@action(
    "shoots.move_event",
    permission="shoots.edit",
    door="POST /shoots/{shoot_id}/events/{appointment_id}/move",
    dry_run=True,
)
def move_event(context: Context, data: MoveEvent) -> ShootCard:
    """Move a date of a session, or give it other people and rooms, without asking the cancellation policy."""
    shoot = locked(data.shoot_id)
    before = own_event(shoot, data.appointment_id)
    starts, ends = before.starts_at, before.ends_at
    card = move_own(context, shoot, data)
    finish(context, shoot)
    context.subject("shoot", shoot.id, f"{card.title} of session {shoot.number} was moved")
    context.changed({"starts": [starts.isoformat(), card.starts.isoformat()]})
    context.concerns(shoot.client_id)
    back = {"starts": starts.isoformat(), "ends": ends.isoformat(), "version": card.version}
    context.undo_with("shoots.move_event", {"shoot_id": str(shoot.id), "appointment_id": str(card.id), **back})
    return load_card(context, shoot.id)


@action(
    "shoots.cancel_event",
    permission="shoots.edit",
    door="POST /shoots/{shoot_id}/events/{appointment_id}/cancel",
    dry_run=True,
)
def cancel_event(context: Context, data: CancelEvent) -> ShootCard:
    """Cancel one date of a session; the session itself goes on."""
    context.require("calendar.book")
    shoot = locked(data.shoot_id)
    own_event(shoot, data.appointment_id)
    card = cancel(
        context, CancelAppointment(appointment_id=data.appointment_id, reason=data.reason, version=data.version)
    )
    context.publish(ShootDated(shoot_id=shoot.id, appointment_id=card.id, what="cancelled"))
    finish(context, shoot)
    context.subject("shoot", shoot.id, f"{card.title} of session {shoot.number} was cancelled")
    context.changed({"reason": [None, data.reason or None]})
    context.concerns(shoot.client_id)
    return load_card(context, shoot.id)


def book_event(context: Context, shoot: Shoot, data: EventInput) -> AppointmentCard:
    """Book a calendar event of a session inside a verb; the caller calls :func:`finish` when all dates stand.

    Raises:
        Forbidden: the actor may not book in the calendar.
        Taken: a resource is taken and no reason to override was given.
        InvalidInput: a time that is none.
    """
    context.require("calendar.book")
    is_session = data.type == SESSION
    given = data.model_dump(exclude={"resource_ids", "preparation_minutes", "buffer_minutes", "title", "type"})
    if data.first_day is None and data.ends is None and data.minutes is None:
        given["minutes"] = shoot.type.minutes if is_session else _AN_HOUR
    around = {
        name: getattr(shoot.type, name) if value is None and is_session else value or 0
        for name, value in (
            ("preparation_minutes", data.preparation_minutes),
            ("buffer_minutes", data.buffer_minutes),
        )
    }
    wished = NewAppointment.model_validate(
        {
            **given,
            **around,
            "kind": AppointmentKind.SHOOT if is_session else AppointmentKind.APPOINTMENT,
            "type": data.type,
            "title": data.title or event_title(shoot, data.type),
            "client_id": shoot.client_id,
            "location_id": data.location_id or shoot.location_id,
            "place": data.place or shoot.place,
            "participants": names_of(shoot),
            "color": shoot.type.color,
            "resource_ids": (),
            "owner_kind": OWNER,
            "owner_id": shoot.id,
        }
    )
    resource_ids = wanted_resources(context, shoot, wished) if data.resource_ids is None else data.resource_ids
    card = book(context, wished.model_copy(update={"resource_ids": tuple(resource_ids)}))
    _learn(shoot, card, is_session=is_session)
    context.publish(ShootDated(shoot_id=shoot.id, appointment_id=card.id, what="added"))
    return card


def move_own(context: Context, shoot: Shoot, data: MoveEvent) -> AppointmentCard:
    """Move a calendar event of a session inside a verb; the caller calls :func:`finish`."""
    context.require("calendar.book")
    before = own_event(shoot, data.appointment_id)
    card = move(context, MoveAppointment.model_validate(data.model_dump(exclude={"shoot_id"})))
    _learn(shoot, card, is_session=before.kind == AppointmentKind.SHOOT.value)
    context.publish(ShootDated(shoot_id=shoot.id, appointment_id=card.id, what="moved"))
    return card


def own_event(shoot: Shoot, appointment_id: UUID) -> Appointment:
    """Return a calendar event of a session; raises NotFound."""
    row = Appointment.objects.filter(id=appointment_id, owner_kind=OWNER, owner_id=shoot.id).first()
    if row is None:
        what = "date of this session"
        raise NotFound(what)
    return row


def cancel_all(context: Context, shoot: Shoot, reason: str) -> None:
    """Cancel every date of a session that still takes time."""
    for appointment_id in lock_dates(context, shoot):
        cancel(context, CancelAppointment(appointment_id=appointment_id, reason=reason[:500]))


def lock_dates(context: Context, shoot: Shoot) -> list[UUID]:
    """Lock all resources of a session's standing dates at once, so that two verbs never wait in a circle; return the dates."""
    standing = list(
        Appointment.objects.filter(
            owner_kind=OWNER, owner_id=shoot.id, status__in=[Status.HELD.value, Status.CONFIRMED.value]
        )
        .order_by("starts_at", "id")
        .values_list("id", flat=True)
    )
    taken = Booking.objects.filter(appointment_id__in=standing).values_list("resource_id", flat=True)
    lock_resources(set(taken), context.now)
    return standing


def finish(context: Context, shoot: Shoot, days: Workdays | None = None) -> None:
    """Bring a session in line with its dates, and save it."""
    follow_dates(context, shoot, days)
    touch(context, shoot)
    shoot.save()


def refuse_over(shoot: Shoot) -> None:
    """Refuse what only an open session can get.

    Raises:
        Conflict: it was cancelled.
    """
    if shoot.cancelled_at is not None:
        message = f"Session {shoot.number} was cancelled. Reopen it first."
        raise Conflict(message, code="cancelled")


def event_title(shoot: Shoot, kind: str) -> str:
    """Return how a date of a session is called in the calendar."""
    if kind == SESSION:
        return shoot.title
    word = kind.replace("_", " ").replace("-", " ")
    return f"{word[:1].upper()}{word[1:]}: {shoot.title}"


def _learn(shoot: Shoot, card: AppointmentCard, *, is_session: bool) -> None:
    """Take photographer and location of a session from its first date, where nobody said them."""
    if is_session and shoot.photographer_id is None:
        person = next((item.id for item in card.resources if item.kind is ResourceKind.PERSON), None)
        shoot.photographer = Resource.objects.select_related("membership").get(id=person) if person else None
        _hand_tasks(shoot)
    if is_session and shoot.location_id is None:
        shoot.location_id = card.location_id


def _hand_tasks(shoot: Shoot) -> None:
    """Give what its task lists give to the photographer to the one who was found just now."""
    membership = shoot.photographer.membership if shoot.photographer else None
    if membership is not None:
        theirs = TaskListItem.objects.filter(for_photographer=True).values("id")
        Task.objects.filter(
            shoot_id=shoot.id, from_item_id__in=theirs, assignee_id=None, done_at=None, removed_at=None
        ).update(assignee_id=membership.user_id)


def names_of(shoot: Shoot) -> str:
    """Return who is photographed, in one line for the calendar."""
    names = Participant.objects.filter(shoot_id=shoot.id).order_by("position").values_list("name", flat=True)
    return ", ".join(names)[:2000]
