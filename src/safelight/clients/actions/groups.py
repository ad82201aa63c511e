"""Defining and changing groups."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.clients.actions.naming import LONGEST_NAME, change_named, free_name, named_row
from safelight.clients.models import Group
from safelight.clients.queries.cards import NamedCard
from safelight.foundation.actions import Context, Frozen, action
from safelight.foundation.ids import new_id


class AddGroup(Frozen):
    """A new group."""

    name: str = Field(max_length=LONGEST_NAME)
    color: str = Field(default="", max_length=20)
    description: str = Field(default="", max_length=500)


class ChangeGroup(Frozen):
    """What changes on a group; what is left out stays."""

    group_id: UUID
    name: str | None = Field(default=None, max_length=LONGEST_NAME)
    color: str | None = Field(default=None, max_length=20)
    description: str | None = Field(default=None, max_length=500)
    archived: bool | None = None


@action("clients.add_group", permission="clients.manage", door="POST /client-groups")
def add_group(context: Context, data: AddGroup) -> NamedCard:
    """Define a group of clients."""
    name, key = free_name(Group, data.name)
    row = Group(id=new_id(), name=name, key=key, color=data.color, description=data.description)
    row.save(force_insert=True)
    context.subject("group", row.id, f"Group “{name}” was defined")
    context.undo_with("clients.change_group", {"group_id": str(row.id), "archived": True})
    return NamedCard(id=row.id, name=row.name, color=row.color)


@action("clients.change_group", permission="clients.manage", door="PATCH /client-groups/{group_id}")
def change_group(context: Context, data: ChangeGroup) -> NamedCard:
    """Rename, describe or archive a group."""
    row = named_row(Group, data.group_id)
    changes = change_named(context, row, data, ("color", "description"))
    if changes:
        context.undo_with(
            "clients.change_group", {"group_id": str(row.id), **{key: pair[0] for key, pair in changes.items()}}
        )
    return NamedCard(id=row.id, name=row.name, color=row.color)
