"""Rows for the calendar's tests, made by its own actions."""

from __future__ import annotations

from safelight.calendar.actions import add_resource, book_appointment
from safelight.calendar.queries import AppointmentCard, ResourceCard
from safelight.foundation.actions import Context, run


def person(context: Context, name: str = "Bo", **more: object) -> ResourceCard:
    return run(add_resource, context, {"kind": "person", "name": name, **more}).value


def room(context: Context, name: str = "Studio A", **more: object) -> ResourceCard:
    return run(add_resource, context, {"kind": "room", "name": name, **more}).value


def prop(context: Context, name: str = "Backdrop", **more: object) -> ResourceCard:
    return run(add_resource, context, {"kind": "prop", "name": name, **more}).value


def booked(
    context: Context, starts: str, *resources: ResourceCard, minutes: int = 60, **more: object
) -> AppointmentCard:
    ids = [each.id for each in resources]
    return run(book_appointment, context, {"starts": starts, "minutes": minutes, "resource_ids": ids, **more}).value
