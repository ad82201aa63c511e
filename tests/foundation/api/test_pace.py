"""The bucket of requests."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from safelight.foundation.api.pace import Bucket, Pace, forget_idle, shared_bucket
from safelight.foundation.api.refusals import TooMany


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        """Start at zero."""
        self.seconds = 0.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.seconds


class Pail:
    """The shared bucket without a database, counting how often it is asked."""

    def __init__(self, clock: Clock) -> None:
        """Start full."""
        self.clock, self.asked, self.known = clock, 0, {}

    def __call__(self, caller: str, wanted: int, burst: int, per_second: float) -> tuple[int, float]:
        """Take requests out."""
        self.asked += 1
        left, before = self.known.get(caller, (float(burst), self.clock()))
        left = min(float(burst), left + (self.clock() - before) * per_second)
        granted = min(wanted, int(left))
        self.known[caller] = (left - granted, self.clock())
        return granted, left - granted


def passed(pace: Pace, caller: str, times: int) -> int:
    """Ask some times and return how often it was let through."""
    through = 0
    for _ in range(times):
        try:
            pace.take(caller)
        except TooMany:
            continue
        through += 1
    return through


def test_a_burst_passes_and_then_the_rate_counts() -> None:
    clock = Clock()
    pace = Pace(burst=3, per_second=0.5, now=clock, bucket=Pail(clock))
    assert passed(pace, "ana", 3) == 3
    with pytest.raises(TooMany) as refusal:
        pace.take("ana")
    assert refusal.value.headers == {"Retry-After": "2"}
    pace.take("bo")
    clock.seconds = 1.9
    assert passed(pace, "ana", 1) == 0
    clock.seconds = 2.0
    pace.take("ana")


def test_a_bucket_never_holds_more_than_a_burst() -> None:
    clock = Clock()
    pace = Pace(burst=2, per_second=1, now=clock, bucket=Pail(clock))
    pace.take("ana")
    clock.seconds = 1000.0
    assert passed(pace, "ana", 5) == 2


def test_processes_share_the_bucket_and_a_busy_key_asks_it_seldom() -> None:
    clock = Clock()
    pail = Pail(clock)
    processes = [Pace(burst=240, per_second=20, now=clock, bucket=pail) for _ in range(4)]
    through = sum(passed(pace, "ana", 200) for pace in processes)
    assert 220 <= through <= 240, "four processes let through what one would, but for what one of them still holds"
    assert pail.asked < 600
    clock.seconds = 10.0
    pail.asked = 0
    assert passed(processes[0], "ana", 150) == 150
    assert pail.asked <= 13


def test_a_calm_key_keeps_nothing_from_other_processes() -> None:
    clock = Clock()
    pail = Pail(clock)
    calm, busy = (Pace(burst=240, per_second=20, now=clock, bucket=pail) for _ in range(2))
    for second in range(60):
        clock.seconds = float(second * 2)
        assert passed(calm, "ana", 1) == 1
        assert passed(busy, "ana", 30) == 30, "what flows in is not held back elsewhere"


@pytest.mark.django_db(transaction=True)
def test_the_table_counts_for_all_at_once() -> None:
    results: list[int] = []

    def ask() -> None:
        results.append(passed(Pace(burst=40, per_second=0.001), "studio:key:1", 15))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(results) == 40


@pytest.mark.django_db
def test_the_table_fills_up_again_and_forgets() -> None:
    bucket: Bucket = shared_bucket
    assert bucket("key", 3, 10, 5.0) == (3, 7.0)
    granted, remaining = bucket("key", 20, 10, 0.0)
    assert (granted, round(remaining, 3)) == (7, 0.0)
    assert bucket("key", 1, 10, 0.0)[0] == 0
    with connection.cursor() as cursor:
        cursor.execute("update foundation_pace set at = at - interval '1 second'")
    assert bucket("key", 20, 10, 5.0)[0] == 5
    with connection.cursor() as cursor:
        cursor.execute("update foundation_pace set at = at - interval '2 hours'")
        forget_idle()
        cursor.execute("select count(*) from foundation_pace")
        assert cursor.fetchone()[0] == 0
