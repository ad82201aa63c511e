"""Taking a merge back, exactly."""

from __future__ import annotations

import json
from typing import Any, Final
from uuid import UUID

from django.db import connection
from psycopg import sql

from safelight.clients.actions.merge import BEHIND, POSITIONED
from safelight.clients.actions.saving import refresh_keys
from safelight.clients.events import ClientsUnmerged
from safelight.clients.models import Client, MergeRecord
from safelight.clients.queries.cards import ClientCard
from safelight.clients.queries.reading import load_card
from safelight.clients.queries.references import references
from safelight.foundation.actions import Conflict, Context, Frozen, NotFound, action

# The version goes on, so that a change made on an old card is still recognised as one.
_GOES_ON: Final = frozenset({"id", "studio_id", "number", "version", "updated_at", "field_versions"})


class Unmerge(Frozen):
    """Which merge."""

    merge_id: UUID


class Unmerged(Frozen):
    """Both clients, as they were before the merge."""

    kept: ClientCard
    merged: ClientCard


@action("clients.unmerge", permission="clients.merge", door="POST /clients/merges/{merge_id}/undo")
def unmerge(context: Context, data: Unmerge) -> Unmerged:
    """Take a merge back: both clients are as before.

    It is refused when the merged client was changed since, for then nobody could say whose the change is.
    """
    record = MergeRecord.objects.select_for_update().filter(id=data.merge_id).first()
    if record is None:
        what = "merge"
        raise NotFound(what)
    if record.undone_at is not None:
        message = "This merge was taken back already."
        raise Conflict(message, code="undone")
    both = {
        client.id: client
        for client in Client.objects.select_for_update()
        .filter(id__in=[record.kept_id, record.merged_id])
        .order_by("id")
    }
    kept, merged = both[record.kept_id], both[record.merged_id]
    if kept.version != record.version_after or kept.removed_at is not None or merged.merged_into_id != kept.id:
        message = (
            f"{kept.display_name} was changed after this merge, so it cannot be taken back. Undo the later changes"
            f" first, or add {record.merged_before['display_name']} again by hand."
        )
        raise Conflict(message, code="touched")
    for reference in references():
        ids = record.moved.get(f"{reference.table}.{reference.column}")
        if ids:
            _move_back(reference.table, reference.column, ids, kept.id, merged.id)
    for client, before in ((kept, record.kept_before), (merged, record.merged_before)):
        _restore(context, client, before)
    refresh_keys([kept.id, merged.id])
    record.undone_at = context.now
    record.save(update_fields=["undone_at"])
    country = context.studio.country
    cards = Unmerged(kept=load_card(kept.id, country), merged=load_card(merged.id, country))
    context.subject(
        "client",
        kept.id,
        f"{cards.merged.display_name} (number {cards.merged.number}) was separated from {cards.kept.display_name}",
    )
    context.changed({"unmerged": str(merged.id)})
    context.publish(ClientsUnmerged(kept_id=kept.id, merged_id=merged.id))
    return cards


def _move_back(table: str, column: str, ids: list[str], kept: UUID, merged: UUID) -> None:
    back: sql.Composable = sql.SQL("")
    if table in POSITIONED and column == "client_id":
        back = sql.SQL(", position = position - {}").format(sql.Literal(BEHIND))
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("update {} set {column} = %s{} where id = any(%s::uuid[]) and {column} = %s").format(
                sql.Identifier(table), back, column=sql.Identifier(column)
            ),
            [merged, ids, kept],
        )


def _restore(context: Context, client: Client, before: dict[str, Any]) -> None:
    columns = [
        field.column
        for field in Client._meta.concrete_fields  # noqa: SLF001 - Django's documented model API
        if field.column not in _GOES_ON and field.column in before
    ]
    names = sql.SQL(", ").join(sql.Identifier(name) for name in columns)
    back = [name for name in columns if getattr(client, name) != before[name]]
    versions = {**before["field_versions"], **dict.fromkeys(back, client.version + 1)}
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "update clients_client set ({names}) = (select {names} from jsonb_populate_record(null::clients_client, %s)),"
                " version = version + 1, updated_at = %s, field_versions = %s where id = %s"
            ).format(names=names),
            [json.dumps(before), context.now, json.dumps(versions), client.id],
        )
