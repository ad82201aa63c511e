"""Telling the calendar what changed on a session: who takes the pictures, whose they are, what it is called."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from safelight.calendar.actions.change import ChangeAppointment, change
from safelight.calendar.actions.inputs import MoveAppointment
from safelight.calendar.actions.move import move
from safelight.calendar.models import Appointment, Booking
from safelight.foundation.actions import Context
from safelight.shoots.actions.events import lock_dates, names_of
from safelight.shoots.models import Shoot

_TOLD: Final = frozenset({"client_id", "participants", "title"})


def give_dates_to(context: Context, shoot: Shoot, photographer_id: UUID | None) -> None:
    """Name another photographer, who takes over the dates still to come of the one before (not saved).

    Raises:
        Taken: the new one is taken at one of these times.
    """
    before = shoot.photographer_id
    shoot.photographer_id = photographer_id
    if before is None or before == photographer_id:
        return
    standing = lock_dates(context, shoot)
    coming = Appointment.objects.filter(id__in=standing, starts_at__gt=context.now).values_list("id", flat=True)
    for appointment_id in coming.order_by("starts_at", "id"):
        rows = (
            Booking.objects.filter(appointment_id=appointment_id).order_by("id").values_list("resource_id", flat=True)
        )
        taken = list(dict.fromkeys(rows))
        if before not in taken:
            continue
        context.require("calendar.book")
        wanted = [photographer_id if identifier == before else identifier for identifier in taken]
        ids = tuple(dict.fromkeys(identifier for identifier in wanted if identifier is not None))
        move(context, MoveAppointment(appointment_id=appointment_id, resource_ids=ids))


def retell(context: Context, shoot: Shoot, changes: Collection[str], before: str) -> None:
    """Give the dates of a session the words and the client that it has now.

    ``before`` is the title it had: a date that somebody named by hand keeps its name.
    """
    wished = _TOLD & set(changes)
    if not wished:
        return
    for appointment_id in lock_dates(context, shoot):
        row = Appointment.objects.get(id=appointment_id)
        given: dict[str, Any] = {}
        if "client_id" in wished:
            given["client_id"] = shoot.client_id
        if "participants" in wished:
            given["participants"] = names_of(shoot)
        if "title" in wished and before in row.title:
            given["title"] = row.title.replace(before, shoot.title)[:200]
        if given:
            change(context, ChangeAppointment.model_validate({"appointment_id": appointment_id, **given}))
