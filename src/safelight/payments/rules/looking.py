"""When an open attempt is looked up next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from safelight.payments.rules.attempts import AttemptState

# A lost answer is found within the first minute; a payer on a page takes minutes; a bank's transfer takes days.
_WAITS: Final = (
    timedelta(seconds=10),
    timedelta(seconds=20),
    timedelta(seconds=30),
    timedelta(minutes=1),
    timedelta(minutes=2),
    timedelta(minutes=5),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=6),
)
GIVE_UP_AFTER: Final = timedelta(days=10)
"""An attempt that is still open then waits for a person; it is shown as such and never called declined."""


def next_look(
    state: AttemptState, looks: int, now: datetime, begun_at: datetime, expires_at: datetime | None = None
) -> datetime | None:
    """Return when to look next, or None when there is nothing to learn any more.

    ``looks`` is how often it was looked up already. A page that expires is looked at just after that.
    """
    if state not in {AttemptState.INITIATED, AttemptState.PENDING, AttemptState.UNKNOWN}:
        return None
    if now - begun_at > GIVE_UP_AFTER:
        return None
    following = now + _WAITS[min(looks, len(_WAITS) - 1)]
    if expires_at is not None and now < expires_at < following:
        return expires_at + timedelta(seconds=1)
    return following
