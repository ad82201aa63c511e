"""One client, whole."""

from __future__ import annotations

from uuid import UUID

from safelight.clients.queries.cards import ClientCard
from safelight.clients.queries.reading import load_card
from safelight.foundation.actions import Context, Frozen, query


class GetClient(Frozen):
    """Which client."""

    client_id: UUID


@query("clients.get", permission="clients.view", door="GET /clients/{client_id}")
def get(context: Context, data: GetClient) -> ClientCard:
    """Show a client with everything known about them.

    A removed client is shown with ``removed_at``; a merged one with ``merged_into``, the client that it became.
    """
    return load_card(data.client_id, context.studio.country)
