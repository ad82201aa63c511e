"""Pieces of input that several verbs take."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Frozen, InvalidInput
from safelight.shoots.ports.conditions import conditions
from safelight.shoots.rules.due import MOST_DAYS, SESSION, DueKind
from safelight.shoots.rules.priority import Priority


class DueRuleInput(Frozen):
    """``days`` workdays after entry, or before or after the calendar event of a kind (``session``, ``viewing``)."""

    kind: DueKind = DueKind.NEVER
    days: int = Field(default=0, ge=0, le=MOST_DAYS)
    event: str = Field(default=SESSION, max_length=40)

    def columns(self) -> dict[str, Any]:
        """Return the values of the columns of a row that keeps this rule."""
        counted = self.kind in {DueKind.BEFORE_EVENT, DueKind.AFTER_EVENT}
        return {
            "due_kind": self.kind.value,
            "due_days": 0 if self.kind is DueKind.NEVER else self.days,
            "due_event": (self.event or SESSION) if counted else "",
        }


class TaskListItemInput(Frozen):
    """One task of a list; it goes to a person, or to the photographer of the session."""

    title: str = Field(min_length=1, max_length=200)
    notes: str = Field(default="", max_length=5000)
    priority: Priority = Priority.NORMAL
    assignee_id: UUID | None = None
    for_photographer: bool = False
    department_id: UUID | None = None
    due: DueRuleInput = DueRuleInput()


def known_conditions(keys: tuple[str, ...], field: str) -> list[str]:
    """Return keys of conditions, each once.

    Raises:
        InvalidInput: there is no such condition.
    """
    for key in keys:
        if conditions.get(key) is None:
            known = ", ".join(condition.key for condition in conditions.all())
            message = f"There is no condition “{key}”. There are: {known}."
            raise InvalidInput(message, fields={field: message})
    return list(dict.fromkeys(keys))
