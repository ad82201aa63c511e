"""What happened to sessions and tasks, told upwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from safelight.foundation.events import Event


@dataclass(frozen=True, slots=True)
class ShootBooked(Event):
    """A session was planned; ``dated`` says whether it has its first calendar event already."""

    name: ClassVar[str] = "shoots.booked"
    shoot_id: UUID
    client_id: UUID | None
    type_id: UUID
    dated: bool


@dataclass(frozen=True, slots=True)
class ShootChanged(Event):
    """Fields of a session changed; ``fields`` names them."""

    name: ClassVar[str] = "shoots.changed"
    shoot_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatusEntered(Event):
    """A session moved to another status of its workflow."""

    name: ClassVar[str] = "shoots.status_entered"
    shoot_id: UUID
    client_id: UUID | None
    status_id: UUID
    before_id: UUID | None
    terminal: bool


@dataclass(frozen=True, slots=True)
class ShootDated(Event):
    """The calendar events of a session changed: one was added, moved or cancelled."""

    name: ClassVar[str] = "shoots.dated"
    shoot_id: UUID
    appointment_id: UUID
    what: str


@dataclass(frozen=True, slots=True)
class ShootRescheduled(Event):
    """A client moved a session; ``fee`` is what the policy asks for, in major units of ``currency``."""

    name: ClassVar[str] = "shoots.rescheduled"
    shoot_id: UUID
    client_id: UUID | None
    outcome_id: UUID
    fee: Decimal
    credit: Decimal
    currency: str
    starts: datetime | None


@dataclass(frozen=True, slots=True)
class ShootCancelled(Event):
    """A session was called off; ``fee`` is what the policy asks for, ``credit`` what the client keeps."""

    name: ClassVar[str] = "shoots.cancelled"
    shoot_id: UUID
    client_id: UUID | None
    outcome_id: UUID
    fee: Decimal
    credit: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class ShootReopened(Event):
    """A cancelled or finished session runs again."""

    name: ClassVar[str] = "shoots.reopened"
    shoot_id: UUID


@dataclass(frozen=True, slots=True)
class ShootOverdue(Event):
    """A session stayed in its status beyond the day it was due; told once per status."""

    name: ClassVar[str] = "shoots.overdue"
    shoot_id: UUID
    status_id: UUID


@dataclass(frozen=True, slots=True)
class ImagesDelivered(Event):
    """Somebody noted that the client has the images."""

    name: ClassVar[str] = "shoots.images_delivered"
    shoot_id: UUID
    client_id: UUID | None


@dataclass(frozen=True, slots=True)
class TaskAdded(Event):
    """Something to do was noted."""

    name: ClassVar[str] = "tasks.added"
    task_id: UUID
    shoot_id: UUID | None
    assignee_id: UUID | None


@dataclass(frozen=True, slots=True)
class TaskDone(Event):
    """A task was completed."""

    name: ClassVar[str] = "tasks.done"
    task_id: UUID
    shoot_id: UUID | None


@dataclass(frozen=True, slots=True)
class TaskOverdue(Event):
    """A task was not done on the day it was due; told once."""

    name: ClassVar[str] = "tasks.overdue"
    task_id: UUID
    shoot_id: UUID | None


@dataclass(frozen=True, slots=True)
class TaskReminded(Event):
    """A person was reminded of a task."""

    name: ClassVar[str] = "tasks.reminded"
    task_id: UUID
    shoot_id: UUID | None
    assignee_id: UUID | None


@dataclass(frozen=True, slots=True)
class ShootsBroughtIn(Event):
    """Sessions of the past were entered; nobody is told of each."""

    name: ClassVar[str] = "shoots.brought_in"
    count: int
