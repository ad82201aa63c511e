"""Changing one client: only what is given, merged with what others changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from safelight.clients.actions.inputs import ChangeClient
from safelight.clients.actions.saving import fresh_keys, keep_words_of, write_fields
from safelight.clients.actions.sorting import Sorting
from safelight.clients.actions.state import check, wished
from safelight.clients.events import ClientChanged
from safelight.clients.models import Client
from safelight.clients.queries.cards import ClientCard
from safelight.clients.queries.reading import load_card
from safelight.clients.queries.state import State, state_of
from safelight.clients.rules.patching import merge_patch, shown
from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound, action


class ChangedMeanwhile(Conflict):
    """Somebody else changed the same fields: ``collisions`` maps a field to (their value, the value wished)."""

    code = "changed_meanwhile"

    def __init__(self, collisions: Mapping[str, tuple[Any, Any]]) -> None:
        """Say for each field what stands there now and what was wished."""
        fields = {
            name: f"Somebody changed this to “{shown(theirs)}” meanwhile; you wrote “{shown(yours)}”."
            for name, (theirs, yours) in collisions.items()
        }
        message = "Somebody else changed the same fields meanwhile. Choose which values stay. " + " ".join(
            fields.values()
        )
        super().__init__(message, fields=fields)
        self.collisions = dict(collisions)


@action("clients.change", permission="clients.edit", door="PATCH /clients/{client_id}", dry_run=True)
def change(context: Context, data: ChangeClient) -> ClientCard:
    """Change a client.

    Only the fields given change; lists such as ``phones`` are replaced whole. With ``version``, changes that
    others made to other fields since stay, and a field that both changed is refused with both values.
    """
    client = locked(data.client_id)
    if data.version is not None and data.version > client.version:
        message = "This version does not exist yet. Load the client again."
        raise InvalidInput(message, fields={"version": message})
    sorting = Sorting(context, strict=True)
    given = {name: getattr(data, name) for name in data.model_fields_set - {"client_id", "version"}}
    before = state_of(load_card(client.id, context.studio.country))
    merged = merge_patch(before, wished(context, given, sorting), client.field_versions, data.version)
    if merged.collisions:
        raise ChangedMeanwhile(merged.collisions)
    if merged.changes:
        apply(context, client, before, _nested({name: value for name, (_, value) in merged.changes.items()}), sorting)
        context.changed({name: list(pair) for name, pair in merged.changes.items()})
        context.undo_with(
            "clients.change",
            {
                "client_id": str(client.id),
                "version": client.version,
                **_nested({name: old for name, (old, _) in merged.changes.items()}),
            },
        )
    context.subject("client", client.id, f"{client.display_name} was changed")
    return load_card(client.id, context.studio.country)


def locked(client_id: UUID) -> Client:
    """Return a client's row, locked until the transaction ends.

    Raises:
        NotFound: there is none.
        Conflict: it was removed.
    """
    client = Client.objects.select_for_update().filter(id=client_id).first()
    if client is None:
        what = "client"
        raise NotFound(what)
    if client.removed_at is not None:
        message = "This client was removed. Restore them first."
        raise Conflict(message, code="removed")
    return client


def apply(context: Context, client: Client, before: State, changes: State, sorting: Sorting) -> None:
    """Write checked changes of a locked client, make its keys anew, raise its version and publish."""
    check({**before, **changes})
    write_fields(client, changes, changes, sorting, context.now)
    touch(context, client, [*(name for name in changes if name != "custom"), *_custom_names(changes)])
    fresh_keys([client])
    client.save()
    keep_words_of(client)
    context.publish(ClientChanged(client_id=client.id, fields=tuple(sorted(changes))))


def touch(context: Context, client: Client, fields: list[str]) -> None:
    """Raise a client's version and note which fields it is about (not saved)."""
    client.version += 1
    client.updated_at = context.now
    client.field_versions = {**client.field_versions, **dict.fromkeys(fields, client.version)}


def _custom_names(changes: State) -> list[str]:
    return [f"custom.{key}" for key in changes.get("custom", {})]


def _nested(flat: Mapping[str, Any]) -> State:
    state: State = {name: value for name, value in flat.items() if not name.startswith("custom.")}
    custom = {name.removeprefix("custom."): value for name, value in flat.items() if name.startswith("custom.")}
    if custom:
        state["custom"] = custom
    return state
