"""What happens in accounts that others want to hear of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from safelight.foundation.events import Event


@dataclass(frozen=True, slots=True)
class PersonInvited(Event):
    """Somebody is to get a mail with a link to join the studio."""

    name: ClassVar[str] = "accounts.person_invited"
    invitation_id: UUID


@dataclass(frozen=True, slots=True)
class PersonJoined(Event):
    """Somebody belongs to the studio from now on."""

    name: ClassVar[str] = "accounts.person_joined"
    person_id: UUID


@dataclass(frozen=True, slots=True)
class AccessEnded(Event):
    """Somebody may no longer enter the studio."""

    name: ClassVar[str] = "accounts.access_ended"
    person_id: UUID


@dataclass(frozen=True, slots=True)
class RoleChanged(Event):
    """Somebody may do other things from now on."""

    name: ClassVar[str] = "accounts.role_changed"
    person_id: UUID
