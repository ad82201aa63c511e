"""What happened in the exchange, told to jobs and to whoever listens above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from safelight.foundation.events import Event


@dataclass(frozen=True, slots=True)
class ExportRequested(Event):
    """Somebody wants all data of the studio; ``work_id`` is the work they watch."""

    name: ClassVar[str] = "exchange.export_requested"

    work_id: UUID


@dataclass(frozen=True, slots=True)
class ImportRequested(Event):
    """Somebody wants an import tried or run; ``work_id`` is the work they watch."""

    name: ClassVar[str] = "exchange.import_requested"

    import_id: UUID
    work_id: UUID
    trial: bool
    asked_by: str
