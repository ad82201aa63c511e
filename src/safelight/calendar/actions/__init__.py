"""Every write of the calendar module; importing this package registers them."""

from safelight.calendar.actions.book import book, book_appointment
from safelight.calendar.actions.cancel import (
    RestoreAppointment,
    cancel,
    cancel_appointment,
    restore,
    restore_appointment,
)
from safelight.calendar.actions.inputs import (
    BookAppointment,
    CancelAppointment,
    MoveAppointment,
    NewAppointment,
    When,
)
from safelight.calendar.actions.move import move, move_appointment
from safelight.calendar.actions.placing import Taken
from safelight.calendar.actions.resources import (
    AddResource,
    ChangeResource,
    SortResources,
    WhichResource,
    add_resource,
    archive_resource,
    change_resource,
    restore_resource,
    sort_resources,
)
from safelight.calendar.actions.state import ChangedMeanwhile

__all__ = [
    "AddResource",
    "BookAppointment",
    "CancelAppointment",
    "ChangeResource",
    "ChangedMeanwhile",
    "MoveAppointment",
    "NewAppointment",
    "RestoreAppointment",
    "SortResources",
    "Taken",
    "When",
    "WhichResource",
    "add_resource",
    "archive_resource",
    "book",
    "book_appointment",
    "cancel",
    "cancel_appointment",
    "change_resource",
    "move",
    "move_appointment",
    "restore",
    "restore_appointment",
    "restore_resource",
    "sort_resources",
]
