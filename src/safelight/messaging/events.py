"""What happened to messages, told upwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from safelight.foundation.events import Event


@dataclass(frozen=True, slots=True)
class MessageQueued(Event):
    """A message waits to be sent."""

    name: ClassVar[str] = "messaging.queued"
    message_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    """A mail server took a message."""

    name: ClassVar[str] = "messaging.sent"
    message_id: UUID
    kind: str
    about_kind: str = ""
    about_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MessageNotSent(Event):
    """A message was given up: ``state`` is failed, dropped or cancelled."""

    name: ClassVar[str] = "messaging.not_sent"
    message_id: UUID
    kind: str
    state: str
    about_kind: str = ""
    about_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MessageBounced(Event):
    """A message came back, or its reader called it unwanted (``complained``)."""

    name: ClassVar[str] = "messaging.bounced"
    message_id: UUID
    kind: str
    complained: bool
    about_kind: str = ""
    about_id: UUID | None = None
