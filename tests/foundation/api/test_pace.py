"""The bucket of requests."""

from __future__ import annotations

import pytest

from safelight.foundation.api.pace import Pace
from safelight.foundation.api.refusals import TooMany


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        """Start at zero."""
        self.seconds = 0.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.seconds


def test_a_burst_passes_and_then_the_rate_counts() -> None:
    clock = Clock()
    pace = Pace(burst=3, per_second=0.5, now=clock)
    for _ in range(3):
        pace.take("ana")
    with pytest.raises(TooMany) as refusal:
        pace.take("ana")
    assert refusal.value.headers == {"Retry-After": "2"}
    pace.take("bo")
    clock.seconds = 1.9
    with pytest.raises(TooMany):
        pace.take("ana")
    clock.seconds = 2.0
    pace.take("ana")


def test_a_bucket_never_holds_more_than_a_burst() -> None:
    clock = Clock()
    pace = Pace(burst=2, per_second=1, now=clock)
    pace.take("ana")
    clock.seconds = 1000.0
    pace.take("ana")
    pace.take("ana")
    with pytest.raises(TooMany):
        pace.take("ana")
