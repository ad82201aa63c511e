"""The state machine of payment attempts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from safelight.payments.rules.attempts import FOLLOWING, MOVED, OPEN, AttemptState, follows, is_surprise

states = st.sampled_from(AttemptState)


def walk(answers: list[AttemptState]) -> list[AttemptState]:
    """Return the states an attempt goes through when it hears these answers."""
    passed = [AttemptState.INITIATED]
    for answer in answers:
        if follows(passed[-1], answer):
            passed.append(answer)
    return passed


def test_every_state_has_its_rules() -> None:
    assert set(FOLLOWING) == set(AttemptState)


@given(st.lists(states, max_size=12))
def test_answers_that_come_twice_change_nothing(answers: list[AttemptState]) -> None:
    twice = [answer for answer in answers for _ in range(2)]
    assert walk(twice) == walk(answers)


@given(st.lists(states, max_size=12), st.lists(st.sampled_from(sorted(OPEN)), max_size=4))
def test_money_that_moved_is_not_forgotten_by_a_late_word(
    answers: list[AttemptState], late: list[AttemptState]
) -> None:
    reached = walk([*answers, AttemptState.SUCCEEDED])
    if reached[-1] in MOVED:
        assert walk([*answers, AttemptState.SUCCEEDED, *late, AttemptState.DECLINED])[-1] is AttemptState.SUCCEEDED


@given(st.lists(states.filter(lambda state: state is not AttemptState.VOIDED), max_size=12))
def test_a_yes_is_always_believed(answers: list[AttemptState]) -> None:
    assert walk([*answers, AttemptState.SUCCEEDED])[-1] is AttemptState.SUCCEEDED


def test_a_yes_after_a_no_is_a_surprise() -> None:
    assert is_surprise(AttemptState.DECLINED, AttemptState.SUCCEEDED)
    assert not is_surprise(AttemptState.UNKNOWN, AttemptState.SUCCEEDED)
    assert not is_surprise(AttemptState.AUTHORISED, AttemptState.SUCCEEDED)
    assert not is_surprise(AttemptState.SUCCEEDED, AttemptState.SUCCEEDED)
