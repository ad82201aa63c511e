"""What a person or a program says about a task, before it is checked."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from safelight.foundation.actions import Frozen
from safelight.shoots.actions.inputs import DueRuleInput
from safelight.shoots.rules.priority import Priority
from safelight.shoots.rules.repeating import Unit

_LONGEST_TITLE = 200
_LONGEST_NOTES = 5_000


class AddTask(Frozen):
    """A new task on a session, on a client or alone.

    ``due_on`` is a day; ``due`` says it by a rule instead, counted from the session's dates or from today. With
    ``repeat_every`` and ``repeat_unit`` the next one is made when this one is done. ``remind_at`` is an instant.
    """

    id: UUID | None = Field(default=None, description="Made by a device that was offline; otherwise leave it out")
    title: str = Field(min_length=1, max_length=_LONGEST_TITLE)
    notes: str = Field(default="", max_length=_LONGEST_NOTES)
    shoot_id: UUID | None = None
    client_id: UUID | None = None
    assignee_id: UUID | None = None
    department_id: UUID | None = None
    priority: Priority = Priority.NORMAL
    due_on: date | None = None
    due: DueRuleInput | None = None
    repeat_every: int | None = Field(default=None, ge=1, le=365)
    repeat_unit: Unit | None = None
    repeat_until: date | None = None
    remind_at: AwareDatetime | None = None
    remind_by: Literal["", "desk", "mail"] = ""


class ChangeTask(Frozen):
    """What changes on a task; an explicit null empties, what is left out stays. A ``due_on`` ends the rule it had."""

    task_id: UUID
    version: int | None = Field(default=None, ge=1)
    title: str | None = Field(default=None, min_length=1, max_length=_LONGEST_TITLE)
    notes: str | None = Field(default=None, max_length=_LONGEST_NOTES)
    shoot_id: UUID | None = None
    client_id: UUID | None = None
    assignee_id: UUID | None = None
    department_id: UUID | None = None
    priority: Priority | None = None
    due_on: date | None = None
    due: DueRuleInput | None = None
    repeat_every: int | None = Field(default=None, ge=1, le=365)
    repeat_unit: Unit | None = None
    repeat_until: date | None = None
    remind_at: AwareDatetime | None = None
    remind_by: Literal["", "desk", "mail"] | None = None


class WhichTask(Frozen):
    """Which task."""

    task_id: UUID


class AddTasks(Frozen):
    """The tasks of a list, for a session or a client."""

    task_list_id: UUID
    shoot_id: UUID | None = None
    client_id: UUID | None = None


class SortTasks(Frozen):
    """Every open task of a session, in the wished order."""

    shoot_id: UUID
    task_ids: tuple[UUID, ...] = Field(max_length=1000)
