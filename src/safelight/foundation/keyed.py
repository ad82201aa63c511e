"""Things by key, in an order: what modules of upper floors hang into places of lower ones."""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar


class Keyed(Protocol):
    """A thing with a key and a place in an order."""

    @property
    def key(self) -> str:
        """The name no other thing of its kind has."""

    @property
    def order(self) -> int:
        """Lower comes first."""


T = TypeVar("T", bound=Keyed)


class Registry(Generic[T]):
    """Things by key, given back in their order."""

    def __init__(self) -> None:
        """Start empty."""
        self._things: dict[str, T] = {}

    def add(self, thing: T) -> T:
        """Keep a thing; the very same one twice is harmless.

        Raises:
            ValueError: another thing has this key.
        """
        known = self._things.setdefault(thing.key, thing)
        if known != thing:
            message = f"Two things are registered as “{thing.key}”: {known!r} and {thing!r}. Give one another key."
            raise ValueError(message)
        return thing

    def get(self, key: str) -> T | None:
        """Return the thing with a key, or None."""
        return self._things.get(key)

    def all(self) -> list[T]:
        """Return everything, lowest order first, then by key."""
        return sorted(self._things.values(), key=lambda thing: (thing.order, thing.key))

    def drop(self, key: str) -> None:
        """Forget a thing; used by tests that registered it."""
        self._things.pop(key, None)
