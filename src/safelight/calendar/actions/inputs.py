"""What a person or a program says about an appointment, before it is checked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from safelight.calendar.rules.kinds import AppointmentKind
from safelight.calendar.rules.timing import LONGEST_DAYS
from safelight.foundation.actions import Frozen

MOST_RESOURCES = 50
LONGEST_MINUTES = LONGEST_DAYS * 24 * 60
Resources = Annotated[tuple[UUID, ...], Field(max_length=MOST_RESOURCES)]
Minutes = Annotated[int, Field(ge=0, le=24 * 60)]
Reason = Annotated[str, Field(max_length=500)]
Fold = Literal[0, 1]


class When(Frozen):
    """A time: ``starts`` with ``ends`` or ``minutes``, or whole days with ``first_day`` (and ``last_day``, inclusive).

    Times without an offset are what the clock of ``zone`` shows (without one: the location's, else the studio's).
    """

    starts: datetime | None = Field(default=None, examples=["2027-05-04T10:00", "2027-05-04T10:00:00+02:00"])
    ends: datetime | None = None
    minutes: int | None = Field(default=None, ge=1, le=LONGEST_MINUTES)
    first_day: date | None = None
    last_day: date | None = None
    zone: str = Field(default="", max_length=60)
    fold: Fold | None = Field(default=None, description="Which of two, where the clock shows the beginning twice")
    ends_fold: Fold | None = Field(default=None, description="Which of two, where the clock shows the end twice")
    shift: bool = Field(default=False, description="Move a time that the clock skips on, instead of refusing it")


class AppointmentWords(When):
    """When it is, what is said about it, and what it takes. ``override`` is the reason to book over others."""

    kind: AppointmentKind = AppointmentKind.APPOINTMENT
    title: str = Field(default="", max_length=200)
    type: str = Field(default="", max_length=60, examples=["consultation"])
    client_id: UUID | None = None
    location_id: UUID | None = None
    place: str = Field(default="", max_length=300, description="Where, if not at a location of the studio")
    participants: str = Field(default="", max_length=2_000)
    notes: str = Field(default="", max_length=20_000)
    color: str = Field(default="", max_length=20)
    resource_ids: Resources = ()
    arrival_minutes: Minutes = Field(
        default=0, description="How early the client is asked to come; takes nobody's time"
    )
    preparation_minutes: Minutes = 0
    buffer_minutes: Minutes = 0
    drive_minutes: Minutes = Field(default=0, description="Each way; of people and props, not of rooms")
    override: Reason = ""


class BookAppointment(AppointmentWords):
    """A new appointment."""

    id: UUID | None = Field(default=None, description="Made by a device that was offline; otherwise leave it out")


class NewAppointment(BookAppointment):
    """A new appointment of a module above: ``owner_kind`` and ``owner_id`` say what it belongs to."""

    owner_kind: str = Field(default="", max_length=40)
    owner_id: UUID | None = None


class MoveAppointment(When):
    """Where an appointment goes: another time, other resources (all of them anew), another location, or several.

    What is not given stays; with ``starts`` alone it takes as long as before. ``version`` is what the mover saw.
    """

    appointment_id: UUID
    version: int | None = Field(default=None, ge=1)
    resource_ids: Resources | None = None
    location_id: UUID | None = None
    override: Reason = ""


class CancelAppointment(Frozen):
    """Which appointment will not take place, and why."""

    appointment_id: UUID
    reason: Reason = ""
    version: int | None = Field(default=None, ge=1)
