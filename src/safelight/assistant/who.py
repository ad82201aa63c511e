"""Who calls over standard input and output: the holder of a key, or the machine's operator in a role."""

from __future__ import annotations

from safelight.accounts.permissions import BUILT_IN_ROLES, built_in
from safelight.assistant.server import WhoCalls
from safelight.foundation import clock
from safelight.foundation.actions import Actor, Context, StudioFacts
from safelight.foundation.callers import callers
from safelight.foundation.ids import new_id


def by_token(token: str) -> WhoCalls:
    """Return a caller who is asked for at the keeper of keys each time."""

    def who() -> Context:
        return callers().of_bearer(token, new_id().hex)

    return who


def by_role(studio: StudioFacts, role: str) -> WhoCalls:
    """Return a caller with a built-in role's permissions, started by whoever may run commands on this machine.

    Raises:
        ValueError: there is no such built-in role.
    """
    if role not in BUILT_IN_ROLES:
        message = f"There is no role “{role}”. These are: {', '.join(BUILT_IN_ROLES)}."
        raise ValueError(message)

    def who() -> Context:
        actor = Actor(
            kind="key", id=None, label=f"Assistant on this machine ({role})", permissions=built_in(role), role=role
        )
        return Context(studio=studio, actor=actor, now=clock.now(), request_id=new_id().hex)

    return who
