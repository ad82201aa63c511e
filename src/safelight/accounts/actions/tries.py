"""Counting tries at secrets, in the database, so that every process knows of every try.

A try is counted before the secret is looked at, so that many at the same moment cannot slip through together; a
rightful one is taken back. Keys are keyed hashes: the table names neither people nor addresses.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from safelight.accounts.models import GuessTally
from safelight.accounts.rules.addresses import neighbourhood
from safelight.accounts.rules.limits import NETWORK, Limit, Tally, after_try, taken_back, wait_of
from safelight.foundation.actions.errors import ActionError

log = logging.getLogger("safelight.accounts")

_LOCK = "select pg_advisory_xact_lock(hashtextextended(%s, 1)), clock_timestamp()"
_SWEEP = "delete from accounts_guesstally where since < clock_timestamp() - interval '1 day'"


class TooManyTries(ActionError):
    """Somebody tried too often; ``wait`` says when the next try is welcome."""

    status = 429
    code = "too_many_tries"

    def __init__(self, wait: timedelta) -> None:
        """Say how long to wait, in whole minutes."""
        minutes = max(1, round(wait / timedelta(minutes=1)))
        super().__init__(
            f"Too many tries from here. Wait {minutes} min and try again, or sign in with a passkey, which always works."
        )
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Try:
    """A counted try; ``rightful`` takes it back."""

    counted: Sequence[tuple[Limit, str]]

    def rightful(self) -> None:
        """Forget the tries at this secret from this network, and take back one of the network's own."""
        for limit, key in self.counted:
            if limit is NETWORK:
                _change(limit, key)
            else:
                GuessTally.objects.filter(key=key).delete()


def count_try(limit: Limit, secret_of: str, address: str) -> Try:
    """Count a try at the secret of somebody (a mail address, an id, "" for a secret of nobody's) from an address.

    Raises:
        TooManyTries: it must wait; nothing was counted and the secret must not be looked at.
    """
    network = neighbourhood(address)
    wanted = [(limit, _key(limit, secret_of, network)), (NETWORK, _key(NETWORK, limit.name, network))]
    with transaction.atomic():
        tallies = [(each, key, *_read(key)) for each, key in sorted(wanted, key=lambda pair: pair[1])]
        wait = max(wait_of(tally, each, now) for each, _, tally, now in tallies)
        if not wait:
            for each, key, tally, now in tallies:
                _write(key, after_try(tally, each, now))
    if wait:
        log.warning("too many tries", extra={"limit": limit.name, "wait_s": round(wait.total_seconds())})
        raise TooManyTries(wait)
    return Try(wanted)


def sweep() -> None:
    """Forget tallies that count no more."""
    with connection.cursor() as cursor:
        cursor.execute(_SWEEP)


def _key(limit: Limit, secret_of: str, network: str) -> str:
    text = f"{limit.name}\n{secret_of.strip().casefold()}\n{network}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def _read(key: str) -> tuple[Tally | None, datetime]:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [key])
        now = cursor.fetchone()[1]
    row = GuessTally.objects.filter(key=key).first()
    return (None if row is None else Tally(row.tries, row.since, row.free_at)), now


def _write(key: str, tally: Tally) -> None:
    GuessTally.objects.update_or_create(
        key=key, defaults={"tries": tally.tries, "since": tally.last, "free_at": tally.free_at}
    )


def _change(limit: Limit, key: str) -> None:
    with transaction.atomic():
        tally, _ = _read(key)
        if tally is not None and tally.tries <= limit.free:
            _write(key, taken_back(tally))
