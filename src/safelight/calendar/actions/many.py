"""Cancelling and restoring many appointments at once, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID

from pydantic import Field

from safelight.calendar.actions.inputs import Reason
from safelight.calendar.actions.placing import lock_resources, set_free, take
from safelight.calendar.actions.state import claims_of, news
from safelight.calendar.events import AppointmentCancelled, AppointmentRestored
from safelight.calendar.models import Appointment, Booking, Resource
from safelight.calendar.rules.kinds import Status
from safelight.foundation.actions import Context, Frozen, NotFound, action

MOST: Final = 2_000


class CancelMany(Frozen):
    """Which appointments will not take place, and why."""

    appointment_ids: tuple[UUID, ...] = Field(min_length=1, max_length=MOST)
    reason: Reason = ""


class RestoreMany(Frozen):
    """Which cancelled appointments take place after all."""

    appointment_ids: tuple[UUID, ...] = Field(min_length=1, max_length=MOST)
    override: Reason = ""


class ManyChanged(Frozen):
    """Which appointments changed; others were so already."""

    appointment_ids: tuple[UUID, ...]


@action("calendar.cancel_many", permission="calendar.book", door="POST /appointments/cancel", dry_run=True)
def cancel_many(context: Context, data: CancelMany) -> ManyChanged:
    """Cancel many appointments at once; ones that are cancelled already stay as they are."""
    rows, _ = locked_rows(context, data.appointment_ids)
    live = [row for row in rows if row.status != Status.CANCELLED]
    end_many(context, live, data.reason)
    for row in live:
        context.publish(news(AppointmentCancelled, row, reason=data.reason))
    ids = tuple(row.id for row in live)
    context.subject("appointment", rows[0].id, f"{len(ids)} appointments were cancelled")
    context.changed({"cancelled": [0, len(ids)], "reason": [None, data.reason or None]})
    if ids:
        context.undo_with("calendar.restore_many", {"appointment_ids": [str(each) for each in ids]})
    return ManyChanged(appointment_ids=ids)


@action("calendar.restore_many", permission="calendar.book", door="POST /appointments/restore", dry_run=True)
def restore_many(context: Context, data: RestoreMany) -> ManyChanged:
    """Let many cancelled appointments take place after all; if the time of one is not free, none does."""
    rows = restore_rows(context, data.appointment_ids, override=data.override)
    for row in rows:
        context.publish(news(AppointmentRestored, row))
    ids = tuple(row.id for row in rows)
    context.subject("appointment", data.appointment_ids[0], f"{len(ids)} appointments take place after all")
    if ids:
        context.undo_with("calendar.cancel_many", {"appointment_ids": [str(each) for each in ids]})
    return ManyChanged(appointment_ids=ids)


def locked_rows(context: Context, ids: Collection[UUID]) -> tuple[list[Appointment], dict[UUID, Resource]]:
    """Lock appointments with their resources, in the order of every other writer; raises NotFound."""
    taken = Booking.objects.filter(appointment_id__in=ids, is_current=True).values_list("resource_id", flat=True)
    resources = lock_resources(set(taken), context.now)
    rows = list(Appointment.objects.select_for_update().filter(id__in=ids).order_by("id"))
    if len(rows) < len(set(ids)):
        what = "appointment"
        raise NotFound(what)
    return rows, resources


def end_many(context: Context, rows: Iterable[Appointment], reason: str) -> None:
    """Cancel locked appointments and free their resources."""
    changed = list(rows)
    for row in changed:
        row.status_before, row.status = row.status, Status.CANCELLED
        row.cancelled_at, row.cancelled_by, row.cancel_reason = context.now, context.actor.label, reason
        _touch(context, row)
    _save(changed)
    set_free([row.id for row in changed])
    context.concerns(*(row.client_id for row in changed))


def restore_rows(
    context: Context, ids: Collection[UUID], *, override: str = "", series_id: UUID | None = None
) -> list[Appointment]:
    """Restore cancelled appointments (with ``series_id``, of that series only) and take their resources again.

    Raises:
        NotFound: one of them does not exist.
        Taken: the time of one is not free.
    """
    rows, resources = locked_rows(context, ids)
    if series_id is not None and any(row.series_id != series_id for row in rows):
        what = "appointment"
        raise NotFound(what)
    changed = [row for row in rows if row.status == Status.CANCELLED]
    taking: dict[UUID, set[UUID]] = {row.id: set() for row in changed}
    held = Booking.objects.filter(appointment_id__in=list(taking), is_current=True)
    for appointment_id, resource_id in held.values_list("appointment_id", "resource_id"):
        if appointment_id is not None:
            taking[appointment_id].add(resource_id)
    for row in changed:
        row.status = Status.DONE if row.status_before == Status.DONE else Status.CONFIRMED
        row.status_before, row.held_until, row.hold_key = "", None, None
        row.cancelled_at, row.cancelled_by, row.cancel_reason = None, "", ""
        _touch(context, row)
    _save(changed)
    claims = [claim for row in changed for claim in claims_of(row, sorted(taking[row.id]), resources)]
    zone = changed[0].zone if changed else context.studio.zone
    take(context, claims, resources, zone=zone, override=override, leaves=list(taking))
    context.concerns(*(row.client_id for row in changed))
    return changed


def _touch(context: Context, row: Appointment) -> None:
    row.version += 1
    row.updated_at, row.updated_by = context.now, context.actor.label


def _save(rows: list[Appointment]) -> None:
    if rows:
        Appointment.objects.bulk_update(
            rows,
            [
                "status", "status_before", "held_until", "hold_key", "cancelled_at", "cancelled_by", "cancel_reason",
                "version", "updated_at", "updated_by",
            ],
        )  # fmt: skip
