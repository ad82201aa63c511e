"""Events: what happened, told upwards. Stored in the transaction of the change, so the outbox comes free."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """Base of all events; a subclass is a frozen dataclass of ids and plain values, named in the past tense."""

    name: ClassVar[str] = ""

    def payload(self) -> dict[str, Any]:
        """Return the fields as JSON values."""
        return {item.name: as_json(getattr(self, item.name)) for item in dataclasses.fields(self)}


def as_json(value: Any) -> Any:  # noqa: ANN401 - JSON is any of these
    """Turn ids, dates and decimals into the text that JSON carries; containers are walked."""
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_json(item) for item in value]
    return value


Listener = Callable[[UUID, dict[str, Any]], None]
_listeners: defaultdict[str, list[str]] = defaultdict(list)


def listens(event_name: str, task_name: str) -> None:
    """Register a task that wants to hear of an event; called by ``jobs.on`` only."""
    if task_name not in _listeners[event_name]:
        _listeners[event_name].append(task_name)


def listeners(event_name: str) -> tuple[str, ...]:
    """Return the names of the tasks that want to hear of an event."""
    return tuple(_listeners.get(event_name, ()))
