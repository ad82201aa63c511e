"""Changing what is said about an appointment, and saying that it took place."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.accounts.models import Location
from safelight.calendar.actions.inputs import Minutes, Reason
from safelight.calendar.actions.placing import take
from safelight.calendar.actions.state import check_live, claims_of, client_name, locked, news, save
from safelight.calendar.events import AppointmentChanged, AppointmentDone
from safelight.calendar.queries.cards import AppointmentCard
from safelight.calendar.queries.reading import load_card
from safelight.calendar.rules.kinds import Status
from safelight.foundation.actions import Conflict, Context, Frozen, NotFound, action
from safelight.foundation.events import as_json

_AROUND = ("preparation_minutes", "buffer_minutes", "drive_minutes")
_IDS = ("client_id", "location_id")


class ChangeAppointment(Frozen):
    """What changes of an appointment besides its time and resources; what is not given stays."""

    appointment_id: UUID
    version: int | None = Field(default=None, ge=1)
    title: str | None = Field(default=None, max_length=200)
    type: str | None = Field(default=None, max_length=60)
    client_id: UUID | None = None
    location_id: UUID | None = None
    place: str | None = Field(default=None, max_length=300)
    participants: str | None = Field(default=None, max_length=2_000)
    notes: str | None = Field(default=None, max_length=20_000)
    color: str | None = Field(default=None, max_length=20)
    arrival_minutes: Minutes | None = None
    preparation_minutes: Minutes | None = None
    buffer_minutes: Minutes | None = None
    drive_minutes: Minutes | None = None
    override: Reason = ""


class WhichAppointment(Frozen):
    """Which appointment."""

    appointment_id: UUID
    version: int | None = Field(default=None, ge=1)


@action("calendar.change", permission="calendar.book", door="PATCH /appointments/{appointment_id}", dry_run=True)
def change_appointment(context: Context, data: ChangeAppointment) -> AppointmentCard:
    """Change what is said about an appointment; its time and resources are changed by moving it.

    What is not given stays, and an id given as null is taken away. More minutes before or after need free time.
    """
    before = load_card(context, data.appointment_id)
    card = change(context, data)
    old, new = _told(before), _told(card)
    changes = {name: [old[name], new[name]] for name in old if old[name] != new[name]}
    context.subject("appointment", card.id, f"{card.title} was changed")
    context.changed(changes)
    if changes:
        back = {name: value for name, (value, _) in changes.items()}
        context.undo_with("calendar.change", {"appointment_id": str(card.id), "version": card.version, **back})
    return card


def change(context: Context, data: ChangeAppointment) -> AppointmentCard:
    """Change an appointment's words inside another action's transaction.

    Publishes :class:`AppointmentChanged` if anything changed; the journal line is the caller's.

    Raises:
        NotFound: the appointment, client or location does not exist.
        ChangedMeanwhile: it is not at ``version`` any more.
        Conflict: it was cancelled.
        Taken: the minutes before or after are not free.
    """
    row, resources, held = locked(context, data.appointment_id, version=data.version)
    if row.status != Status.DONE:
        check_live(row, context.now)
    given = {name: getattr(data, name) for name in data.model_fields_set - {"appointment_id", "version", "override"}}
    wished = {name: value for name, value in given.items() if value is not None or name in _IDS}
    wished = {name: value for name, value in wished.items() if getattr(row, name) != value}
    if not wished:
        return load_card(context, row.id)
    client_name(wished.get("client_id"))
    if wished.get("location_id") and not Location.objects.filter(id=wished["location_id"]).exists():
        what = "location"
        raise NotFound(what)
    context.concerns(row.client_id)
    for name, value in wished.items():
        setattr(row, name, value)
    row.is_changed = row.series_id is not None
    save(context, row)
    if any(name in wished for name in _AROUND):
        claims = claims_of(row, sorted(held), resources)
        take(context, claims, resources, zone=row.zone, override=data.override, leaves=[row.id])
    context.publish(news(AppointmentChanged, row, fields=tuple(sorted(wished))))
    context.concerns(row.client_id)
    return load_card(context, row.id)


@action("calendar.finish", permission="calendar.book", door="POST /appointments/{appointment_id}/finish")
def finish_appointment(context: Context, data: WhichAppointment) -> AppointmentCard:
    """Say that an appointment took place."""
    card = finish(context, data)
    context.subject("appointment", card.id, f"{card.title} took place")
    context.changed({"status": [Status.CONFIRMED, Status.DONE]})
    context.undo_with("calendar.reopen", {"appointment_id": str(card.id), "version": card.version})
    return card


def finish(context: Context, data: WhichAppointment) -> AppointmentCard:
    """Mark an appointment as done inside another action's transaction; its resources stay taken.

    Raises:
        NotFound: there is none.
        ChangedMeanwhile: it is not at ``version`` any more.
        Conflict: it was cancelled, is only held, or is done already.
    """
    row, _, _ = locked(context, data.appointment_id, version=data.version)
    check_live(row, context.now)
    if row.status == Status.HELD:
        message = "This time is only held. Book it first."
        raise Conflict(message, code="not_confirmed")
    row.status = Status.DONE
    save(context, row)
    context.publish(news(AppointmentDone, row))
    context.concerns(row.client_id)
    return load_card(context, row.id)


@action("calendar.reopen", permission="calendar.book", door="POST /appointments/{appointment_id}/reopen")
def reopen_appointment(context: Context, data: WhichAppointment) -> AppointmentCard:
    """Say that an appointment is not done yet."""
    row, _, _ = locked(context, data.appointment_id, version=data.version)
    if row.status != Status.DONE:
        message = "This appointment is not done."
        raise Conflict(message, code="not_done")
    row.status = Status.CONFIRMED
    save(context, row)
    context.subject("appointment", row.id, f"{row.title} is open again")
    context.changed({"status": [Status.DONE, Status.CONFIRMED]})
    context.undo_with("calendar.finish", {"appointment_id": str(row.id), "version": row.version})
    context.concerns(row.client_id)
    return load_card(context, row.id)


def _told(card: AppointmentCard) -> dict[str, object]:
    """Return what a change may change, JSON-ready."""
    names = set(ChangeAppointment.model_fields) - {"appointment_id", "version", "override", "client_id"}
    told = {name: as_json(getattr(card, name)) for name in sorted(names)}
    return {**told, "client_id": str(card.client.id) if card.client else None}
