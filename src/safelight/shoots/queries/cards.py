"""The frozen shapes in which sessions, types, workflows and tasks are shown to pages, neighbours and programs."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from safelight.clients.rules.custom import FieldType
from safelight.foundation.actions import Frozen
from safelight.shoots.rules.due import DueKind
from safelight.shoots.rules.policy import Change
from safelight.shoots.rules.priority import Priority
from safelight.shoots.rules.repeating import Unit

ShootState = Literal["open", "finished", "cancelled", "removed"]


class NamedCard(Frozen):
    """Something that a studio named."""

    id: UUID
    name: str
    color: str = ""


class PersonLink(Frozen):
    """Somebody who works in the studio."""

    id: UUID
    name: str


class ClientLink(Frozen):
    """Just enough to name a client and lead to it."""

    id: UUID
    number: int
    display_name: str


class DueRuleCard(Frozen):
    """``days`` workdays after entry, or before or after the calendar event of a kind."""

    kind: DueKind = DueKind.NEVER
    days: int = Field(default=0, ge=0, le=400)
    event: str = Field(default="", max_length=40)


class StatusCard(Frozen):
    """A step of a workflow; ``entry`` and ``exit`` are keys of conditions."""

    id: UUID
    workflow_id: UUID
    name: str
    color: str = ""
    order: int = 0
    department: NamedCard | None = None
    due: DueRuleCard = DueRuleCard()
    timed: bool = True
    entry: tuple[str, ...] = ()
    exit: tuple[str, ...] = ()
    terminal: bool = False
    task_list: NamedCard | None = None
    archived: bool = False


class WorkflowCard(Frozen):
    """A path through the studio with its statuses in order."""

    id: UUID
    name: str
    color: str = ""
    order: int = 0
    archived: bool = False
    statuses: tuple[StatusCard, ...] = ()


class DepartmentCard(Frozen):
    """A department and who works in it."""

    id: UUID
    name: str
    color: str = ""
    order: int = 0
    archived: bool = False
    people: tuple[PersonLink, ...] = ()


class TaskListItemCard(Frozen):
    """One task of a list."""

    id: UUID
    title: str
    notes: str = ""
    priority: Priority = Priority.NORMAL
    assignee: PersonLink | None = None
    for_photographer: bool = False
    department: NamedCard | None = None
    due: DueRuleCard = DueRuleCard()


class TaskListCard(Frozen):
    """A list of tasks that are added together."""

    id: UUID
    name: str
    order: int = 0
    archived: bool = False
    items: tuple[TaskListItemCard, ...] = ()


class PolicyStepCard(Frozen):
    """One line of a cancellation policy: what counts when less than ``hours`` are left. Amounts are major units."""

    change: Change = Change.CANCEL
    hours: int = Field(ge=1, le=24 * 365)
    fee_percent: Decimal = Field(default=Decimal(0), ge=0, le=100, max_digits=5, decimal_places=2)
    fee: Decimal = Field(default=Decimal(0), ge=0, max_digits=12, decimal_places=3)
    credit_percent: Decimal = Field(default=Decimal(100), ge=0, le=100, max_digits=5, decimal_places=2)


class ResourceWish(Frozen):
    """A resource that a session needs: a certain one by its ``id``, or any one of a ``kind``."""

    id: UUID | None = None
    kind: str = Field(default="", max_length=20)


class SessionTypeCard(Frozen):
    """What a session of a kind brings with it. Lengths are minutes, amounts major units of ``currency``."""

    id: UUID
    name: str
    color: str = ""
    order: int = 0
    archived: bool = False
    minutes: int
    preparation_minutes: int = 0
    buffer_minutes: int = 0
    resources: tuple[ResourceWish, ...] = ()
    workflow: NamedCard
    task_list: NamedCard | None = None
    price_list_id: UUID | None = None
    session_fee_item_id: UUID | None = None
    forms: tuple[str, ...] = ()
    default_title: str = ""
    default_brief: str = ""
    default_notes: str = ""
    default_shots: tuple[str, ...] = ()
    client_text: str = ""
    bookable_online: bool = False
    policy: tuple[PolicyStepCard, ...] = ()
    currency: str = ""
    confirms: bool = True
    remind_days: int | None = 1
    remind_at: time = time(9)


class SessionFieldCard(Frozen):
    """A field a studio defined for its sessions; ``choices`` for the type ``choice``."""

    id: UUID
    label: str
    type: FieldType
    choices: tuple[str, ...] = ()
    help: str = ""
    order: int = 0
    archived: bool = False


class ParticipantCard(Frozen):
    """Somebody who is photographed; ``age`` is in years at the time of the session, None where it is not known."""

    id: UUID
    name: str
    family_id: UUID | None = None
    birthday: date | None = None
    age: int | None = None
    note: str = ""


class ShotCard(Frozen):
    """One picture of the shot list."""

    id: UUID
    text: str
    done_at: datetime | None = None
    done_by: str = ""


class OutcomeCard(Frozen):
    """A cancellation or change of date and what the policy said; amounts are major units of ``currency``."""

    id: UUID
    kind: Change
    at: datetime
    by: str
    reason: str
    by_studio: bool = False
    notice_hours: int | None = None
    fee: Decimal
    credit: Decimal
    currency: str
    waived: bool = False
    starts_before: datetime | None = None
    starts_after: datetime | None = None


class StayCard(Frozen):
    """A stay in a status; ``seconds`` until it was left, or until now."""

    status: str
    department: str = ""
    entered_at: datetime
    left_at: datetime | None = None
    seconds: int
    timed: bool = True
    by: str = ""
    reason: str = ""
    overridden: tuple[str, ...] = ()


class TaskCard(Frozen):
    """Something to do. ``overdue`` says that its day has passed, in the studio's zone."""

    id: UUID
    version: int
    title: str
    notes: str = ""
    shoot: ShootLink | None = None
    client: ClientLink | None = None
    assignee: PersonLink | None = None
    department: NamedCard | None = None
    priority: Priority = Priority.NORMAL
    due_on: date | None = None
    due: DueRuleCard = DueRuleCard()
    overdue: bool = False
    repeat_every: int | None = None
    repeat_unit: Unit | None = None
    repeat_until: date | None = None
    remind_at: datetime | None = None
    remind_by: Literal["", "desk", "mail"] = ""
    reminded_at: datetime | None = None
    done_at: datetime | None = None
    done_by: str = ""
    created_at: datetime
    created_by: str = ""
    position: int = 0


