"""Taking a change of many clients back, except where somebody changed the same field since."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection

from safelight.clients.actions.change_many import mark_tag
from safelight.clients.events import ClientsBulkChanged
from safelight.clients.models import BulkChange, Tag
from safelight.clients.rules.searching import tag_mark
from safelight.foundation.actions import Conflict, Context, Frozen, NotFound, action


class UndoChangeMany(Frozen):
    """Which change."""

    change_id: UUID


class ManyUndone(Frozen):
    """How many clients are as before, and how many kept a newer value."""

    undone: int
    kept: int


# A step is taken back where the field still carries the version that the change gave it.
_STEPS = """
insert into many_steps
select item.client_id, step ->> 'field', step
from clients_bulkchangeitem item
cross join jsonb_array_elements(item.before) step
join clients_client client on client.id = item.client_id and client.removed_at is null
where item.change_id = %s and (client.field_versions ->> (step ->> 'field'))::int = item.version_after
"""


@action("clients.undo_change_many", permission="clients.edit", door="POST /clients/changes/{change_id}/undo")
def undo_change_many(context: Context, data: UndoChangeMany) -> ManyUndone:
    """Take a change of many clients back."""
    change = BulkChange.objects.select_for_update().filter(id=data.change_id).first()
    if change is None:
        what = "change"
        raise NotFound(what)
    if change.undone_at is not None:
        message = "This change was taken back already."
        raise Conflict(message, code="undone")
    with connection.cursor() as cursor:
        cursor.execute(
            "create temporary table if not exists many_steps (client_id uuid, field text, step jsonb) on commit drop"
        )
        cursor.execute("truncate many_steps")
        cursor.execute(_STEPS, [change.id])
        _back(cursor, context)
        cursor.execute(
            "with changed as (select client_id, array_agg(distinct field) fields from many_steps group by client_id)"
            " update clients_client client set version = version + 1, updated_at = %s, field_versions = field_versions"
            " || (select jsonb_object_agg(name, client.version + 1) from unnest(changed.fields) name)"
            " from changed where client.id = changed.client_id",
            [context.now],
        )
        undone = int(cursor.rowcount)
        cursor.execute(
            "select count(*) from clients_bulkchangeitem where change_id = %s and (client_id, jsonb_array_length(before))"
            " not in (select client_id, count(*) from many_steps group by client_id)",
            [change.id],
        )
        kept = int(cursor.fetchone()[0])
    change.undone_at = context.now
    change.save(update_fields=["undone_at"])
    context.subject("clients", change.id, f"Taken back: {change.summary}")
    context.changed({"undone": undone, "kept": kept})
    context.publish(ClientsBulkChanged(change_id=change.id, count=undone, fields=tuple(change.what)))
    return ManyUndone(undone=undone, kept=kept)


def _back(cursor: Any, context: Context) -> None:  # noqa: ANN401 - Django's cursor wrapper
    for table, column, field in (
        ("clients_taglink", "tag_id", "tags"),
        ("clients_groupmembership", "group_id", "groups"),
    ):
        cursor.execute(
            f"delete from {table} link using many_steps where many_steps.field = %s and link.client_id = many_steps.client_id"  # noqa: S608 - names of this file
            f" and link.{column} = (many_steps.step ->> 'add')::uuid",
            [field],
        )
        cursor.execute(
            f"insert into {table} (id, studio_id, client_id, {column})"  # noqa: S608 - names of this file
            " select gen_random_uuid(), %s, client_id, (step ->> 'remove')::uuid from many_steps"
            f" where field = %s and step ? 'remove' on conflict (studio_id, client_id, {column}) do nothing",
            [context.studio.id, field],
        )
    _unmark_tags(cursor)
    for field, made in (
        ("stage", "stage_id = (step ->> 'set')::uuid, stage_since = (step ->> 'since')::timestamptz"),
        ("source", "source_id = (step ->> 'set')::uuid"),
        ("do_not_contact", "do_not_contact = (step ->> 'set')::boolean"),
    ):
        cursor.execute(
            f"update clients_client client set {made} from many_steps"  # noqa: S608 - names of this file
            " where many_steps.client_id = client.id and many_steps.field = %s",
            [field],
        )


def _unmark_tags(cursor: Any) -> None:  # noqa: ANN401
    """Write the tags out of, and back into, the search texts: the steps name them the other way round."""
    cursor.execute("select distinct coalesce(step ->> 'add', step ->> 'remove') from many_steps where field = 'tags'")
    ids = [row[0] for row in cursor.fetchall()]
    cursor.execute(
        "update many_steps set step = case when step ? 'add' then jsonb_build_object('remove', step ->> 'add')"
        " else jsonb_build_object('add', step ->> 'remove') end where field = 'tags'"
    )
    for tag in Tag.objects.filter(id__in=ids):
        for add in (True, False):
            mark_tag(cursor, tag.id, tag_mark(tag.name), add=add)
