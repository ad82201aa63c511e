"""The port through which the ground floor learns about studios; ``accounts`` plugs itself in above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from safelight.foundation.actions.context import StudioFacts


class StudioDirectory(Protocol):
    """Knows the studios of this installation."""

    def facts(self, studio_id: UUID) -> StudioFacts:
        """Return what is known of a studio; raises LookupError when there is none."""

    def all_ids(self) -> Sequence[UUID]:
        """Return the ids of all studios."""


_plugged: list[StudioDirectory] = []


def plug(directory: StudioDirectory) -> None:
    """Set the directory this process uses; the last one wins."""
    _plugged[:] = [directory]


def directory() -> StudioDirectory:
    """Return the directory in use.

    Raises:
        LookupError: none was plugged in.
    """
    if not _plugged:
        message = "No studio directory is plugged in."
        raise LookupError(message)
    return _plugged[0]
