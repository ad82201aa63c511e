"""What an action knows besides its input: who acts, in which studio, when; and what it leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from safelight.foundation import clock
from safelight.foundation.actions.errors import Forbidden
from safelight.foundation.events import Event


@dataclass(frozen=True, slots=True)
class StudioFacts:
    """The studio as every module needs it; ``languages`` are ISO 639-1 codes, the first one preferred."""

    id: UUID
    slug: str
    name: str
    country: str
    currency: str
    zone: str
    languages: tuple[str, ...] = ("en",)

    @property
    def locale(self) -> str:
        """The CLDR locale in which dates, numbers and money of this studio are written."""
        return f"{self.languages[0]}_{self.country}" if self.country else self.languages[0]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a signed-in ``person``, an API ``key``, or the ``system`` itself (jobs, command line)."""

    kind: str
    id: UUID | None
    label: str
    permissions: frozenset[str] = frozenset()
    role: str = ""

    def may(self, permission: str) -> bool:
        """Say whether this actor holds a permission; the system holds all, everybody holds the empty one."""
        return not permission or self.kind == "system" or permission in self.permissions


def system_actor(label: str = "Safelight") -> Actor:
    """Return the actor for jobs and the command line of the machine that runs Safelight."""
    return Actor(kind="system", id=None, label=label)


@dataclass(slots=True)
class Trace:
    """What one run of an action leaves behind: subject, changes, events and the way back."""

    subject_kind: str = ""
    subject_id: UUID | None = None
    summary: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    undo: tuple[str, dict[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Who acts, in which studio, at which moment; handed to every action and query."""

    studio: StudioFacts
    actor: Actor
    now: datetime = field(default_factory=clock.now)
    request_id: str = ""
    trace: Trace = field(default_factory=Trace)

    def subject(self, kind: str, identifier: UUID, summary: str = "") -> None:
        """Name the row this action is about, for the journal and the timeline."""
        self.trace.subject_kind, self.trace.subject_id = kind, identifier
        if summary:
            self.trace.summary = summary

    def changed(self, changes: Mapping[str, Any]) -> None:
        """Note what changed; values must be JSON (``{"city": ["Ulm", "Bonn"]}`` is old, new)."""
        self.trace.changes.update(changes)

    def publish(self, event: Event) -> None:
        """Publish what happened; it is stored with the change or vanishes with it."""
        self.trace.events.append(event)

    def undo_with(self, action_name: str, data: Mapping[str, Any]) -> None:
        """Offer the action that takes this one back."""
        self.trace.undo = (action_name, dict(data))

    def require(self, permission: str) -> None:
        """Ask for a further permission inside an action.

        Raises:
            Forbidden: the actor does not hold it.
        """
        if not self.actor.may(permission):
            message = f"This needs the permission “{permission}”. Ask the owner of the studio for it."
            raise Forbidden(message)
