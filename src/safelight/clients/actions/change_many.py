"""Changing many clients at once, by statements over sets: up to the whole list, one journal line, undoable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.db import connection
from pydantic import Field

from safelight.clients.actions.saving import save_new
from safelight.clients.actions.sorting import Sorting
from safelight.clients.events import ClientsBulkChanged
from safelight.clients.models import BulkChange, Client
from safelight.clients.queries.filters import ClientFilters
from safelight.clients.queries.list import meant
from safelight.clients.rules.searching import tag_mark
from safelight.foundation.actions import Context, Frozen, InvalidInput, action

MOST_IDS: Final = 5_000


class ChangeMany(Frozen):
    """Which clients (``ids``, or everything that ``filter`` shows) and what changes; what is left out stays.

    Tags, groups, stage and source go by name or id; an empty stage or source takes it away.
    """

    ids: tuple[UUID, ...] | None = Field(default=None, min_length=1, max_length=MOST_IDS)
    filter: ClientFilters | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    add_groups: tuple[str, ...] = ()
    remove_groups: tuple[str, ...] = ()
    stage: str | None = None
    source: str | None = None
    do_not_contact: bool | None = None


class ManyChanged(Frozen):
    """How many clients were meant, how many of them changed, and the id under which it is taken back."""

    change_id: UUID
    selected: int
    changed: int
    summary: str


@action("clients.change_many", permission="clients.edit", door="POST /clients/changes", dry_run=True)
def change_many(context: Context, data: ChangeMany) -> ManyChanged:
    """Change many clients at once."""
    if (data.ids is None) == (data.filter is None):
        message = "Say which clients: either “ids” or “filter”."
        raise InvalidInput(message, fields={"ids": message})
    sorting = Sorting(context, strict=True)
    with connection.cursor() as cursor:
        selected = _select(cursor, context, data)
        words = list(_changes(cursor, context, data, sorting))
        if not words:
            message = "Say what is to change."
            raise InvalidInput(message, fields={"add_tags": message})
        summary = f"{'; '.join(words)}: {selected} clients"
        change = BulkChange(
            at=context.now,
            by=context.actor.label,
            what=data.model_dump(mode="json", exclude_defaults=True),
            summary=summary,
        )
        save_new([change])
        changed = _finish(cursor, context, change.id)
    context.subject("clients", change.id, summary)
    context.changed({"selected": selected, "changed": changed, **change.what})
    context.publish(ClientsBulkChanged(change_id=change.id, count=changed, fields=tuple(change.what)))
    context.undo_with("clients.undo_change_many", {"change_id": str(change.id)})
    return ManyChanged(change_id=change.id, selected=selected, changed=changed, summary=summary)


def _select(cursor: Any, context: Context, data: ChangeMany) -> int:  # noqa: ANN401 - Django's cursor wrapper
    """Lock the clients that are meant in a temporary table, in the order of their ids, and return how many."""
    cursor.execute("create temporary table if not exists many_selected (id uuid primary key) on commit drop")
    cursor.execute(
        "create temporary table if not exists many_steps (client_id uuid, field text, step jsonb) on commit drop"
    )
    cursor.execute("truncate many_selected, many_steps")
    clients = (
        Client.objects.filter(id__in=data.ids or (), removed_at=None)
        if data.filter is None
        else meant(data.filter, context.studio)
    )
    statement, values = clients.order_by("id").select_for_update().values("id").query.sql_with_params()
    cursor.execute(f"insert into many_selected (id) select id from ({statement}) as meant", values)  # noqa: S608 - Django's own SQL
    count = int(cursor.rowcount)
    cursor.execute("analyze many_selected")
    return count


def _changes(cursor: Any, context: Context, data: ChangeMany, sorting: Sorting) -> Iterable[str]:  # noqa: ANN401
    """Carry out each change, note the way back per client in many_steps, and yield it in words."""
    for identifier, name in sorting.tags(data.add_tags).items():
        _link(cursor, context, "clients_taglink", "tag_id", identifier, "tags")
        mark_tag(cursor, identifier, tag_mark(name), add=True)
        yield f"tagged “{name}”"
    for identifier, name in sorting.known_tags(data.remove_tags).items():
        _unlink(cursor, "clients_taglink", "tag_id", identifier, "tags")
        mark_tag(cursor, identifier, tag_mark(name), add=False)
        yield f"untagged “{name}”"
    for identifier, name in sorting.groups(data.add_groups).items():
        _link(cursor, context, "clients_groupmembership", "group_id", identifier, "groups")
        yield f"put into “{name}”"
    for identifier, name in sorting.known_groups(data.remove_groups).items():
        _unlink(cursor, "clients_groupmembership", "group_id", identifier, "groups")
        yield f"taken out of “{name}”"
    if data.stage is not None:
        stage = sorting.stage(data.stage)
        _set(cursor, "stage", "stage_id", stage.id if stage else None)
        cursor.execute(
            "update clients_client client set stage_since = %s from many_steps"
            " where many_steps.client_id = client.id and many_steps.field = 'stage'",
            [context.now if stage else None],
        )
        yield f"moved to {stage.name if stage else 'no stage'}"
    if data.source is not None:
        source = sorting.source(data.source)
        _set(cursor, "source", "source_id", source.id if source else None)
        yield f"source {source.name if source else 'taken away'}"
    if data.do_not_contact is not None:
        _set(cursor, "do_not_contact", "do_not_contact", data.do_not_contact)
        yield "do not contact" if data.do_not_contact else "may be contacted"


def _link(cursor: Any, context: Context, table: str, column: str, identifier: UUID, field: str) -> None:  # noqa: ANN401, PLR0913, PLR0917 - one statement's parts
    cursor.execute(
        f"with fresh as (insert into {table} (id, studio_id, client_id, {column})"  # noqa: S608 - names of this file
        f" select gen_random_uuid(), %s, id, %s from many_selected on conflict (studio_id, client_id, {column}) do nothing"
        " returning client_id) insert into many_steps select client_id, %s, jsonb_build_object('add', %s::text) from fresh",
        [context.studio.id, identifier, field, str(identifier)],
    )


def _unlink(cursor: Any, table: str, column: str, identifier: UUID, field: str) -> None:  # noqa: ANN401
    cursor.execute(
        f"with gone as (delete from {table} where {column} = %s and client_id in (select id from many_selected)"  # noqa: S608 - names of this file
        " returning client_id) insert into many_steps select client_id, %s, jsonb_build_object('remove', %s::text) from gone",
        [identifier, field, str(identifier)],
    )


def _set(cursor: Any, field: str, column: str, value: Any) -> None:  # noqa: ANN401
    since = ", 'since', client.stage_since" if column == "stage_id" else ""
    cursor.execute(
        f"insert into many_steps select client.id, %s, jsonb_build_object('set', client.{column}{since})"  # noqa: S608 - names of this file
        f" from clients_client client join many_selected on many_selected.id = client.id"
        f" where client.{column} is distinct from %s",
        [field, value],
    )
    cursor.execute(
        f"update clients_client client set {column} = %s from many_steps"  # noqa: S608 - names of this file
        " where many_steps.client_id = client.id and many_steps.field = %s",
        [value, field],
    )


def mark_tag(cursor: Any, identifier: UUID, mark: str, *, add: bool) -> None:  # noqa: ANN401
    """Write a tag into, or out of, the search text of the clients whose steps add or remove it."""
    made = "search || %s" if add else "replace(search, %s, '')"
    cursor.execute(
        f"update clients_client client set search = {made} from many_steps"  # noqa: S608 - two fixed texts
        " where many_steps.client_id = client.id and many_steps.field = 'tags' and many_steps.step ->> %s = %s",
        [mark, "add" if add else "remove", str(identifier)],
    )


def _finish(cursor: Any, context: Context, change_id: UUID) -> int:  # noqa: ANN401
    """Raise the versions of what changed and keep the way back."""
    cursor.execute(
        "with changed as (select client_id, jsonb_agg(step || jsonb_build_object('field', field)) steps,"
        "  array_agg(distinct field) fields from many_steps group by client_id),"
        " raised as (update clients_client client set version = version + 1, updated_at = %s,"
        "  field_versions = field_versions || (select jsonb_object_agg(name, client.version + 1) from unnest(changed.fields) name)"
        "  from changed where client.id = changed.client_id returning client.id, client.version)"
        " insert into clients_bulkchangeitem (id, studio_id, change_id, client_id, before, version_after)"
        " select gen_random_uuid(), %s, %s, changed.client_id, changed.steps, raised.version"
        " from changed join raised on raised.id = changed.client_id",
        [context.now, context.studio.id, change_id],
    )
    return int(cursor.rowcount)


__all__ = ["ChangeMany", "ManyChanged", "change_many"]
