"""Renaming, colouring and archiving tags, for the whole studio."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from pydantic import Field

from safelight.clients.actions.naming import LONGEST_NAME, change_named, named_row
from safelight.clients.models import Tag
from safelight.clients.queries.cards import NamedCard
from safelight.clients.rules.searching import tag_mark
from safelight.foundation.actions import Context, Frozen, action


class ChangeTag(Frozen):
    """What changes on a tag; what is left out stays."""

    tag_id: UUID
    name: str | None = Field(default=None, max_length=LONGEST_NAME)
    color: str | None = Field(default=None, max_length=20)
    archived: bool | None = None


@action("clients.change_tag", permission="clients.manage", door="PATCH /client-tags/{tag_id}")
def change_tag(context: Context, data: ChangeTag) -> NamedCard:
    """Rename, colour or archive a tag; clients keep it under its new name."""
    row = named_row(Tag, data.tag_id)
    changes = change_named(context, row, data, ("color",))
    if "name" in changes:
        old, new = (tag_mark(name) for name in changes["name"])
        with connection.cursor() as cursor:
            cursor.execute(
                "update clients_client set search = replace(search, %s, %s)"
                " where id in (select client_id from clients_taglink where tag_id = %s)",
                [old, new, row.id],
            )
    if changes:
        context.undo_with(
            "clients.change_tag", {"tag_id": str(row.id), **{key: pair[0] for key, pair in changes.items()}}
        )
    return NamedCard(id=row.id, name=row.name, color=row.color)
