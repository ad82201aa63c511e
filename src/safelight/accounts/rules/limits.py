"""How often a secret may be tried. Pure: the moment enters as ``now``.

A tally belongs to a secret *and* the network it is tried from, never to the secret alone: whoever guesses at a
stranger's password slows down themselves and their neighbours, and the owner gets in from anywhere else. Passkeys
cannot be guessed and are never slowed down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries are free; after that each waits twice as long as the one before. Quiet for a while forgets all."""

    name: str
    free: int
    first_wait: timedelta
    longest_wait: timedelta
    forgotten_after: timedelta


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was tried, when last, and from when on it may be tried again."""

    tries: int
    last: datetime
    free_at: datetime


_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)

# 5 in 15 minutes, then ever slower: 10,000 guesses in a row reach a password fewer than ten times.
PASSWORD = Limit("password", free=5, first_wait=_MINUTE, longest_wait=15 * _MINUTE, forgotten_after=15 * _MINUTE)
CODE = Limit("code", free=5, first_wait=_MINUTE, longest_wait=15 * _MINUTE, forgotten_after=15 * _MINUTE)
# One network, whatever it tries: OWASP's credential stuffing goes through many accounts, once each.
NETWORK = Limit("network", free=100, first_wait=_MINUTE, longest_wait=_HOUR, forgotten_after=_HOUR)
RESET_MAIL = Limit("reset mail", free=3, first_wait=5 * _MINUTE, longest_wait=_HOUR, forgotten_after=_HOUR)
LINK = Limit("link", free=20, first_wait=_MINUTE, longest_wait=_HOUR, forgotten_after=_HOUR)
BEARER = Limit("bearer", free=100, first_wait=_MINUTE, longest_wait=15 * _MINUTE, forgotten_after=_HOUR)
SIGN_UP = Limit("sign up", free=20, first_wait=_MINUTE, longest_wait=_HOUR, forgotten_after=_HOUR)


def wait_of(tally: Tally | None, limit: Limit, now: datetime) -> timedelta:
    """Return how long the next try must wait; nothing when it may happen now."""
    if tally is None or now - tally.last >= limit.forgotten_after:
        return timedelta()
    return max(tally.free_at - now, timedelta())


def after_try(tally: Tally | None, limit: Limit, now: datetime) -> Tally:
    """Return the tally after one more try that was allowed."""
    tries = 1 if tally is None or now - tally.last >= limit.forgotten_after else tally.tries + 1
    beyond = tries - limit.free
    if beyond < 0:
        return Tally(tries, now, now)
    doublings = min(beyond, 20)
    return Tally(tries, now, now + min(limit.first_wait * 2**doublings, limit.longest_wait))


def taken_back(tally: Tally) -> Tally:
    """Return the tally as if the last try had not been: it turned out to be rightful."""
    return Tally(max(tally.tries - 1, 0), tally.last, tally.last)