class ShootLink(Frozen):
    """Just enough to name a session and lead to it."""

    id: UUID
    number: int
    title: str


class ShootRow(Frozen):
    """A session in a list or on the board. ``tasks_open`` and ``tasks_done`` count its tasks."""

    id: UUID
    number: int
    version: int
    title: str
    state: ShootState
    type: NamedCard
    client: ClientLink | None = None
    status: NamedCard
    department: NamedCard | None = None
    status_since: datetime
    due_on: date | None = None
    overdue: bool = False
    photographer: PersonLink | None = None
    location: NamedCard | None = None
    place: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    delivered_at: datetime | None = None
    tags: tuple[str, ...] = ()
    tasks_open: int = 0
    tasks_done: int = 0
    custom: dict[str, Any] = Field(default_factory=dict)
    created_at: datetime
    updated_at: datetime


class ShootCard(Frozen):
    """The whole session. ``session_fee`` is the price at booking, in major units of ``currency``.

    ``seconds_in`` maps the names of timed statuses to the seconds spent there, ``seconds_by`` likewise departments.
    """

    id: UUID
    number: int
    version: int
    title: str
    state: ShootState
    type: SessionTypeCard
    client: ClientLink | None = None
    status: StatusCard
    statuses: tuple[NamedCard, ...] = ()
    status_since: datetime
    due_on: date | None = None
    overdue: bool = False
    photographer: PersonLink | None = None
    location: NamedCard | None = None
    place: str = ""
    zone: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    brief: str = ""
    notes: str = ""
    custom: dict[str, Any] = Field(default_factory=dict)
    session_fee: Decimal
    currency: str
    price_list_id: UUID | None = None
    participants: tuple[ParticipantCard, ...] = ()
    shots: tuple[ShotCard, ...] = ()
    tags: tuple[str, ...] = ()
    tasks: tuple[TaskCard, ...] = ()
    outcomes: tuple[OutcomeCard, ...] = ()
    stays: tuple[StayCard, ...] = ()
    seconds_in: dict[str, int] = Field(default_factory=dict)
    seconds_by: dict[str, int] = Field(default_factory=dict)
    delivered_at: datetime | None = None
    delivered_by: str = ""
    finished_at: datetime | None = None
    cancelled_at: datetime | None = None
    removed_at: datetime | None = None
    copied_from: ShootLink | None = None
    external_id: str = ""
    created_at: datetime
    created_by: str = ""
    updated_at: datetime


class ViewCard(Frozen):
    """A saved view of the session list; ``mine`` when the asking person made it."""

    id: UUID
    name: str
    shared: bool
    mine: bool
    filters: dict[str, Any] = Field(default_factory=dict)
    columns: tuple[str, ...] = ()
    sort: str = "-starts"


TaskCard.model_rebuild()
