"""What pricing needs to know of clients, who live beside it: which there are, and who became whom by a merge."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final
from uuid import UUID


class ClientBook:
    """Who knows the clients; a module above both plugs it in. Rows here keep the client's id they were made with."""

    def __init__(self) -> None:
        """Know nobody yet."""
        self._ids_of: Callable[[UUID], Collection[UUID]] | None = None

    def plug(self, ids_of: Callable[[UUID], Collection[UUID]]) -> None:
        """Let a module above answer, in the studio in scope; called once, when the program starts.

        ``ids_of`` tells the id of a client and those of all that became part of it; nothing for one that is not there.
        """
        self._ids_of = ids_of

    def has(self, client_id: UUID) -> bool:
        """Say whether there is such a client; with nobody to ask, none."""
        return self._ids_of is not None and bool(self._ids_of(client_id))

    def ids_of(self, client_id: UUID | None) -> tuple[UUID, ...]:
        """Return every id under which rows of this client may stand; none for nobody."""
        if client_id is None:
            return ()
        return tuple(self._ids_of(client_id)) if self._ids_of is not None else (client_id,)


clients: Final = ClientBook()
