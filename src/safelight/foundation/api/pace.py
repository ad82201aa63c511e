"""How often one key may ask: a bucket of requests that fills again with time, one for all processes.

The bucket lies in a table that is never written to disk in a hurry (unlogged: after a crash every bucket is full). A process
that is asked often takes several requests out of it at once and gives them out itself for a second, so a busy key costs a
statement for every twentieth request; one that is asked seldom takes one at a time and keeps nothing from the others.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from django.db import connection

from safelight.foundation.api.refusals import TooMany

BURST: Final = 240
PER_SECOND: Final = 20.0
_MOST_KNOWN: Final = 10_000
_MOST_AT_ONCE: Final = 20
_GOOD_FOR_SECONDS: Final = 1.0
_KEPT: Final = "1 hour"

_TAKE = """
insert into foundation_pace as bucket (caller, remaining, at, granted)
values (%(caller)s, %(burst)s - %(wanted)s, clock_timestamp(), %(wanted)s)
on conflict (caller) do update set (remaining, granted, at) = (
    select filled - given, given, greatest(bucket.at, excluded.at)
    from (select least(%(burst)s, bucket.remaining
        + greatest(0, extract(epoch from excluded.at - bucket.at)) * %(per_second)s) as filled) now_in_it,
        lateral (select least(%(wanted)s, floor(filled))::integer as given) taken)
returning granted, remaining
"""


class Bucket(Protocol):
    """Where requests are taken from; it answers how many of the ``wanted`` ones there were, and how much is left."""

    def __call__(self, caller: str, wanted: int, burst: int, per_second: float) -> tuple[int, float]:
        """Take up to ``wanted`` requests out."""


def shared_bucket(caller: str, wanted: int, burst: int, per_second: float) -> tuple[int, float]:
    """Take requests out of the bucket that all processes share: one statement, committed at once."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"caller": caller, "wanted": wanted, "burst": burst, "per_second": per_second})
        granted, remaining = cursor.fetchone()
    return int(granted), float(remaining)


def forget_idle() -> None:
    """Forget buckets that are full again."""
    with connection.cursor() as cursor:
        cursor.execute("delete from foundation_pace where at < clock_timestamp() - %s::interval", [_KEPT])


@dataclass(slots=True)
class _Held:
    """What this process may still give out: how much, how much was taken for it, and until when."""

    left: int
    taken: int
    until: float


class Pace:
    """Lets ``burst`` requests through at once and ``per_second`` from then on, per caller, over all processes."""

    def __init__(
        self,
        burst: int = BURST,
        per_second: float = PER_SECOND,
        *,
        bucket: Bucket = shared_bucket,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Hold nothing yet; ``now`` gives seconds."""
        self.burst, self.per_second, self.bucket, self.now = burst, per_second, bucket, now
        self._lock = threading.Lock()
        self._held: OrderedDict[str, _Held] = OrderedDict()

    def take(self, caller: str) -> None:
        """Take one request out of a caller's bucket.

        Raises:
            TooMany: it is empty; ``Retry-After`` says in how many seconds it is not.
        """
        wanted = self._wanted(caller)
        if not wanted:
            return
        granted, remaining = self.bucket(caller, wanted, self.burst, self.per_second)
        if not granted:
            seconds = max(1, math.ceil((1 - remaining) / self.per_second))
            message = f"This key asks too often. Wait {seconds} s; {self.per_second:g} requests a second are fine."
            raise TooMany(message, headers={"Retry-After": str(seconds)})
        with self._lock:
            held = self._held.pop(caller, None)
            others = held.left if held and self.now() < held.until else 0
            self._held[caller] = _Held(granted - 1 + others, wanted, self.now() + _GOOD_FOR_SECONDS)
            while len(self._held) > _MOST_KNOWN:
                self._held.popitem(last=False)

    def _wanted(self, caller: str) -> int:
        """Give out a request that is held (0), or say how many to take: more after a busy second, fewer after a calm one."""
        most = max(1, min(_MOST_AT_ONCE, self.burst // 4))
        with self._lock:
            held = self._held.get(caller)
            if held is None:
                return 1
            if self.now() >= held.until:
                return max(1, held.taken // 2)
            if held.left >= 1:
                held.left -= 1
                return 0
            return min(most, held.taken * 2)
