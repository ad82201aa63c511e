"""Weekly times at which session types are offered."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import Field

from safelight.accounts.models import Location
from safelight.calendar.models import Resource, Slot, SlotResource
from safelight.calendar.queries.setup import SlotCard, load_slot, slot_cards
from safelight.calendar.rules.clock_words import minute_of
from safelight.foundation import clock
from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, Page, action
from safelight.foundation.tenancy import current_studio_id


class AddSlots(Frozen):
    """Times at which sessions of a type may begin, on some weekdays, with the resources they are for (none: any)."""

    type: str = Field(min_length=1, max_length=60)
    weekdays: tuple[int, ...] = Field(min_length=1, max_length=7, description="ISO: 1 is Monday")
    starts: tuple[str, ...] = Field(min_length=1, max_length=96, examples=[["09:00", "11:00", "14:00"]])
    minutes: int = Field(ge=1, le=7 * 24 * 60)
    location_id: UUID | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    resource_ids: tuple[UUID, ...] = Field(default=(), max_length=50)


class ChangeSlot(Frozen):
    """What changes of a slot; what is not given stays."""

    slot_id: UUID
    starts: str | None = Field(default=None, max_length=5)
    minutes: int | None = Field(default=None, ge=1, le=7 * 24 * 60)
    valid_until: date | None = None
    resource_ids: tuple[UUID, ...] | None = Field(default=None, max_length=50)


class WhichSlot(Frozen):
    """Which slot."""

    slot_id: UUID


@action("calendar.add_slots", permission="calendar.manage", door="POST /slots")
def add_slots(context: Context, data: AddSlots) -> Page[SlotCard]:
    """Offer a session type at weekly times; finding a time for it then answers only these."""
    if data.location_id is not None and not Location.objects.filter(id=data.location_id).exists():
        what = "location"
        raise NotFound(what)
    _check_resources(data.resource_ids)
    if not set(data.weekdays) <= set(range(1, 8)):
        message = "Weekdays are 1 (Monday) to 7 (Sunday)."
        raise InvalidInput(message, fields={"weekdays": message})
    first = data.valid_from or clock.local(context.now, context.studio.zone).date()
    if data.valid_until is not None and data.valid_until < first:
        message = "The last day must not lie before the first."
        raise InvalidInput(message, fields={"valid_until": message})
    minutes = [_minute(text, f"starts.{number}") for number, text in enumerate(data.starts)]
    rows = [
        Slot(
            studio_id=current_studio_id(),
            type=data.type,
            location_id=data.location_id,
            weekday=weekday,
            starts_minute=minute,
            minutes=data.minutes,
            valid_from=first,
            valid_until=data.valid_until,
            created_at=context.now,
        )
        for weekday in sorted(set(data.weekdays))
        for minute in sorted(set(minutes))
    ]
    Slot.objects.bulk_create(rows)
    for row in rows:
        _link(row, data.resource_ids)
    context.subject("slot", rows[0].id, f"{len(rows)} time slots for {data.type} were added")
    return Page[SlotCard](items=tuple(slot_cards(rows)), total=len(rows))


@action("calendar.change_slot", permission="calendar.manage", door="PATCH /slots/{slot_id}")
def change_slot(context: Context, data: ChangeSlot) -> SlotCard:
    """Change a weekly time slot; what is booked stays."""
    row = _row(data.slot_id)
    before = load_slot(row.id)
    if data.starts is not None:
        row.starts_minute = _minute(data.starts, "starts")
    if data.minutes is not None:
        row.minutes = data.minutes
    if "valid_until" in data.model_fields_set:
        if data.valid_until is not None and data.valid_until < row.valid_from:
            message = "The last day must not lie before the first."
            raise InvalidInput(message, fields={"valid_until": message})
        row.valid_until = data.valid_until
    row.save()
    if data.resource_ids is not None:
        _check_resources(data.resource_ids)
        SlotResource.objects.filter(slot_id=row.id).delete()
        _link(row, data.resource_ids)
    after = load_slot(row.id)
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    context.subject("slot", row.id, f"A time slot for {row.type} was changed")
    context.changed({name: [old[name], new[name]] for name in old if old[name] != new[name]})
    back = {name: old[name] for name in ("starts", "minutes", "valid_until", "resource_ids")}
    context.undo_with("calendar.change_slot", {"slot_id": str(row.id), **back})
    return after


@action("calendar.archive_slot", permission="calendar.manage", door="POST /slots/{slot_id}/archive")
def archive_slot(context: Context, data: WhichSlot) -> SlotCard:
    """Offer a time slot no longer; what is booked stays."""
    row = _row(data.slot_id)
    row.archived_at = row.archived_at or context.now
    row.save(update_fields=["archived_at"])
    context.subject("slot", row.id, f"A time slot for {row.type} was archived")
    context.undo_with("calendar.restore_slot", {"slot_id": str(row.id)})
    return load_slot(row.id)


@action("calendar.restore_slot", permission="calendar.manage", door="POST /slots/{slot_id}/restore")
def restore_slot(context: Context, data: WhichSlot) -> SlotCard:
    """Offer an archived time slot again."""
    row = _row(data.slot_id)
    row.archived_at = None
    row.save(update_fields=["archived_at"])
    context.subject("slot", row.id, f"A time slot for {row.type} is offered again")
    context.undo_with("calendar.archive_slot", {"slot_id": str(row.id)})
    return load_slot(row.id)


def _row(slot_id: UUID) -> Slot:
    row = Slot.objects.select_for_update().filter(id=slot_id).first()
    if row is None:
        what = "time slot"
        raise NotFound(what)
    return row


def _minute(text: str, field: str) -> int:
    try:
        minute = minute_of(text)
    except ValueError as error:
        raise InvalidInput(str(error), fields={field: str(error)}) from error
    if minute >= 24 * 60:
        message = "A slot begins before midnight."
        raise InvalidInput(message, fields={field: message})
    return minute


def _check_resources(resource_ids: tuple[UUID, ...]) -> None:
    if Resource.objects.filter(id__in=resource_ids).count() < len(set(resource_ids)):
        what = "resource"
        raise NotFound(what)


def _link(row: Slot, resource_ids: tuple[UUID, ...]) -> None:
    SlotResource.objects.bulk_create(
        SlotResource(studio_id=current_studio_id(), slot_id=row.id, resource_id=resource_id)
        for resource_id in dict.fromkeys(resource_ids)
    )
