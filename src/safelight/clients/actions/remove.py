"""Removing a client into the bin, and bringing them back."""

from __future__ import annotations

from uuid import UUID

from safelight.clients.actions.change import locked, touch
from safelight.clients.events import ClientRemoved, ClientRestored
from safelight.clients.models import Client
from safelight.clients.queries.cards import ClientCard
from safelight.clients.queries.reading import load_card
from safelight.foundation.actions import Conflict, Context, Frozen, NotFound, action


class WhichClient(Frozen):
    """Which client."""

    client_id: UUID


@action("clients.remove", permission="clients.remove", door="DELETE /clients/{client_id}")
def remove(context: Context, data: WhichClient) -> ClientCard:
    """Remove a client; everything stays and can be restored."""
    client = locked(data.client_id)
    client.removed_at = context.now
    touch(context, client, ["removed_at"])
    client.save()
    context.subject("client", client.id, f"{client.display_name} was removed")
    context.publish(ClientRemoved(client_id=client.id))
    context.undo_with("clients.restore", {"client_id": str(client.id)})
    return load_card(client.id, context.studio.country)


@action("clients.restore", permission="clients.remove", door="POST /clients/{client_id}/restoration")
def restore(context: Context, data: WhichClient) -> ClientCard:
    """Bring a removed client back."""
    client = Client.objects.select_for_update().filter(id=data.client_id).first()
    if client is None:
        what = "client"
        raise NotFound(what)
    if client.merged_into_id is not None:
        message = "This client was merged into another one. Take the merge back instead."
        raise Conflict(message, code="merged")
    if client.removed_at is not None:
        client.removed_at = None
        touch(context, client, ["removed_at"])
        client.save()
        context.publish(ClientRestored(client_id=client.id))
    context.subject("client", client.id, f"{client.display_name} was restored")
    context.undo_with("clients.remove", {"client_id": str(client.id)})
    return load_card(client.id, context.studio.country)
