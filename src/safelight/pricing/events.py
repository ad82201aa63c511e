"""What happened in pricing, told upwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from safelight.foundation.events import Event


@dataclass(frozen=True, slots=True)
class PriceListPublished(Event):
    """A price list has a new version; new orders take its prices."""

    name: ClassVar[str] = "pricing.list_published"
    list_id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class RewardGranted(Event):
    """A client has a new reward."""

    name: ClassVar[str] = "pricing.reward_granted"
    client_id: UUID
    reward_id: UUID
