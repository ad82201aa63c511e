"""Rows for the calendar's tests, made by its own actions."""

from __future__ import annotations

from typing import Any

from safelight.calendar.actions import AddResource, BookAppointment, add_resource, book_appointment
from safelight.calendar.queries import AppointmentCard, ResourceCard
from safelight.calendar.rules.kinds import ResourceKind
from safelight.foundation.actions import Context, run


def person(context: Context, name: str = "Bo", **more: Any) -> ResourceCard:
    return run(add_resource, context, AddResource(kind=ResourceKind.PERSON, name=name, **more)).value


def room(context: Context, name: str = "Studio A", **more: Any) -> ResourceCard:
    return run(add_resource, context, AddResource(kind=ResourceKind.ROOM, name=name, **more)).value


def prop(context: Context, name: str = "Backdrop", **more: Any) -> ResourceCard:
    return run(add_resource, context, AddResource(kind=ResourceKind.PROP, name=name, **more)).value


def booked(context: Context, starts: str, *resources: ResourceCard, minutes: int = 60, **more: Any) -> AppointmentCard:
    data = BookAppointment.model_validate(
        {"starts": starts, "minutes": minutes, "resource_ids": [each.id for each in resources], **more}
    )
    return run(book_appointment, context, data).value
