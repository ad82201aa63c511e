"""Removing many clients at once into the bin, and bringing them back together."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import connection

from safelight.clients.actions.saving import save_new
from safelight.clients.actions.selection import Selection, select
from safelight.clients.events import ClientsRemoved, ClientsRestored
from safelight.clients.models import BulkChange
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, action

REMOVED: Final = {"removed": True}
"""What a change says that removed clients."""

_REMOVE: Final = """
with gone as (
    update clients_client client set removed_at = %(now)s, updated_at = %(now)s, version = version + 1,
        field_versions = field_versions || jsonb_build_object('removed_at', version + 1)
    from many_selected where many_selected.id = client.id
    returning client.id, client.version
)
insert into clients_bulkchangeitem (id, studio_id, change_id, client_id, before, version_after)
select gen_random_uuid(), %(studio)s, %(change)s, id, '[{"field": "removed_at", "set": null}]', version from gone
"""
# Whoever was brought back and removed again since, or merged, stays as they are now.
_RESTORE: Final = """
update clients_client client set removed_at = null, updated_at = %(now)s, version = version + 1,
    field_versions = field_versions || jsonb_build_object('removed_at', version + 1)
from clients_bulkchangeitem item
where item.change_id = %(change)s and item.client_id = client.id and client.removed_at is not null
    and client.merged_into_id is null and (client.field_versions ->> 'removed_at')::int = item.version_after
"""


class RemoveMany(Selection):
    """Which clients (``ids``, or everything that ``filter`` shows)."""


class ManyRemoved(Frozen):
    """How many clients were removed, and the id under which they are brought back together."""

    change_id: UUID
    removed: int


class RestoreMany(Frozen):
    """Which removal."""

    change_id: UUID


class ManyRestored(Frozen):
    """How many clients are back, and how many stay as they are because of what happened to them since."""

    restored: int
    kept: int


@action("clients.remove_many", permission="clients.remove", door="POST /clients/removals", dry_run=True)
def remove_many(context: Context, data: RemoveMany) -> ManyRemoved:
    """Remove many clients at once; everything stays and can be restored.

    Raises:
        InvalidInput: the clients are named in no way or in two, or there are none.
    """
    data.require_one()
    with connection.cursor() as cursor:
        count = select(cursor, context, data, in_bin=False)
        if not count:
            message = "None of these clients is there to be removed."
            raise InvalidInput(message, code="nothing_selected", fields={"ids" if data.ids else "filter": message})
        summary = f"removed: {count} clients"
        change = BulkChange(at=context.now, by=context.actor.label, what=REMOVED, summary=summary)
        save_new([change])
        cursor.execute(_REMOVE, {"now": context.now, "studio": context.studio.id, "change": change.id})
    context.subject("clients", change.id, summary)
    context.changed({"removed": count, **data.model_dump(mode="json", exclude_defaults=True)})
    context.publish(ClientsRemoved(change_id=change.id, count=count))
    context.undo_with("clients.restore_many", {"change_id": str(change.id)})
    return ManyRemoved(change_id=change.id, removed=count)


@action("clients.restore_many", permission="clients.remove", door="POST /clients/removals/{change_id}/undo")
def restore_many(context: Context, data: RestoreMany) -> ManyRestored:
    """Bring clients back who were removed together.

    Raises:
        NotFound: no such removal.
        Conflict: it was taken back already.
    """
    change = BulkChange.objects.select_for_update().filter(id=data.change_id, what=REMOVED).first()
    if change is None:
        what = "removal"
        raise NotFound(what)
    if change.undone_at is not None:
        message = "These clients were brought back already."
        raise Conflict(message, code="undone")
    with connection.cursor() as cursor:
        cursor.execute(_RESTORE, {"now": context.now, "change": change.id})
        restored = int(cursor.rowcount)
        cursor.execute("select count(*) from clients_bulkchangeitem where change_id = %s", [change.id])
        kept = int(cursor.fetchone()[0]) - restored
    change.undone_at = context.now
    change.save(update_fields=["undone_at"])
    context.subject("clients", change.id, f"Taken back: {change.summary}")
    context.changed({"restored": restored, "kept": kept})
    context.publish(ClientsRestored(change_id=change.id, count=restored))
    return ManyRestored(restored=restored, kept=kept)
