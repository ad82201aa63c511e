"""What happened in the calendar, told upwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from safelight.foundation.events import Event


@dataclass(frozen=True, slots=True)
class AppointmentEvent(Event):
    """What all news about an appointment says: which, when, for whom, and what above it belongs to."""

    appointment_id: UUID
    kind: str
    starts_at: datetime
    ends_at: datetime
    client_id: UUID | None
    owner_kind: str
    owner_id: UUID | None


@dataclass(frozen=True, slots=True)
class AppointmentBooked(AppointmentEvent):
    """Time was taken for good: booked, or a hold was confirmed."""

    name: ClassVar[str] = "calendar.appointment_booked"


@dataclass(frozen=True, slots=True)
class AppointmentMoved(AppointmentEvent):
    """It is at another time or takes other resources; ``starts_at`` is new, ``before_starts_at`` old."""

    name: ClassVar[str] = "calendar.appointment_moved"
    before_starts_at: datetime
    before_ends_at: datetime


@dataclass(frozen=True, slots=True)
class AppointmentChanged(AppointmentEvent):
    """Its words changed, not its time; ``fields`` names which."""

    name: ClassVar[str] = "calendar.appointment_changed"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AppointmentCancelled(AppointmentEvent):
    """It will not take place; its time is free."""

    name: ClassVar[str] = "calendar.appointment_cancelled"
    reason: str


@dataclass(frozen=True, slots=True)
class AppointmentRestored(AppointmentEvent):
    """A cancelled one takes place after all."""

    name: ClassVar[str] = "calendar.appointment_restored"


@dataclass(frozen=True, slots=True)
class AppointmentDone(AppointmentEvent):
    """It took place."""

    name: ClassVar[str] = "calendar.appointment_done"


@dataclass(frozen=True, slots=True)
class SlotHeld(AppointmentEvent):
    """Time is kept for some minutes."""

    name: ClassVar[str] = "calendar.slot_held"
    held_until: datetime


@dataclass(frozen=True, slots=True)
class HoldReleased(AppointmentEvent):
    """Kept time was given back, by somebody or because its minutes were over (``expired``)."""

    name: ClassVar[str] = "calendar.hold_released"
    expired: bool


@dataclass(frozen=True, slots=True)
class AppointmentsScheduled(Event):
    """Many were booked at once, for a group or a class; there is no further news of each."""

    name: ClassVar[str] = "calendar.appointments_scheduled"
    appointment_ids: tuple[UUID, ...]
    client_id: UUID | None
    owner_kind: str
    owner_id: UUID | None


@dataclass(frozen=True, slots=True)
class SeriesBooked(Event):
    """Something comes again; there is no further news of each of its appointments."""

    name: ClassVar[str] = "calendar.series_booked"
    series_id: UUID
    client_id: UUID | None
    owner_kind: str
    owner_id: UUID | None


@dataclass(frozen=True, slots=True)
class SeriesChanged(Event):
    """From a day on it comes otherwise; ``series_id`` is the series from then on, ``before_id`` the one before."""

    name: ClassVar[str] = "calendar.series_changed"
    series_id: UUID
    before_id: UUID
    client_id: UUID | None
    owner_kind: str
    owner_id: UUID | None


@dataclass(frozen=True, slots=True)
class SeriesEnded(Event):
    """It does not come again; ``appointment_ids`` will not take place."""

    name: ClassVar[str] = "calendar.series_ended"
    series_id: UUID
    appointment_ids: tuple[UUID, ...]
    client_id: UUID | None


@dataclass(frozen=True, slots=True)
class SeriesBlocked(Event):
    """For some days of a series no time was free when they were made."""

    name: ClassVar[str] = "calendar.series_blocked"
    series_id: UUID
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AbsenceEvent(Event):
    """What all news about an absence says: whose, and when."""

    absence_id: UUID
    resource_id: UUID
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class AbsenceRequested(AbsenceEvent):
    """Somebody asks to be away."""

    name: ClassVar[str] = "calendar.absence_requested"


@dataclass(frozen=True, slots=True)
class AbsenceApproved(AbsenceEvent):
    """They will be away; their time is taken."""

    name: ClassVar[str] = "calendar.absence_approved"


@dataclass(frozen=True, slots=True)
class AbsenceRefused(AbsenceEvent):
    """They are asked to stay."""

    name: ClassVar[str] = "calendar.absence_refused"


@dataclass(frozen=True, slots=True)
class AbsenceWithdrawn(AbsenceEvent):
    """They will not be away after all; their time is free."""

    name: ClassVar[str] = "calendar.absence_withdrawn"
