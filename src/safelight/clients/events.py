"""What happened to clients, told upwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from safelight.foundation.events import Event


@dataclass(frozen=True, slots=True)
class ClientAdded(Event):
    """A client was added by hand or through the API."""

    name: ClassVar[str] = "clients.added"
    client_id: UUID


@dataclass(frozen=True, slots=True)
class ClientChanged(Event):
    """Fields of a client changed; ``fields`` names them."""

    name: ClassVar[str] = "clients.changed"
    client_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClientsImported(Event):
    """An import added clients."""

    name: ClassVar[str] = "clients.imported"
    count: int


@dataclass(frozen=True, slots=True)
class ClientsFilled(Event):
    """An import completed clients that were known already."""

    name: ClassVar[str] = "clients.filled"
    count: int


@dataclass(frozen=True, slots=True)
class ClientsBulkChanged(Event):
    """Many clients were changed at once; ``fields`` names what."""

    name: ClassVar[str] = "clients.bulk_changed"
    change_id: UUID
    count: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageSet(Event):
    """A lead moved to another stage of the pipeline."""

    name: ClassVar[str] = "clients.stage_set"
    client_id: UUID
    stage_id: UUID | None
    before_id: UUID | None


@dataclass(frozen=True, slots=True)
class ClientRemoved(Event):
    """A client was removed; it can be restored."""

    name: ClassVar[str] = "clients.removed"
    client_id: UUID


@dataclass(frozen=True, slots=True)
class ClientRestored(Event):
    """A removed client is back."""

    name: ClassVar[str] = "clients.restored"
    client_id: UUID


@dataclass(frozen=True, slots=True)
class ClientsMerged(Event):
    """Two clients became one; everything of ``merged_id`` belongs to ``kept_id`` now."""

    name: ClassVar[str] = "clients.merged"
    kept_id: UUID
    merged_id: UUID


@dataclass(frozen=True, slots=True)
class ClientsUnmerged(Event):
    """A merge was taken back."""

    name: ClassVar[str] = "clients.unmerged"
    kept_id: UUID
    merged_id: UUID


@dataclass(frozen=True, slots=True)
class NoteAdded(Event):
    """A note was written on a client's timeline."""

    name: ClassVar[str] = "clients.note_added"
    client_id: UUID
    note_id: UUID
