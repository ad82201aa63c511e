"""What the ledger needs from modules above it: names and pages for the ids it only carries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelight.foundation.keyed import Registry


@dataclass(frozen=True, slots=True)
class Named:
    """What an id is called and where it is shown; ``url`` may be empty."""

    label: str
    url: str = ""


NameMany = Callable[[Collection[UUID]], Mapping[UUID, Named]]
"""Answers, in the studio in scope, those of the ids it knows; one query for all of them."""


class Names:
    """Who names the ids of a kind: ``sources.add("invoice", name_invoices)``."""

    def __init__(self) -> None:
        """Know nobody yet."""
        self._known: dict[str, NameMany] = {}

    def add(self, kind: str, name_many: NameMany) -> None:
        """Let a module above name ids of a kind; called once, when the program starts.

        Raises:
            ValueError: the kind is taken by another function.
        """
        if self._known.setdefault(kind, name_many) is not name_many:
            message = f"Ids of the kind “{kind}” are named twice."
            raise ValueError(message)

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds that have somebody who names them."""
        return tuple(sorted(self._known))

    def of(self, kind: str, ids: Collection[UUID]) -> Mapping[UUID, Named]:
        """Return the names of ids of one kind, as far as they are known."""
        name_many = self._known.get(kind)
        return name_many(ids) if name_many and ids else {}

    def of_any(self, ids: Collection[UUID]) -> Mapping[UUID, Named]:
        """Return the names of ids of whatever kind."""
        found: dict[UUID, Named] = {}
        for kind in self.kinds():
            left = [identifier for identifier in ids if identifier not in found]
            found |= self.of(kind, left)
        return found


class ClientNames:
    """Who names clients, and tells under which ids a client stood before merges; a ledger line keeps the id it had."""

    def __init__(self) -> None:
        """Know nobody yet."""
        self._name_many: NameMany | None = None
        self._all_ids: Callable[[UUID], Collection[UUID]] | None = None

    def plug(self, name_many: NameMany, all_ids: Callable[[UUID], Collection[UUID]]) -> None:
        """Let a module above clients and ledger answer; called once, when the program starts."""
        self._name_many, self._all_ids = name_many, all_ids

    @property
    def is_plugged(self) -> bool:
        """Whether anybody can tell which clients there are."""
        return self._name_many is not None

    def of(self, ids: Collection[UUID]) -> Mapping[UUID, Named]:
        """Return the names of clients, as far as they are known."""
        return self._name_many(ids) if self._name_many and ids else {}

    def all_ids(self, client_id: UUID) -> tuple[UUID, ...]:
        """Return every id under which lines of this client may stand, its own included."""
        return (client_id, *(self._all_ids(client_id) if self._all_ids else ()))


sources: Final = Names()
"""What caused an entry, by ``source_kind``: invoice, payment …"""
documents: Final = Names()
"""What the lines of a document count towards: invoices, orders. Asked kind by kind."""
clients: Final = ClientNames()
"""Clients, who live beside the ledger."""


@dataclass(frozen=True, slots=True)
class EntryKind:
    """What a ``kind`` of entry is called on pages, such as “Invoice issued”."""

    key: str
    label: str | Promise
    order: int = 100


entry_kinds: Final[Registry[EntryKind]] = Registry()
entry_kinds.add(EntryKind("hand", _("By hand"), 800))
entry_kinds.add(EntryKind("reversal", _("Reversal"), 900))
