"""Merging two clients that are one: chosen field by field, everything else joined and re-pointed."""

from __future__ import annotations

import json
from typing import Any, Final, Literal
from uuid import UUID

from django.db import connection
from psycopg import sql
from pydantic import Field

from safelight.clients.actions.change import apply, locked, touch
from safelight.clients.actions.saving import fresh_keys, save_new
from safelight.clients.actions.sorting import Sorting
from safelight.clients.events import ClientsMerged
from safelight.clients.models import Client, MergeRecord
from safelight.clients.queries.cards import ClientCard
from safelight.clients.queries.reading import load_card
from safelight.clients.queries.references import Reference, references
from safelight.clients.queries.state import state_of
from safelight.clients.rules.merging import choose
from safelight.foundation.actions import Context, Frozen, InvalidInput, action
from safelight.foundation.ids import new_id

# A moved row stands behind the kept client's own, and comes back to its old place when the merge is undone.
BEHIND: Final = 1_000
POSITIONED: Final = frozenset({"clients_phone", "clients_email", "clients_address", "clients_familymember"})
# History stays with the client it happened to.
_STAYS: Final = frozenset({"clients_mergerecord", "clients_dismissedpair", "clients_bulkchangeitem"})
# A row that the kept client has already is not moved: what makes two rows the same, table by table.
_SAME: Final = {
    "clients_phone": "mine.number = row.number",
    "clients_email": "mine.key = row.key",
    "clients_address": "mine.key = row.key and lower(mine.city) = lower(row.city) and mine.starts_on is not distinct from row.starts_on",
    "clients_familymember": "lower(mine.first_name) = lower(row.first_name) and lower(mine.last_name) = lower(row.last_name)"
    " and (mine.birthday is null or row.birthday is null or mine.birthday = row.birthday)",
    "clients_taglink": "mine.tag_id = row.tag_id",
    "clients_groupmembership": "mine.group_id = row.group_id",
}


class MergeClients(Frozen):
    """``client_id`` stays, ``other_id`` becomes part of it.

    ``choices`` maps a field in which they differ to ``keep`` or ``other``; fields not named go by the proposal of
    the merge preview. Phones, mails, addresses, family, tags, groups and everything that points at the other client
    are joined.
    """

    client_id: UUID
    other_id: UUID
    choices: dict[str, Literal["keep", "other"]] = Field(default_factory=dict)


class Merge(Frozen):
    """The merged client, and the id under which the merge is taken back."""

    merge_id: UUID
    client: ClientCard


@action("clients.merge", permission="clients.merge", door="POST /clients/{client_id}/merge", dry_run=True)
def merge(context: Context, data: MergeClients) -> Merge:
    """Merge another client into this one."""
    if data.client_id == data.other_id:
        message = "These are the same client already."
        raise InvalidInput(message, fields={"other_id": message})
    # Always locked in one order, so that two merges never wait for each other in a circle.
    found = {identifier: locked(identifier) for identifier in sorted((data.client_id, data.other_id))}
    kept, merged = found[data.client_id], found[data.other_id]
    country = context.studio.country
    before, theirs = state_of(load_card(kept.id, country)), state_of(load_card(merged.id, country))
    try:
        changes = choose(before, theirs, data.choices)
    except ValueError as error:
        raise InvalidInput(str(error), fields={"choices": str(error)}) from None
    if changes.get("referred_by", before["referred_by"]) in {str(kept.id), str(merged.id)}:
        changes["referred_by"] = ""
    snapshots = [snapshot(kept.id), snapshot(merged.id)]
    moved = {
        f"{reference.table}.{reference.column}": ids
        for reference in references()
        if (ids := _move(reference, kept, merged))
    }
    apply(context, kept, before, changes, Sorting(context, strict=True))
    merged.removed_at, merged.merged_into_id = context.now, kept.id
    touch(context, merged, ["merged_into"])
    fresh_keys([merged])
    merged.save()
    record = MergeRecord(
        id=new_id(),
        kept_id=kept.id,
        merged_id=merged.id,
        at=context.now,
        by=context.actor.label,
        kept_before=snapshots[0],
        merged_before=snapshots[1],
        moved=moved,
        version_after=kept.version,
    )
    save_new([record])
    context.subject(
        "client", kept.id, f"{merged.display_name} (number {merged.number}) was merged into {kept.display_name}"
    )
    context.changed({name: [before.get(name), value] for name, value in changes.items()} | {"merged": str(merged.id)})
    context.publish(ClientsMerged(kept_id=kept.id, merged_id=merged.id))
    context.undo_with("clients.unmerge", {"merge_id": str(record.id)})
    return Merge(merge_id=record.id, client=load_card(kept.id, country))


def snapshot(client_id: UUID) -> dict[str, Any]:
    """Return a client's row as JSON, exactly as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute("select to_jsonb(client)::text from clients_client client where id = %s", [client_id])
        row: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return row


def _move(reference: Reference, kept: Client, merged: Client) -> list[str]:
    """Re-point one table's rows from the merged client to the kept one; returns the ids of the rows."""
    if reference.table in _STAYS:
        return []
    conditions: list[sql.Composable] = [sql.SQL("row.{} = %(merged)s").format(sql.Identifier(reference.column))]
    if reference.table in _SAME and reference.column == "client_id":
        conditions.append(
            sql.SQL("not exists (select from {} mine where mine.client_id = %(kept)s and {})").format(
                sql.Identifier(reference.table), sql.SQL(_SAME[reference.table])
            )
        )
    if reference.table == "clients_client":
        conditions.append(sql.SQL("row.id <> %(kept)s"))
    if (reference.table, reference.column) == ("clients_familymember", "linked_id"):
        conditions.append(sql.SQL("row.client_id <> %(kept)s"))
    behind: sql.Composable = sql.SQL("")
    if reference.table in POSITIONED and reference.column == "client_id":
        behind = sql.SQL(", position = position + {}").format(sql.Literal(BEHIND))
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("update {} row set {} = %(kept)s{} where {} returning row.id").format(
                sql.Identifier(reference.table),
                sql.Identifier(reference.column),
                behind,
                sql.SQL(" and ").join(conditions),
            ),
            {"kept": kept.id, "merged": merged.id},
        )
        return sorted(str(row[0]) for row in cursor.fetchall())
