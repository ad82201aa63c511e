"""Saying that two clients who look alike are two."""

from __future__ import annotations

from uuid import UUID

from safelight.clients.actions.saving import require_clients, save_new
from safelight.clients.models import DismissedPair
from safelight.foundation.actions import Context, Empty, Frozen, action


class Pair(Frozen):
    """Two clients, in any order."""

    client_id: UUID
    other_id: UUID


@action("clients.dismiss_pair", permission="clients.merge", door="POST /client-duplicates/dismissals")
def dismiss_pair(context: Context, data: Pair) -> Empty:
    """Say that two clients are not the same; the pair is not shown again."""
    require_clients([data.client_id, data.other_id], "other_id")
    first, second = sorted((data.client_id, data.other_id))
    if not DismissedPair.objects.filter(first_id=first, second_id=second).exists():
        save_new([DismissedPair(first_id=first, second_id=second, at=context.now, by=context.actor.label)])
    context.subject("client", data.client_id, "Looked like another client and is not")
    context.changed({"not_the_same": [str(first), str(second)]})
    context.undo_with("clients.recall_pair", {"client_id": str(first), "other_id": str(second)})
    return Empty()


@action("clients.recall_pair", permission="clients.merge", door="POST /client-duplicates/recalls")
def recall_pair(context: Context, data: Pair) -> Empty:
    """Show a dismissed pair among the duplicates again."""
    first, second = sorted((data.client_id, data.other_id))
    DismissedPair.objects.filter(first_id=first, second_id=second).delete()
    context.subject("client", data.client_id, "May be the same as another client again")
    return Empty()
