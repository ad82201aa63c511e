"""What the ledger needs from modules above it: names and pages for the ids it only carries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID


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


sources = Names()
"""What caused an entry, by ``source_kind``: invoice, payment …"""
documents = Names()
"""What the lines of a document count towards: invoices, orders. Asked kind by kind."""
clients = Names()
"""Clients, who live beside the ledger; registered by a module above both."""
