"""Pauses before a crashed process is started again."""

from hypothesis import given
from hypothesis import strategies as st

from safelight.config.launch.children import FIRST_PAUSE, LONGEST_PAUSE, Backoff


def test_pauses_double_and_are_forgotten_after_a_healthy_minute() -> None:
    backoff = Backoff()
    assert [backoff.after_crash(1) for _ in range(4)] == [0.5, 1, 2, 4]
    assert backoff.crashes == 4
    assert backoff.after_crash(61) == FIRST_PAUSE
    assert backoff.crashes == 1


@given(st.lists(st.floats(0, 200), max_size=40))
def test_a_pause_stays_between_the_bounds(runs: list[float]) -> None:
    backoff = Backoff()
    for seconds in runs:
        assert FIRST_PAUSE <= backoff.after_crash(seconds) <= LONGEST_PAUSE
