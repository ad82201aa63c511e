"""How often one key may ask: a bucket of requests that fills again with time.

Each web process counts for itself: a limit here protects the server from a program gone wild, not a secret from
guessing (keys are too long to guess), so the sum over a few processes is exact enough and costs no database write.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

from safelight.foundation.api.refusals import TooMany

BURST = 240
PER_SECOND = 20.0
_MOST_KNOWN = 10_000


class Pace:
    """Lets ``burst`` requests through at once and ``per_second`` from then on, per caller."""

    def __init__(
        self, burst: int = BURST, per_second: float = PER_SECOND, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Start with full buckets; ``now`` gives seconds."""
        self.burst, self.per_second, self.now = burst, per_second, now
        self._lock = threading.Lock()
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, caller: Hashable) -> None:
        """Take one request out of a caller's bucket.

        Raises:
            TooMany: it is empty; ``Retry-After`` says in how many seconds it is not.
        """
        moment = self.now()
        with self._lock:
            left, before = self._buckets.pop(caller, (float(self.burst), moment))
            left = min(float(self.burst), left + (moment - before) * self.per_second)
            is_free = left >= 1
            self._buckets[caller] = (left - 1 if is_free else left, moment)
            while len(self._buckets) > _MOST_KNOWN:
                self._buckets.popitem(last=False)
        if not is_free:
            seconds = math.ceil((1 - left) / self.per_second)
            message = f"This key asks too often. Wait {seconds} s; {self.per_second:g} requests a second are fine."
            raise TooMany(message, headers={"Retry-After": str(seconds)})
