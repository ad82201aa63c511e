"""What the calendar tells others about itself: frozen cards."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from safelight.calendar.rules.kinds import AppointmentKind, ResourceKind, Status
from safelight.foundation.actions import Frozen


class ResourceCard(Frozen):
    """Something that can be booked; ``zone`` is that of its location, or the studio's. Archived ones take no bookings."""

    id: UUID
    kind: ResourceKind
    name: str
    membership_id: UUID | None
    person_id: UUID | None
    location_id: UUID | None
    location: str
    zone: str
    color: str
    position: int
    capacity: int
    notes: str
    archived_at: datetime | None


class ResourceBrief(Frozen):
    """A resource that an appointment takes, with the span in which it is taken (before and after included)."""

    id: UUID
    kind: ResourceKind
    name: str
    color: str
    taken_from: datetime
    taken_until: datetime
    overridden: bool = Field(default=False, description="Booked over another booking on purpose")


class ClientBrief(Frozen):
    """The client of an appointment."""

    id: UUID
    number: int
    name: str


class OwnerCard(Frozen):
    """What an appointment belongs to; ``label`` and ``url`` are empty where the reader may not know."""

    kind: str
    id: UUID
    label: str = ""
    url: str = ""


class OverrideCard(Frozen):
    """Two bookings that met on purpose, seen from one of them: ``is_mine`` when this one was booked over the other.

    The other side is an appointment, or an absence (``other_id`` is None then).
    """

    id: UUID
    resource_id: UUID
    resource: str
    starts: datetime
    ends: datetime
    reason: str
    at: datetime
    by: str
    is_mine: bool
    other_id: UUID | None
    other_title: str


class AppointmentCard(Frozen):
    """An appointment, whole.

    ``starts`` and ``ends`` are instants (UTC); ``wall_starts`` and ``wall_ends`` are what the clock of ``zone`` shows.
    Whole days: ``first_day`` to ``last_day``, both inclusive. ``status`` of a hold whose minutes are over is
    ``cancelled``. ``notices`` (only in the answer of a write) say what a person should know: a shifted time, closed hours.
    """

    id: UUID
    kind: AppointmentKind
    status: Status
    title: str
    type: str
    client: ClientBrief | None
    location_id: UUID | None
    location: str
    place: str
    participants: str
    notes: str
    color: str
    owner: OwnerCard | None
    all_day: bool
    starts: datetime
    ends: datetime
    zone: str
    wall_starts: datetime
    wall_ends: datetime
    first_day: date
    last_day: date
    minutes: int
    arrival_minutes: int
    preparation_minutes: int
    buffer_minutes: int
    drive_minutes: int
    arrives: datetime
    resources: tuple[ResourceBrief, ...]
    overrides: tuple[OverrideCard, ...]
    held_until: datetime | None
    cancelled_at: datetime | None
    cancelled_by: str
    cancel_reason: str
    series_id: UUID | None
    series_day: date | None
    is_changed: bool = Field(description="Differs from the other appointments of its series")
    version: int
    created_at: datetime
    created_by: str
    updated_at: datetime
    updated_by: str
    notices: tuple[str, ...] = ()
    hold_token: str = Field(default="", description="Only in the answer that made the hold; confirms or releases it")
