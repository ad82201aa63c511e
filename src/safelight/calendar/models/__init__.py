"""The rows of the calendar module; every one belongs to a studio."""

from safelight.calendar.models.absence import Absence
from safelight.calendar.models.appointment import Appointment, Booking, Override
from safelight.calendar.models.hours import Holiday, HoursPlan, HoursSpan
from safelight.calendar.models.resource import Resource
from safelight.calendar.models.series import Series, SeriesResource
from safelight.calendar.models.slots import Slot, SlotResource

__all__ = [
    "Absence",
    "Appointment",
    "Booking",
    "Holiday",
    "HoursPlan",
    "HoursSpan",
    "Override",
    "Resource",
    "Series",
    "SeriesResource",
    "Slot",
    "SlotResource",
]
