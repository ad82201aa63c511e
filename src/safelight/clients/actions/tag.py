"""Putting tags on a client and taking them off."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.clients.actions.change import apply, locked
from safelight.clients.actions.sorting import Sorting
from safelight.clients.queries.cards import ClientCard
from safelight.clients.queries.reading import load_card
from safelight.clients.queries.state import state_of
from safelight.foundation.actions import Context, Frozen, action


class TagClient(Frozen):
    """Tags by name or id."""

    client_id: UUID
    tags: tuple[str, ...] = Field(min_length=1, max_length=50)


@action("clients.tag", permission="clients.edit", door="POST /clients/{client_id}/tags")
def tag(context: Context, data: TagClient) -> ClientCard:
    """Put tags on a client; a tag that does not exist yet is made."""
    sorting = Sorting(context, strict=True)
    wanted = set(sorting.tags(data.tags).values())
    return _set(context, data, sorting, wanted, adding=True)


@action("clients.untag", permission="clients.edit", door="POST /clients/{client_id}/tags/removal")
def untag(context: Context, data: TagClient) -> ClientCard:
    """Take tags off a client."""
    sorting = Sorting(context, strict=True)
    return _set(context, data, sorting, set(sorting.known_tags(data.tags).values()), adding=False)


def _set(context: Context, data: TagClient, sorting: Sorting, names: set[str], *, adding: bool) -> ClientCard:
    client = locked(data.client_id)
    before = state_of(load_card(client.id, context.studio.country))
    had = set(before["tags"])
    have = had | names if adding else had - names
    context.subject("client", client.id, f"{client.display_name} was {'tagged' if adding else 'untagged'}")
    if have != had:
        apply(context, client, before, {"tags": sorted(have)}, sorting)
        context.changed({"tags": [sorted(had), sorted(have)]})
        back = sorted(have ^ had)
        context.undo_with("clients.untag" if adding else "clients.tag", {"client_id": str(client.id), "tags": back})
    return load_card(client.id, context.studio.country)
