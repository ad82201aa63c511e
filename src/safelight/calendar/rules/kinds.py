"""The words in which calendar rows say what they are."""

from __future__ import annotations

from enum import StrEnum


class ResourceKind(StrEnum):
    """What a resource is."""

    PERSON = "person"
    ROOM = "room"
    PROP = "prop"


class AppointmentKind(StrEnum):
    """What the time is taken for: a meeting, a picture-taking, or nothing that can be booked."""

    APPOINTMENT = "appointment"
    SHOOT = "shoot"
    BLOCK = "block"


class Status(StrEnum):
    """How an appointment stands."""

    HELD = "held"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    DONE = "done"


class BookingState(StrEnum):
    """How one resource stands in an appointment; only held and confirmed ones take time."""

    HELD = "held"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class AbsenceState(StrEnum):
    """How a wish to be away stands; only approved ones take time."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class AbsenceReason(StrEnum):
    """Why somebody is away."""

    VACATION = "vacation"
    SICK = "sick"
    TRAINING = "training"
    PERSONAL = "personal"
    OTHER = "other"
