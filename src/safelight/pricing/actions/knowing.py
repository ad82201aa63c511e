"""Clients are a neighbour: that there is one is asked of whoever was plugged in."""

from __future__ import annotations

from uuid import UUID

from safelight.foundation.actions import NotFound
from safelight.pricing.ports import clients


def known_client(client_id: UUID | None) -> None:
    """Let a client of the studio pass, and nobody named.

    Raises:
        NotFound: there is no such client.
    """
    if client_id is not None and not clients.has(client_id):
        what = "client"
        raise NotFound(what)
