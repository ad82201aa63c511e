"""When a session has ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.accounts.rules.session_age import SEEN_AGAIN_AFTER, SessionAges, ended_by

AGES = SessionAges(timedelta(hours=12), timedelta(hours=3))
HOUR = 3600


@pytest.mark.parametrize(
    ("since", "seen", "now", "reason"),
    [
        (0, 0, 0, ""),
        (0, 0, 3 * HOUR + SEEN_AGAIN_AFTER - 1, ""),
        (0, 0, 3 * HOUR + SEEN_AGAIN_AFTER, "idleness"),
        (0, 12 * HOUR - 1, 12 * HOUR - 1, ""),
        (0, 12 * HOUR - 1, 12 * HOUR, "age"),
        (0, 0, 13 * HOUR, "age"),
        (100, 100, 0, ""),
    ],
)
def test_what_ends_a_session(since: int, seen: int, now: int, reason: str) -> None:
    assert ended_by(since, seen, now, AGES) == reason


@given(since=st.integers(0, 10**6), used=st.lists(st.integers(1, 2 * HOUR), max_size=20))
def test_whoever_works_stays_until_the_session_is_old(since: int, used: list[int]) -> None:
    now = seen = since
    for pause in used:
        now += pause
        reason = ended_by(since, seen, now, AGES)
        assert reason == ("age" if now - since >= 12 * HOUR else "")
        seen = now
