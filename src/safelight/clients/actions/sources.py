"""Defining and changing the sources clients come from."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.clients.actions.naming import LONGEST_NAME, change_named, free_name, named_row
from safelight.clients.models import Source
from safelight.clients.queries.cards import NamedCard
from safelight.foundation.actions import Context, Frozen, action
from safelight.foundation.ids import new_id


class AddSource(Frozen):
    """A new source."""

    name: str = Field(max_length=LONGEST_NAME)
    color: str = Field(default="", max_length=20)


class ChangeSource(Frozen):
    """What changes on a source; what is left out stays."""

    source_id: UUID
    name: str | None = Field(default=None, max_length=LONGEST_NAME)
    color: str | None = Field(default=None, max_length=20)
    archived: bool | None = None


@action("clients.add_source", permission="clients.manage", door="POST /client-sources")
def add_source(context: Context, data: AddSource) -> NamedCard:
    """Define a source that clients come from."""
    name, key = free_name(Source, data.name)
    row = Source(id=new_id(), name=name, key=key, color=data.color)
    row.save(force_insert=True)
    context.subject("source", row.id, f"Source “{name}” was defined")
    context.undo_with("clients.change_source", {"source_id": str(row.id), "archived": True})
    return NamedCard(id=row.id, name=row.name, color=row.color)


@action("clients.change_source", permission="clients.manage", door="PATCH /client-sources/{source_id}")
def change_source(context: Context, data: ChangeSource) -> NamedCard:
    """Rename or archive a source."""
    row = named_row(Source, data.source_id)
    changes = change_named(context, row, data, ("color",))
    if changes:
        context.undo_with(
            "clients.change_source", {"source_id": str(row.id), **{key: pair[0] for key, pair in changes.items()}}
        )
    return NamedCard(id=row.id, name=row.name, color=row.color)
