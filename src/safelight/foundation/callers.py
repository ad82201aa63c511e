"""The port through which the doors for programs learn who calls; ``accounts`` plugs its keys in above."""

from __future__ import annotations

from typing import Protocol

from safelight.foundation.actions.context import Context
from safelight.foundation.actions.errors import ActionError


class UnknownCaller(ActionError):
    """No key, or one that is unknown, revoked or out of date; which of these is never told."""

    status = 401
    code = "unauthenticated"


class Callers(Protocol):
    """Knows the bearer keys of this installation."""

    def of_bearer(self, token: str, request_id: str) -> Context:
        """Return who acts with this key, in the key's studio, with the key's permissions.

        Raises:
            UnknownCaller: the key opens nothing.
        """


_plugged: list[Callers] = []


def plug(callers: Callers) -> None:
    """Set the keeper of keys this process uses; the last one wins."""
    _plugged[:] = [callers]


def callers() -> Callers:
    """Return the keeper of keys in use.

    Raises:
        LookupError: none was plugged in.
    """
    if not _plugged:
        message = "No keeper of bearer keys is plugged in."
        raise LookupError(message)
    return _plugged[0]
